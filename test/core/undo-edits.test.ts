import { describe, expect, test } from '@jest/globals';
import type { FilePlan } from '../../src/core/file-plan.js';
import { undoEdits } from '../../src/core/undo-edits.js';
import { memoryReader } from '../fakes/memory-reader.js';

const PATH = 'a.py';

function plan(before: string, after: string, path = PATH): FilePlan {
  const nothing = { references: [], lookAlikes: [], decisions: [], rows: [], warnings: [], problems: [] };
  return { path, mode: '100644', blob: '', before, after, changes: { length: before.length, edits: [] }, ...nothing };
}

const lines = (...all: readonly string[]) => all.map((line) => `${line}\n`).join('');
const OLD = lines('old', 'a', 'old', 'b');
const NEW = lines('new', 'a', 'new', 'b');
const base = [plan(OLD, NEW)];

/** The branch's text with our edits undone. */
async function undone(now: string, earlier: Readonly<Record<'before' | 'after', string>>[] = []): Promise<string> {
  const edits = undoEdits(base, new Map([[PATH, earlier]]), [plan(now, now)]);
  const reader = edits.overlay(memoryReader({ [PATH]: now }));
  for await (const { text } of reader.read('.', () => {})) return text;
  throw new Error('nothing was read');
}

describe('our edits undone', () => {
  test.each([
    ['a branch without people', NEW, OLD],
    ['a line of theirs', lines('new', 'A', 'new', 'b'), lines('old', 'A', 'old', 'b')],
    ['lines of theirs above', lines('x', 'y', 'new', 'a', 'new', 'b'), lines('x', 'y', 'old', 'a', 'old', 'b')],
    ['an edit of ours that they turned back', lines('old', 'a', 'new', 'b'), OLD],
    ['a name of theirs in the place of ours', lines('theirs', 'a', 'new', 'b'), lines('theirs', 'a', 'old', 'b')],
    ['all of it theirs', 'theirs\n', 'theirs\n'],
  ])('%s', async (_, now, expected) => {
    expect(await undone(now)).toBe(expected);
  });

  test('also those that we made on the branch only', async () => {
    const now = lines('new', 'a', 'new', 'b', 'newer');
    const earlier = { before: lines('new', 'a', 'new', 'b', 'older'), after: now };
    expect(await undone(now, [earlier])).toBe(lines('old', 'a', 'old', 'b', 'older'));
  });

  test('a name that was turned back keeps its line when lines move', () => {
    const inserted = [plan(lines('a', 'old'), lines('a', 'ours', 'more', 'old'))];
    const now = lines('a', 'ours', 'more', 'old');
    const { move } = undoEdits(inserted, new Map(), [plan(now, now)]);
    expect(move([{ path: PATH, surface: 'old', line: 4 }])).toEqual([{ path: PATH, surface: 'old', line: 2 }]);
    expect(move([{ path: PATH, surface: 'ours' }])).toEqual([{ path: PATH, surface: 'ours' }]);
    expect(move([{ path: 'b.py', surface: 'old', line: 4 }])).toEqual([{ path: 'b.py', surface: 'old', line: 4 }]);
  });

  test('a file shows the plan of the base, else of the whole, else what is left, whichever ends in its text', () => {
    const touched = lines('new', 'A', 'new', 'b');
    const left = [plan(NEW, NEW), plan(touched, touched, 'b.py'), plan('x', 'y', 'c.py')];
    const { choose } = undoEdits([...base, plan(OLD, NEW, 'b.py')], new Map(), left);
    const whole = [plan(OLD, NEW), plan(lines('old', 'A', 'old', 'b'), touched, 'b.py'), plan('x', 'z', 'c.py')];
    expect(choose(whole)).toEqual([base[0], whole[1], left[2]]);
  });
});
