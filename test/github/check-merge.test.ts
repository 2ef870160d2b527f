import { describe, expect, test } from '@jest/globals';
import { findConflicts, isPlainMerge } from '../../src/github/check-merge.js';
import type { StoredFiles } from '../../src/github/stored-files.js';

type Texts = Readonly<Record<string, string>>;

/** Stored files in memory: a blob's id is its text. A text that begins with `x ` can be run. */
function stored(trees: Readonly<Record<string, Texts>>): StoredFiles {
  return {
    list: (tree) =>
      Promise.resolve(
        new Map(
          Object.entries(trees[tree] ?? {}).map(([path, text]) => [
            path,
            { blob: text, mode: text.startsWith('x ') ? '100755' : '100644' },
          ]),
        ),
      ),
    read: (blob) => Promise.resolve(Buffer.from(blob)),
  };
}

const sides = { fork: 'fork', ours: 'ours', theirs: 'theirs' };
const abc = (a: string, c: string) => `${a}\nb\n${c}\n`;

describe('whether a merge is but a merge', () => {
  const fork = { 'a.md': abc('a', 'c'), 'b.md': 'b', gone: 'x' };
  test.each<readonly [string, Texts, Texts, Texts, boolean]>([
    [
      'files of each side',
      { ...fork, 'b.md': 'B' },
      { ...fork, 'c.md': 'C' },
      { ...fork, 'b.md': 'B', 'c.md': 'C' },
      true,
    ],
    [
      'the same file in other places',
      { ...fork, 'a.md': abc('A', 'c') },
      { ...fork, 'a.md': abc('a', 'C') },
      { ...fork, 'a.md': abc('A', 'C') },
      true,
    ],
    [
      'a file deleted on one side',
      { 'a.md': fork['a.md'], 'b.md': 'b' },
      { ...fork, 'b.md': 'B' },
      { 'a.md': fork['a.md'], 'b.md': 'B' },
      true,
    ],
    ['the same on both sides', { ...fork, 'b.md': 'B' }, { ...fork, 'b.md': 'B' }, { ...fork, 'b.md': 'B' }, true],
    ['a file more', { ...fork, 'b.md': 'B' }, fork, { ...fork, 'b.md': 'B', more: '1' }, false],
    ['a file less', { ...fork, 'b.md': 'B' }, fork, { 'a.md': fork['a.md'], 'b.md': 'B' }, false],
    ['another text', { ...fork, 'b.md': 'B' }, fork, { ...fork, 'b.md': 'C' }, false],
    ['another mode', fork, { ...fork, 'b.md': 'B' }, { ...fork, 'b.md': 'x B' }, false],
    [
      'more in a file of both sides',
      { ...fork, 'a.md': abc('A', 'c') },
      { ...fork, 'a.md': abc('a', 'C') },
      { ...fork, 'a.md': abc('A', 'D') },
      false,
    ],
    [
      'a conflict that somebody decided',
      { ...fork, 'a.md': abc('A', 'c') },
      { ...fork, 'a.md': abc('D', 'c') },
      { ...fork, 'a.md': abc('A', 'c') },
      false,
    ],
    [
      'a file deleted here and changed there',
      { 'a.md': fork['a.md'], gone: 'x' },
      { ...fork, 'b.md': 'B' },
      { 'a.md': fork['a.md'], gone: 'x' },
      false,
    ],
  ])('%s', async (_, ours, theirs, result, plain) => {
    expect(await isPlainMerge(stored({ fork, ours, theirs, result }), sides, 'result')).toBe(plain);
  });
});

describe('the files of a conflict', () => {
  test.each<readonly [string, Texts, Texts, Texts, readonly string[]]>([
    [
      'one of two that both changed',
      { a: abc('a', 'c'), b: 'b\n' },
      { a: abc('A', 'c'), b: 'B\n' },
      { a: abc('a', 'C'), b: 'C\n' },
      ['b'],
    ],
    ['lines that touch', { a: 'a\nb\n' }, { a: 'A\nb\n' }, { a: 'a\nB\n' }, ['a']],
    ['deleted here, changed there', { a: 'a\n', b: 'b\n' }, { b: 'b\n' }, { a: 'A\n', b: 'b\n' }, ['a']],
    ['added on both sides', {}, { a: '1\n' }, { a: '2\n' }, ['a']],
    [
      'none that can be named: all that both changed',
      { a: abc('a', 'c') },
      { a: abc('A', 'c') },
      { a: abc('a', 'C') },
      ['a'],
    ],
    ['nothing', { a: 'a\n' }, { a: 'A\n' }, { a: 'a\n' }, []],
  ])('%s', async (_, fork, ours, theirs, paths) => {
    expect(await findConflicts(stored({ fork, ours, theirs }), sides)).toEqual(paths);
  });
});
