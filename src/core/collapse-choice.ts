/** Which of several rewrites that would become equal is left: the one that a file uses, the one that runs. */
import type { Draft } from './draft.js';

/** How often a program reads each name that is about to be rewritten. */
export function countUses(drafts: Iterable<Draft>): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const { place, reference } of drafts)
    if (place.runs) uses.set(reference.surface, (uses.get(reference.surface) ?? 0) + 1);
  return uses;
}

/** The name of some that the file uses most; of equal ones the first. */
export function mostUsed(equal: readonly Draft[], uses: ReadonlyMap<string, number>): string | undefined {
  let best: string | undefined;
  for (const { reference } of equal)
    if (best === undefined || (uses.get(reference.surface) ?? 0) > (uses.get(best) ?? 0)) best = reference.surface;
  return best;
}

/** The line that a draft's name stands on, as a key. */
export function lineOf({ reference, place }: Draft): string {
  return `${reference.unit}:${reference.span.start - place.inLine.start}`;
}

/** Whether a comment would offer what its line does already: `M = "…"  # or "…"`. */
export function isTwin(one: Draft, comment: Draft, to: string): boolean {
  return one.to === to && one.reference.surface !== comment.reference.surface && comment.reference.strength === 'exact';
}
