/** Pieces of what people see at a pull request, each on small plans. */
import { describe, expect, test } from '@jest/globals';
import type { Decision } from '../../src/core/decision.js';
import type { FilePlan } from '../../src/core/file-plan.js';
import type { Migration } from '../../src/core/migration.js';
import type { Model } from '../../src/core/model.js';
import { concludeCheck, renderCheckText } from '../../src/render/check-text.js';
import { renderFollowUps } from '../../src/render/follow-ups.js';
import { changedParts } from '../../src/render/line-changes.js';
import { lengthOf, paragraph, words } from '../../src/render/markdown.js';
import { permalink } from '../../src/render/place-link.js';
import { chooseSamples } from '../../src/render/sample-notebooks.js';
import { chooseCommand, settlingChoice } from '../../src/render/settle.js';
import { shownLines, suggestLines } from '../../src/render/suggestions.js';
import { countTouchedLinks } from '../../src/render/touched-links.js';
import { buildFile, buildMigration, buildPlan, buildWarning, HEAD, type Told } from './build-plan.js';

const TEN = Array.from({ length: 30 }, (_, n) => `line ${n + 1}`);

describe('changed lines', () => {
  test('of a document count after the edits', () => {
    const file = buildFile('a.md', 'old-a\nkeep\nold-b\n', [
      { surface: 'old-a', outcome: 'rewrite', to: 'new-a\nmore' },
      { surface: 'old-b', outcome: 'rewrite', to: 'new-b' },
    ]);
    expect(changedParts(file)).toEqual([
      {
        changes: [
          { line: 1, old: ['old-a'], new: ['new-a', 'more'] },
          { line: 4, old: ['old-b'], new: ['new-b'] },
        ],
      },
    ]);
  });

  const notebook = (...sources: readonly string[]) =>
    JSON.stringify({ cells: sources.map((source) => ({ cell_type: 'code', source })) });

  test('of a notebook are those of its cells, without the signs of JSON', () => {
    const file = buildFile('a.ipynb', notebook('x = 1', 'import m\nm.run("old")'), [
      { surface: 'old', outcome: 'rewrite', to: 'new' },
    ]);
    expect(changedParts(file)).toEqual([
      { cell: { index: 1, type: 'code' }, changes: [{ line: 2, old: ['m.run("old")'], new: ['m.run("new")'] }] },
    ]);
  });

  test('of what is no notebook after all are its own lines', () => {
    const file = buildFile('a.ipynb', '{\n"old"\n', [{ surface: 'old', outcome: 'rewrite', to: 'new' }]);
    expect(changedParts(file)).toEqual([{ changes: [{ line: 2, old: ['"old"'], new: ['"new"'] }] }]);
  });
});

describe('a suggestion', () => {
  const ask = (over: Partial<Told['row']> = {}): Told => ({
    surface: 'asked',
    outcome: 'ask',
    row: { rule: 'prose-name', candidates: ['chosen', 'other'], ...over },
  });
  const fileWith = (lines: readonly string[], told: readonly Told[], path = 'a.md') =>
    buildFile(path, `${lines.join('\n')}\n`, [{ surface: 'line 10', outcome: 'rewrite', to: 'new 10' }, ...told]);
  const at = (line: number, text: string) => TEN.map((one, n) => (n + 1 === line ? text : one));

  test('is the line as it would read, where the diff shows it', () => {
    const file = fileWith(at(12, 'say asked'), [ask()]);
    expect([...shownLines(file)]).toEqual([7, 8, 9, 10, 11, 12, 13]);
    expect(suggestLines(file).map(({ line, text }) => [line, text])).toEqual([[12, 'say chosen']]);
  });

  test.each([
    ['outside the diff', at(14, 'say asked'), ask()],
    ['about more than the line', at(12, 'say asked'), ask({ rule: 'coupled' })],
    ['without a candidate', at(12, 'say asked'), ask({ candidates: [] })],
    ['about an id that stands beside it already', at(12, 'say asked and chosen'), ask({ rule: 'no-base-checkpoint' })],
    ['on a line with the name twice', at(12, 'say asked, asked'), ask()],
    ['on a line that does not show all it holds', at(12, 'say \u202easked'), ask()],
    ['with another line end than a line feed', at(12, 'say asked\r'), ask()],
  ])('is not made %s', (_, lines, told) => {
    expect(suggestLines(fileWith(lines, [told]))).toEqual([]);
  });

  test('keeps the JSON of a notebook valid', () => {
    const told = ask({ candidates: ['a "b"'] });
    expect(suggestLines(fileWith(at(12, 'say asked'), [told], 'a.ipynb'))).toEqual([]);
  });
});

function model(id: string, over: Partial<Model> = {}): Model {
  return {
    id,
    family: id,
    side: 'new',
    display: [id],
    otherNames: {},
    capabilities: {},
    numbers: { ollamaQ4GB: { value: 5, confidence: 'known', sources: [] } },
    facts: {},
    ...over,
  };
}

function migrationOf(models: readonly Model[]): Migration {
  const { catalogue } = buildMigration();
  const to = models.map(({ id }) => ({ model: id, roles: ['general' as const] }));
  const plan = { old: '', new: '', capabilities: '', notes: '' };
  return buildMigration({
    replacements: [{ id: 'r', category: 'c', from: ['old'], to, plan }],
    catalogue: { ...catalogue, models },
  });
}

/** A file whose decisions say what its one reference became, in a registry. */
function decided(path: string, decisions: readonly Partial<Decision>[], rule = 'exact-id'): FilePlan {
  const file = buildFile(path, 'old', [{ surface: 'old', outcome: 'ask', row: { rule, group: 'g' } }]);
  return {
    ...file,
    references: [
      {
        index: 0,
        unit: 0,
        span: { start: 0, end: 3 },
        surface: 'old',
        family: 'old',
        models: ['old'],
        strength: 'exact',
        registry: 'huggingface',
        form: 'base',
        site: { layers: [], texts: [] },
      } as unknown as FilePlan['references'][number],
    ],
    decisions: decisions.map((over) => ({
      references: [0],
      outcome: 'ask',
      rule,
      reason: '',
      evidence: [],
      candidates: [],
      companions: [],
      edits: [],
      group: 'g',
      ...over,
    })),
  };
}

describe('what settles a question', () => {
  const withBase = model('b', { huggingface: { instruct: 'x/b', base: 'x/b-base', others: [] } });
  const without = model('a', { huggingface: { instruct: 'x/a', others: [] } });

  test('is the first candidate that has a name for the place', () => {
    const file = decided('a.py', [{}], 'no-base-checkpoint');
    const choice = settlingChoice(file, file.rows[0]!, migrationOf([without, withBase]));
    expect(choice).toEqual({ model: 'old', target: 'b' });
    expect(choice && chooseCommand(choice, 'phase-4')).toBe('/migrate choose old=b in phase-4');
  });

  test('is no choice where none has one, or where another name is not the question', () => {
    const file = decided('a.py', [{}], 'no-base-checkpoint');
    expect(settlingChoice(file, file.rows[0]!, migrationOf([without]))).toBeUndefined();
    const other = decided('a.py', [{}], 'coupled');
    expect(settlingChoice(other, other.rows[0]!, migrationOf([withBase]))).toBeUndefined();
  });
});

describe('notebooks to try', () => {
  const models = ['a', 'b', 'c', 'd'].map((id) => model(id));
  const using = (path: string, ...ids: readonly string[]) =>
    decided(
      path,
      ids.map((id) => ({ outcome: 'rewrite', target: id, to: [`x/${id}`] })),
    );

  test('touch every new model between them, with no more than three', () => {
    const files = [
      using('1.ipynb', 'a'),
      using('2.ipynb', 'a', 'b'),
      using('3.ipynb', 'c'),
      using('4.ipynb', 'd', 'c'),
    ];
    const { notebooks, beyond } = chooseSamples(files, migrationOf(models));
    expect(new Set(notebooks.flatMap((one) => one.models))).toEqual(new Set(['a', 'b', 'c', 'd']));
    expect(notebooks.map(({ path }) => path).slice(0, 2)).toEqual(['2.ipynb', '4.ipynb']);
    expect(notebooks).toHaveLength(3);
    expect(beyond).toEqual([]);
  });

  test('name what three cannot touch, and what no notebook uses', () => {
    const files = [...['a', 'b', 'c', 'd'].map((id) => using(`${id}.ipynb`, id)), using('s.py', 'e')];
    const { notebooks, beyond, untouched } = chooseSamples(files, migrationOf(models));
    expect(notebooks).toHaveLength(3);
    expect([beyond, untouched]).toEqual([['d'], ['e']]);
  });

  test('say what to fetch, each once, with its size', () => {
    const gated = model('a', { numbers: { fp16GB: { value: 16, confidence: 'known', sources: [] } } });
    const { downloads } = chooseSamples([using('1.ipynb', 'a', 'a')], migrationOf([gated]));
    expect(downloads.map(({ command, gigabytes }) => [command, gigabytes])).toEqual([['hf download x/a', 16]]);
  });
});

describe('a check', () => {
  const asked = buildFile('a.md', 'old', [{ surface: 'old', outcome: 'ask', row: { candidates: ['new'] } }]);
  const critical = { ...asked, warnings: [buildWarning(asked, 'old')] };

  test.each([
    ['success', [], true],
    ['neutral', [asked], true],
    ['neutral', [critical], false],
    ['failure', [critical], true],
  ] as const)('ends with %s', (conclusion, files, failOnCritical) => {
    expect(concludeCheck(buildPlan([...files]), { failOnCritical })).toBe(conclusion);
  });

  test('says what is open in a table, and which files it did not look at', () => {
    const { title, summary } = renderCheckText(buildPlan([critical]), 2, { changedSince: ['a.md'] });
    expect(title).toBe('1 critical warning, 1 place to choose for');
    expect(summary).toContain('| To choose | 1 |');
    expect(summary).toContain('| `agent-without-tool-calling` | critical | 1 |');
    expect(summary).toContain('1 file of this phase is no longer as this app wrote it');
  });
});

describe('comments that go on', () => {
  const piece = (n: number) => [paragraph(words(`piece ${n} ${'x'.repeat(300)}`))];
  const part = (pieces: number) => ({
    name: 'x',
    levels: [],
    overflow: { topic: 'x', title: 'All', pieces: () => Array.from({ length: pieces }, (_, n) => piece(n)) },
  });

  test('hold whole pieces, are numbered, and count what has no room at all', () => {
    const followUps = renderFollowUps([part(30)], 2_000, 'the description');
    expect(followUps.map(({ topic }) => topic)).toEqual(['x', 'x-2', 'x-3', 'x-4', 'x-5', 'x-6']);
    expect(followUps[1]?.body).toContain('## All (2 of 6)');
    for (const { body } of followUps) expect(lengthOf(body)).toBeLessThanOrEqual(2_000);
    const shown = followUps.flatMap(({ body }) => body.match(/^piece /gm) ?? []).length;
    expect(followUps.at(-1)?.body).toContain(`And ${30 - shown} pieces more: see the ledger.`);
  });

  test('are none for a part that has nothing more to say', () => {
    expect(renderFollowUps([{ name: 'x', levels: [] }], 2_000, 'the description')).toEqual([]);
  });
});

test('edits in targets of links and in headings are counted', () => {
  const text = '# old-a\n[x](docs/old-b.md) and [y](https://hub/old-c) and old-d\n';
  const told = ['old-a', 'old-b', 'old-c', 'old-d'].map(
    (surface): Told => ({ surface, outcome: 'rewrite', to: surface.replace('old', 'new') }),
  );
  expect(countTouchedLinks([buildFile('a.md', text, told)])).toEqual({ relative: 1, absolute: 1, headings: 1 });
  expect(countTouchedLinks([buildFile('a.py', text, told)])).toEqual({ relative: 0, absolute: 0, headings: 0 });
});

test.each([
  ['docs/a.md', '?plain=1#L3'],
  ['labs/a b.ipynb', '?plain=1#L3'],
  ['scripts/a.py', 'a.py#L3'],
  ['Dockerfile', 'Dockerfile#L3'],
])('the permalink of %s shows its source', (path, end) => {
  const url = permalink({ url: 'https://github.com/o/r', head: HEAD }, path, 3);
  expect(url.endsWith(end)).toBe(true);
  expect(url).not.toContain(' ');
});
