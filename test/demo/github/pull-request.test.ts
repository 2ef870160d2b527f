import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Octokit } from '@octokit/rest';
import { gitEnvironment } from '../../../demo/github/git/git-binary.js';
import type { LoopbackGitHub } from '../../../demo/github/start-loopback-github.js';
import { here, installationClient, REPOSITORY, startLab } from './lab.js';

const BRANCH = 'cutover/plan/phase-1';
let github: LoopbackGitHub;
let kit: Octokit;
let work: string;
let pullNumber: number;

beforeAll(async () => {
  github = await startLab();
  kit = await installationClient(github);
  work = mkdtempSync(join(tmpdir(), 'pull-request-'));
});

afterAll(async () => {
  rmSync(work, { recursive: true, force: true });
  await github.stop();
});

describe('a pull request made through the git data API', () => {
  test('is opened on a branch whose name has slashes, signed for the app', async () => {
    const { data: ref } = await kit.rest.git.getRef({ ...here, ref: 'heads/main' });
    const { data: base } = await kit.rest.git.getCommit({ ...here, commit_sha: ref.object.sha });
    const { data: blob } = await kit.rest.git.createBlob({ ...here, content: 'AP8K', encoding: 'base64' });
    const { data: tree } = await kit.rest.git.createTree({
      ...here,
      base_tree: base.tree.sha,
      tree: [
        { path: 'lessons/one.md', mode: '100644', type: 'blob', content: 'Changed.\n' },
        { path: 'lessons/two.md', mode: '100644', type: 'blob', sha: null },
        { path: 'data/raw.bin', mode: '100644', type: 'blob', sha: blob.sha },
      ],
    });
    const { data: commit } = await kit.rest.git.createCommit({
      ...here,
      message: 'Move lessons',
      tree: tree.sha,
      parents: [base.sha],
    });
    expect(commit.author.name).toBe('cutover[bot]');
    expect(commit.verification).toMatchObject({ verified: true, reason: 'valid' });
    await kit.rest.git.createRef({ ...here, ref: `refs/heads/${BRANCH}`, sha: commit.sha });
    const { data: pull } = await kit.rest.pulls.create({
      ...here,
      head: BRANCH,
      base: 'main',
      title: 'Phase 1',
      body: '- [ ] look',
    });
    expect(pull).toMatchObject({ changed_files: 3, additions: 1, deletions: 2, commits: 1, mergeable: true });
    const { data: found } = await kit.rest.pulls.list({ ...here, head: `example-school:${BRANCH}`, state: 'open' });
    expect(found.map(({ number }) => number)).toEqual([pull.number]);
    pullNumber = pull.number;
  });

  test('is what a clone over HTTP has, modes and bytes included', async () => {
    const clone = join(work, 'clone');
    // The server runs in this very process, so that nothing may wait for git.
    await promisify(execFile)('git', ['clone', '-q', '-b', BRANCH, `${github.url}/${REPOSITORY}.git`, clone], {
      env: gitEnvironment,
    });
    expect(readdirSync(clone).sort()).toEqual(['.git', 'README.md', 'data', 'lessons', 'link', 'run.sh']);
    expect(readFileSync(join(clone, 'lessons/one.md'), 'utf8')).toBe('Changed.\n');
    expect(readdirSync(join(clone, 'lessons'))).toEqual(['one.md']);
    expect([...readFileSync(join(clone, 'data/raw.bin'))]).toEqual([0, 255, 10]);
    expect(readlinkSync(join(clone, 'link'))).toBe('README.md');
    expect(statSync(join(clone, 'run.sh')).mode & 0o111).not.toBe(0);
  });

  test('shows its files and their hunks', async () => {
    const { data: files } = await kit.rest.pulls.listFiles({ ...here, pull_number: pullNumber });
    expect(files.map(({ filename, status }) => `${status} ${filename}`)).toEqual([
      'added data/raw.bin',
      'modified lessons/one.md',
      'removed lessons/two.md',
    ]);
    expect(files[1]?.patch).toBe('@@ -1 +1 @@\n-First.\n+Changed.');
  });

  test('is merged by a person, and the base branch has its files', async () => {
    github.asUser('maria', REPOSITORY).merge(pullNumber);
    const { data: pull } = await kit.rest.pulls.get({ ...here, pull_number: pullNumber });
    expect(pull).toMatchObject({ merged: true, state: 'closed', merged_by: { login: 'maria' } });
    const { data: file } = await kit.rest.repos.getContent({
      ...here,
      path: 'lessons/one.md',
      mediaType: { format: 'raw' },
    });
    expect(String(file)).toBe('Changed.\n');
  });

  test("leaves objects that git finds sound, and nothing that GitHub's description forbids", () => {
    const { folder } = github.repository(REPOSITORY).git;
    expect(
      execFileSync('git', ['-C', folder, 'fsck', '--strict', '--no-dangling'], { env: gitEnvironment }).toString(),
    ).toBe('');
    expect(github.contractViolations()).toEqual([]);
  });
});

describe('the tarball', () => {
  test('comes through a redirect to another path, which the log tells apart', async () => {
    github.clearRequests();
    const { data } = await kit.rest.repos.downloadTarballArchive({ ...here, ref: 'main' });
    if (!(data instanceof ArrayBuffer)) throw new Error('the tarball is no bytes');
    const list = execFileSync('tar', ['tzf', '-'], { input: Buffer.from(data) }).toString();
    expect(list).toMatch(/^example-school-course-[0-9a-f]{7}\/lessons\/one\.md$/m);
    expect(github.requests().map(({ kind, status }) => [kind, status])).toEqual([
      ['api', 302],
      ['codeload', 200],
    ]);
  });

  test('is gone five minutes later', async () => {
    const answer = await kit.request('GET /repos/{owner}/{repo}/tarball/{ref}', {
      ...here,
      ref: 'main',
      request: { redirect: 'manual' },
    });
    github.advanceClock(301_000);
    expect((await fetch(answer.headers.location ?? '')).status).toBe(404);
  });
});

describe('reading', () => {
  test('takes raw slashes in a ref as well as %2F', async () => {
    const token = github.createUserToken('maria');
    const answer = await fetch(`${github.url}/repos/${REPOSITORY}/git/ref/heads/${BRANCH}`, {
      headers: { authorization: `token ${token}` },
    });
    expect(answer.status).toBe(200);
  });

  test('gives every page of a list through its links', async () => {
    for (let count = 0; count < 5; count += 1) github.asUser('maria', REPOSITORY).openIssue(`Issue ${count}`);
    const issues = await kit.paginate(kit.rest.issues.listForRepo, { ...here, per_page: 2 });
    expect(issues).toHaveLength(5);
  });

  test('answers an unchanged resource with 304', async () => {
    const first = await kit.rest.repos.get(here);
    const again = kit.rest.repos.get({ ...here, headers: { 'if-none-match': first.headers.etag ?? '' } });
    await expect(again).rejects.toMatchObject({ status: 304 });
  });
});
