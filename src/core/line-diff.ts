/** Where two texts differ, line by line. A line keeps its end, so that a changed line end is a change. */
import { diffArrays } from 'diff';
import { indexLines } from './source.js';

/** 0-based line numbers, `end` exclusive; an empty range is a point between two lines. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** Lines of one text that stand in the place of lines of the other. */
export interface LineHunk {
  readonly before: LineRange;
  readonly after: LineRange;
}

/** Changed lines between two that are surely the same, beyond which they count as one hunk. */
const MOST_CHANGES = 400;

/** The lines of a text, with their ends; as many as {@link indexLines} counts. */
export function splitLines(text: string): readonly string[] {
  const { starts } = indexLines(text);
  return starts.map((start, nth) => text.slice(start, starts[nth + 1] ?? text.length));
}

/**
 * The hunks in which two texts differ, in order and never touching one another. Lines that stand once in both are matched first, so that
 * large changes far apart stay apart; what lies between is compared up to a bound, and is one hunk beyond it.
 */
export function diffLines(before: readonly string[], after: readonly string[]): readonly LineHunk[] {
  const hunks: LineHunk[] = [];
  let from = { before: 0, after: 0 };
  for (const match of [...matchRareLines(before, after), { before: before.length, after: after.length }]) {
    const gap = { before: { start: from.before, end: match.before }, after: { start: from.after, end: match.after } };
    addHunks(hunks, before, after, gap);
    from = { before: match.before + 1, after: match.after + 1 };
  }
  return joinTouching(hunks);
}

interface Match {
  readonly before: number;
  readonly after: number;
}

/** Lines that stand once in each text, in the longest order that both share. */
function matchRareLines(before: readonly string[], after: readonly string[]): readonly Match[] {
  const rareAfter = rareLines(after);
  const pairs = [...rareLines(before)].flatMap(([line, at]): readonly Match[] => {
    const other = rareAfter.get(line);
    return other === undefined ? [] : [{ before: at, after: other }];
  });
  return longestRising(pairs);
}

function rareLines(lines: readonly string[]): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  const often = new Set<string>();
  for (const [at, line] of lines.entries()) {
    if (seen.has(line)) often.add(line);
    else seen.set(line, at);
  }
  for (const line of often) seen.delete(line);
  return seen;
}

/** The longest part of the pairs (sorted by `before`) in which `after` rises too: patience sorting. */
function longestRising(pairs: readonly Match[]): readonly Match[] {
  const piles: { readonly match: Match; readonly under: number }[][] = [];
  for (const match of pairs) {
    let low = 0;
    let high = piles.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((piles[middle]?.at(-1)?.match.after ?? 0) < match.after) low = middle + 1;
      else high = middle;
    }
    const under = (piles[low - 1]?.length ?? 0) - 1;
    const pile = piles[low];
    if (pile === undefined) piles.push([{ match, under }]);
    else pile.push({ match, under });
  }
  const found: Match[] = [];
  let at = (piles.at(-1)?.length ?? 0) - 1;
  for (const pile of piles.toReversed()) {
    const card = pile[at];
    if (card === undefined) break;
    found.push(card.match);
    at = card.under;
  }
  return found.reverse();
}

function addHunks(hunks: LineHunk[], before: readonly string[], after: readonly string[], gap: LineHunk): void {
  let { start: from, end: to } = gap.before;
  let { start: fromAfter, end: toAfter } = gap.after;
  while (from < to && fromAfter < toAfter && before[from] === after[fromAfter]) {
    from++;
    fromAfter++;
  }
  while (from < to && fromAfter < toAfter && before[to - 1] === after[toAfter - 1]) {
    to--;
    toAfter--;
  }
  if (from === to && fromAfter === toAfter) return;
  const whole = { before: { start: from, end: to }, after: { start: fromAfter, end: toAfter } };
  const changes =
    from === to || fromAfter === toAfter
      ? undefined
      : diffArrays(before.slice(from, to), after.slice(fromAfter, toAfter), { maxEditLength: MOST_CHANGES });
  if (changes === undefined) hunks.push(whole);
  else addChanges(hunks, changes, from, fromAfter);
}

function addChanges(
  hunks: LineHunk[],
  changes: readonly { readonly added: boolean; readonly removed: boolean; readonly count: number }[],
  from: number,
  fromAfter: number,
): void {
  let at = from;
  let atAfter = fromAfter;
  for (const { added, removed, count } of changes) {
    if (added || removed) {
      hunks.push({
        before: { start: at, end: at + (removed ? count : 0) },
        after: { start: atAfter, end: atAfter + (added ? count : 0) },
      });
    }
    if (!added) at += count;
    if (!removed) atAfter += count;
  }
}

function joinTouching(hunks: readonly LineHunk[]): readonly LineHunk[] {
  const joined: LineHunk[] = [];
  for (const hunk of hunks) {
    const last = joined.at(-1);
    if (last !== undefined && last.before.end === hunk.before.start && last.after.end === hunk.after.start) {
      joined[joined.length - 1] = {
        before: { start: last.before.start, end: hunk.before.end },
        after: { start: last.after.start, end: hunk.after.end },
      };
    } else joined.push(hunk);
  }
  return joined;
}

/** Whether two ranges of the same text share a line, or one is a point inside the other or at the same place as the other point. */
export function rangesMeet(a: LineRange, b: LineRange): boolean {
  if (a.start === a.end && b.start === b.end) return a.start === b.start;
  return a.start < b.end && b.start < a.end;
}

/** Where a line of the first text stands in the second; undefined where it was changed or taken away. 0-based. */
export function moveLine(hunks: readonly LineHunk[], line: number): number | undefined {
  let shift = 0;
  for (const { before, after } of hunks) {
    if (before.start > line) break;
    if (line < before.end) return undefined;
    shift = after.end - before.end;
  }
  return line + shift;
}
