import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Octokit } from '@octokit/rest';
import { lineAfterPatch, linesOfPatch } from '../../../demo/github/git/patch-lines.js';
import type { LoopbackGitHub } from '../../../demo/github/start-loopback-github.js';
import { here, installationClient, REPOSITORY, startLab } from './lab.js';

const LINES = Array.from({ length: 40 }, (_, n) => `line ${n + 1}`);
let github: LoopbackGitHub;
let kit: Octokit;
let pull_number: number;
let head: string;

function textWith(changes: Readonly<Record<number, string>>): string {
  return `${LINES.map((line, n) => changes[n + 1] ?? line).join('\n')}\n`;
}

const review = (line: number, body = 'Look') =>
  kit.rest.pulls.createReview({
    ...here,
    pull_number,
    event: 'COMMENT',
    body: 'Three lines',
    comments: [{ path: 'long.md', line, side: 'RIGHT', body }],
  });

beforeAll(async () => {
  github = await startLab();
  kit = await installationClient(github);
  github.setRole(REPOSITORY, 'maria', 'write');
  const maria = github.asUser('maria', REPOSITORY);
  maria.push({ files: { 'long.md': textWith({}) } });
  head = maria.push({ branch: 'change', files: { 'long.md': textWith({ 20: 'new 20' }) } });
  pull_number = maria.openPull({ head: 'change', title: 'Change' });
});
afterAll(() => github.stop());

describe('comments on lines', () => {
  test.each([16, 24, 1])('line %d, which the diff does not show, is refused with all of the review', async (line) => {
    await expect(review(line)).rejects.toMatchObject({ status: 422 });
    const { data } = await kit.rest.pulls.listReviews({ ...here, pull_number });
    expect(data).toEqual([]);
  });

  test('a file that does not change is refused', async () => {
    const comments = [{ path: 'README.md', line: 1, body: 'x' }];
    await expect(
      kit.rest.pulls.createReview({ ...here, pull_number, event: 'COMMENT', body: 'x', comments }),
    ).rejects.toMatchObject({ status: 422 });
  });

  test('lines that the diff shows are taken, changed or not', async () => {
    await review(20, 'Better:\n\n```suggestion\nnewer 20\n```');
    await review(23);
    const { data } = await kit.rest.pulls.listReviewComments({ ...here, pull_number });
    expect(data.map(({ line, commit_id }) => [line, commit_id])).toEqual([
      [20, head],
      [23, head],
    ]);
  });

  test('a line that was changed since has its comment outdated; one that moved is followed', async () => {
    const maria = github.asUser('maria', REPOSITORY);
    maria.push({ branch: 'change', files: { 'long.md': textWith({ 19: 'one\ntwo', 20: 'new 20', 23: 'new 23' }) } });
    const { data } = await kit.rest.pulls.listReviewComments({ ...here, pull_number });
    expect(data.map(({ line, original_line }) => [line, original_line])).toEqual([
      [21, 20],
      [null, 23],
    ]);
  });

  test('a suggestion that is taken becomes a commit of the person', async () => {
    const { data } = await kit.rest.pulls.listReviewComments({ ...here, pull_number });
    github.asUser('maria', REPOSITORY).acceptSuggestion(pull_number, data[0]?.id ?? 0);
    const { data: file } = await kit.rest.repos.getContent({ ...here, path: 'long.md', ref: 'change' });
    const text = 'content' in file ? Buffer.from(file.content, 'base64').toString() : '';
    expect(text.split('\n').slice(18, 22)).toEqual(['one', 'two', 'newer 20', 'line 21']);
    const { data: commits } = await kit.rest.pulls.listCommits({ ...here, pull_number });
    expect(commits.at(-1)?.author?.login).toBe('maria');
  });
});

describe('reviewers', () => {
  test('who is no collaborator is refused, and nobody is asked', async () => {
    github.setRole(REPOSITORY, 'jonas', 'read');
    github.asUser('stranger', REPOSITORY);
    await expect(
      kit.rest.pulls.requestReviewers({ ...here, pull_number, reviewers: ['jonas', 'stranger'] }),
    ).rejects.toMatchObject({ status: 422 });
    await expect(
      kit.rest.pulls.requestReviewers({ ...here, pull_number, team_reviewers: ['nobody'] }),
    ).rejects.toMatchObject({ status: 422 });
    await expect(kit.rest.pulls.requestReviewers({ ...here, pull_number, reviewers: ['maria'] })).rejects.toThrow(
      /pull request author/,
    );
    const { data } = await kit.rest.pulls.requestReviewers({ ...here, pull_number, reviewers: ['jonas'] });
    expect(data.requested_reviewers?.map((one) => one.login)).toEqual(['jonas']);
  });
});

test('a button of a check run tells the app which one it was', async () => {
  const { data: run } = await kit.rest.checks.create({
    ...here,
    name: 'cutover',
    head_sha: head,
    conclusion: 'neutral',
    output: { title: 'x', summary: 'y' },
    actions: [{ label: 'Run again', description: 'Look anew', identifier: 'run-again' }],
  });
  const maria = github.asUser('maria', REPOSITORY);
  maria.pressCheck(run.id, 'run-again');
  expect(() => maria.pressCheck(run.id, 'other')).toThrow(/no button/);
  expect(github.contractViolations()).toEqual([]);
  await expect(
    kit.rest.checks.update({
      ...here,
      check_run_id: run.id,
      actions: [{ label: 'A label of more than 20 characters', description: 'x', identifier: 'x' }],
    }),
  ).rejects.toMatchObject({ status: 422 });
});

describe('a patch', () => {
  const patch = '@@ -2,3 +2,4 @@\n two\n-three\n+3\n+3b\n four\n@@ -9 +10 @@\n-nine\n+9';
  test('shows these lines of its new side', () => {
    expect([...linesOfPatch(patch)].map(([line, { added }]) => [line, added])).toEqual([
      [2, false],
      [3, true],
      [4, true],
      [5, false],
      [10, true],
    ]);
  });
  test.each([
    [1, 1],
    [2, 2],
    [3, null],
    [4, 5],
    [6, 7],
    [9, null],
    [12, 13],
  ])('takes line %d to %p', (line, after) => {
    expect(lineAfterPatch(patch, line)).toBe(after);
  });
});
