/** What people turned back: a plan's edits held against what earlier runs wrote and what stands there now. */
import type { FilePlan } from './file-plan.js';
import type { EarlierEdit, TurnedBack } from './history.js';
import type { LedgerRow } from './ledger.js';
import { diffLines, type LineHunk, rangesMeet, splitLines } from './line-diff.js';

/** An earlier edit, and what became of it since. */
interface Followed {
  readonly edit: EarlierEdit;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly made: readonly LineHunk[];
  readonly since: readonly LineHunk[];
}

/**
 * The edits of a plan that earlier runs made too and that somebody took out again: rewrites of a name that stands on lines put in the
 * place of lines of ours from which it was gone, and insertions that were there. Lines are those of the plan's text before its edits.
 */
export function findTurnedBack(file: FilePlan, earlier: readonly EarlierEdit[]): readonly TurnedBack[] {
  const followed = earlier.map((edit) => follow(edit, file.before));
  return file.rows.flatMap((row): readonly TurnedBack[] => {
    const { path, surface, line } = row;
    if (row.outcome === 'rewrite') return followed.some((one) => namedAgain(one, row)) ? [{ path, surface, line }] : [];
    const inserted = row.rule === 'insertion' ? row.to : undefined;
    if (inserted === undefined || inserted === '') return [];
    const was = followed.some(({ edit }) => edit.after.includes(inserted) && !edit.before.includes(inserted));
    return was ? [{ path, surface: inserted }] : [];
  });
}

/** Whether any of an earlier run's edits still stands in a text, whatever else was changed there. */
export function editStands(edit: EarlierEdit, now: string): boolean {
  const { made, since } = follow(edit, now);
  return made.some(({ after }) => !since.some(({ before }) => rangesMeet(after, before)));
}

function follow(edit: EarlierEdit, now: string): Followed {
  const [before, after] = [splitLines(edit.before), splitLines(edit.after)];
  return { edit, before, after, made: diffLines(before, after), since: diffLines(after, splitLines(now)) };
}

/** Whether the row's name stands on lines that took the place of lines of ours, and was gone from those. */
function namedAgain({ before, after, made, since }: Followed, { line, surface }: LedgerRow): boolean {
  const at = line - 1;
  const put = since.find((hunk) => hunk.after.start <= at && at < hunk.after.end);
  if (put === undefined || put.before.start === put.before.end) return false;
  const ours = made.filter((hunk) => rangesMeet(hunk.after, put.before));
  if (ours.length === 0) return false;
  const was = ours.flatMap((hunk) => before.slice(hunk.before.start, hunk.before.end)).join('');
  const written = ours.flatMap((hunk) => after.slice(hunk.after.start, hunk.after.end)).join('');
  // A name in prose may go on in the next line, and in a notebook the next line is another string: each word counts by itself.
  return surface.split(/\s+/).some((word) => {
    const left = countOf(written, word);
    return left === 0 || left < countOf(was, word);
  });
}

function countOf(text: string, word: string): number {
  return word === '' ? 0 : text.split(word).length - 1;
}
