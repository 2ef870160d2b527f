import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { listFailedDeliveries, redeliver } from '../../src/github/deliveries.js';
import { listInstallations, listInstalledRepositories } from '../../src/github/installations.js';
import { listCommentsSince, listOwnIssues } from '../../src/github/recent-comments.js';
import { appClient } from '../demo/github/lab.js';
import { here, type Lab, REPOSITORY, startLab } from './lab.js';

let lab: Lab;
beforeEach(async () => {
  lab = await startLab({ 'a.md': 'a\n' });
});
afterEach(async () => {
  const violations = lab.github.contractViolations();
  await lab.github.stop();
  expect(violations).toEqual([]);
});

const LONG_AGO = new Date(0);

describe('failed webhooks', () => {
  test('an event without an answer is listed until an attempt succeeds', async () => {
    const app = appClient(lab.github);
    // There is nobody at the other end.
    lab.github.asUser('maria', REPOSITORY).openIssue('One', 'text');
    await lab.github.waitUntilIdle();
    const { failed, complete } = await listFailedDeliveries(app, LONG_AGO);
    expect(complete).toBe(true);
    expect(new Set(failed.map(({ guid }) => guid)).size).toBe(failed.length);
    const first = failed[0]!;
    await redeliver(app, first);
    await lab.github.waitUntilIdle();
    const again = (await listFailedDeliveries(app, LONG_AGO)).failed.find(({ guid }) => guid === first.guid);
    expect(again?.attempt).toBeGreaterThan(first.attempt);
    const attempts = lab.github.deliveries().filter(({ guid }) => guid === first.guid);
    attempts.at(-1)!.status = 'OK';
    expect((await listFailedDeliveries(app, LONG_AGO)).failed.map(({ guid }) => guid)).not.toContain(first.guid);
  });

  test('what is older than the asked time is left alone', async () => {
    await lab.github.waitUntilIdle();
    const later = new Date(lab.github.now() + 60_000);
    expect(await listFailedDeliveries(appClient(lab.github), later)).toEqual({ failed: [], complete: true });
  });
});

describe('where the app is installed', () => {
  test('its installations and their repositories, archived ones marked', async () => {
    expect(await listInstallations(appClient(lab.github))).toHaveLength(1);
    expect(await listInstalledRepositories(lab.client)).toMatchObject([
      { ...here, defaultBranch: 'main', usable: true },
    ]);
    lab.github.setArchived(REPOSITORY, true);
    expect(await listInstalledRepositories(lab.client)).toMatchObject([{ ...here, usable: false }]);
  });
});

describe('what was said', () => {
  test('issues of the app alone count as its own', async () => {
    const { data } = await lab.client.rest.issues.create({ ...here, title: 'Ours', body: 'b' });
    lab.github.asUser('maria', REPOSITORY).openIssue('Theirs', 'text');
    expect(await listOwnIssues(lab.client, here, lab.app)).toEqual([
      {
        number: data.number,
        body: 'b',
        open: true,
        kind: 'issue',
        merged: false,
        createdAt: Date.parse(data.created_at),
        url: data.html_url,
      },
    ]);
  });

  test('comments since a time, oldest first, not those that were only edited since', async () => {
    const maria = lab.github.asUser('maria', REPOSITORY);
    const issue = maria.openIssue('One', 'text');
    const old = maria.comment(issue, 'old');
    lab.github.advanceClock(60_000);
    const since = new Date(lab.github.now());
    maria.editComment(old, 'old, edited');
    maria.comment(issue, 'first');
    maria.comment(issue, 'second');
    const found = await listCommentsSince(lab.client, here, since, 100);
    expect(found.map(({ body }) => body)).toEqual(['first', 'second']);
    expect(found[0]).toMatchObject({ issue, author: { login: 'maria', type: 'User' } });
  });
});
