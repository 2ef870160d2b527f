import { describe, expect, test } from '@jest/globals';
import type { FilePlan } from '../../src/core/file-plan.js';
import { editStands, findTurnedBack } from '../../src/core/find-turned-back.js';
import type { LedgerRow } from '../../src/core/ledger.js';

const PATH = 'a.py';
const row = (line: number, surface: string, more: Partial<LedgerRow> = {}): LedgerRow => ({
  path: PATH,
  line,
  col: 0,
  surface,
  model: surface,
  strength: 'exact',
  outcome: 'rewrite',
  candidates: [],
  rule: 'exact-id',
  reason: '',
  evidence: [],
  group: 'r0',
  ...more,
});

function plan(before: string, rows: readonly LedgerRow[]): FilePlan {
  const nothing = { references: [], lookAlikes: [], decisions: [], warnings: [], problems: [] };
  const changes = { length: before.length, edits: [] };
  return { path: PATH, mode: '100644', blob: '', before, after: before, changes, rows, ...nothing };
}

const lines = (...all: readonly string[]) => all.map((line) => `${line}\n`).join('');
const BEFORE = lines('import x', 'use("old")', 'say()', 'use("old")', 'end()');
const AFTER = lines('import x', 'use("new")', 'say()', 'use("new")', 'end()');

describe('an edit that was made before', () => {
  test.each([
    ['turned back', lines('import x', 'use("old")', 'say()', 'use("new")', 'end()'), [2], [2]],
    [
      'turned back with another word on its line',
      lines('import x', 'call("old")', 'say()', 'use("new")', 'end()'),
      [2],
      [2],
    ],
    [
      'turned back, lines inserted above',
      lines('a', 'b', 'import x', 'use("old")', 'say()', 'use("new")', 'end()'),
      [4],
      [4],
    ],
    ['turned back everywhere', BEFORE, [2, 4], [2, 4]],
    [
      'standing, and the name added elsewhere',
      lines('import x', 'use("new")', 'say()', 'use("new")', 'end()', 'use("old")'),
      [6],
      [],
    ],
    [
      'turned back, and the name added elsewhere',
      lines('import x', 'use("old")', 'say()', 'use("new")', 'end()', 'use("old")'),
      [2, 6],
      [2],
    ],
    [
      'replaced by an old name of theirs',
      lines('import x', 'use("older")', 'say()', 'use("new")', 'end()'),
      [2],
      [2],
      'older',
    ],
  ])('%s', (_, now, named, expected, surface = 'old') => {
    const found = findTurnedBack(
      plan(
        now,
        named.map((line) => row(line, surface)),
      ),
      [{ before: BEFORE, after: AFTER }],
    );
    expect(found).toEqual(expected.map((line) => ({ path: PATH, surface, line })));
  });

  test('is known by the latest of several edits, or by any before', () => {
    const first = { before: BEFORE, after: AFTER };
    const second = { before: AFTER, after: AFTER.replace('say', 'tell') };
    const now = second.after.replace('use("new")', 'use("old")');
    expect(findTurnedBack(plan(now, [row(2, 'old')]), [first, second])).toHaveLength(1);
    expect(findTurnedBack(plan(now, [row(2, 'old')]), [second])).toEqual([]);
  });

  test('that left another old name on its line does not keep that one', () => {
    const edit = { before: lines('pair("old", "other")'), after: lines('pair("new", "other")') };
    const now = lines('pair("old", "other", 1)');
    const found = findTurnedBack(plan(now, [row(1, 'old'), row(1, 'other')]), [edit]);
    expect(found.map(({ surface }) => surface)).toEqual(['old']);
  });

  test('of a name that goes on in the next line of a notebook is known by its words', () => {
    const edit = { before: lines('"Llama\\n",', '"3.1 8B\\n"'), after: lines('"Nemotron\\n",', '"3 Nano\\n"') };
    const found = findTurnedBack(plan(edit.before, [row(1, 'Llama\n3.1 8B')]), [edit]);
    expect(found).toHaveLength(1);
  });

  test('is not one where a person asked, or nobody rewrote', () => {
    const kept = row(2, 'old', { outcome: 'keep' });
    expect(findTurnedBack(plan(BEFORE, [kept]), [{ before: BEFORE, after: AFTER }])).toEqual([]);
    expect(findTurnedBack(plan(BEFORE, [row(2, 'old')]), [])).toEqual([]);
  });

  test('that inserted a line which is gone again is not made anew', () => {
    const edit = { before: lines('a'), after: lines('a', 'ollama pull new') };
    const inserted = row(1, 'a', { outcome: 'companion', rule: 'insertion', to: 'ollama pull new' });
    expect(findTurnedBack(plan(lines('a', 'b'), [inserted]), [edit])).toEqual([
      { path: PATH, surface: 'ollama pull new' },
    ]);
    expect(findTurnedBack(plan(lines('a', 'b'), [inserted]), [{ ...edit, before: edit.after }])).toEqual([]);
  });
});

describe('whether an edit stands', () => {
  test.each([
    ['as it was made', AFTER, true],
    ['in one of its places', AFTER.replace('use("new")', 'use("old")'), true],
    ['with lines changed around it', AFTER.replace('say', 'tell'), true],
    ['nowhere', BEFORE, false],
    ['nowhere, with lines changed around it', BEFORE.replace('say', 'tell'), false],
  ])('%s', (_, now, stands) => {
    expect(editStands({ before: BEFORE, after: AFTER }, now)).toBe(stands);
  });
});
