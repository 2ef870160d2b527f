import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FilePlan } from '../../src/core/file-plan.js';
import { lengthOf } from '../../src/render/markdown.js';
import { renderTrackingIssue } from '../../src/render/tracking-issue.js';
import {
  NO_TRACKING_STATE,
  PHASE_STATUSES,
  parseTrackingState,
  renderTrackingState,
  type TrackingState,
} from '../../src/render/tracking-state.js';
import { buildFile, buildMigration, buildPhase, buildPlan, buildRepositoryPlan } from './build-plan.js';
import { brokenBlocks, harmIn, nodesOf, read, textOf } from './read-markdown.js';

const context = { migration: buildMigration() };

function rewriting(path: string): FilePlan {
  const file = buildFile(path, 'old-a old-b', [
    { surface: 'old-a', outcome: 'rewrite', to: 'new-a' },
    { surface: 'old-b', outcome: 'ask' },
  ]);
  const reference = {
    family: 'old',
    models: ['old-a'],
    strength: 'exact' as const,
    form: 'default' as const,
    index: 0,
    unit: 0,
    span: { start: 0, end: 5 },
    surface: 'old-a',
    site: { layers: [] },
  };
  return {
    ...file,
    references: [reference as unknown as FilePlan['references'][number]],
    decisions: [
      {
        references: [0],
        outcome: 'rewrite',
        rule: 'exact-in-code',
        reason: '',
        evidence: [{ text: 'flows into `Agent`' }],
        role: 'agent',
        to: ['new-a'],
        target: 'new-a',
        candidates: [],
        companions: [],
        edits: [],
        group: 'g',
      },
    ],
  };
}

const plan = buildRepositoryPlan(
  [
    buildPlan([rewriting('a/one.md'), rewriting('a/two.md')]),
    buildPlan([rewriting('b/three.md')], { phase: buildPhase(5) }),
    buildPlan([], { phase: buildPhase(6, { sections: [] }) }),
  ],
  {
    outside: [
      buildFile('README.md', 'old-a', [{ surface: 'old-a', outcome: 'keep', row: { rule: 'outside-every-phase' } }]),
    ],
    otherModels: [
      { name: 'mistral:7b', count: 4 },
      { name: 'gemma2 @octocat', count: 9 },
    ],
  },
);

function bodyOf(state: TrackingState): string {
  return renderTrackingIssue(plan, state, context).body;
}

function boxesOf(body: string): readonly string[] {
  return nodesOf(read(body)).flatMap((node) =>
    node.type === 'listItem' && typeof node.checked === 'boolean'
      ? [`${node.checked ? 'x' : ' '} ${textOf(node)}`]
      : [],
  );
}

describe('the tracking issue before anything has happened', () => {
  const body = bodyOf(NO_TRACKING_STATE);
  const text = textOf(read(body));

  test('begins with its hidden marker and its state', () => {
    expect(body.split('\n')[0]).toBe('<!-- cutover:tracking-issue 2025-tier-1 -->');
    expect(parseTrackingState(body)).toEqual(NO_TRACKING_STATE);
  });

  test('says that nothing changes until a maintainer commands it', () => {
    expect(text).toContain(
      'Nothing changes until a maintainer commands a phase. The plan says: Approval needed before proceeding with updates.',
    );
  });

  test('has a row a phase with its counts, and the totals', () => {
    expect(body).toContain('| `phase-4` Domain 3 - LLM Systems | not started | 2 | 0 | 2 | 2 | 0 | +2 −2 | – |');
    expect(body).toContain('| `phase-6` Domain 5 - LLM Systems | nothing to do | 0 |');
    expect(body).toMatch(/\| Total \| +\| 3 \| 0 \| 3 \| 3 \| 0 \|/);
  });

  test('shows the choices, what no phase claims, other models and the errors of the plan', () => {
    expect(body).toContain('| `old-a` | agent | `new-a` | 3 | phase-4, phase-5 | flows into `Agent` |');
    expect(body).toContain('| `outside-every-phase` | 1 | 1 |');
    expect(body).toContain('| `gemma2 @octocat` | 9 |');
    expect(text).toContain(
      'It says: magistral-small-1.2 in Ollama. Found: no such name. Done instead: The Hugging Face id. Source: maker.',
    );
  });

  test('ticks only what has happened', () => {
    expect(boxesOf(body)).toEqual([
      '  Backup current branch – the base is tagged when the first phase starts.',
      'x Create migration tracking issue – this issue.',
      '  Verify all new models available in Ollama – not asked yet; a person can pull each model.',
      '  Phase 4: Domain 3 – not started.',
      '  Phase 5: Domain 4 – not started.',
      '  Test sample notebooks – a task for a person.',
    ]);
  });

  test('is harmless', () => {
    expect(harmIn(body)).toEqual([]);
    expect(brokenBlocks(body)).toEqual([]);
  });
});

describe('the tracking issue later', () => {
  const pullRequest = { number: 7, url: 'https://example.org/o/r/pull/7' };
  const state: TrackingState = {
    phases: {
      'phase-4': { status: 'merged', pullRequest },
      'phase-5': { status: 'open', pullRequest, requestedBy: 'octocat' },
    },
    backupTag: 'cutover/2025-tier-1/before',
    problems: [{ message: 'the app may not write checks', next: 'grant the permission' }],
  };

  test('shows merged and open pull requests and ticks the phases that are merged', () => {
    const body = bodyOf(state);
    expect(body).toContain('merged: [pull request 7](https://example.org/o/r/pull/7)');
    expect(body).toContain('[pull request 7](https://example.org/o/r/pull/7) open, asked for by `octocat`');
    expect(boxesOf(body)).toContain('x Phase 4: Domain 3 – merged.');
    expect(boxesOf(body)).toContain('x Backup current branch – the tag cutover/2025-tier-1/before holds the base.');
    expect(boxesOf(body)).toContain('  Phase 5: Domain 4 – its pull request waits for a review.');
  });

  test('names problems with the next step', () => {
    expect(textOf(read(bodyOf(state)))).toContain('The app may not write checks. Next: grant the permission.');
  });

  test('remembers its state', () => {
    expect(parseTrackingState(bodyOf(state))).toEqual(state);
    expect(parseTrackingState(bodyOf(state).replaceAll('\n', '\r\n'))).toEqual(state);
  });

  test('ticks what was found out elsewhere', () => {
    const { body } = renderTrackingIssue(plan, state, {
      ...context,
      findings: { registries: { done: true, proof: 'all 9 are there' } },
    });
    expect(boxesOf(body)).toContain('x Verify all new models available in Ollama – all 9 are there.');
  });

  test.each(PHASE_STATUSES)('has words for a phase that is %s', (status) => {
    const body = bodyOf({ phases: { 'phase-4': { status } }, problems: [] });
    expect(body).toMatch(/\| `phase-4` [^|]*\| [a-z ]+ \|/);
  });
});

describe('the hidden state', () => {
  const anyText = fc.oneof(
    fc.constantFrom('-->', '--', '<!--', '@x', '#1', '\n', '\u2028'),
    fc.string({ unit: 'binary' }),
  );
  const anyState: fc.Arbitrary<TrackingState> = fc.record({
    phases: fc.dictionary(
      fc.stringMatching(/^[a-z0-9-]{1,8}$/),
      fc.record({ status: fc.constantFrom(...PHASE_STATUSES), requestedBy: anyText }),
      { noNullPrototype: true },
    ),
    backupTag: anyText,
    problems: fc.array(fc.record({ message: anyText, next: anyText }), { maxLength: 3 }),
  });

  test('comes back as it went in, on one line that is one comment', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const line = renderTrackingState(state);
        expect(line.split(/\r?\n/)).toHaveLength(1);
        expect(line.indexOf('-->')).toBe(line.length - 3);
        expect(parseTrackingState(`text\n${line}\ntext`)).toEqual(state);
      }),
      { numRuns: 200, seed: 20250101 },
    );
  });

  test.each([
    ['no state', 'hello'],
    ['no JSON', '<!-- cutover:state {oops -->'],
    ['another shape', '<!-- cutover:state [1] -->'],
    ['a state inside a line of a table', '| <!-- cutover:state {"phases":{},"problems":[]} --> |'],
  ])('is absent where there is %s', (_, body) => {
    expect(parseTrackingState(body)).toBeUndefined();
  });

  test('leaves out a phase, a pull request and a problem that do not read as such', () => {
    const line =
      '<!-- cutover:state {"phases":{"a":{"status":"odd"},"b":{"status":"open","pullRequest":{"number":1,"url":"javascript:x"}}},"problems":[3],"new":1} -->';
    expect(parseTrackingState(line)).toEqual({ phases: { b: { status: 'open' } }, problems: [] });
  });
});

test('a tracking issue of a very large repository stays within the budget', () => {
  const outside = Array.from({ length: 2000 }, (_, n) =>
    buildFile(`other/file-${n}.md`, 'old-a', [{ surface: 'old-a', outcome: 'keep', row: { rule: `rule-${n % 9}` } }]),
  );
  const otherModels = Array.from({ length: 3000 }, (_, n) => ({ name: `model-${n}`, count: n }));
  const { body } = renderTrackingIssue({ ...plan, outside, otherModels }, NO_TRACKING_STATE, context);
  expect(lengthOf(body)).toBeLessThanOrEqual(58_000);
  expect(brokenBlocks(body)).toEqual([]);
  expect(body).toContain('2,000 references in 2,000 files stay');
  expect(boxesOf(body)).toHaveLength(6);
});
