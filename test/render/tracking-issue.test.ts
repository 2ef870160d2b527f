import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FilePlan } from '../../src/core/file-plan.js';
import type { RegistryReport } from '../../src/core/registry-report.js';
import { lengthOf } from '../../src/render/markdown.js';
import { readBoxes, tickedBoxes } from '../../src/render/tracking-boxes.js';
import { renderTrackingIssue } from '../../src/render/tracking-issue.js';
import {
  NO_TRACKING_STATE,
  PHASE_STATUSES,
  parseTrackingState,
  renderTrackingState,
  type TrackingState,
} from '../../src/render/tracking-state.js';
import { buildFile, buildMigration, buildPhase, buildPlan, buildRepositoryPlan, buildWarning } from './build-plan.js';
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
      'Nothing changes until a maintainer ticks a box or gives a command. The plan says: Approval needed before proceeding with updates.',
    );
  });

  test('has a row a phase with its counts, and the totals', () => {
    expect(body).toContain('| `phase-4` Domain 3 - LLM Systems | not started | 2 | 0 | 2 | 2 | 0 | +2 −2 | – |');
    expect(body).toContain('| `phase-6` Domain 5 - LLM Systems | nothing to do | 0 |');
    expect(body).toMatch(/\| Total \| +\| 3 \| 0 \| 3 \| 3 \| 0 \|/);
  });

  test('shows the choices, what no phase claims, other models and the errors of the plan', () => {
    expect(body).toContain('| `old-a` | agent | `new-a` | 3 | 4, 5 | flows into `Agent` | none |');
    expect(body).toContain('| A number was measured on it | 1 | 1 |');
    expect(body).toContain('| `gemma2 @octocat` | 9 |');
    expect(text).toContain(
      'It says: magistral-small-1.2 in Ollama. Found: no such name. Done instead: The Hugging Face id. Source: maker.',
    );
  });

  test('has a box for each phase with something to change, and one for all', () => {
    expect(boxesOf(body).slice(0, 3)).toEqual([
      '  Start phase-4 Domain 3 - LLM Systems: 2 references in 2 files <!-- cutover:box start/phase-4 -->',
      '  Start phase-5 Domain 4 - LLM Systems: 1 reference in 1 file <!-- cutover:box start/phase-5 -->',
      '  Start all 2 that are left: up to 2 pull requests <!-- cutover:box start/all -->',
    ]);
    expect([...readBoxes(body)]).toEqual([
      ['start/phase-4', false],
      ['start/phase-5', false],
      ['start/all', false],
      ['done/e3', false],
      ['done/e6', false],
    ]);
  });

  test('ticks only what has happened', () => {
    expect(boxesOf(body).slice(3)).toEqual([
      '  Backup current branch – the base is tagged when the first phase starts.',
      'x Create migration tracking issue – this issue.',
      '  Verify all new models available in Ollama – not asked; tick it when every model could be pulled. <!-- cutover:box done/e3 -->',
      '  Phase 4: Domain 3 – not started.',
      '  Phase 5: Domain 4 – not started.',
      '  Test sample notebooks – a task for a person. <!-- cutover:box done/e6 -->',
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
    const open = { ...state.phases['phase-5'], counts: [1, 0, 1, 1, 0, 1, 1, 0, 0, 0] };
    const remembered = { ...state, phases: { ...state.phases, 'phase-5': open } };
    expect(parseTrackingState(bodyOf(state))).toEqual(remembered);
    expect(parseTrackingState(bodyOf(state).replaceAll('\n', '\r\n'))).toEqual(remembered);
  });

  test('ticks what was found out elsewhere, and lists what to look at', () => {
    const execution = [
      { title: 'After', items: [{ id: 'e7', text: 'Update any broken links', met: 'links' as const }] },
    ];
    const { body } = renderTrackingIssue(plan, state, {
      migration: buildMigration({ execution }),
      findings: { links: { done: false, proof: '1 was broken already', details: ['`a.md:3` leads to `b.md`'] } },
    });
    expect(boxesOf(body)).toContain(
      '  Update any broken links – 1 was broken already. <!-- cutover:box done/e7 -->a.md:3 leads to b.md',
    );
    expect(readBoxes(body).get('done/e7')).toBe(false);
  });

  test('shows of a merged phase what it came to, and counts the others', () => {
    const counts = [5, 1, 8, 0, 2, 9, 9, 1, 0, 0];
    const body = bodyOf({
      ...state,
      phases: { ...state.phases, 'phase-4': { status: 'merged', pullRequest, counts } },
    });
    expect(body).toMatch(/`phase-4` [^|]*\| merged[^|]*\| 5 \| 1 \| 8 \| 0 \| 2 \| \+9 −9 \| 1 critical \|/);
    expect(parseTrackingState(body)?.phases['phase-4']?.counts).toEqual(counts);
  });

  test.each(PHASE_STATUSES)('has words for a phase that is %s', (status) => {
    const body = bodyOf({ phases: { 'phase-4': { status } }, problems: [] });
    expect(body).toMatch(/\| `phase-4` [^|]*\| [a-z ]+ \|/);
  });
});

describe('boxes', () => {
  test('that people ticked stay ticked: those that start work, and lines that nothing proves', () => {
    const ticked = new Set(['start/phase-4', 'done/e6', 'start/gone', 'done/e1']);
    const { body } = renderTrackingIssue(plan, NO_TRACKING_STATE, { ...context, ticked });
    expect([...tickedBoxes(body)]).toEqual(['start/phase-4', 'done/e6']);
    expect(boxesOf(body)).toContain(
      'x Test sample notebooks – ticked by a person; a task for a person. <!-- cutover:box done/e6 -->',
    );
  });

  test('are read whatever sign ticks them and whatever ends the line', () => {
    expect([
      ...tickedBoxes('* [X] Start <!-- cutover:box start/phase-1 -->\r\n- [x] b <!-- cutover:box done/2 -->'),
    ]).toEqual(['start/phase-1', 'done/2']);
  });

  test.each([
    ['a code span', '- `[x] <!-- cutover:box start/all -->`'],
    ['a line that goes on', '- [x] a <!-- cutover:box start/all --> b'],
    ['a quotation', '> - [x] a <!-- cutover:box start/all -->'],
    ['a long id', `- [x] a <!-- cutover:box ${'a'.repeat(200)} -->`],
  ])('are not read out of %s', (_, body) => {
    expect([...tickedBoxes(body)]).toEqual([]);
  });

  test('disappear for a phase that was closed, and offer a new plan for one that is open', () => {
    const pullRequest = { number: 7, url: 'https://example.org/o/r/pull/7' };
    const body = bodyOf({
      phases: { 'phase-4': { status: 'closed', pullRequest }, 'phase-5': { status: 'open', pullRequest } },
      problems: [],
    });
    expect([...readBoxes(body).keys()].filter((id) => id.startsWith('start/'))).toEqual(['start/phase-5']);
    expect(textOf(read(body))).toContain('phase-4 was closed without merging: reopen its pull request');
    expect(textOf(read(body))).toContain(
      'Plan phase-5 Domain 4 - LLM Systems again and bring pull request 7 up to date',
    );
  });
});

describe('the progress', () => {
  test('is a flowchart of nodes with quoted labels, arrows and classes, and of nothing else', () => {
    const pullRequest = { number: 7, url: 'https://example.org/o/r/pull/7' };
    const body = bodyOf({ phases: { 'phase-4': { status: 'merged', pullRequest } }, problems: [] });
    const lines = /```mermaid\n([\s\S]*?)\n```/.exec(body)?.[1]?.split('\n') ?? [];
    expect(lines.slice(0, 2)).toEqual(['flowchart LR', '  p1["Phase 4: merged, 2 rewritten"]']);
    for (const line of lines.slice(1)) {
      expect(line).toMatch(
        /^ {2}(p\d+\["[A-Za-z0-9 ,:]+"\]|p\d+ --> p\d+|classDef [a-z]+ [a-z]+:#[0-9a-f]{6}(,[a-z]+:#[0-9a-f]{6})*|class p\d+(,p\d+)* [a-z]+)$/,
      );
    }
  });
});

describe('the new models', () => {
  const name = {
    display: ['New'],
    otherNames: {},
    capabilities: {},
    numbers: {},
    facts: {},
    family: 'new',
    side: 'new' as const,
  };
  const ollama = { library: 'new', tags: [], invalidTags: [], isDefault: true };
  const models = [
    {
      ...name,
      id: 'new-a',
      ollama: { ...ollama, insert: 'new-a' },
      huggingface: { instruct: 'maker/New-A', others: [] },
    },
    { ...name, id: 'new-b', ollama: { ...ollama, insert: 'new-b' } },
  ];
  const migration = buildMigration({
    replacements: [
      {
        id: 'row',
        category: 'General',
        from: ['old-a'],
        to: [
          { model: 'new-a', roles: ['agent'] },
          { model: 'new-b', roles: ['agent'] },
        ],
        plan: { old: '', new: '', capabilities: '', notes: '' },
      },
    ],
    catalogue: { ...buildMigration().catalogue, models },
  });
  const answer = { registry: 'ollama', state: 'there', on: '2026-01-31' } as const;
  const bodyWith = (registries: RegistryReport) =>
    renderTrackingIssue(plan, NO_TRACKING_STATE, { migration, registries }).body;
  const all: RegistryReport = [
    { ...answer, name: 'new-a', bytes: 24_300_000_000 },
    { ...answer, name: 'new-b' },
    { ...answer, registry: 'huggingface', name: 'maker/New-A', updated: '2025-12-01', gated: true, licence: 'other' },
  ];

  test('say where they can be had, of which day, how large, under which licence and with which access', () => {
    expect(bodyWith(all)).toContain(
      '| `new-a` | 3 | `new-a`: there | `maker/New-A`: there, changed 2025-12-01 | `other` | must be asked for | 24 GB |',
    );
    expect(bodyWith(all)).toContain('The registries were asked on 2026-01-31');
  });

  test('tick the line of the plan when all of them answer', () => {
    expect(boxesOf(bodyWith(all))).toContain(
      "x Verify all new models available in Ollama – all 2 names are in Ollama's registry (asked 2026-01-31).",
    );
  });

  test('leave it open when one is missing, or a registry did not answer', () => {
    const some = [
      { ...answer, name: 'new-a', state: 'missing' as const },
      { ...answer, name: 'new-b', state: 'unreachable' as const },
    ];
    expect(boxesOf(bodyWith(some)).join('\n')).toContain(
      "0 of 2 names are in Ollama's registry (asked 2026-01-31); not there: new-a; no answer about new-b.",
    );
  });

  test('name the command that takes another candidate, and list what was chosen with the command that undoes it', () => {
    const choices = [{ model: 'old-a', target: 'new-b', phase: 'phase-4', by: 'octocat' }];
    const configured = { model: 'old-a', target: 'new-a', origin: 'in .github/cutover.yml, line 3' };
    const { body } = renderTrackingIssue(plan, { ...NO_TRACKING_STATE, choices }, { migration, choices: [configured] });
    expect(body).toContain('`/migrate choose old-a=new-b in phase-4`');
    expect(body).toContain(
      '| `old-a` becomes `new-b` | phase-4 | `octocat`, with a command | `/migrate unchoose old-a in phase-4` |',
    );
    expect(body).toContain(
      '| `old-a` becomes `new-a` | every phase | in .github/cutover.yml, line 3 | edit the file |',
    );
    expect(parseTrackingState(body)?.choices).toEqual(choices);
  });
});

describe('what to decide', () => {
  const asking = buildPlan([buildFile('c/four.md', 'x\nold-b', [{ surface: 'old-b', outcome: 'ask' }])], {
    phase: buildPhase(5),
  });
  const asked = buildRepositoryPlan([buildPlan([rewriting('a/one.md')]), asking]);
  const body = renderTrackingIssue(asked, NO_TRACKING_STATE, context).body;

  test('says once what a line says twice', () => {
    const twice = buildFile('d.md', 'old-b old-c old-b', [
      { surface: 'old-b', outcome: 'ask' },
      { surface: 'old-c', outcome: 'ask' },
      { surface: 'old-b', outcome: 'ask' },
    ]);
    const text = renderTrackingIssue(buildRepositoryPlan([buildPlan([twice])]), NO_TRACKING_STATE, context).body;
    expect(text).toContain('- `d.md`: line 1 `old-b` (2 times), `old-c`\n');
  });

  test('names each place with its line, phase by phase', () => {
    expect(body).toContain('<details><summary>2 places, line by line</summary>');
    expect(body).toContain('**Phase 5**\n\n- `c/four.md`: line 2 `old-b`');
    expect(body).toContain('To settle one, write the name you want on its line, in the pull request of its phase');
  });

  test('says of a phase of questions only that it opens no pull request, and counts them in the progress', () => {
    expect(textOf(read(body))).toContain(
      'phase-5 has nothing that can be rewritten, so it opens no pull request; “What to decide” below names the place in it that waits for a person.',
    );
    expect(body).toContain('["Phase 5: not started, 1 to choose"]');
  });

  test('is short of lines before it is short of reasons', () => {
    const files = Array.from({ length: 300 }, (_, nth) => rewriting(`a/folder-with-a-name/file-${nth}.md`));
    const many = renderTrackingIssue(buildRepositoryPlan([buildPlan(files)]), NO_TRACKING_STATE, context, 12_000).body;
    expect(many).toMatch(/<summary>\d+ of 300 places, line by line<\/summary>/);
    expect(many).toMatch(/And \d+ places more; `\/migrate plan phase-4` lists those of a phase\./);
    expect(many).toContain('| the draft model stands beside it |');
  });
});

test('a critical warning names its places, and the box of its phase how many there are', () => {
  const file = rewriting('a/one.md');
  const risky = buildPlan([{ ...file, warnings: [buildWarning(file, 'old-a'), buildWarning(file, 'old-b')] }]);
  const body = renderTrackingIssue(buildRepositoryPlan([risky]), NO_TRACKING_STATE, context).body;
  expect(body).toContain('| **critical** | The model does not call tools. At `a/one.md:1`. | 2 | 4 |');
  expect(body).toContain('1 reference in 1 file, 2 critical warnings <!-- cutover:box start/phase-4 -->');
});

test('risks and decisions say so where there are none', () => {
  const calm = buildRepositoryPlan([buildPlan([])]);
  const text = textOf(read(renderTrackingIssue(calm, NO_TRACKING_STATE, context).body));
  expect(text).toContain('There are no warnings.');
  expect(text).toContain('No place waits for a person.');
  expect(text).toContain('No phase has anything to rewrite at the moment.');
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

  test('is the same whatever the order in which it came together', () => {
    const one: TrackingState = {
      phases: { a: { status: 'open', requestedBy: 'x' }, b: { status: 'closed' } },
      problems: [],
    };
    const other: TrackingState = {
      problems: [],
      phases: { b: { status: 'closed' }, a: { requestedBy: 'x', status: 'open' } },
    };
    expect(renderTrackingState(other)).toBe(renderTrackingState(one));
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

test('nothing that a repository says becomes a mention, a reference, a box, HTML or a part of the diagram', () => {
  const nasty = fc
    .array(
      fc.constantFrom(
        '@octocat',
        '#12',
        'fixes #3',
        'GH-7',
        '`',
        '```',
        '|',
        '<b>',
        '-->',
        '<!-- cutover:box start/all -->',
        '- [x] ',
        '[a](b)',
        '![a](b)',
        'https://x.example',
        '\\',
        '$x$',
        '\n',
        ' ',
        'old-a',
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(nasty, nasty, nasty, nasty, (path, reason, model, message) => {
      const file = buildFile(path, 'old-a old-b', [
        { surface: 'old-a', outcome: 'ask', row: { reason, candidates: [model] } },
        { surface: 'old-b', outcome: 'keep', row: { rule: 'outside-every-phase' } },
      ]);
      const warned = { ...file, warnings: [{ ...buildWarning(file, 'old-a'), message, path }] };
      const problems = [{ path, message, unverified: true }];
      const some = buildRepositoryPlan([{ ...buildPlan([warned]), problems }], {
        outside: [file],
        otherModels: [{ name: model, count: 2 }],
      });
      const { body } = renderTrackingIssue(
        some,
        {
          phases: { 'phase-4': { status: 'not-started' } },
          problems: [{ message, next: reason }],
          choices: [{ model, target: model, by: path }],
        },
        {
          ...context,
          findings: { links: { done: false, proof: message, details: [`\`${path}\` leads to \`${model}\``] } },
          choices: [{ model, target: model, paths: [path], origin: 'in a file' }],
          problems: [{ message, next: reason }],
        },
      );
      expect(harmIn(body)).toEqual([]);
      expect(brokenBlocks(body)).toEqual([]);
      expect([...readBoxes(body).keys()]).toEqual(['done/e3', 'done/e6']);
      expect(parseTrackingState(body)?.choices).toEqual([{ model, target: model, by: path }]);
      expect(body.match(/```mermaid\n[^`]*\n```/g)).toHaveLength(1);
    }),
    { numRuns: 60, seed: 20250102 },
  );
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
  expect(boxesOf(body)).toHaveLength(9);
});
