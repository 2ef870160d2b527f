/** No text of a repository makes GitHub act: in no body, comment, review, annotation, check run or commit message. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { phaseCheck } from '../../src/app/words.js';
import type { FilePlan } from '../../src/core/file-plan.js';
import { phaseCommitMessage } from '../../src/render/commit-message.js';
import { lengthOf } from '../../src/render/markdown.js';
import { BODY_BUDGET, renderPullRequest } from '../../src/render/pull-request.js';
import { renderReview } from '../../src/render/review.js';
import { buildContext, buildFile, buildMigration, buildPlan, buildWarning } from './build-plan.js';
import { brokenBlocks, harmIn, nodesOf, read } from './read-markdown.js';

const NASTY = [
  '`',
  '```',
  '````suggestion',
  '~~~',
  '|',
  '\\',
  '<!-- cutover:phase x/phase-1 -->',
  '-->',
  '</details>',
  '<img src=x onerror=y>',
  '@octocat',
  '@octocat/team',
  '#12',
  'o/r#3',
  'GH-4',
  'Fixes #5',
  'closes https://github.com/o/r/issues/6',
  '[x](https://github.com/o/r/issues/7)',
  '![x](y)',
  '[skip ci]',
  '\t',
  '$x$',
  '&commat;octocat',
  '\u202e',
  '\u200b',
  '# ',
  '- [x] ',
  'deadbeefdeadbeef',
  'a@b.org',
  '@@ -1 +1 @@',
  '*',
  '_',
];
const words = fc.string({ unit: fc.constantFrom('a', ' ', 'é', '😀', '-', '.'), maxLength: 4 });
/** A line of a file: whatever a person may have written. */
const line = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), words), { maxLength: 6 })
  .map((parts) => parts.join('').replace(/[\r\n]/g, ''));
const path = fc
  .array(fc.oneof(fc.constantFrom('a', '@octocat', '#1 x', '`|`', '<b>', '[skip ci]'), words), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => parts.map((part) => part.replace(/[/\r\n]/g, '') || 'x').join('/'));

interface Hostile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly said: string;
  readonly notebook: boolean;
}

const hostile: fc.Arbitrary<Hostile> = fc.record({
  path,
  before: line,
  after: line,
  said: line,
  notebook: fc.boolean(),
});

/** A file whose every text is what somebody wrote: an edit, a question with a candidate in the diff, a keep, warnings, a problem. */
function fileOf({ path, before, after, said, notebook }: Hostile): FilePlan {
  const lines = [`${before} OLD ${after}`, `${said} ASKED ${before}`, `${after} KEPT`];
  const text = notebook
    ? JSON.stringify({ cells: [{ cell_type: 'code', source: lines.map((one) => `${one}\n`) }] }, null, 1)
    : `${lines.join('\n')}\n`;
  const name = notebook ? `${path}.ipynb` : `${path}.md`;
  const candidate = said.replace(/["\\]/g, '') || 'NEW';
  const file = buildFile(name, text, [
    { surface: 'OLD', outcome: 'rewrite', to: candidate },
    { surface: 'ASKED', outcome: 'ask', row: { rule: 'prose-name', reason: said, candidates: [candidate, after] } },
    { surface: 'KEPT', outcome: 'keep', row: { rule: 'measurement', reason: said, evidence: [before] } },
  ]);
  const warning = { message: said, advice: after, sources: ['maker', said], rule: 'a-rule' };
  return {
    ...file,
    warnings: [buildWarning(file, 'OLD', warning), buildWarning(file, 'KEPT', { ...warning, severity: 'note' })],
    problems: [{ path: name, message: said, unverified: true }],
  };
}

const RUNS = { numRuns: 60, seed: 20251123 };
/** A body takes longer to read back. */
const FEWER_RUNS = { ...RUNS, numRuns: 20 };
/** What GitHub would act on in text that is not Markdown. */
const ACTIVE = /@[\p{L}\p{N}_]|#\p{N}|\bgh-\p{N}|:\/\//iu;

describe('texts of a repository, whatever they are', () => {
  const context = buildContext({ followUps: true });

  test('make nothing of GitHub act in the body and in the comments below it', () => {
    fc.assert(
      fc.property(
        fc.array(hostile, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(BODY_BUDGET, 5_000),
        (files, budget) => {
          const plan = buildPlan(files.map(fileOf));
          const { body, followUps, title } = renderPullRequest(plan, context, budget);
          for (const text of [body, ...followUps.map((one) => one.body)]) {
            expect(harmIn(text)).toEqual([]);
            expect(brokenBlocks(text)).toEqual([]);
          }
          expect(title).not.toMatch(ACTIVE);
        },
      ),
      FEWER_RUNS,
    );
  });

  test('make nothing act in a review, and each suggestion is one block that repeats its line', () => {
    fc.assert(
      fc.property(hostile, (one) => {
        const file = fileOf(one);
        const review = renderReview(buildPlan([file]), context);
        for (const { body, line: at } of review?.comments ?? []) {
          expect(harmIn(body)).toEqual([]);
          const blocks = nodesOf(read(body)).flatMap((node) => (node.type === 'code' ? [node] : []));
          expect(blocks.map(({ lang }) => lang)).toEqual(['suggestion']);
          const candidate = file.rows.find(({ outcome }) => outcome === 'ask')?.candidates[0] ?? '';
          expect(blocks[0]?.value).toBe(file.after.split('\n')[at - 1]?.replace('ASKED', () => candidate));
        }
      }),
      RUNS,
    );
  });

  test('make nothing act in a check run and its annotations, in a commit message', () => {
    fc.assert(
      fc.property(hostile, (one) => {
        const plan = buildPlan([fileOf(one)]);
        const { summary, annotations } = phaseCheck(plan, { migration: buildMigration() }, [fileOf(one).path]);
        expect(harmIn(summary)).toEqual([]);
        const shown = phaseCheck(plan, { migration: buildMigration() }).annotations;
        expect(annotations).toEqual([]);
        expect(shown.length).toBeGreaterThan(0);
        for (const { title, message, raw_details = '' } of shown)
          expect([title, message, raw_details].filter((text) => ACTIVE.test(text))).toEqual([]);
        const message = phaseCommitMessage(plan, context);
        expect(message).not.toMatch(ACTIVE);
        expect(message).not.toMatch(/[[\]]/);
      }),
      RUNS,
    );
  });
});

test('the diff of a file with a very long line and very many lines stays within its bounds', () => {
  const text = `${Array.from({ length: 900 }, (_, n) => `OLD ${n} ${'x'.repeat(2_000)}`).join('\n')}\n`;
  const told = Array.from({ length: 900 }, () => ({ surface: 'OLD', outcome: 'rewrite' as const, to: 'NEW' }));
  const { body, followUps } = renderPullRequest(
    buildPlan([buildFile('a.md', text, told)]),
    buildContext({ followUps: true }),
  );
  expect(lengthOf(body)).toBeLessThanOrEqual(BODY_BUDGET);
  for (const { body: more } of followUps) expect(lengthOf(more)).toBeLessThanOrEqual(BODY_BUDGET);
  expect([body, ...followUps.map((one) => one.body)].join()).toContain('lines more of this file: see the diff');
});
