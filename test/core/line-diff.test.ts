import { describe, expect, test } from '@jest/globals';
import { diffLines, type LineHunk, moveLine, rangesMeet, splitLines } from '../../src/core/line-diff.js';
import { mergeLines } from '../../src/core/merge-lines.js';

const LINES = ['a\n', 'b\n', 'c\n', 'd\n', 'e\n', 'f\n', 'g\n'];

function hunks(before: string, after: string): readonly string[] {
  return diffLines([...before], [...after]).map(show);
}

function show({ before, after }: LineHunk): string {
  return `${before.start}-${before.end} ${after.start}-${after.end}`;
}

/** A small generator of whole numbers below `bound`, the same at every run. */
function makeRandom(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * bound);
  };
}

function rebuild(before: readonly string[], after: readonly string[]): readonly string[] {
  const made: string[] = [];
  let at = 0;
  for (const hunk of diffLines(before, after)) {
    made.push(...before.slice(at, hunk.before.start), ...after.slice(hunk.after.start, hunk.after.end));
    at = hunk.before.end;
  }
  return [...made, ...before.slice(at)];
}

describe('lines that differ', () => {
  test.each([
    ['nothing', 'abc', 'abc', []],
    ['a changed line', 'abc', 'aXc', ['1-2 1-2']],
    ['an inserted line', 'abc', 'aXbc', ['1-1 1-2']],
    ['a line taken away', 'abc', 'ac', ['1-2 1-1']],
    ['everything', 'abc', 'xyz', ['0-3 0-3']],
    ['from nothing', '', 'ab', ['0-0 0-2']],
    ['two places', 'abcdef', 'aXcdYf', ['1-2 1-2', '4-5 4-5']],
    ['repeated lines around a change', 'xxaxx', 'xxbxx', ['2-3 2-3']],
    ['a block that moved', 'abcd', 'cdab', ['0-2 0-0', '4-4 2-4']],
  ])('%s', (_, before, after, expected) => {
    expect(hunks(before, after)).toEqual(expected);
  });

  test('random texts are rebuilt from their hunks, which are in order and never touch', () => {
    const random = makeRandom(7);
    for (let round = 0; round < 300; round++) {
      const make = () => Array.from({ length: random(14) }, () => LINES[random(LINES.length)] ?? '');
      const [before, after] = [make(), make()];
      expect(rebuild(before, after)).toEqual(after);
      const found = diffLines(before, after);
      for (const [nth, hunk] of found.entries()) {
        const next = found[nth + 1];
        if (next !== undefined) expect(hunk.before.end).toBeLessThan(next.before.start);
        if (next !== undefined) expect(hunk.after.end).toBeLessThan(next.after.start);
      }
    }
  });

  test('beyond a bound the lines between two equal ones are one hunk', () => {
    const many = (start: number) => Array.from({ length: 2000 }, (_, nth) => `${(start + nth) % 7} ${nth % 3}\n`);
    const before = ['first\n', ...many(0), 'middle\n', 'x\n', 'last\n'];
    const after = ['first\n', ...many(3), 'middle\n', 'y\n', 'last\n'];
    expect(rebuild(before, after)).toEqual(after);
    expect(diffLines(before, after).at(-1)).toEqual({
      before: { start: 2002, end: 2003 },
      after: { start: 2002, end: 2003 },
    });
  });

  test('lines keep their ends: the text is their sum, and a changed end is a change', () => {
    for (const text of ['', 'a', 'a\n', 'a\r\nb\rc\n', '\n\n']) expect(splitLines(text).join('')).toBe(text);
    expect(diffLines(splitLines('a\nb\n'), splitLines('a\r\nb\n'))).toHaveLength(1);
  });

  test.each([
    [0, 0],
    [1, undefined],
    [2, 3],
    [4, 4],
  ])('line %i moves to %s', (line, expected) => {
    expect(moveLine(diffLines([...'abcde'], [...'aXYce']), line)).toBe(expected);
  });

  test('points meet at the same place, ranges where they share a line', () => {
    expect(rangesMeet({ start: 2, end: 2 }, { start: 2, end: 2 })).toBe(true);
    expect(rangesMeet({ start: 2, end: 2 }, { start: 1, end: 3 })).toBe(true);
    expect(rangesMeet({ start: 2, end: 2 }, { start: 2, end: 3 })).toBe(false);
    expect(rangesMeet({ start: 0, end: 2 }, { start: 2, end: 3 })).toBe(false);
  });
});

describe('a three-way merge', () => {
  const lines = (text: string) => [...text].map((line) => `${line}\n`).join('');

  test.each([
    ['changes far apart', 'abcde', 'Xbcde', 'abcdY', 'XbcdY', 0, 0],
    ['the same change on both sides', 'abc', 'aXc', 'aXc', 'aXc', 0, 0],
    ['only theirs', 'abc', 'abc', 'aXc', 'aXc', 0, 0],
    ['only ours', 'abc', 'aXc', 'abc', 'aXc', 0, 0],
    ['the same line changed otherwise', 'abcde', 'aXcde', 'aYcdZ', 'aXcdZ', 1, 0],
    ['neighbouring lines', 'abc', 'Xbc', 'aYc', 'XYc', 0, 1],
    ['a line deleted that the other side changed', 'abc', 'ac', 'aXc', 'ac', 1, 0],
    ['insertions at the same place', 'ab', 'aXb', 'aYb', 'aXb', 1, 0],
    ['an insertion before a changed line', 'abc', 'aXbc', 'aYc', 'aXYc', 0, 1],
  ])('%s', (_, origin, ours, theirs, text, conflicts, touching) => {
    const merged = mergeLines(lines(origin), lines(ours), lines(theirs));
    expect(merged).toEqual({ text: lines(text), conflicts, touching });
  });

  test('undoing edits where they still stand keeps what people changed since', () => {
    const [before, after] = [lines('oldA') + lines('xyz'), lines('newB') + lines('xyz')];
    expect(mergeLines(after, after + lines('!'), before).text).toBe(before + lines('!'));
  });
});
