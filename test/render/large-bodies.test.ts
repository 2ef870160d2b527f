/** The bodies of large phases: short enough, whole, and without a count lost. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Nodes, RootContent } from 'mdast';
import { loadMigration } from '../../src/app/load-migration.js';
import type { Migration } from '../../src/core/migration.js';
import type { PhasePlan, RepositoryPlan } from '../../src/core/phase-plan.js';
import { createTreeReader } from '../../src/local/tree-reader.js';
import { lengthOf } from '../../src/render/markdown.js';
import { BODY_BUDGET, type PullRequestText, renderPullRequest } from '../../src/render/pull-request.js';
import { planRepository } from '../../src/run-phase.js';
import { memoryReader } from '../fakes/memory-reader.js';
import { HEAD } from './build-plan.js';
import { brokenBlocks, harmIn, nodesOf, read, textOf } from './read-markdown.js';

/** A large real curriculum, when it is at hand: the folder `tree` of CUTOVER_CORPUS, or of the one beside the repository. */
const CORPUS = join(
  process.env.CUTOVER_CORPUS ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url)),
  'tree',
);
const PHASES = ['phase-1', 'phase-2', 'phase-3', 'phase-4', 'phase-5', 'phase-6'];

let migration: Migration;
beforeAll(async () => {
  migration = await loadMigration('2025-tier-1');
});

function render(plan: PhasePlan): PullRequestText {
  return renderPullRequest(plan, {
    migration,
    fingerprint: 'base',
    requestedBy: 'maintainer',
    followUps: true,
    repository: { url: 'https://github.com/example/course', head: HEAD },
    trackingIssue: 'https://github.com/example/course/issues/1',
    backupTag: 'cutover/2025-tier-1/before',
    verified: true,
  });
}

/** A tree without what printing does not keep: positions, blanks at the edges, text in several pieces. */
function plainOf(node: Nodes | RootContent): unknown {
  const { type } = node;
  if (type === 'text') return node.value.replace(/\s+/g, ' ');
  if (type === 'html' || type === 'code' || type === 'inlineCode') return { type, value: node.value };
  const own = {
    ...('depth' in node ? { depth: node.depth } : {}),
    ...('checked' in node ? { checked: node.checked ?? null } : {}),
    ...('url' in node ? { url: node.url } : {}),
    ...('align' in node ? { align: node.align?.map((one) => one ?? null) } : {}),
  };
  const children: unknown[] = [];
  for (const child of 'children' in node ? node.children : []) {
    const plain = plainOf(child);
    const last = children.at(-1);
    if (typeof plain === 'string' && typeof last === 'string') children[children.length - 1] = last + plain;
    else children.push(plain);
  }
  if (typeof children[0] === 'string') children[0] = children[0].trimStart();
  const last = children.at(-1);
  if (typeof last === 'string') children[children.length - 1] = last.trimEnd();
  return { type, ...own, children: children.filter((child) => child !== '') };
}

const numberIn = (text: string | undefined): number => Number((text ?? '0').replaceAll(',', ''));

/** What a text says besides its tables: "And 3 files more (4 rewritten, 0 to choose, 1 kept)". */
function countsIn(text: string): readonly number[] {
  const found = /([\d,]+) rewritten, ([\d,]+) to choose, ([\d,]+) kept/.exec(text);
  return [1, 2, 3].map((nth) => numberIn(found?.[nth]));
}

function add(all: readonly (readonly number[])[]): readonly number[] {
  return [0, 1, 2].map((nth) => all.reduce((sum, counts) => sum + (counts[nth] ?? 0), 0));
}

/** The blocks below a heading, up to the next one of its depth. */
function below(body: string, title: string): readonly RootContent[] {
  const { children } = read(body);
  const start = children.findIndex((node) => node.type === 'heading' && textOf(node) === title);
  if (start < 0) return [];
  const depth = children[start]?.type === 'heading' ? children[start].depth : 6;
  const end = children.findIndex((node, at) => at > start && node.type === 'heading' && node.depth <= depth);
  return children.slice(start + 1, end < 0 ? undefined : end);
}

function rowsOf(blocks: readonly RootContent[], first: string): readonly (readonly string[])[] {
  return blocks
    .flatMap((node) => (node.type === 'table' ? [node] : []))
    .map(({ children }) => children.map((row) => row.children.map(textOf)))
    .filter(([header]) => header?.[0] === first)
    .flatMap((rows) => rows.slice(1));
}

function paragraphsOf(blocks: readonly RootContent[]): readonly string[] {
  return blocks.flatMap((node) => (node.type === 'paragraph' ? [textOf(node)] : []));
}

/** Rewritten, to choose and kept, as the section of the files adds them up: by folder, in a table or in a line for each. */
function filesAddUpTo(body: string): readonly number[] {
  const blocks = below(body, 'Files');
  const [total = '', ...lines] = paragraphsOf(blocks);
  const folders = rowsOf(blocks, 'Folder').map((row) => row.slice(1, 4).map(numberIn));
  const said = lines.filter((line) => /^(?!And ).*: [\d,]+ files?, |^And .* folders?; /.test(line)).map(countsIn);
  const sum = add([...folders, ...said]);
  return sum.some((count) => count > 0) ? sum : countsIn(total);
}

/** Everything that must hold of a body. */
function check(plan: PhasePlan): PullRequestText {
  const text = render(plan);
  const { body, blocks } = text;
  const { references, companions, warnings, changedFiles } = plan.counts;
  const rows = plan.files.flatMap((file) => file.rows);
  expect(lengthOf(body)).toBeLessThanOrEqual(BODY_BUDGET);
  expect(brokenBlocks(body)).toEqual([]);
  expect(harmIn(body)).toEqual([]);
  expect(read(body).children.map(plainOf)).toEqual(blocks.map(plainOf));

  const of = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  expect([of('rewrite'), of('ask'), of('keep'), of('companion')]).toEqual([
    references.rewrite,
    references.ask,
    references.keep,
    companions,
  ]);
  if (plan.files.length > 0) expect(filesAddUpTo(body)).toEqual([references.rewrite, references.ask, references.keep]);
  const rewritten = below(body, 'Rewritten');
  const more = paragraphsOf(rewritten).map((said) => numberIn(/^And ([\d,]+) places? more/.exec(said)?.[1]));
  const listed = rowsOf(rewritten, 'Old').map((row) => numberIn(row[3]));
  if (listed.length > 0)
    expect([...listed, ...more].reduce((sum, count) => sum + count, 0)).toBe(references.rewrite + companions);
  const kept = below(body, 'Kept').flatMap((node) => (node.type === 'list' ? node.children : []));
  if (kept.length > 0)
    expect(kept.map((node) => numberIn(/\(([\d,]+)\)/.exec(textOf(node))?.[1])).reduce((a, b) => a + b, 0)).toBe(
      references.keep,
    );
  const said = textOf(read(body));
  if (references.ask > 0) expect(said).toContain(`To choose (${references.ask.toLocaleString('en')})`);
  if (warnings.critical > 0) expect(said).toContain(`Critical warnings (${warnings.critical.toLocaleString('en')})`);
  const others = warnings.warning + warnings.note;
  if (others > 0) expect(said).toContain(`Other warnings (${others.toLocaleString('en')})`);
  expect(shownDiffs(text)).toBe(changedFiles);
  return text;
}

/** Files whose changed lines are shown: in the body, or all of them in the comments below it. */
function shownDiffs({ body, followUps }: PullRequestText): number {
  const comments = followUps.filter(({ topic }) => /^changes(?:-\d+)?$/.test(topic)).map((one) => one.body);
  const opened = (text: string) => text.match(/^<details><summary>(?:Cell|Line) /gm)?.length ?? 0;
  if (comments.length === 0) return opened(body);
  const left = numberIn(/And ([\d,]+) pieces? more/.exec(comments.at(-1) ?? '')?.[1]);
  return comments.reduce((sum, text) => sum + opened(text), 0) + left;
}

function checkComments({ body, followUps }: PullRequestText): void {
  for (const { body: text } of followUps) {
    expect(lengthOf(text)).toBeLessThanOrEqual(BODY_BUDGET);
    expect(brokenBlocks(text)).toEqual([]);
    expect(harmIn(text)).toEqual([]);
    const title = nodesOf(read(text)).find((node) => node.type === 'heading');
    const name = title === undefined ? '' : textOf(title).replace(/ \(\d+ of \d+\)$/, '');
    expect(body).toContain(`the comment “${name}” below`);
  }
}

const MODULES = ['5-rag-systems', '6-ai-agents'];

/** A thousand files, a third of them notebooks, each with a rewrite and many with something to choose or to keep. */
function manyFiles(): Readonly<Record<string, string>> {
  const notebook = (n: number) =>
    JSON.stringify({
      cells: [
        { cell_type: 'markdown', id: 'a', metadata: {}, source: [`Lab ${n} uses \`llama3.1:8b\`.\n`, 'Read on.'] },
        {
          cell_type: 'code',
          id: 'b',
          execution_count: null,
          metadata: {},
          outputs: [],
          source: `m = "llama3.1:8b" # ${n}`,
        },
      ],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    });
  const files = Array.from({ length: 1_000 }, (_, n): [string, string] => {
    const folder = `domain-3-llm-systems/module-3.${MODULES[n % MODULES.length]}`;
    if (n % 3 === 0) return [`${folder}/labs/lab-${n}.ipynb`, notebook(n)];
    const asked = n % 5 === 0 ? '\nRead about Llama 3.1 first.\n' : '';
    const kept = n % 7 === 0 ? '\n| model | tokens/s |\n|---|---|\n| deepseek-r1:8b | 41 |\n' : '';
    return [
      `${folder}/part-${n % 20}/notes-${n}.md`,
      `# Notes ${n}\n\n\`\`\`bash\nollama pull llama3.1:8b\n\`\`\`\n${asked}${kept}`,
    ];
  });
  return Object.fromEntries(files);
}

test('a phase of a thousand changed files', async () => {
  const plan = await planRepository({ reader: memoryReader(manyFiles()), migration, phases: ['phase-4'] });
  const phase = plan.phases[0]!;
  expect(phase.counts.changedFiles).toBe(1_000);
  const text = check(phase);
  checkComments(text);
  expect(text.followUps.map(({ topic }) => topic)).toEqual(expect.arrayContaining(['changes', 'files']));
  const files = text.followUps.filter(({ topic }) => topic.startsWith('files')).map(({ body }) => body);
  const rows = files.flatMap((body) => rowsOf(read(body).children, 'File'));
  const { references } = phase.counts;
  expect(rows).toHaveLength(1_000);
  expect(add(rows.map((row) => row.slice(1, 4).map(numberIn)))).toEqual([
    references.rewrite,
    references.ask,
    references.keep,
  ]);
}, 240_000);

const where = existsSync(CORPUS) ? describe : describe.skip;
where(`each phase of a large curriculum (CUTOVER_CORPUS, looked for in ${CORPUS})`, () => {
  let repository: RepositoryPlan;
  beforeAll(async () => {
    repository = await planRepository({ reader: createTreeReader({ folder: CORPUS }), migration, phases: 'all' });
  }, 240_000);
  test.each(PHASES)('%s', (id) => {
    const plan = repository.phases.find((one) => one.phase.id === id);
    expect(plan).toBeDefined();
    if (plan !== undefined) checkComments(check(plan));
  });
});
