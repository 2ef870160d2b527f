import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Octokit } from '@octokit/rest';
import { commonFaults } from '../../../demo/github/faults.js';
import type { LoopbackGitHub } from '../../../demo/github/start-loopback-github.js';
import { here, installationClient, REPOSITORY, refusalOf, startLab } from './lab.js';

const ISSUES = '/repos/{owner}/{repo}/issues';
let github: LoopbackGitHub;
let kit: Octokit;

beforeEach(async () => {
  github = await startLab();
  kit = await installationClient(github);
});

afterEach(() => github.stop());

test('a connection dropped after applying leaves the issue behind', async () => {
  github.faults.add({ method: 'POST', path: ISSUES, effect: commonFaults.droppedAfterApplying });
  const refusal = await refusalOf(kit.rest.issues.create({ ...here, title: 'Twice?' }));
  expect(refusal.status).toBe(500);
  expect((await kit.rest.issues.listForRepo(here)).data.map(({ title }) => title)).toEqual(['Twice?']);
  const logged = github.requests().find(({ fault }) => fault === 'drop after');
  expect(logged).toMatchObject({ method: 'POST', route: ISSUES, status: null });
});

test('a connection dropped before applying leaves nothing', async () => {
  github.faults.add({ method: 'POST', path: ISSUES, effect: commonFaults.droppedBefore });
  await refusalOf(kit.rest.issues.create({ ...here, title: 'Never' }));
  expect((await kit.rest.issues.listForRepo(here)).data).toEqual([]);
});

test('a fault befalls the request that it names, as often as it says', async () => {
  github.faults.add({ path: new RegExp(`^/repos/${REPOSITORY}$`), nth: 2, times: 2, effect: commonFaults.serverError });
  const statuses: number[] = [];
  for (let count = 0; count < 4; count += 1)
    statuses.push(
      await kit.rest.repos.get(here).then(
        ({ status }) => status,
        (error: { status: number }) => error.status,
      ),
    );
  expect(statuses).toEqual([200, 502, 502, 200]);
});

test('a secondary limit says how long to wait', async () => {
  github.faults.add({ effect: commonFaults.secondaryLimit(7) });
  expect(await refusalOf(kit.rest.repos.get(here))).toMatchObject({
    status: 403,
    text: expect.stringContaining('"retry-after":"7"'),
  });
});

test('an answer can be changed on its way', async () => {
  github.faults.add({ path: '/repos/{owner}/{repo}/git/trees/{tree_sha}', effect: commonFaults.truncatedTree });
  expect((await kit.rest.git.getTree({ ...here, tree_sha: 'main' })).data.truncated).toBe(true);
  expect((await kit.rest.git.getTree({ ...here, tree_sha: 'main' })).data.truncated).toBe(false);
});

test('a download can fail too', async () => {
  github.faults.add({ path: /codeload/, effect: { kind: 'answer', status: 503 } });
  expect((await refusalOf(kit.rest.repos.downloadTarballArchive({ ...here, ref: 'main' }))).status).toBe(503);
});
