/**
 * What users of comparable bots complain about, each with the tests that hold it here. A test that is renamed or removed fails this file.
 */
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type LoopbackWorld, lastAnswer, startWorld } from './loopback-world.js';

const NAME = 'spark-workbench/small';

/** A complaint, and where it is held: a file and words of the title of a test in it. */
const COMPLAINTS: readonly (readonly [complaint: string, ...held: (readonly [file: string, title: string])[]])[] = [
  [
    'noise and CI storms from needless pushes',
    ['test/e2e/loop.test.ts', 'the same command again pushes nothing and says so'],
    ['test/github/publish-phase.test.ts', 'with nothing new pushes nothing'],
    ['test/e2e/tracking.test.ts', 'what an update would say again is not written'],
  ],
  [
    "a force push that drops a person's commit, also one under a commit of the bot",
    ['test/e2e/human-commits.test.ts', 'a commit under one of ours'],
    ['test/e2e/human-commits.test.ts', 'commits of people on the branch stay'],
    ['test/github/publish-phase.test.ts', 'leaves the commits of others alone'],
  ],
  [
    'taken for somebody else because of an e-mail address',
    ['test/e2e/human-commits.test.ts', 'a commit under the app’s name with another address'],
    ['test/app/events.test.ts', 'in an issue that a person gave our name is not in place'],
  ],
  [
    'bodies too long, or cut without a word',
    ['test/hostile/app.test.ts', 'names and contents stay inert in every body'],
    ['test/app/phase-notes.test.ts', 'than GitHub shows, and where all are shown'],
  ],
  [
    'a dashboard that is stale, a tick that is lost',
    ['test/e2e/tracking.test.ts', 'a box that is ticked during an update is neither lost nor forgotten'],
    ['test/e2e/tracking.test.ts', 'a push to the default branch counts anew'],
  ],
  [
    'the same done twice for a webhook that came several times',
    ['test/e2e/complaints.test.ts', 'five deliveries of one comment at once'],
    ['test/e2e/loop.test.ts', 'a delivery that comes again later opens no second one'],
    ['test/jobs/redis-queue.test.ts', 'asked five times at once for the same work does it once'],
  ],
  [
    'webhooks that are not answered within ten seconds',
    ['test/e2e/complaints.test.ts', 'a webhook is answered before its work is done'],
  ],
  [
    'rate limits that stop the work half done',
    ['test/e2e/throttled.test.ts', 'GitHub’s times are kept'],
    ['test/app/answer-commands.test.ts', 'waits for the time that GitHub gave'],
    ['test/e2e/configuration.test.ts', 'on pull requests: a further one waits'],
  ],
  [
    'a closed pull request that comes back',
    ['test/e2e/all-phases.test.ts', 'a pull request that was closed unmerged is a no'],
    ['test/github/publish-phase.test.ts', 'takes a closed pull request for a no'],
  ],
  [
    'mentions that page people, words that close an issue',
    ['test/hostile/app.test.ts', 'names and contents stay inert in every body'],
    ['test/render/hostile-texts.test.ts', 'make nothing of GitHub act'],
  ],
  [
    'notebook diffs that nobody can read',
    [
      'test/formats/notebook.test.ts',
      'the units read the same, and a splice changes what was asked for and nothing else',
    ],
    ['test/formats/notebook.test.ts', 'a list and a string source read the same'],
  ],
  [
    'commits that are not signed and block the merge',
    ['test/app/phase-notes.test.ts', 'that GitHub does not call the commit verified'],
    ['test/github/write-commit.test.ts', 'a commit names no author and says whether GitHub signed it'],
  ],
  [
    'large commits that time out',
    ['test/github/write-commit.test.ts', 'of 250 files goes in three portions'],
    ['test/github/write-commit.test.ts', 'that GitHub does not manage in time is halved'],
  ],
  [
    'commands open to anybody, or refused in silence',
    ['test/app/answer-commands.test.ts', 'of somebody without permission is refused with a sentence'],
    ['test/e2e/loop.test.ts', 'a person who may not write is refused with a sentence'],
    ['test/app/parse-command.test.ts', 'is answered, and not done'],
  ],
  [
    'a bot that looks for its own issue on the first page only',
    ['test/github/conversation.test.ts', 'is found behind a hundred other issues of the app'],
  ],
];

test('there are fifteen', () => {
  expect(new Set(COMPLAINTS.map(([complaint]) => complaint)).size).toBe(15);
});

test.each(COMPLAINTS)('%s', (_, ...held) => {
  expect(held.length).toBeGreaterThan(0);
  for (const [file, title] of held) {
    const path = new URL(`../../${file}`, import.meta.url);
    expect([file, existsSync(path)]).toEqual([file, true]);
    expect([file, title, readFileSync(path, 'utf8').includes(title)]).toEqual([file, title, true]);
  }
});

describe('a webhook', () => {
  let world: LoopbackWorld;
  afterEach(async () => {
    await world.stop();
  });

  async function install(): Promise<void> {
    world = await startWorld();
    world.github.seedRepository({
      fullName: NAME,
      files: { 'docs/SETUP.md': '```bash\nollama pull llama3.1:8b\n```\n' },
    });
    world.github.setRole(NAME, 'maintainer', 'admin');
    world.github.install([NAME], 'maintainer');
    await world.settle();
  }

  test('five deliveries of one comment at once are one answer and one pull request', async () => {
    await install();
    world.github.webhooks.hold();
    world.github.asUser('maintainer', NAME).comment(1, '/migrate phase-1');
    const sent = world.github.deliveries().at(-1);
    if (sent === undefined) throw new Error('nothing was sent');
    const post = () =>
      fetch(world.server.webhookUrl, { method: 'POST', headers: { ...sent.requestHeaders }, body: sent.body });
    const answers = await Promise.all(Array.from({ length: 5 }, post));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    world.github.webhooks.release();
    await world.settle();
    const { issues } = world.github.repository(NAME);
    expect(issues.map(({ pull }) => pull !== null)).toEqual([false, true]);
    expect(issues[0]?.comments.filter(({ user }) => user.type === 'Bot')).toHaveLength(1);
  }, 120_000);

  test('a webhook is answered before its work is done', async () => {
    await install();
    world.github.faults.add({ path: '/repos/{owner}/{repo}/tarball/{ref}', effect: { kind: 'delay', ms: 1500 } });
    world.github.asUser('maintainer', NAME).comment(1, '/migrate phase-1');
    const answered = async () => {
      for (;;) {
        const delivery = world.github.deliveries().findLast(({ event }) => event === 'issue_comment');
        if (delivery !== undefined && delivery.status !== 'pending') return delivery.status;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    expect(await answered()).toBe('OK');
    expect(lastAnswer(world, NAME, 1)).toBe('');
    expect(world.github.repository(NAME).issues).toHaveLength(1);
    await world.settle();
    expect(lastAnswer(world, NAME, 1)).toContain('/pull/2');
  }, 120_000);
});
