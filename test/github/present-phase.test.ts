/** What stands at a pull request besides title and body: follow-ups, the review, labels and reviewers. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { linesInPatch } from '../../src/github/diff-lines.js';
import { addLabels } from '../../src/github/labels.js';
import type { PhaseWords } from '../../src/github/publish-phase.js';
import { requestReviewers } from '../../src/github/reviewers.js';
import { here, type Lab, plainWords, planOf, REPOSITORY, startLab } from './lab.js';

const LONG = Array.from({ length: 30 }, (_, n) => `line ${n + 1}`);
const before = `${LONG.join('\n')}\n`;
const after = before.replace('line 10\n', 'new 10\n');
const plan = planOf({ 'a.md': [before, after] });

let lab: Lab;
beforeEach(async () => {
  lab = await startLab({ 'a.md': before, 'b.md': before });
});
afterEach(async () => {
  const violations = lab.github.contractViolations();
  await lab.github.stop();
  expect(violations).toEqual([]);
});

const pullRequest = () => lab.github.repository(REPOSITORY).issues.find(({ pull }) => pull !== null)!;
const comments = () => pullRequest().comments.map(({ body }) => body.replace(/^<!--.*?-->\n/, '').trim());
const writes = () =>
  lab.github
    .requests()
    .filter(({ kind, method }) => kind === 'api' && method !== 'GET')
    .map(({ operation }) => operation);

/** Publishes with these comments below a body that names them. */
async function publish(followUps: readonly string[], words: Partial<PhaseWords> = {}) {
  const writer = await lab.writer({
    pullRequest: () => ({
      title: 'Cutover',
      body: `With ${followUps.join(', ') || 'nothing'} below.`,
      followUps: followUps.map((body, n) => ({ topic: n === 0 ? 'changes' : `changes-${n + 1}`, body })),
    }),
    ...words,
  });
  return writer.publish(plan);
}

describe('comments that go on where the body ends', () => {
  test('are written once and in order, and edited in place', async () => {
    await publish(['one', 'two']);
    expect(comments()).toEqual(['one', 'two']);
    await publish(['one', 'two']);
    await publish(['one', 'other']);
    expect(comments()).toEqual(['one', 'other']);
  });

  test('that are no longer needed say so, once, and come back in place', async () => {
    await publish(['one', 'two']);
    await publish(['one']);
    expect(comments()[1]).toMatch(/^Everything that stood here has room/);
    lab.github.clearRequests();
    await publish(['uno']);
    expect(writes().filter((operation) => operation === 'issues/update-comment')).toHaveLength(1);
    await publish(['uno', 'two again']);
    expect(comments()).toEqual(['uno', 'two again']);
  });

  test('are not written twice when an answer is lost', async () => {
    const path = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
    lab.github.faults.add({ method: 'POST', path, effect: { kind: 'drop', when: 'after' } });
    await publish(['one', 'two']);
    expect(comments()).toEqual(['one', 'two']);
  });

  test('of a person, with the same marker, are left alone', async () => {
    await publish([]);
    lab.github
      .asUser('maria', REPOSITORY)
      .comment(pullRequest().number, '<!-- cutover:topic follow-up-changes -->\nmine');
    await publish(['one']);
    expect(comments()).toEqual(['mine', 'one']);
  });
});

describe('the review', () => {
  const reviewOf = (...lines: readonly number[]): Partial<PhaseWords> => ({
    review: () => ({
      body: 'To choose.',
      comments: lines.map((line) => ({ path: 'a.md', line, body: `\`\`\`suggestion\nchosen ${line}\n\`\`\`` })),
    }),
  });
  const reviews = () => pullRequest().pull?.reviews ?? [];
  const linesOf = () => reviews().flatMap((review) => review.comments.map(({ line }) => line));

  test('is written once for a head, also when the body changes', async () => {
    await publish([], reviewOf(10, 12));
    expect(linesOf()).toEqual([10, 12]);
    await publish(['more'], reviewOf(10, 12, 13));
    expect(reviews()).toHaveLength(1);
  });

  test('says nothing twice on a line of a later head', async () => {
    await publish([], reviewOf(10));
    const branch = pullRequest().pull?.head ?? '';
    lab.github.asUser('maria', REPOSITORY).push({ files: { 'b.md': 'changed\n' } });
    await publish(['more'], reviewOf(10, 12));
    expect(branch).not.toBe('');
    expect(linesOf()).toEqual([10, 12]);
  });

  test('leaves out what GitHub does not take as a line of the diff', async () => {
    await publish([], reviewOf(25, 10));
    expect(linesOf()).toEqual([10]);
  });

  test('is left out where none of its lines is in the diff, and the rest stands', async () => {
    const published = await publish([], reviewOf(25));
    expect(reviews()).toEqual([]);
    expect(published.checkRun?.outcome).toBe('created');
  });

  test('is not written twice when its answer is lost', async () => {
    const path = '/repos/{owner}/{repo}/pulls/{pull_number}/reviews';
    lab.github.faults.add({ method: 'POST', path, effect: { kind: 'drop', when: 'after' } });
    await publish([], reviewOf(10));
    expect(reviews()).toHaveLength(1);
  });
});

describe('labels and reviewers', () => {
  test('in other letters are the same label, and none is made', async () => {
    await publish([]);
    lab.github.repository(REPOSITORY).labels.push({ id: 9, name: 'Models', color: 'ededed', description: 'x' });
    expect(await addLabels(lab.client, here, pullRequest().number, ['models', 'other'])).toEqual(['other']);
    expect(pullRequest().labels).toEqual(['Models']);
    expect(lab.github.repository(REPOSITORY).labels).toHaveLength(1);
  });

  test('who is not taken is named, the others are asked', async () => {
    await publish([]);
    lab.github.asUser('stranger', REPOSITORY);
    const refused = await requestReviewers(lab.client, here, pullRequest().number, {
      people: ['maria', 'stranger'],
      teams: ['nobody'],
    });
    expect(refused).toEqual({ people: ['stranger'], teams: ['nobody'] });
    expect(pullRequest().pull?.requestedReviewers.map(({ login }) => login)).toEqual(['maria']);
  });
});

test('a publication that broke off before its check run is made whole by the next one', async () => {
  const path = '/repos/{owner}/{repo}/check-runs';
  lab.github.faults.add({
    method: 'POST',
    path,
    effect: { kind: 'answer', status: 403, headers: {}, body: { message: 'Resource not accessible by integration' } },
  });
  const review = { review: () => ({ body: 'x', comments: [{ path: 'a.md', line: 10, body: 'x' }] }) };
  await expect(publish(['one'], review)).rejects.toThrow();
  await publish(['one'], review);
  expect(comments()).toEqual(['one']);
  expect(pullRequest().pull?.reviews).toHaveLength(1);
  expect(lab.github.repository(REPOSITORY).checkRuns).toHaveLength(1);
});

test('the lines of a patch are those of its new side', () => {
  const patch = '@@ -2,3 +2,4 @@ title\n two\n-three\n+3\n+3b\n four\n\\ No newline at end of file';
  expect([...linesInPatch(patch)]).toEqual([2, 3, 4, 5]);
});

test('words without comments and review are enough', async () => {
  const writer = await lab.writer({ checkRun: plainWords.checkRun });
  expect((await writer.publish(plan)).pullRequest?.outcome).toBe('created');
});
