import { describe, expect, test } from '@jest/globals';
import type { FilePlan } from '../../src/core/file-plan.js';
import { lengthOf } from '../../src/render/markdown.js';
import { BODY_BUDGET, renderPullRequest } from '../../src/render/pull-request.js';
import {
  buildContext,
  buildFile,
  buildItem,
  buildMigration,
  buildPhase,
  buildPlan,
  buildWarning,
  HEAD,
} from './build-plan.js';
import { brokenBlocks, codesOf, harmIn, nodesOf, read, textOf } from './read-markdown.js';

const PATH = 'domain-3/module-3.1/LAB_PREP.md';

/** A file whose insertion moves the lines below it down by two. */
function movedFile(): FilePlan {
  const text = 'pull old-a\nmeasured old-b: 30 tokens/s\ndraft old-c\n';
  const file = buildFile(PATH, text, [
    { surface: 'old-a', outcome: 'rewrite', to: 'new-a\npull new-b\npull new-c' },
    { surface: 'old-b', outcome: 'keep' },
    { surface: 'old-c', outcome: 'ask', row: { candidates: ['new-a', 'new-b'] } },
  ]);
  return { ...file, warnings: [buildWarning(file, 'old-c')] };
}

describe('the body of a pull request', () => {
  const { body, title, commitMessage } = renderPullRequest(buildPlan([movedFile()]), buildContext());
  const text = textOf(read(body));

  test('begins with the hidden markers of phase and base', () => {
    expect(body.split('\n').slice(0, 3)).toEqual([
      '<!-- cutover:phase 2025-tier-1/phase-4 -->',
      '',
      '<!-- cutover:base abc123 -->',
    ]);
  });

  test('says what it is, who asked and the counts', () => {
    expect(text).toContain('This is phase 4 (Domain 3 - LLM Systems) of the migration 2025 model migration');
    expect(text).toContain('It was asked for by octocat.');
    expect(text).toContain('1 reference rewritten in 1 file (0 notebooks), 1 to choose, 1 kept');
  });

  test('puts critical warnings and questions before the checklist', () => {
    const headings = read(body).children.flatMap((node) => (node.type === 'heading' ? [textOf(node)] : []));
    expect(headings).toEqual([
      'Decide first',
      'Critical warnings (1)',
      'To choose (1)',
      'Checklist',
      '4.1 module-3.1-llm-finetuning/',
      'Files',
      'Rewritten',
      'Changes, line by line',
      'Kept',
      'Verification',
      'How to continue',
    ]);
  });

  test('counts lines after the edits and links to them in the commit with the edits', () => {
    expect(codesOf(body)).toEqual(expect.arrayContaining([`${PATH}:5`, `${PATH}:4`]));
    expect(codesOf(body)).not.toContain(`${PATH}:3`);
    const links = nodesOf(read(body)).flatMap((node) => (node.type === 'link' ? [node.url] : []));
    expect(links).toContain(`https://example.org/o/r/blob/${HEAD}/domain-3/module-3.1/LAB_PREP.md?plain=1#L5`);
  });

  test('names the candidates of a question, the reason of what was kept, the advice and source of a warning', () => {
    expect(body).toContain('| `old-c` | `new-a`, `new-b` | the draft model stands beside it |');
    expect(text).toContain('measurement (1): A number was measured on it.');
    expect(text).toContain('The model does not call tools. What to do: Take one that does. Source: maker.');
  });

  test('shows what became what', () => {
    expect(body).toContain('| `old-a` | `new-a↵pull new-b↵pull new-c` | `exact-in-code` | 1 | 1 |');
  });

  test('names a block that is inserted, and nothing that stood there before', () => {
    const block = {
      surface: '',
      outcome: 'companion' as const,
      row: { to: '<!-- cutover:begin a-table -->', rule: 'insertion' },
    };
    const inserted = renderPullRequest(buildPlan([buildFile('a.md', 'text', [block])]), buildContext()).body;
    expect(inserted).toContain('| nothing | a block of text: `a-table` | `insertion` | 1 | 1 |');
    expect(inserted).toContain('1 other edit that goes with them;');
  });

  test('has a title on one line and a commit message with the replacements', () => {
    expect(title).toBe('Phase 4: Domain 3 - LLM Systems (2025 model migration)');
    expect(commitMessage.split('\n')[0]).toBe('Migrate phase 4: Domain 3 - LLM Systems');
    expect(commitMessage).toContain('- old-a -> new-a pull new-b pull new-c (1)');
    expect(commitMessage).toContain('Asked for by octocat.');
  });

  test('is the same for the same plan', () => {
    expect(renderPullRequest(buildPlan([movedFile()]), buildContext()).body).toBe(body);
  });

  test('shows places without links where there are no pages', () => {
    const { repository: _, requestedBy: __, ...context } = buildContext();
    const local = renderPullRequest(buildPlan([movedFile()]), context).body;
    expect(codesOf(local)).toContain(`${PATH}:5`);
    expect(local).not.toContain('/blob/');
    expect(local).toContain('planned on the command line');
  });

  test('says so when there is nothing to decide', () => {
    const file = buildFile(PATH, 'old-a', [{ surface: 'old-a', outcome: 'rewrite', to: 'new-a' }]);
    expect(renderPullRequest(buildPlan([file]), buildContext()).body).toContain(
      'Nothing: there is no critical warning and no question.',
    );
  });
});

describe('the checklist of a body', () => {
  const section = buildPhase(4).sections[0];
  const phase = buildPhase(4, {
    sections: [
      {
        ...section!,
        mark: '(Partially done)',
        checklist: ['done', 'already', 'open'].map((state) => buildItem(state, `Update ${state} @octocat #12`)),
      },
    ],
  });
  const state = (id: 'done' | 'already' | 'open') => ({
    item: buildItem(id, `Update ${id} @octocat #12`),
    section: '4.1',
    state: id,
    proof: `proof of ${id}`,
    places: id === 'open' ? [{ path: PATH, line: 3, note: 'old-c: look' }] : [],
  });
  const repeated = {
    item: buildItem('6/1', 'Model name strings'),
    state: 'open' as const,
    proof: 'a look by a person',
    places: [],
  };
  const plan = buildPlan([movedFile()], {
    phase,
    checklist: [state('done'), state('already'), state('open'), repeated],
    folders: [{ section: '4.1', named: 'module-3.1-llm-finetuning', match: 'disagree', candidates: ['a', 'b'] }],
  });
  const { body } = renderPullRequest(plan, buildContext());
  const boxes = nodesOf(read(body)).flatMap((node) =>
    node.type === 'listItem' && typeof node.checked === 'boolean'
      ? [{ checked: node.checked, text: textOf(node) }]
      : [],
  );

  test('is in the words of the plan and ticked only where proved', () => {
    expect(boxes.map(({ checked }) => checked)).toEqual([true, true, false, false]);
    expect(boxes[0]?.text).toBe('Update done @octocat #12 – proof of done.');
    expect(boxes[1]?.text).toContain('– was already met: proof of already.');
    expect(harmIn(body)).toEqual([]);
  });

  test('gives the places of an open bullet, after the edits', () => {
    expect(boxes[2]?.text).toContain(`${PATH}:5: old-c: look`);
  });

  test('refers to the questions above instead of saying them again', () => {
    const asked = buildFile('a/one.md', 'old-a\nold-a\nold-b', [
      { surface: 'old-a', outcome: 'ask' },
      { surface: 'old-a', outcome: 'ask' },
      { surface: 'old-b', outcome: 'ask' },
    ]);
    const places = asked.rows.map(({ path, line, surface, reason }) => ({
      path,
      line,
      note: line === 3 ? 'says “GB”' : `${surface}: ${reason}`,
    }));
    const [state] = buildPlan([]).checklist;
    if (state === undefined) throw new Error('the plan has no bullet');
    const text = renderPullRequest(buildPlan([asked], { checklist: [{ ...state, places }] }), buildContext()).body;
    expect(text).toMatch(
      /– a look by a person\. To choose above: `a\/one\.md` lines 1, 2\.\n {2}- \[`a\/one\.md:3`\]\S+: says “GB”/,
    );
  });

  test('repeats the bullets for notebooks of the phase that has them', () => {
    expect(body).toContain('### From phase 6, for the notebooks of this phase: Jupyter Notebooks (.ipynb files)');
    expect(boxes[3]?.text).toContain('Model name strings');
  });

  test('names a folder whose number and title disagree, with the candidates', () => {
    expect(textOf(read(body))).toContain(
      'its number and its title point to different folders. A person must say which is meant: a, b.',
    );
    expect(textOf(read(body))).toContain('4.1 module-3.1-llm-finetuning/ (Partially done)');
  });
});

describe('a body whose repository is hostile', () => {
  const evil = '`x`|@octocat <img src=x> --> fixes #12 ![a](b) \\|';
  const file = buildFile(`a/@octocat #1 <b>\`|/${'x'.repeat(200)}.md`, `${evil}\nold`, [
    { surface: evil, outcome: 'ask', row: { candidates: [evil], reason: evil, rule: 'coupled', group: evil } },
    { surface: 'old', outcome: 'rewrite', to: evil },
  ]);
  const bad: FilePlan = {
    ...file,
    warnings: [buildWarning(file, 'old', { message: evil, advice: evil, sources: ['tracker', 'talk', evil] })],
    problems: [{ path: file.path, message: evil, unverified: true }],
  };
  const text = renderPullRequest(buildPlan([bad]), buildContext({ requestedBy: 'a@b', fingerprint: '-->' }));

  test('makes no mention, reference, HTML or image', () => {
    expect(harmIn(text.body)).toEqual([]);
    expect(brokenBlocks(text.body)).toEqual([]);
  });

  test('does not link to issues of others, who would be notified', () => {
    const links = nodesOf(read(text.body)).flatMap((node) => (node.type === 'link' ? [node.url] : []));
    expect(links.filter((url) => url.includes('/issues/'))).toEqual([]);
    expect(links.length).toBeGreaterThan(0);
  });

  test('does not mention, close or skip checks in the commit message', () => {
    expect(text.commitMessage).not.toMatch(/@\w|#\d|\[|\]/);
    expect(text.title).not.toMatch(/@\w|#\d/);
  });
});

describe('a body that would be too long', () => {
  const files = Array.from({ length: 1200 }, (_, n): FilePlan => {
    const path = `domain-${n % 40}/module-${n % 130}/labs/a-rather-long-name-of-a-lab-${n}.md`;
    const file = buildFile(path, `old-${n % 300}\nkept-${n}\nasked-${n}\n`, [
      { surface: `old-${n % 300}`, outcome: 'rewrite', to: `new-${n}` },
      { surface: `kept-${n}`, outcome: 'keep', row: { rule: `rule-${n % 20}` } },
      { surface: `asked-${n}`, outcome: 'ask', row: { candidates: ['new-1', 'new-2'], reason: `because of ${n}` } },
    ]);
    const warnings = [
      buildWarning(file, 'kept', { message: `Message ${n}.`, severity: n % 3 === 0 ? 'critical' : 'note' }),
    ];
    const problems = n % 5 === 0 ? [{ path, message: `problem ${n}`, unverified: false }] : [];
    return { ...file, warnings, problems };
  });
  const plan = buildPlan(files);

  test.each([BODY_BUDGET, 20_000, 6_000])('fits into %d code points, whole tables and markers kept', (budget) => {
    const { body } = renderPullRequest(plan, buildContext({ backupTag: 'cutover/2025-tier-1/before' }), budget);
    expect(lengthOf(body)).toBeLessThanOrEqual(budget);
    expect(lengthOf(body)).toBeGreaterThan(budget * 0.6);
    expect(brokenBlocks(body)).toEqual([]);
    expect(harmIn(body)).toEqual([]);
    expect(body.startsWith('<!-- cutover:phase 2025-tier-1/phase-4 -->\n\n<!-- cutover:base abc123 -->\n')).toBe(true);
    expect(body).toContain('`/migrate phase-4`');
    expect(body).toContain('- [ ] LAB_PREP.md');
    expect(body).toMatch(/see the ledger|annotation/);
  });

  test('loses no count', () => {
    const text = textOf(read(renderPullRequest(plan, buildContext()).body));
    expect(text).toContain('1,200 references rewritten in 1,200 files');
    expect(text).toContain('To choose (1,200)');
    expect(text).toContain('Critical warnings (400)');
    expect(text).toContain('Other warnings (800)');
    expect(text).toContain('Problems (240)');
    expect(text).toContain('1,200 names stay as they are');
  });

  test('keeps markers, checklist and controls when hardly anything fits, and says what it left out', () => {
    const { body } = renderPullRequest(plan, buildContext(), 2_000);
    expect(body).toContain('<!-- cutover:phase 2025-tier-1/phase-4 -->');
    expect(body).toContain('How to continue');
    expect(body).toContain('Left out, because this text would be longer than GitHub takes');
    expect(lengthOf(body)).toBeLessThanOrEqual(2_000);
  });

  test('counts characters outside the basic plane once', () => {
    expect(lengthOf('a😀b')).toBe(3);
  });
});

test('a plan without its migration in the catalogue still has a body', () => {
  const { body } = renderPullRequest(buildPlan([]), buildContext({ migration: buildMigration({ phases: [] }) }));
  expect(body).toContain('0 references rewritten in 0 files');
  expect(brokenBlocks(body)).toEqual([]);
});
