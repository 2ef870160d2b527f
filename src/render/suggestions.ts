/** Questions that a person can settle with one click: the line as it would read with the first candidate, where the diff shows the line. */
import type { FilePlan } from '../core/file-plan.js';
import type { LedgerRow } from '../core/ledger.js';
import { indexLines, lineSpan } from '../core/source.js';
import { isPlainlyShown } from './inert-code.js';
import { linesAfter } from './lines-after.js';
import { groupBy, keyOf } from './phase-view.js';
import { blocksOf } from './report/diff-lines.js';

/** Lines around a change that a diff shows. https://git-scm.com/docs/git-diff (the default of --unified) */
const CONTEXT = 3;
/** UTF-16 units of a line that is suggested. */
const LONGEST_LINE = 1000;

/** Questions whose first candidate can stand alone where the old name stands; others need more than the line. */
const READY: readonly string[] = [
  'tag-without-counterpart',
  'no-base-checkpoint',
  'target-name-unresolvable',
  'prose-name',
  'family-name',
  'name-test',
];

/** Of these, questions about ids: a name that stands around them already would be named twice in one list or set of commands. */
const MUST_BE_NEW: readonly string[] = READY.filter((rule) => rule !== 'prose-name' && rule !== 'family-name');

/** A line as it would read. */
export interface Suggestion {
  readonly path: string;
  /** 1-based line after the edits. */
  readonly line: number;
  /** The line as it would read, without its end. */
  readonly text: string;
  /** The questions that it settles. */
  readonly rows: readonly LedgerRow[];
}

/** The suggestions for a file, in the order of its lines. */
export function suggestLines(file: FilePlan): readonly Suggestion[] {
  const ready = file.rows.filter(
    (row) => row.outcome === 'ask' && READY.includes(row.rule) && row.candidates.length > 0,
  );
  // What GitHub makes of another line end in a suggestion is not documented.
  if (ready.length === 0 || file.changes.edits.length === 0 || file.after.includes('\r')) return [];
  const lineOf = linesAfter(file);
  const shown = shownLines(file);
  const index = indexLines(file.after);
  const byLine = groupBy(ready, (row) => String(lineOf(row)));
  return [...byLine.values()].flatMap((rows): Suggestion[] => {
    const first = rows[0];
    const line = first === undefined ? 0 : lineOf(first);
    if (!shown.has(line)) return [];
    const around = file.after.slice(index.starts[Math.max(0, line - 1 - CONTEXT)], index.starts[line + CONTEXT]);
    if (rows.some(({ rule, candidates }) => MUST_BE_NEW.includes(rule) && around.includes(candidates[0] ?? '')))
      return [];
    const { start, end } = lineSpan(file.after, index, line);
    const text = replaceAll(file.after.slice(start, end), rows, file.path.endsWith('.ipynb'));
    return text === undefined ? [] : [{ path: file.path, line, text, rows }];
  });
}

/** The lines after the edits that the diff shows: those that changed, with those around them. */
export function shownLines(file: FilePlan): ReadonlySet<number> {
  const last = indexLines(file.after).starts.length;
  const lines = new Set<number>();
  let shift = 0;
  for (const { from, old, new: fresh } of blocksOf(file.before, file.changes)) {
    const start = from + shift;
    const end = start + fresh.length - 1;
    for (let line = Math.max(1, start - CONTEXT); line <= Math.min(last, end + CONTEXT); line++) lines.add(line);
    shift += fresh.length - old.length;
  }
  return lines;
}

/** The line with every old name replaced; undefined where it is not plain which characters are meant, or the line cannot be repeated safely. */
function replaceAll(line: string, rows: readonly LedgerRow[], notebook: boolean): string | undefined {
  if (line.length > LONGEST_LINE || !isPlainlyShown(line)) return undefined;
  let text = line;
  for (const [, same] of groupBy(rows, ({ surface, candidates }) => keyOf(surface, candidates[0] ?? ''))) {
    const { surface = '', candidates = [] } = same[0] ?? {};
    const name = candidates[0] ?? '';
    if (name.includes(surface) || (notebook && /["\\]/.test(name)) || !isPlainlyShown(name)) return undefined;
    const parts = text.split(surface);
    if (surface === '' || parts.length - 1 !== same.length) return undefined;
    text = parts.join(name);
  }
  return text === line ? undefined : text;
}
