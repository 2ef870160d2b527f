import { describe, expect, test } from '@jest/globals';
import { readPlace } from '../../src/app/commands/explain.js';
import { commands, findCommand } from '../../src/app/commands/index.js';
import type { Desk } from '../../src/app/desk.js';
import { type CommandLine, parseCommands } from '../../src/app/parse-command.js';
import type { Explanation } from '../../src/core/explain-file.js';
import type { LedgerRow } from '../../src/core/ledger.js';
import type { Migration } from '../../src/core/migration.js';
import type { Model } from '../../src/core/model.js';
import type { PhasePlan } from '../../src/core/phase-plan.js';
import { buildFile } from '../render/build-plan.js';
import { harmIn } from '../render/read-markdown.js';
import { fakeDesk, MIGRATION, phasePlan } from './fake-desk.js';

function read(line: string): CommandLine | undefined {
  return parseCommands(line, commands)[0];
}

async function say(line: string, desk: Desk): Promise<string> {
  const parsed = read(line);
  if (parsed?.kind !== 'command') throw new Error(`not a command: ${line}`);
  return findCommand(parsed.asked).run(parsed.asked, desk);
}

function model(id: string, side: 'old' | 'new'): Model {
  return { id, side, family: id, display: [], otherNames: {}, capabilities: {}, numbers: {}, facts: {} };
}

const migration: Migration = {
  ...MIGRATION,
  catalogue: {
    ...MIGRATION.catalogue,
    models: [model('old:8b', 'old'), model('new:8b', 'new'), model('newer:9b', 'new'), model('other:1b', 'new')],
  },
  replacements: [
    {
      id: 'row',
      category: 'General',
      from: ['old:8b'],
      to: [
        { model: 'new:8b', roles: ['general'] },
        { model: 'newer:9b', roles: ['general'] },
      ],
      plan: { old: '', new: '', capabilities: '', notes: '' },
    },
  ],
};

function planned(number: number, to: string): PhasePlan {
  const file = buildFile('a.md', 'old:8b and old:8b', [
    { surface: 'old:8b', outcome: 'rewrite', to },
    { surface: 'old:8b', outcome: 'ask' },
  ]);
  return { ...phasePlan(number, { references: { rewrite: 1, keep: 0, ask: 1 } }), files: [file] };
}

describe('a choice', () => {
  test('is recorded with who made it, and answered with what it changes and how to take it back', async () => {
    const desk = fakeDesk({ migration, plans: [planned(1, 'new:8b')], replanned: [planned(1, 'newer:9b')] });
    const answer = await say('/migrate choose old:8b=newer:9b', desk);
    expect(await desk.choices()).toEqual([{ model: 'old:8b', target: 'newer:9b', by: 'ada' }]);
    expect(answer).toContain('`old:8b` becomes `newer:9b` in every phase.');
    expect(answer).toContain('`/migrate unchoose old:8b`');
    expect(answer).toContain('| `phase-1` | 1 |');
    expect(answer).toContain('Next: `/migrate phase-1` opens the pull request');
    expect(harmIn(answer)).toEqual([]);
  });

  test('names the open pull requests that must follow', async () => {
    const pullRequest = { number: 2, url: 'https://github.example/octo/course/pull/2' };
    const answer = await say(
      '/migrate choose old:8b=newer:9b in phase-1',
      fakeDesk({
        migration,
        plans: [planned(1, 'new:8b'), planned(2, 'new:8b')],
        replanned: [planned(1, 'newer:9b'), planned(2, 'newer:9b')],
        standings: { phases: { 'phase-2': { status: 'open', pullRequest } }, problems: [] },
      }),
    );
    expect(answer).toContain('Next: `/migrate phase-2` brings its open pull request up to date with it.');
  });

  test('takes the place of an earlier one for the same model and phases, and of no other', async () => {
    const choices = [
      { model: 'old:8b', target: 'new:8b', by: 'bob' },
      { model: 'old:8b', target: 'new:8b', phase: 'phase-2', by: 'bob' },
    ];
    const desk = fakeDesk({ migration, choices });
    await say('/migrate choose `OLD:8b=newer:9B`', desk);
    expect(await desk.choices()).toEqual([choices[1], { model: 'old:8b', target: 'newer:9b', by: 'ada' }]);
  });

  test('that holds already changes nothing', async () => {
    const choices = [{ model: 'old:8b', target: 'newer:9b', by: 'bob' }];
    const desk = fakeDesk({ migration, choices });
    expect(await say('/migrate choose old:8b=newer:9b', desk)).toContain('already: nothing was changed');
    expect(await desk.choices()).toEqual(choices);
  });

  test.each([
    ['a model that the migration does not replace', 'old:9b=new:8b', 'Did you mean `old:8b`?'],
    ['a candidate that is not offered', 'old:8b=other:1b', 'is not among the candidates for `old:8b`'],
    ['a name that is near a candidate', 'old:8b=newr:9b', 'Did you mean `newer:9b`?'],
    ['a phase that is not there', 'old:8b=newer:9b in phase-9', 'no such phase'],
    ['a new model', 'new:8b=newer:9b', 'is a new model'],
  ])('for %s is refused, and nothing is recorded', async (_, choice, words) => {
    const desk = fakeDesk({ migration });
    const answer = await say(`/migrate choose ${choice}`, desk);
    expect(answer).toContain(words);
    expect(await desk.choices()).toEqual([]);
    expect(harmIn(answer)).toEqual([]);
  });

  test('without a tracking issue has nowhere to stand', async () => {
    expect(await say('/migrate choose old:8b=newer:9b', fakeDesk({ migration, noTrackingIssue: true }))).toContain(
      'this repository has none',
    );
  });

  test('is taken back', async () => {
    const choices = [{ model: 'old:8b', target: 'newer:9b', phase: 'phase-1', by: 'bob' }];
    const desk = fakeDesk({ migration, choices, plans: [planned(1, 'newer:9b')], replanned: [planned(1, 'new:8b')] });
    expect(await say('/migrate unchoose old:8b', desk)).toContain('takes back `old:8b in phase-1`');
    expect(await desk.choices()).toEqual(choices);
    expect(await say('/migrate unchoose old:8b in phase-1', desk)).toContain('is taken back');
    expect(await desk.choices()).toEqual([]);
  });
});

describe('an explanation', () => {
  const row = buildFile('a.md', 'old:8b', [{ surface: 'old:8b', outcome: 'ask' }]).rows[0] as LedgerRow;
  const explanation: Explanation = {
    row: { ...row, reason: 'names @octocat ``` #12' },
    stands: ['Markdown paragraph'],
    looked: [],
    decision: {
      references: [0],
      outcome: 'ask',
      rule: 'no-target',
      reason: '',
      evidence: [],
      candidates: [],
      companions: [],
      edits: [],
      group: 'g',
    },
    warnings: [],
  };

  test('says of each name what decided, and is harmless', async () => {
    const desk = fakeDesk({ explanations: [explanation] });
    const answer = await say('/migrate explain docs/My File.md:12', desk);
    expect(desk.done).toEqual(['explain docs/My File.md 12']);
    expect(answer).toContain('1 name on the default branch');
    expect(answer).toContain('stands in Markdown paragraph');
    expect(harmIn(answer)).toEqual([]);
  });

  test('of very many names fits into a comment and counts the rest', async () => {
    const answer = await say(
      '/migrate explain a.md',
      fakeDesk({ explanations: Array.from({ length: 900 }, () => explanation) }),
    );
    expect(answer.length).toBeLessThan(21_000);
    expect(answer).toMatch(/And \d+ names more: add the number of a line/);
  });

  test.each([
    ['a file without names', 'b.md', { files: ['b.md'] }, 'There is no name of an old or a new model in `b.md`'],
    ['a file that is not there', 'a.mdx', { plans: [planned(1, 'new:8b')] }, 'Did you mean `a.md`?'],
    ['a line without names', 'a.md:7', { explanations: [] }, 'There is no model name on line 7 of `a.md`.'],
  ])('of %s says so', async (_, place, given, words) => {
    expect(await say(`/migrate explain ${place}`, fakeDesk(given))).toContain(words);
  });

  test.each([
    ['a.md', { path: 'a.md' }],
    ['./docs/a.md:12', { path: 'docs/a.md', line: 12 }],
    ['/a.md#L12-L14', { path: 'a.md', line: 12 }],
    ['a.md:12:4', { path: 'a.md', line: 12 }],
    ['a.md:0', { path: 'a.md:0' }],
  ])('takes the place as people write it: %s', (written, place) => {
    expect(readPlace(written)).toEqual(place);
  });
});

describe('a command with words of its own', () => {
  test.each([
    ['/migrate choose a=b', { name: 'choose', form: 'choose OLD=NEW', argument: 'a=b' }],
    ['/MIGRATE Choose A=b IN Phase-4', { name: 'choose', phase: 'phase-4', argument: 'A=b' }],
    ['/migrate unchoose `a`', { name: 'unchoose', argument: 'a' }],
    ['/migrate explain A/My  File.md:3', { name: 'explain', argument: 'A/My File.md:3' }],
  ])('is read: %s', (line, asked) => {
    expect(read(line)).toMatchObject({ kind: 'command', asked });
  });

  test.each([
    ['/migrate choose a', '/migrate choose OLD=NEW'],
    ['/migrate choose a=b=c', '/migrate choose OLD=NEW'],
    ['/migrate chose a=b', '/migrate choose OLD=NEW'],
    ['/migrate choose a=b in phase 4', '/migrate choose OLD=NEW'],
    ['/migrate unchoose', '/migrate unchoose OLD'],
    ['/migrate explain', '/migrate explain PATH[:LINE]'],
    ['/migrate phse-4', '/migrate phase-4'],
    ['/migrate plan 4', '/migrate plan phase-4'],
  ])('is proposed where it was probably meant: %s', (line, nearest) => {
    expect(read(line)).toMatchObject({ kind: 'malformed', nearest });
  });
});
