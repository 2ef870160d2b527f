import { describe, expect, test } from '@jest/globals';
import {
  answerHelp,
  answerNothingToDo,
  answerPhase,
  answerPreview,
  answerProblems,
  answerRefusal,
  answerStatus,
  answerTotals,
} from '../../src/render/answers.js';
import { lengthOf } from '../../src/render/markdown.js';
import { renderPlanMarkdown } from '../../src/render/plan-markdown.js';
import { NO_PAINT, renderPlanJson, renderPlanText } from '../../src/render/summary-text.js';
import { NO_TRACKING_STATE, type TrackingState } from '../../src/render/tracking-state.js';
import {
  buildContext,
  buildFile,
  buildMigration,
  buildPhase,
  buildPlan,
  buildRepositoryPlan,
  buildWarning,
} from './build-plan.js';
import { brokenBlocks, harmIn, read, textOf } from './read-markdown.js';

const file = buildFile('a/one.md', 'old-a old-b old-c', [
  { surface: 'old-a', outcome: 'rewrite', to: 'new-a' },
  { surface: 'old-b', outcome: 'ask' },
  { surface: 'old-c', outcome: 'keep' },
]);
const plan = buildRepositoryPlan([
  buildPlan([{ ...file, warnings: [buildWarning(file, 'old-b')] }]),
  buildPlan(
    [
      {
        ...file,
        path: 'b/two.ipynb',
        problems: [{ path: 'b/two.ipynb\u001b[31m', message: 'is not JSON', unverified: true }],
      },
    ],
    { phase: buildPhase(5) },
  ),
]);
const pull = { number: 7, url: 'https://example.org/o/r/pull/7' };

describe('answers', () => {
  const all: readonly (readonly [string, string])[] = [
    [
      'status',
      answerStatus('/migrate status', plan, {
        phases: { 'phase-4': { status: 'open', pullRequest: pull } },
        problems: [],
      }),
    ],
    [
      'help',
      answerHelp('/migrate help', [
        {
          usages: ['/migrate phase-N', '/migrate phase-N now'],
          description: 'opens a pull request',
          examples: ['/migrate phase-4'],
        },
      ]),
    ],
    [
      'a refusal',
      answerRefusal('/migrate phase-4 `@octocat` <b>', 'you may not do this, @octocat, see #12', 'ask a maintainer'),
    ],
    ['a phase', answerPhase('/migrate phase-4', 'phase-4', pull, 'created', ['the commit is not verified'])],
    ['nothing to do', answerNothingToDo('/migrate phase-4', buildPlan([]))],
    ['totals', answerTotals('/migrate all', plan)],
    [
      'problems',
      answerProblems('/migrate phase-4', 'the configuration is wrong', ['line 1: x', 'line 2: y'], 'correct it'),
    ],
    [
      'a preview',
      answerPreview(
        '/migrate plan phase-4',
        'phase-4',
        '<!-- cutover:phase m/phase-4 -->\n<!-- cutover:base x -->\n\nBody\n',
      ),
    ],
  ];

  test.each(all)('quote the command, end with a next step and are harmless: %s', (_, text) => {
    expect(text).toMatch(/^> `+ ?\/migrate/);
    expect(text).toContain('Next: ');
    expect(harmIn(text)).toEqual([]);
    expect(brokenBlocks(text)).toEqual([]);
  });

  const said = new Map(all.map(([name, text]) => [name, textOf(read(text))]));

  test('status names the next phase that can be started', () => {
    expect(said.get('status')).toContain('pull request 7 open');
    expect(said.get('status')).toContain('/migrate phase-5 starts the next phase');
  });

  test('status names no phase to start that would open no pull request', () => {
    const asking = buildPlan([buildFile('a/one.md', 'old-b', [{ surface: 'old-b', outcome: 'ask' }])]);
    const only = buildRepositoryPlan([asking]);
    const next = (state: TrackingState) => answerStatus('/migrate status', only, state).split('Next: ')[1];
    expect(next(NO_TRACKING_STATE)).toBe(
      '`/migrate plan phase-4` lists the places that wait for a person; no phase is left to start.\n',
    );
    const closed = { phases: { 'phase-4': { status: 'closed' as const, pullRequest: pull } }, problems: [] };
    expect(answerStatus('/migrate status', buildRepositoryPlan([buildPlan([file])]), closed)).toContain(
      'Next: `/migrate recreate phase-4` begins the phase anew',
    );
  });

  test('totals want a confirmation', () => {
    expect(said.get('totals')).toContain('Nothing was started.');
    expect(said.get('totals')).toContain('/migrate all confirm');
    expect(answerTotals('/migrate all', plan)).toContain('| `total` | 2 | 2 | 2 | 2 | 1 critical |');
  });

  test('help comes from the definitions', () => {
    expect(said.get('help')).toContain(
      '/migrate phase-N or /migrate phase-N now: opens a pull request. For example /migrate phase-4.',
    );
  });

  test('a phase links its pull request', () => {
    expect(said.get('a phase')).toContain('The pull request of phase-4 is opened: pull request 7.');
    expect(answerPhase('/migrate phase-4', 'phase-4', pull, 'unchanged')).toContain('nothing was pushed');
  });

  test('nothing to do tells questions from nothing at all', () => {
    expect(said.get('nothing to do')).toContain('has nothing to change');
  });

  test('a phase of questions only names the line of each, and says how to settle them', () => {
    const asking = buildFile('a/one.md', 'x\nold-b @octocat', [
      { surface: 'old-b', outcome: 'ask', row: { candidates: ['new-a', 'new-b'] } },
    ]);
    const text = answerNothingToDo('/migrate plan phase-4', buildPlan([asking]));
    expect(text).toContain('it opens no pull request. 1 place waits for a choice.');
    expect(text).toContain('| `a/one.md:2` | `old-b` | `new-a`, `new-b` | the draft model stands beside it |');
    expect(text).toContain('Next: write the name you want on its line, in a commit of your own to the default branch');
    expect(harmIn(text)).toEqual([]);
    const many = Array.from({ length: 900 }, (_, nth) => ({ ...asking, path: `a/${nth}.md`, rows: asking.rows }));
    const long = answerNothingToDo('/migrate plan phase-4', buildPlan(many));
    expect(lengthOf(long)).toBeLessThanOrEqual(20_000);
    expect(long).toMatch(/And \d+ places more/);
  });

  test('a preview has no hidden markers that could be taken for the real ones', () => {
    expect(all.at(-1)?.[1]).not.toContain('cutover:phase');
    expect(said.get('a preview')).toContain('Body');
  });

  test('many problems are listed as far as a comment goes, the rest is counted', () => {
    const text = answerProblems(
      '/migrate phase-4',
      'the file is wrong',
      Array.from({ length: 900 }, (_, n) => `line ${n}: ${'x'.repeat(200)}`),
      'correct it',
    );
    expect(lengthOf(text)).toBeLessThanOrEqual(20_000);
    expect(text).toMatch(/And \d+ more\./);
    expect(text).toContain('Next: correct it.');
  });
});

describe('what the command line prints', () => {
  test('a table for people, with problems and without control characters', () => {
    expect(renderPlanText(plan, buildMigration())).toBe(
      [
        '2025 model migration',
        '',
        'Phase                     Files  Notebooks  Rewrite  Ask  Keep  Other  Lines  Warnings',
        '4 Domain 3 - LLM Systems    1/1        0/0        1    1     1      0  +1 -1  1 critical',
        '5 Domain 4 - LLM Systems    1/1        1/1        1    1     1      0  +1 -1  -',
        'total                       2/2        1/1        2    2     2      0  +2 -2  1 critical',
        '',
        'Files and notebooks: those that change, of those that name an old model. Other: edits that go with a rewrite.',
        '1 critical warning: something will break; --warnings FILE writes them out.',
        '2 places to choose for; --ledger FILE writes them out.',
        'not verified: b/two.ipynb\\u{1b}[31m: is not JSON.',
        '',
      ].join('\n'),
    );
  });

  test('in colour where colours are handed in', () => {
    expect(renderPlanText(plan, buildMigration(), { ...NO_PAINT, red: (text) => `<red>${text}</red>` })).toContain(
      '<red>1 critical warning',
    );
  });

  test('JSON whose shape is stable', () => {
    const value = JSON.parse(renderPlanJson(plan, buildMigration()));
    expect(Object.keys(value)).toEqual(['migration', 'phases', 'total', 'outside', 'otherModels']);
    expect(value.phases[0].counts).toEqual({
      files: 1,
      changedFiles: 1,
      notebooks: 0,
      changedNotebooks: 0,
      references: { rewrite: 1, keep: 1, ask: 1 },
      companions: 0,
      addedLines: 1,
      removedLines: 1,
      warnings: { critical: 1, warning: 0, note: 0 },
    });
    expect(value.total.references).toEqual({ rewrite: 2, keep: 2, ask: 2 });
    expect(value.phases[0].checklist[0]).toMatchObject({ id: '4.1/1', section: '4.1', state: 'open' });
  });

  test('the body of one phase as it is, of several under their titles', () => {
    const one = renderPlanMarkdown({ ...plan, phases: plan.phases.slice(0, 1) }, buildContext());
    expect(one).toMatch(/^<!-- cutover:phase/);
    const both = renderPlanMarkdown(plan, buildContext());
    expect(both).toContain('# Phase 4: Domain 3');
    expect(both).toContain('# Phase 5: Domain 4');
  });
});
