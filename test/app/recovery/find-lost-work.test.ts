/** What a sweep finds in a repository on the loopback GitHub, where nobody works for the app. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findLostWork } from '../../../src/app/recovery/find-lost-work.js';
import { rememberLooks } from '../../../src/app/recovery/looks.js';
import { withTick } from '../../../src/app/work/begun-tick.js';
import { withTries } from '../../../src/app/work/try-again.js';
import { answerTopic, jobOf, type LostTick, type Work } from '../../../src/app/work.js';
import { postComment } from '../../../src/github/comments.js';
import { listInstalledRepositories } from '../../../src/github/installations.js';
import { hiddenMarker } from '../../../src/github/marker.js';
import { openTrackingIssue } from '../../../src/github/tracking-issue.js';
import {
  NO_TRACKING_STATE,
  type PullRequestLink,
  parseTrackingState,
  renderTrackingState,
} from '../../../src/render/tracking-state.js';
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

const NOW = new Date('2026-03-01T12:00:00Z');
const marker = hiddenMarker('tracking-issue', MIGRATION.id);

async function look(
  looks = rememberLooks(),
  since = new Date(0),
  staleLooks = rememberLooks(),
): Promise<readonly Work[]> {
  const [repository] = await listInstalledRepositories(lab.client);
  const { client, app } = lab;
  const parts = { client, app, migration: MIGRATION, installation: 1, since, now: NOW, looks, staleLooks, sweep: 's' };
  return findLostWork(parts, repository!);
}

async function openTracking(body = 'Nothing yet.'): Promise<number> {
  const { issue } = await openTrackingIssue(lab.client, here, { marker, title: 'Move', body }, lab.app);
  return issue.number;
}

const lastComment = (number: number): string =>
  lab.github
    .repository(REPOSITORY)
    .issues.find((issue) => issue.number === number)
    ?.comments.at(-1)?.body ?? '';

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

  test('a box that stands ticked is given back, with another key than the work of whoever ticked it', async () => {
    const issue = await openTracking(
      '- [x] Start <!-- cutover:box start/phase-2 -->\n- [ ] Start <!-- cutover:box start/phase-3 -->\n- [x] Look <!-- cutover:box done/e1 -->',
    );
    const [work, ...more] = await look();
    expect(work).toMatchObject({ kind: 'lost-tick', issue, box: 'start/phase-2' });
    expect(more).toEqual([]);
    const ticked: Work = { ...(work as LostTick), kind: 'box', ticked: true, sender: 'maria' };
    expect(jobOf(work!).key).not.toBe(jobOf(ticked).key);
  });

  test('a tick whose answer is not the last word is gone on with, on behalf of who gave it, and not given back', async () => {
    const issue = await openTracking('- [x] Start <!-- cutover:box start/phase-2 -->');
    const say = (topic: string, notBefore: number) =>
      postComment(
        lab.client,
        here,
        {
          issue,
          topic,
          body: withTick('Begun.', { box: 'start/phase-2', sender: 'maria', tries: { tries: 1, notBefore } }),
        },
        lab.app,
      );
    await say('box-d-1', NOW.getTime() + 1);
    expect(await look()).toEqual([]);
    await say('box-d-2', NOW.getTime());
    const box = { kind: 'box', delivery: 'd-2', issue, box: 'start/phase-2', ticked: true, sender: 'maria' };
    expect(await look()).toMatchObject([box]);
    lab.github.asUser('eve', REPOSITORY).comment(issue, lastComment(issue).replace('maria', 'eve'));
    expect(await look()).toHaveLength(1);
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

  test('an answer that is not the last word is taken up, but not before GitHub takes requests again', async () => {
    const issue = await openTracking();
    const maria = lab.github.asUser('maria', REPOSITORY);
    const [soon, late, done] = [1, 2, 3].map((number) => maria.comment(issue, `/migrate phase-${number}`));
    const answer = (comment: number | undefined, body: string) =>
      postComment(lab.client, here, { issue, topic: answerTopic(comment ?? 0), body }, lab.app);
    await answer(soon, withTries('Stopped.', { tries: 1, notBefore: NOW.getTime() }));
    await answer(late, withTries('Stopped.', { tries: 1, notBefore: NOW.getTime() + 1 }));
    await answer(done, `Done. ${withTries('Quoted.', { tries: 1, notBefore: 0 })}`);
    expect(await look()).toMatchObject([{ kind: 'commands', comment: soon }]);
  });

  describe('with pull requests of the phases', () => {
    const body = `${hiddenMarker('phase', `${MIGRATION.id}/phase-1`)}\nText.`;

    async function openPull(branch: string): Promise<PullRequestLink> {
      lab.github.asUser('maria', REPOSITORY).push({ branch, message: 'Change', files: { [`${branch}.md`]: 'b\n' } });
      const { data } = await lab.client.rest.pulls.create({ ...here, title: 't', head: branch, base: 'main', body });
      return { number: data.number, url: data.html_url };
    }
    const shows = (pullRequest: PullRequestLink) =>
      renderTrackingState({ ...NO_TRACKING_STATE, phases: { 'phase-1': { status: 'open', pullRequest } } });
    const refresh = { kind: 'refresh', owner: here.owner, repo: here.repo };

    test('is left alone as long as it shows them as they are', async () => {
      await openTracking(shows(await openPull('one')));
      expect(await look()).toEqual([]);
    });

    test('is brought up to date when one that it shows as open was closed', async () => {
      const pullRequest = await openPull('one');
      await openTracking(shows(pullRequest));
      lab.github.asUser('maria', REPOSITORY).merge(pullRequest.number);
      expect(await look()).toMatchObject([refresh]);
    });

    test('is brought up to date when it does not show one, or an older one', async () => {
      const first = await openPull('one');
      await openTracking();
      expect(await look()).toMatchObject([refresh]);
      const maria = lab.github.asUser('maria', REPOSITORY);
      maria.close(first.number);
      await openPull('two');
      expect(await look()).toMatchObject([refresh]);
    });

    test('that stays out of date is not written for ever', async () => {
      await openPull('one');
      await openTracking();
      const [looks, staleLooks] = [rememberLooks(), rememberLooks()];
      const found: number[] = [];
      for (let sweep = 0; sweep < 5; sweep++) found.push((await look(looks, new Date(0), staleLooks)).length);
      expect(found).toEqual([1, 1, 1, 0, 0]);
    });

    test('is written again when it was right in between, and when it could not be written whole', async () => {
      const pullRequest = await openPull('one');
      const [looks, staleLooks] = [rememberLooks(), rememberLooks()];
      const lookAgain = async () => (await look(looks, new Date(0), staleLooks)).length;
      const maria = lab.github.asUser('maria', REPOSITORY);
      const number = await openTracking();
      const found: number[] = [];
      for (let round = 0; round < 5; round++) {
        maria.editIssue(number, { body: `${marker}\n${shows(pullRequest)}` });
        found.push(await lookAgain());
        const unread = renderTrackingState({ ...parseTrackingState(shows(pullRequest))!, unread: true });
        maria.editIssue(number, { body: `${marker}\n${unread}` });
        found.push(await lookAgain());
      }
      expect(found).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
    });
  });

  test('of another migration, which the repository follows, is one too', async () => {
    const other = { marker: hiddenMarker('tracking-issue', 'their-own'), title: 'Move', body: '' };
    const { issue } = await openTrackingIssue(lab.client, here, other, lab.app);
    const comment = lab.github.asUser('maria', REPOSITORY).comment(issue.number, '/migrate phase-1');
    expect(await look()).toMatchObject([{ kind: 'commands', comment }]);
  });
});
