import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ProbotOctokit } from 'probot';
import type { LoopbackGitHub } from '../../../demo/github/start-loopback-github.js';
import {
  appClient,
  clientFor,
  here,
  installationClient,
  NAME,
  OWNER,
  REPOSITORY,
  refusalOf,
  signJwt,
  startLab,
} from './lab.js';

let github: LoopbackGitHub;

beforeEach(async () => {
  github = await startLab();
});

afterEach(() => github.stop());

async function tokenWith(options: {
  readonly permissions?: { readonly contents: 'read' };
  readonly repositories?: string[];
}): Promise<string> {
  const app = appClient(github);
  const { data } = await app.rest.apps.getRepoInstallation(here);
  return (await app.rest.apps.createInstallationAccessToken({ installation_id: data.id, ...options })).data.token;
}

describe('the app itself', () => {
  test('is known by its key, and by no other', async () => {
    const { data } = await appClient(github).rest.apps.getAuthenticated();
    expect(data?.slug).toBe('cutover');
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 1024,
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const stranger = clientFor(github, signJwt(github, privateKey));
    expect((await refusalOf(stranger.rest.apps.getAuthenticated())).status).toBe(401);
  });

  test('signs in as Probot does it', async () => {
    const { appId, privateKey } = github.app;
    const { data: installation } = await appClient(github).rest.apps.getRepoInstallation(here);
    const auth = { appId, privateKey, installationId: installation.id };
    const kit = new ProbotOctokit({
      baseUrl: github.apiUrl,
      auth,
      throttle: { enabled: false },
      retry: { enabled: false },
    });
    expect((await kit.rest.apps.listReposAccessibleToInstallation()).data.repositories.map(({ name }) => name)).toEqual(
      [NAME],
    );
    expect(github.requests().filter(({ kind }) => kind === 'token')).toHaveLength(1);
  });

  test('is refused with an old signature', async () => {
    const app = appClient(github);
    github.advanceClock(3_600_000);
    expect((await refusalOf(app.rest.apps.getAuthenticated())).text).toContain("'Expiration time' claim");
  });

  test('has no say in repositories without an installation token', async () => {
    expect((await refusalOf(appClient(github).rest.repos.get(here))).status).toBe(403);
  });
});

describe('an installation token', () => {
  test('works for an hour', async () => {
    const kit = await installationClient(github);
    github.advanceClock(59 * 60_000);
    expect((await kit.rest.repos.get(here)).status).toBe(200);
    github.advanceClock(2 * 60_000);
    expect(await refusalOf(kit.rest.repos.get(here))).toMatchObject({
      status: 401,
      text: expect.stringContaining('Bad credentials'),
    });
  });

  test('narrowed to reading may not write, and is told what it lacks', async () => {
    const kit = clientFor(github, await tokenWith({ permissions: { contents: 'read' } }));
    expect((await kit.rest.git.getRef({ ...here, ref: 'heads/main' })).status).toBe(200);
    const refusal = await refusalOf(kit.rest.git.createBlob({ ...here, content: 'x' }));
    expect(refusal.status).toBe(403);
    expect(refusal.text).toContain('Resource not accessible by integration');
    expect(refusal.text).toContain('"x-accepted-github-permissions":"contents=write"');
  });

  test('cannot be had for more than was granted', async () => {
    await expect(tokenWith({ repositories: ['elsewhere'] })).rejects.toMatchObject({ status: 422 });
  });

  test('sees no private repository of others, and reads public ones only', async () => {
    github.seedRepository({ fullName: 'other/secret', files: { a: 'a' }, private: true });
    github.seedRepository({ fullName: 'other/public', files: { a: 'a' } });
    const kit = await installationClient(github);
    expect((await refusalOf(kit.rest.repos.get({ owner: 'other', repo: 'secret' }))).status).toBe(404);
    expect((await kit.rest.repos.get({ owner: 'other', repo: 'public' })).status).toBe(200);
    expect((await refusalOf(kit.rest.issues.create({ owner: 'other', repo: 'public', title: 'x' }))).status).toBe(403);
  });

  test('without the issues permission comments on pull requests only', async () => {
    github.seedRepository({ fullName: 'small/one', files: { a: 'a' } });
    github.install(['small/one'], 'maria', { contents: 'write', pull_requests: 'write' });
    const small = { owner: 'small', repo: 'one' };
    const maria = github.asUser('maria', 'small/one');
    const issue = maria.openIssue('An issue');
    maria.push({ branch: 'b', files: { b: 'b' } });
    const pull = maria.openPull({ head: 'b', title: 'A pull request' });
    const app = appClient(github);
    const { data } = await app.rest.apps.getRepoInstallation(small);
    const { token } = (await app.rest.apps.createInstallationAccessToken({ installation_id: data.id })).data;
    const kit = clientFor(github, token);
    expect((await kit.rest.issues.createComment({ ...small, issue_number: pull, body: 'x' })).status).toBe(201);
    expect((await refusalOf(kit.rest.issues.createComment({ ...small, issue_number: issue, body: 'x' }))).status).toBe(
      403,
    );
  });

  test('dies with its installation', async () => {
    const kit = await installationClient(github);
    github.uninstall(OWNER, 'maria');
    expect((await refusalOf(kit.rest.repos.get(here))).status).toBe(401);
  });
});

describe('people', () => {
  test('have the roles that they were given', async () => {
    const kit = await installationClient(github);
    const permissionOf = async (username: string) =>
      (await kit.rest.repos.getCollaboratorPermissionLevel({ ...here, username })).data;
    github.setRole(REPOSITORY, 'tomas', 'maintain');
    github.asUser('visitor', REPOSITORY);
    expect(await permissionOf('maria')).toMatchObject({ permission: 'write', role_name: 'write' });
    expect(await permissionOf('tomas')).toMatchObject({ permission: 'write', role_name: 'maintain' });
    expect(await permissionOf('visitor')).toMatchObject({ permission: 'read' });
    expect((await refusalOf(permissionOf('nobody-of-that-name'))).status).toBe(404);
    expect(github.contractViolations()).toEqual([]);
  });

  test('read with a token of their own', async () => {
    const kit = clientFor(github, github.createUserToken('maria'));
    const { data } = await kit.rest.git.getTree({ owner: OWNER, repo: NAME, tree_sha: 'main', recursive: '1' });
    expect(data.tree.map(({ path }) => path)).toContain('lessons/one.md');
  });
});

test('the hourly limit is counted, told and enforced', async () => {
  const tight = await startLab({ limits: { requestsPerHour: 3 } });
  const kit = clientFor(tight, tight.createUserToken('maria'));
  const { headers } = await kit.rest.repos.get(here);
  expect([headers['x-ratelimit-limit'], headers['x-ratelimit-remaining']]).toEqual(['3', '2']);
  await kit.rest.repos.get(here);
  await kit.rest.repos.get(here);
  expect(await refusalOf(kit.rest.repos.get(here))).toMatchObject({
    status: 403,
    text: expect.stringContaining('API rate limit exceeded'),
  });
  expect((await kit.rest.rateLimit.get()).data.rate.remaining).toBe(0);
  tight.advanceClock(3_601_000);
  expect((await kit.rest.repos.get(here)).status).toBe(200);
  await tight.stop();
});
