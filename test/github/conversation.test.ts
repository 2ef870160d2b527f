import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { postComment, reactToComment } from '../../src/github/comments.js';
import { GithubUnavailable, IssuesDisabled, RefMoved } from '../../src/github/errors.js';
import { hiddenMarker } from '../../src/github/marker.js';
import { mayCommand, readPermission } from '../../src/github/permission.js';
import {
  findTrackingIssue,
  openTrackingIssue,
  readTrackingIssue,
  updateTrackingIssue,
} from '../../src/github/tracking-issue.js';
import { here, type Lab, REPOSITORY, startLab } from './lab.js';

const marker = hiddenMarker('tracking-issue', '2025-tier-1');
const text = { marker, title: 'Move to the models of 2025', body: 'Nothing changes until a maintainer says so.' };

let lab: Lab;
beforeEach(async () => {
  lab = await startLab({ 'a.md': 'a\n' });
});
afterEach(async () => {
  const violations = lab.github.contractViolations();
  await lab.github.stop();
  expect(violations).toEqual([]);
});

function issues() {
  return lab.github.repository(REPOSITORY).issues;
}

function writes(): number {
  return lab.github.requests().filter(({ kind, method }) => kind === 'api' && method !== 'GET').length;
}

describe('the tracking issue', () => {
  test('is created once and found again, also when it is closed', async () => {
    const first = await openTrackingIssue(lab.client, here, text, lab.app);
    expect(first.created).toBe(true);
    lab.github.asUser('maria', REPOSITORY).close(first.issue.number);
    const second = await openTrackingIssue(lab.client, here, text, lab.app);
    expect(second).toMatchObject({ created: false, issue: { number: first.issue.number, state: 'closed' } });
    expect(issues()).toHaveLength(1);
  });

  test('is found behind a hundred other issues of the app', async () => {
    for (let n = 0; n < 120; n++) await lab.client.rest.issues.create({ ...here, title: `Issue ${n}`, body: 'Other.' });
    const { issue } = await openTrackingIssue(lab.client, here, text, lab.app);
    expect((await findTrackingIssue(lab.client, here, marker, lab.app))?.number).toBe(issue.number);
  }, 30_000);

  test('is not one that a person wrote with the same marker', async () => {
    lab.github.asUser('maria', REPOSITORY).openIssue('Mine', `${marker}\nmine`);
    expect(await findTrackingIssue(lab.client, here, marker, lab.app)).toBeUndefined();
  });

  test('is not created twice when the answer is lost', async () => {
    const path = '/repos/{owner}/{repo}/issues';
    lab.github.faults.add({ method: 'POST', path, effect: { kind: 'drop', when: 'after' } });
    const { issue } = await openTrackingIssue(lab.client, here, text, lab.app);
    expect(issues().map(({ number }) => number)).toEqual([issue.number]);
  });

  test('is reported when it was not created', async () => {
    const path = '/repos/{owner}/{repo}/issues';
    lab.github.faults.add({ method: 'POST', path, effect: { kind: 'drop', when: 'before' } });
    await expect(openTrackingIssue(lab.client, here, text, lab.app)).rejects.toBeInstanceOf(GithubUnavailable);
    expect(issues()).toEqual([]);
  });

  test('is not created a second time when the list of issues cannot be read', async () => {
    await openTrackingIssue(lab.client, here, text, lab.app);
    const effect = { kind: 'answer', status: 409, body: { message: 'Conflict' } } as const;
    lab.github.faults.add({ method: 'GET', path: '/repos/{owner}/{repo}/issues', effect });
    await expect(openTrackingIssue(lab.client, here, text, lab.app)).rejects.toBeInstanceOf(RefMoved);
    expect(issues()).toHaveLength(1);
  });

  test('is written only when it says something else', async () => {
    const { issue } = await openTrackingIssue(lab.client, here, text, lab.app);
    lab.github.clearRequests();
    const read = await readTrackingIssue(lab.client, here, issue.number);
    expect(await updateTrackingIssue(lab.client, here, read, text)).toBe(false);
    expect(writes()).toBe(0);
    expect(await updateTrackingIssue(lab.client, here, read, { ...text, body: 'Phase 4 is open.' })).toBe(true);
    expect(issues()[0]?.body).toBe(`${marker}\nPhase 4 is open.`);
  });

  test('cannot be where issues are off, and the error says so', async () => {
    lab.github.repository(REPOSITORY).hasIssues = false;
    await expect(openTrackingIssue(lab.client, here, text, lab.app)).rejects.toBeInstanceOf(IssuesDisabled);
  });
});

describe('an answer', () => {
  test('is one comment a topic: created, left alone, edited', async () => {
    const issue = lab.github.asUser('maria', REPOSITORY).openIssue('Anything');
    const post = (topic: string, body: string) => postComment(lab.client, here, { issue, topic, body }, lab.app);
    const first = await post('phase-4', 'Working.');
    expect(first.outcome).toBe('created');
    expect(await post('phase-4', 'Working.')).toEqual({ ...first, outcome: 'unchanged' });
    expect(await post('phase-4', 'Done.')).toEqual({ ...first, outcome: 'edited' });
    expect((await post('phase-5', 'Working.')).outcome).toBe('created');
    expect(issues()[0]?.comments.map(({ body }) => body)).toEqual([
      '<!-- cutover:topic phase-4 -->\nDone.',
      '<!-- cutover:topic phase-5 -->\nWorking.',
    ]);
  });

  test('never edits what a person wrote, and is not posted twice when the answer is lost', async () => {
    const person = lab.github.asUser('maria', REPOSITORY);
    const issue = person.openIssue('Anything');
    person.comment(issue, `> <!-- cutover:topic phase-4 -->\nWhat is this?`);
    const path = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
    lab.github.faults.add({ method: 'POST', path, effect: { kind: 'drop', when: 'after' } });
    const posted = await postComment(lab.client, here, { issue, topic: 'phase-4', body: 'Done.' }, lab.app);
    expect(issues()[0]?.comments.map(({ id }) => id)).toHaveLength(2);
    expect(issues()[0]?.comments[1]?.id).toBe(posted.id);
  });

  test('may begin with a reaction, given once', async () => {
    const person = lab.github.asUser('maria', REPOSITORY);
    const comment = person.comment(person.openIssue('Anything'), '/migrate phase-4');
    await reactToComment(lab.client, here, comment, 'eyes');
    await reactToComment(lab.client, here, comment, 'eyes');
    expect(issues()[0]?.comments[0]?.reactions).toHaveLength(1);
  });
});

describe('permission to command', () => {
  test.each([
    ['admin', true],
    ['maintain', true],
    ['write', true],
    ['triage', false],
    ['read', false],
  ] as const)('of the role %s: %s', async (role, may) => {
    lab.github.setRole(REPOSITORY, 'noor', role);
    expect(mayCommand(await readPermission(lab.client, here, 'noor'))).toBe(may);
  });

  test('nobody that GitHub does not know has any', async () => {
    expect(await readPermission(lab.client, here, 'nobody-by-this-name')).toBe('none');
  });
});

test('a marker cannot be broken out of', () => {
  for (const id of ['a --> b', 'a--b', '', 'a b', '<x>']) expect(() => hiddenMarker('topic', id)).toThrow(/not usable/);
});
