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

/**
 * Tells the drafts that must stay as those that are asked do: the same name beside one on its line or in its statement (a label and its
 * id, a default and its choices), and in a statement that reads the variable of a collection in which it is asked about.
 */
export function boundTo(asked: ReadonlySet<Draft>): (draft: Draft) => boolean {
  const beside = new Set<string>();
  const variables = new Map<string, Set<string>>();
  for (const draft of asked) {
    for (const place of placesOf(draft)) beside.add(place);
    const variable = draft.place.python?.use.items.length ? draft.place.python.use.assigned : undefined;
    if (variable === undefined) continue;
    const { surface } = draft.reference;
    variables.set(surface, (variables.get(surface) ?? new Set()).add(variable));
  }
  return (draft) => {
    if (placesOf(draft).some((place) => beside.has(place))) return true;
    const { python, reference } = draft.place;
    const inner = reference.site.texts.at(-1);
    const held = variables.get(reference.surface);
    if (python === undefined || inner === undefined || held === undefined) return false;
    const statement = inner.text.slice(
      python.statement.start,
      Math.min(python.statement.end, python.statement.start + 2000),
    );
    return statement.match(/(?<![\w.])[A-Za-z_]\w*/g)?.some((word) => held.has(word)) === true;
  };
}

/** Where a draft stands, with the models that it names: its line, and its statement. */
function placesOf(draft: Draft): readonly string[] {
  const { reference, place } = draft;
  const models = reference.models.join();
  const line = `line:${lineOf(draft)}:${models}`;
  const inner = reference.site.texts.at(-1);
  if (place.python === undefined || inner === undefined || place.python.token !== 'string') return [line];
  const start = reference.span.start - inner.span.start + place.python.statement.start;
  return [line, `statement:${reference.unit}:${start}:${models}`];
}
