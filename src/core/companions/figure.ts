/** Sizes in GB as texts write them, and how the true size of another model is written in the same way. */

import type { Model } from '../model.js';
import type { Reference } from '../reference.js';
import type { Span } from '../source.js';
import { knownNumber } from './known-fact.js';

/** A size in a text. `span` covers number and unit, without a mark of nearness before it. */
export interface Figure {
  readonly span: Span;
  readonly surface: string;
  readonly gigabytes: number;
  /** What stands between number and unit, and the unit. */
  readonly gap: string;
  readonly unit: 'GB' | 'MB';
  /** Half of the last place that the text gives, in GB. */
  readonly halfPlace: number;
  readonly decimals: number;
  /** Whether the figure is one end of a range, a floor or a speed: it is not a size that can be written anew. */
  readonly open: boolean;
}

const FIGURE = /(?<![\w.,])(\d{1,4}(?:\.\d{1,2})?)(\s?)(GB|MB)(?![\w/])/g;

/** The sizes of a piece of text that begins at `offset` of a unit. */
export function figuresIn(text: string, offset: number): readonly Figure[] {
  return [...text.matchAll(FIGURE)].map((match) => {
    const number = match[1] ?? '';
    const unit = match[3] === 'MB' ? 'MB' : 'GB';
    const before = text.slice(0, match.index);
    const about = /[~≈]\s?$|\b(?:about|around|roughly|approx\.?|approximately|circa)\s$/i.test(before);
    const decimals = number.split('.')[1]?.length ?? 0;
    const place = about && decimals === 0 && Number(number) >= 10 && Number(number) % 5 === 0 ? 5 : 10 ** -decimals;
    const scale = unit === 'MB' ? 1000 : 1;
    const start = offset + match.index;
    return {
      span: { start, end: start + match[0].length },
      surface: match[0],
      gigabytes: Number(number) / scale,
      gap: match[2] ?? '',
      unit,
      halfPlace: place / 2 / scale,
      decimals,
      open:
        /(?:\d\s?(?:GB\s?)?[-–]|[<>≤≥+])\s?$/.test(before) ||
        /^\s?(?:[-–]\s?\d|\+|\/)/.test(text.slice(match.index + match[0].length)),
    };
  });
}

/** What the catalogue says of the form in which a name is loaded: the download of an Ollama tag, the weights of a repository. */
export function sizeOf(model: Model, { registry, form }: Reference): number | undefined {
  if (form !== 'default') return undefined;
  if (registry === 'ollama') return knownNumber(model, 'ollamaQ4GB');
  return registry === 'huggingface' ? knownNumber(model, 'fp16GB') : undefined;
}

function decimalsOf(value: number): number {
  return String(value).split('.')[1]?.length ?? 0;
}

/** Whether a figure is `value` GB, as far as both are rounded. */
export function agrees(figure: Figure, value: number): boolean {
  const slack = Math.max(figure.halfPlace, 10 ** -decimalsOf(value) / 2);
  return Math.abs(figure.gigabytes - value) <= slack + 1e-9;
}

/** `value` GB in the rounding and unit of a figure; never more exact than the value is known. */
export function writtenLike(figure: Figure, value: number): string {
  if (figure.unit === 'MB' && value < 1) return `${Math.round(value * 1000)}${figure.gap}MB`;
  const decimals = Math.min(figure.unit === 'MB' ? 1 : figure.decimals, decimalsOf(value));
  const number = value.toFixed(decimals);
  return `${Number(number) === 0 ? String(value) : number}${figure.gap}GB`;
}
