/** What a sweep finds in a repository on the loopback GitHub, where nobody works for the app. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findLostWork } from '../../../src/app/recovery/find-lost-work.js';
import { rememberLooks } from '../../../src/app/recovery/looks.js';
import { answerTopic, type Work } from '../../../src/app/work.js';
import { postComment } from '../../../src/github/comments.js';
import { listInstalledRepositories } from '../../../src/github/installations.js';
import { hiddenMarker } from '../../../src/github/marker.js';
import { openTrackingIssue } from '../../../src/github/tracking-issue.js';
import { NO_TRACKING_STATE, renderTrackingState } from '../../../src/render/tracking-state.js';
import { here, type Lab, REPOSITORY, startLab } from '../../github/lab.js';
import { MIGRATION } from '../fake-desk.js';

let lab: Lab;
beforeEach(async () => {
  lab = await startLab({ 'a.md': 'a\n' });
});
afterEach(async () => {
  const violations = lab.github.contractViolations();
  await lab.github.stop();
  expect(violations).toEqual([]);
});

const marker = hiddenMarker('tracking-issue', MIGRATION.id);

async function look(looks = rememberLooks(), since = new Date(0)): Promise<readonly Work[]> {
  const [repository] = await listInstalledRepositories(lab.client);
  const parts = { client: lab.client, app: lab.app, migration: MIGRATION, installation: 1, since, looks, sweep: 's' };
  return findLostWork(parts, repository!);
}

async function openTracking(body = 'Nothing yet.'): Promise<number> {
  const { issue } = await openTrackingIssue(lab.client, here, { marker, title: 'Move', body }, lab.app);
  return issue.number;
}

describe('a repository without a tracking issue', () => {
  test('is looked at; once found not to be concerned, at the price of two requests, until it changes', async () => {
    const looks = rememberLooks();
    expect(await look(looks)).toMatchObject([{ kind: 'welcome', owner: here.owner, repo: here.repo, installation: 1 }]);
    looks.notConcerned(lab.github.repository(REPOSITORY).id);
    lab.github.clearRequests();
    expect(await look(looks)).toEqual([]);
    // One more lists the repositories.
    expect(lab.github.requests().filter(({ kind }) => kind === 'api')).toHaveLength(3);
    lab.github.asUser('maria', REPOSITORY).push({ branch: 'main', message: 'Change', files: { 'b.md': 'b\n' } });
    expect(await look(looks)).toHaveLength(1);
  });

  test('is not looked at for ever when every look fails', async () => {
    const looks = rememberLooks();
    const found: number[] = [];
    for (let sweep = 0; sweep < 5; sweep++) found.push((await look(looks)).length);
    expect(found).toEqual([1, 1, 1, 0, 0]);
  });

  test('an archived one is left alone', async () => {
    lab.github.setArchived(REPOSITORY, true);
    expect(await look()).toEqual([]);
  });
});

describe('a tracking issue', () => {
  test('that somebody closed is a no: no other is opened', async () => {
    lab.github.asUser('maria', REPOSITORY).close(await openTracking());
    expect(await look()).toEqual([]);
  });

  test('a command without an answer is taken up with the same key, on behalf of who gave it', async () => {
    const issue = await openTracking();
    const comment = lab.github.asUser('maria', REPOSITORY).comment(issue, '/migrate phase-1\n/migrate phase-1');
    const found = await look();
    expect(found).toMatchObject([{ kind: 'commands', issue, comment, sender: 'maria', inPlace: true }]);
    expect(found[0]?.kind === 'commands' && found[0].lines).toHaveLength(1);
  });

  test('an answered command, talk, and what the app says itself are left alone', async () => {
    const issue = await openTracking();
    const maria = lab.github.asUser('maria', REPOSITORY);
    const comment = maria.comment(issue, '/migrate phase-1');
    maria.comment(issue, 'What does `/migrate` do?');
    await postComment(lab.client, here, { issue, topic: answerTopic(comment), body: 'Done.\n\n/migrate all' }, lab.app);
    expect(await look()).toEqual([]);
  });

  test("somebody else's comment with the marker is no answer", async () => {
    const issue = await openTracking();
    const maria = lab.github.asUser('maria', REPOSITORY);
    const comment = maria.comment(issue, '/migrate phase-1');
    maria.comment(issue, `${hiddenMarker('topic', answerTopic(comment))}\nDone.`);
    expect(await look()).toMatchObject([{ kind: 'commands', comment }]);
  });

  test("a command in somebody else's issue, or from before the time, is left alone", async () => {
    const issue = await openTracking();
    const maria = lab.github.asUser('maria', REPOSITORY);
    maria.comment(maria.openIssue('Mine'), '/migrate phase-1');
    maria.comment(issue, '/migrate phase-1');
    expect(await look(rememberLooks(), new Date(lab.github.now() + 1000))).toEqual([]);
  });

  test('a pull request that it shows as open and that is closed is noted', async () => {
    const maria = lab.github.asUser('maria', REPOSITORY);
    maria.push({ branch: 'cutover/x', message: 'Change', files: { 'b.md': 'b\n' } });
    const { data: pull } = await lab.client.rest.pulls.create({ ...here, title: 't', head: 'cutover/x', base: 'main' });
    const phases = { 'phase-1': { status: 'open', pullRequest: { number: pull.number, url: pull.html_url } } } as const;
    await openTracking(renderTrackingState({ ...NO_TRACKING_STATE, phases }));
    expect(await look()).toEqual([]);
    maria.merge(pull.number);
    expect(await look()).toMatchObject([{ kind: 'closed', pullRequest: pull.number, merged: true }]);
  });
});
