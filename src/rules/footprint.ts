/** How much memory a model needs, in the form in which a place loads it. */
import type { Fact, Model } from '../core/model.js';
import { numberOf } from './fact-wording.js';
import type { Swap } from './model-after.js';

/** A size in GB, its fact, and what it is the size of. */
export interface Footprint {
  readonly gigabytes: number;
  readonly fact: Fact<number | string>;
  readonly of: string;
}

/** What both models of a swap need, in the same form; undefined where the catalogue does not know both. */
export function footprintsOf({
  before,
  after,
  reference,
}: Swap): { readonly old: Footprint; readonly now: Footprint } | undefined {
  const whole: readonly (readonly [string, string])[] = [['fp16GB', 'weights at 16 bit']];
  const packed: readonly (readonly [string, string])[] = [['ollamaQ4GB', 'download of the plain tag'], ...whole];
  for (const [key, of] of reference.registry === 'huggingface' ? [...whole, ...packed] : packed) {
    const old = footprint(before, key, of);
    const now = footprint(after, key, of);
    if (old !== undefined && now !== undefined) return { old, now };
  }
  return undefined;
}

function footprint(model: Model, key: string, of: string): Footprint | undefined {
  const found = numberOf(model, key);
  return found === undefined ? undefined : { gigabytes: found.value, fact: found.fact, of };
}

/**
 * A size as texts write it: `5 GB`, `~4.9GB`, `5-6 GB`, `274 MB`, or as code does: `size_gb: 5`. The last number is the larger end.
 */
export const GIGABYTES =
  /(?:(?<![\w.])\d+(?:\.\d+)?\s?[-–]\s?)?(?<![\w.])(\d+(?:\.\d+)?)\s?([GM])i?B\b|_[gG][bB]["']?\s*[:=]\s*(\d+(?:\.\d+)?)(?![\w.])/;

/** The number of a match of {@link GIGABYTES}, in GB. */
export function gigabytesIn(match: RegExpExecArray): number {
  return Number(match[1] ?? match[3]) / (match[2] === 'M' ? 1000 : 1);
}

/** Whether a match of {@link GIGABYTES} may be of another thing than the model: megabytes that a model of that size does not have. */
export function isOfSomethingSmaller(match: RegExpExecArray, model: number): boolean {
  return match[2] === 'M' && !(gigabytesIn(match) >= model * 0.5 && gigabytesIn(match) <= model * 5);
}

/** Whether a line speaks of the machine, not of a model. */
export const MACHINE =
  /\b(?:unified|system memory|total memory|RAM|memory bandwidth|GB\/s|DGX|H100|A100|RTX|available|disk space|free)\b|\b(?:on|with|have|has) (?:an? |your |only )?~?\d+\s?GB/i;

/** Whether two sizes are apart by more than texts round. */
export function differ(a: number, b: number): boolean {
  return Math.max(a, b) > 1.25 * Math.min(a, b);
}
