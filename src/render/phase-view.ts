/** A phase as the parts of a body see it: its plan, the context, and places after the edits. */
import type { LedgerRow } from '../core/ledger.js';
import type { PhasePlan } from '../core/phase-plan.js';
import type { Warning } from '../core/warning.js';
import type { PhaseContext } from './context.js';
import { linesAfterAll } from './lines-after.js';
import type { ShownPlace } from './place-link.js';

export interface PhaseView {
  readonly plan: PhasePlan;
  readonly context: PhaseContext;
  readonly rows: readonly LedgerRow[];
  readonly warnings: readonly Warning[];
  /** The place of a row after the edits. */
  placeOfRow(row: LedgerRow): ShownPlace;
  placeOfWarning(warning: Warning): ShownPlace;
  /** The place of a line that was counted before the edits. */
  placeOfLine(path: string, line: number): ShownPlace;
}

/** Makes the view of a phase. */
export function viewPhase(plan: PhasePlan, context: PhaseContext): PhaseView {
  const lineAfter = linesAfterAll(plan.files);
  return {
    plan,
    context,
    rows: plan.files.flatMap((file) => file.rows),
    warnings: plan.files.flatMap((file) => file.warnings),
    placeOfRow: (row) => ({ path: row.path, line: lineAfter(row.path, row), ...cellOf(row.cell) }),
    placeOfWarning: ({ path, line, col, span, cell }) => ({
      path,
      line: lineAfter(path, { line, col, offset: span.start }),
      ...cellOf(cell),
    }),
    placeOfLine: (path, line) => ({ path, line: lineAfter(path, { line }) }),
  };
}

function cellOf(cell: number | undefined): { readonly cell?: number } {
  return cell === undefined ? {} : { cell };
}

/** Values by key, in the order in which the keys first appear. */
export function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

/** Groups with the most values first; among equals the order in which they appeared. */
export function largestFirst<T>(groups: ReadonlyMap<string, readonly T[]>): readonly (readonly T[])[] {
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

/** Values in runs of at most `size`. */
export function chunks<T>(values: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, nth) =>
    values.slice(nth * size, (nth + 1) * size),
  );
}

/** A key of several texts that cannot be mistaken for another. */
export function keyOf(...texts: readonly string[]): string {
  return texts.join('\u0000');
}

/** A text that ends like a sentence. */
export function ended(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /[.!?…:][)"'”]?$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** A text that begins like a sentence; a name at its start stays as it is written. */
export function begun(text: string): string {
  return /^[a-z]+(?=[\s,;:]|$)/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
