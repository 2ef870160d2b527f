import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CheckAnnotation } from '../../src/github/check-run.js';
import {
  BranchHasOtherCommits,
  BranchRulesForbid,
  GithubError,
  GithubUnavailable,
  PullRequestClosed,
  RepositoryArchived,
} from '../../src/github/errors.js';
import type { PublishedPhase } from '../../src/github/publish-phase.js';
import { type Lab, planOf, REPOSITORY, startLab } from './lab.js';

const OLD = 'ollama run llama3.1:8b\n';
const NEW = 'ollama run nemotron-3-nano\n';
const BRANCH = 'cutover/2025-tier-1/phase-4';
const TAG = 'cutover/2025-tier-1/before';
const plan = planOf({ 'docs/a.md': [OLD, NEW] });

let lab: Lab;
beforeEach(async () => {
  lab = await startLab({
    'docs/a.md': OLD,
    'docs/b.md': 'Nothing old.\r\n',
    'docs.md': 'Sorts between a folder and its files.\n',
    'run.sh': { content: OLD, executable: true },
    link: { symlink: 'docs/a.md' },
  });
});
afterEach(async () => {
  const violations = lab.github.contractViolations();
  const broken = git('fsck', '--strict', '--no-dangling');
  await lab.github.stop();
  expect(violations).toEqual([]);
  expect(broken).toBe('');
});

function git(...args: string[]): string {
  const { folder } = lab.github.repository(REPOSITORY).git;
  return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trimEnd();
}

/** Operations asked for since `clearRequests`. */
function operations(): readonly (string | null)[] {
  const api = lab.github.requests().filter(({ kind }) => kind === 'api');
  return api.map(({ operation }) => operation);
}

async function publish(given = plan): Promise<PublishedPhase> {
  return (await lab.writer()).publish(given);
}

async function failureOf(work: Promise<unknown>): Promise<GithubError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof GithubError) return error;
  throw new Error(`not a failure of GitHub: ${error}`);
}

function pulls() {
  return lab.github.repository(REPOSITORY).issues.filter(({ pull }) => pull !== null);
}

function annotate(count: number): readonly CheckAnnotation[] {
  return Array.from({ length: count }, (_, index) => ({
    path: 'docs/a.md',
    start_line: 1,
    end_line: 1,
    annotation_level: 'warning',
    title: 'agent-without-tool-calling',
    message: `Number ${index}`,
  }));
}

describe('a phase published for the first time', () => {
  test('becomes a branch on the base, a tag of the base, a pull request and a check run', async () => {
    const base = git('rev-parse', 'main');
    const published = await publish();
    expect(published).toMatchObject({ changed: true, branch: BRANCH, pullRequest: { outcome: 'created' } });
    expect(published.summary).toContain('was opened');
    expect(git('rev-parse', `${BRANCH}^`)).toBe(base);
    expect(git('rev-parse', `refs/tags/${TAG}`)).toBe(base);
    expect(git('diff', '--name-only', 'main', BRANCH)).toBe('docs/a.md');
    expect(git('cat-file', '-p', `${BRANCH}:docs/a.md`)).toBe(NEW.trimEnd());
    expect(git('log', '-1', '--format=%an', BRANCH)).toBe('cutover[bot]');
    expect(pulls()).toHaveLength(1);
    expect(pulls()[0]).toMatchObject({ title: 'Cutover: phase-4', body: `The head is ${published.commit?.sha}.` });
    const [run] = lab.github.repository(REPOSITORY).checkRuns;
    expect(run).toMatchObject({ name: 'Cutover: phase-4', status: 'completed', conclusion: 'success' });
    expect(run?.headSha).toBe(published.commit?.sha);
  });

  test('takes ten requests besides those of its base', async () => {
    const writer = await lab.writer();
    lab.github.clearRequests();
    await writer.publish(plan);
    expect(operations()).toEqual([
      'pulls/list',
      'git/get-tree',
      'repos/get-branch',
      'repos/get-branch-rules',
      'git/get-ref',
      'git/create-ref',
      'git/create-tree',
      'git/create-commit',
      'git/create-ref',
      'pulls/create',
      'checks/create',
    ]);
  });

  test('keeps the executable bit, the symlink and every other entry', async () => {
    await publish(planOf({ 'run.sh': [OLD, NEW] }, {}, '100755'));
    expect(git('ls-tree', BRANCH, 'run.sh')).toContain('100755 blob');
    expect(git('ls-tree', BRANCH, 'link')).toContain('120000 blob');
    expect(git('diff', '--name-only', 'main', BRANCH)).toBe('run.sh');
  });

  test('writes a text with a NUL, a BOM and CRLF byte for byte', async () => {
    const odd = '\uFEFFone\r\ntwo\0three 😀 no newline';
    await publish(planOf({ 'docs/a.md': [OLD, odd] }));
    const { folder } = lab.github.repository(REPOSITORY).git;
    expect(execFileSync('git', ['-C', folder, 'cat-file', 'blob', `${BRANCH}:docs/a.md`])).toEqual(Buffer.from(odd));
  });

  test('without a change opens nothing', async () => {
    lab.github.clearRequests();
    const published = await publish(planOf({ 'docs/a.md': [OLD, OLD] }));
    expect(published).toMatchObject({
      summary: 'Nothing to change in phase-4, so no pull request was opened.',
      changed: false,
      branch: BRANCH,
    });
    expect(published.pullRequest).toBeUndefined();
    expect(pulls()).toEqual([]);
  });

  test('sends annotations in portions of fifty, in order, and is neutral with warnings', async () => {
    const writer = await lab.writer({
      checkRun: () => ({ title: 'Warnings', summary: 'Look.', annotations: annotate(120), conclusion: 'neutral' }),
    });
    await writer.publish(planOf({ 'docs/a.md': [OLD, NEW] }, { warnings: { critical: 1, warning: 0, note: 0 } }));
    const [run] = lab.github.repository(REPOSITORY).checkRuns;
    expect(run).toMatchObject({ status: 'completed', conclusion: 'neutral' });
    expect(run?.annotations.map(({ message }) => message)).toEqual(annotate(120).map(({ message }) => message));
    expect(operations().filter((each) => each === 'checks/update')).toHaveLength(2);
  });
});

describe('a phase published again', () => {
  test('with nothing new pushes nothing and asks five times', async () => {
    await publish();
    const head = git('rev-parse', BRANCH);
    const writer = await lab.writer();
    lab.github.clearRequests();
    const again = await writer.publish(plan);
    expect(again).toMatchObject({ changed: false, pullRequest: { outcome: 'unchanged' } });
    expect(again.commit).toBeUndefined();
    expect(git('rev-parse', BRANCH)).toBe(head);
    expect(operations()).toEqual([
      'pulls/list',
      'pulls/list',
      'git/get-tree',
      'repos/get-branch',
      'checks/list-for-ref',
    ]);
  });

  test('with other edits adds a commit on top of its own', async () => {
    await publish();
    const head = git('rev-parse', BRANCH);
    const again = await publish(planOf({ 'docs/a.md': [OLD, 'ollama run qwen3:8b\n'] }));
    expect(again).toMatchObject({ changed: true, pullRequest: { outcome: 'updated' } });
    expect(git('rev-parse', `${BRANCH}^`)).toBe(head);
    expect(pulls()).toHaveLength(1);
  });

  test('after the base moved merges the base and changes nothing else', async () => {
    await publish();
    const head = git('rev-parse', BRANCH);
    const base = lab.github.asUser('maria', REPOSITORY).push({ files: { 'docs/new.md': 'New.\n' } });
    await publish();
    expect(git('log', '-1', '--format=%P', BRANCH)).toBe(`${head} ${base}`);
    expect(git('diff', '--name-only', 'main', BRANCH)).toBe('docs/a.md');
    expect(git('rev-parse', `refs/tags/${TAG}`)).not.toBe(base);
  });

  test('leaves the commits of others alone and says whose turn it is', async () => {
    await publish();
    const theirs = lab.github.asUser('maria', REPOSITORY).push({ branch: BRANCH, files: { 'docs/a.md': 'Mine.\n' } });
    const error = await failureOf(publish());
    expect(error).toBeInstanceOf(BranchHasOtherCommits);
    expect(error.message).toContain(theirs.slice(0, 10));
    expect(git('rev-parse', BRANCH)).toBe(theirs);
  });

  test('takes a closed pull request for a no and pushes nothing', async () => {
    const first = await publish();
    const head = git('rev-parse', BRANCH);
    lab.github.asUser('maria', REPOSITORY).close(first.pullRequest?.number ?? 0);
    const error = await failureOf(publish(planOf({ 'docs/a.md': [OLD, 'ollama run qwen3:8b\n'] })));
    expect(error).toBeInstanceOf(PullRequestClosed);
    expect(git('rev-parse', BRANCH)).toBe(head);
  });

  test('after a merge opens a fresh pull request for what is new', async () => {
    const first = await publish();
    const person = lab.github.asUser('maria', REPOSITORY);
    person.merge(first.pullRequest?.number ?? 0);
    person.push({ files: { 'docs/b.md': OLD } });
    const second = await publish(planOf({ 'docs/b.md': [OLD, NEW] }));
    expect(second.pullRequest).toMatchObject({ outcome: 'created' });
    expect(second.pullRequest?.number).not.toBe(first.pullRequest?.number);
    expect(git('diff', '--name-only', 'main', BRANCH)).toBe('docs/b.md');
  });

  test('after a merge that was taken back opens a fresh pull request', async () => {
    const first = await publish();
    const person = lab.github.asUser('maria', REPOSITORY);
    person.merge(first.pullRequest?.number ?? 0, 'merge');
    person.push({ files: { 'docs/a.md': OLD } });
    const second = await publish();
    expect(second.pullRequest).toMatchObject({ outcome: 'created' });
    expect(git('diff', '--name-only', 'main', BRANCH)).toBe('docs/a.md');
  });
});

describe('what may not be written', () => {
  test('an archived repository is refused before anything is asked', async () => {
    lab.github.setArchived(REPOSITORY, true);
    expect(await failureOf(publish())).toBeInstanceOf(RepositoryArchived);
    expect(operations()).not.toContain('pulls/list');
  });

  test('a rule against new branches stops the push before the tag', async () => {
    lab.github.setRules(REPOSITORY, [{ type: 'creation', pattern: 'cutover/**' }]);
    const error = await failureOf(publish());
    expect(error).toBeInstanceOf(BranchRulesForbid);
    expect(error.message).toContain('creation');
    expect(git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
    expect(operations().filter((each) => each === 'repos/get-repo-ruleset')).toHaveLength(1);
  });

  test('a rule that the app may bypass stops nothing', async () => {
    lab.github.setRules(REPOSITORY, [{ type: 'creation', pattern: 'cutover/**', bypass: true }]);
    await publish();
    expect(pulls()).toHaveLength(1);
    expect(operations().filter((each) => each === 'repos/get-repo-ruleset')).toHaveLength(1);
  });
});

describe('a connection that drops after GitHub has done what was asked', () => {
  test.each([
    ['/repos/{owner}/{repo}/pulls', 1],
    ['/repos/{owner}/{repo}/check-runs', 1],
    ['/repos/{owner}/{repo}/git/refs', 1],
    ['/repos/{owner}/{repo}/git/refs', 2],
    ['/repos/{owner}/{repo}/git/trees', 1],
    ['/repos/{owner}/{repo}/git/commits', 1],
  ])('POST %s (%i) ends, commanded again, in one branch, one pull request, one check run', async (path, nth) => {
    lab.github.faults.add({ method: 'POST', path, nth, effect: { kind: 'drop', when: 'after' } });
    const first = await publish().catch((error: unknown) => error);
    if (first instanceof Error) expect(first).toBeInstanceOf(GithubUnavailable);
    await publish();
    expect(pulls()).toHaveLength(1);
    expect(git('diff', '--name-only', 'main', BRANCH)).toBe('docs/a.md');
    expect(lab.github.repository(REPOSITORY).checkRuns).toHaveLength(1);
    expect(git('rev-list', '--count', `main..${BRANCH}`)).toBe('1');
  });

  test('between two portions of annotations appends none twice', async () => {
    const path = '/repos/{owner}/{repo}/check-runs/{check_run_id}';
    lab.github.faults.add({ method: 'PATCH', path, effect: { kind: 'drop', when: 'after' } });
    const writer = await lab.writer({
      checkRun: () => ({ title: 'Warnings', summary: 'Look.', annotations: annotate(120), conclusion: 'neutral' }),
    });
    await writer.publish(plan);
    const [run] = lab.github.repository(REPOSITORY).checkRuns;
    expect(run?.annotations).toHaveLength(120);
    expect(run?.status).toBe('completed');
  });
});
