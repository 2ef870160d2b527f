import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Issue } from '../../demo/github/world.js';
import {
  applyLocally,
  CURRICULUM,
  checkGit,
  cloneBranch,
  type LoopbackWorld,
  lastAnswer,
  makeTemporaryFolder,
  readTree,
  requestTable,
  resultsOf,
  startWorld,
} from './loopback-world.js';

const NAME = 'spark-workbench/curriculum';
const BRANCH = 'cutover/2025-tier-1/phase-4';
const MOST_REQUESTS = 26;

describe('install, tracking issue, command, pull request', () => {
  let world: LoopbackWorld;
  const temporary = makeTemporaryFolder();

  const issues = () => world.github.repository(NAME).issues.filter(({ pull }) => pull === null);
  const pulls = () => world.github.repository(NAME).issues.filter(({ pull }) => pull !== null);
  const trackingIssue = () => issues()[0]!;
  const pullRequest = () => pulls()[0]!;

  async function command(line: string): Promise<string> {
    world.github.asUser('maintainer', NAME).comment(trackingIssue().number, line);
    await world.settle();
    return lastAnswer(world, NAME, trackingIssue().number);
  }

  function shownIn(issue: Issue, text: string): void {
    expect(issue.body).toContain(text);
  }

  beforeAll(async () => {
    world = await startWorld();
    world.github.seedRepository({ fullName: NAME, folder: CURRICULUM });
    world.github.setRole(NAME, 'maintainer', 'write');
    world.github.setRole(NAME, 'visitor', 'read');
  }, 30_000);
  afterAll(async () => {
    await world.stop();
    temporary.remove();
  });
  // What happens is told in order; each test looks at the state that the ones before it left.

  test('the installation opens one tracking issue, also when its webhook comes twice', async () => {
    world.github.webhooks.disturb({ event: 'installation', effect: 'duplicate' });
    world.github.install([NAME], 'maintainer');
    await world.settle();
    expect(issues()).toHaveLength(1);
    expect(pulls()).toHaveLength(0);
    expect(trackingIssue().user.type).toBe('Bot');
    shownIn(trackingIssue(), '`phase-4` Domain 3');
  }, 60_000);

  test('a delivery that comes again later opens no second one', async () => {
    const delivery = world.github.deliveries().find(({ event }) => event === 'installation')!;
    world.github.webhooks.redeliver(delivery);
    await world.settle();
    expect(issues()).toHaveLength(1);
  }, 60_000);

  test('the command opens the pull request of the phase and is answered with its link', async () => {
    world.github.clearRequests();
    const answer = await command('/migrate phase-4');
    expect(pulls()).toHaveLength(1);
    expect(answer).toContain(`/${NAME}/pull/${pullRequest().number}`);
    expect(pullRequest().pull?.head).toBe(BRANCH);
    expect(trackingIssue().comments[0]?.reactions.map(({ content }) => content)).toEqual(['eyes']);
  }, 60_000);

  test('within the requests that a phase may take', () => {
    const table = requestTable(world.github.requests());
    const count = table.split('\n').length;
    if (count > MOST_REQUESTS) throw new Error(`${count} requests, at most ${MOST_REQUESTS}:\n${table}`);
    expect(count).toBeGreaterThan(0);
  });

  test('the body is short enough, names who asked and what to decide', () => {
    expect([...(pullRequest().body ?? '')].length).toBeLessThanOrEqual(60_000);
    shownIn(pullRequest(), 'maintainer');
    shownIn(pullRequest(), '- [');
  });

  test('the tracking issue links the pull request', () => {
    expect(trackingIssue().body).toMatch(new RegExp(`#${pullRequest().number}\\b|/pull/${pullRequest().number}\\b`));
  });

  test('a check run carries the warnings on their lines', () => {
    const runs = world.github.repository(NAME).checkRuns;
    expect(runs).toHaveLength(1);
    expect(runs[0]?.headSha).toBe(pullRequest().pull?.headSha);
    expect(runs[0]?.annotations.length).toBeGreaterThan(0);
  });

  test('the base is tagged before the first phase', () => {
    const { git } = world.github.repository(NAME);
    const tags = [...git.refs()].filter(([ref]) => ref.startsWith('refs/tags/'));
    expect(tags).toHaveLength(1);
    expect(git.resolveCommit(tags[0]?.[0] ?? '')).toBe(git.ref('refs/heads/main'));
  });

  test('a clone of the branch equals the result of the command line, byte for byte and with its modes', async () => {
    const [cloned, local] = [join(temporary.folder, 'cloned'), join(temporary.folder, 'local')];
    await cloneBranch(world.github, NAME, BRANCH, cloned);
    await applyLocally(CURRICULUM, 'phase-4', local);
    const [theirs, ours] = [readTree(cloned), readTree(local)];
    expect([...theirs.keys()]).toEqual([...ours.keys()]);
    for (const [path, content] of ours) expect({ path, content: theirs.get(path) }).toEqual({ path, content });
    expect([...ours].some(([path, content]) => content !== readTree(CURRICULUM).get(path))).toBe(true);
  }, 60_000);

  test('the same command again pushes nothing and says so', async () => {
    const head = pullRequest().pull?.headSha;
    world.github.clearRequests();
    const answer = await command('/migrate phase-4');
    expect(pullRequest().pull?.headSha).toBe(head);
    expect(pulls()).toHaveLength(1);
    expect(world.github.repository(NAME).checkRuns).toHaveLength(1);
    expect(answer).toMatch(/nothing|unchanged|up to date/i);
    const wrote = world.github
      .requests()
      .filter(({ method, path }) => method !== 'GET' && /\/git\/|\/pulls/.test(path));
    expect(wrote.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  }, 60_000);

  test('a comment that GitHub delivers again is not answered again', async () => {
    const before = trackingIssue().comments.length;
    world.github.webhooks.redeliver(world.github.deliveries().findLast(({ event }) => event === 'issue_comment')!);
    await world.settle();
    expect(trackingIssue().comments).toHaveLength(before);
  });

  test('commands are taken in the pull request too', async () => {
    world.github.asUser('maintainer', NAME).comment(pullRequest().number, '/migrate status');
    await world.settle();
    expect(lastAnswer(world, NAME, pullRequest().number)).toContain('`phase-4`');
    expect(lastAnswer(world, NAME, pullRequest().number)).toContain('open');
  }, 60_000);

  test('a plan and a question back change nothing', async () => {
    const refs = [...world.github.repository(NAME).git.refs()];
    expect(await command('/migrate plan')).toContain('`phase-1`');
    expect(await command('/migrate plan phase-5')).toContain('Preview');
    expect(await command('/migrate all')).toContain('/migrate all confirm');
    expect([...world.github.repository(NAME).git.refs()]).toEqual(refs);
  }, 60_000);

  test.each([
    ['an unknown phase', '/migrate phase-9', 'no such phase'],
    ['a malformed command', '/migrate phase 4', 'Did you mean `/migrate phase-4`?'],
    ['help', '/migrate help', '`/migrate all confirm`'],
  ])(
    '%s is answered and nothing is begun',
    async (_, line, words) => {
      const refs = [...world.github.repository(NAME).git.refs()];
      expect(await command(line)).toContain(words);
      expect([...world.github.repository(NAME).git.refs()]).toEqual(refs);
    },
    60_000,
  );

  test('a person who may not write is refused with a sentence', async () => {
    const before = pulls().length;
    world.github.asUser('visitor', NAME).comment(trackingIssue().number, '/migrate phase-1');
    await world.settle();
    expect(lastAnswer(world, NAME, trackingIssue().number)).toContain('may write to this repository');
    expect(pulls()).toHaveLength(before);
  }, 60_000);

  test('a merge is noted in the tracking issue', async () => {
    const before = trackingIssue().body;
    world.github.asUser('maintainer', NAME).merge(pullRequest().number);
    await world.settle();
    expect(trackingIssue().body).not.toBe(before);
    expect(await command('/migrate status')).toContain('merged');
  }, 60_000);

  test('all of it kept to GitHub’s description, git is content, and nothing failed', () => {
    expect(world.github.contractViolations()).toEqual([]);
    checkGit(world, NAME);
    expect(resultsOf(world).filter((result) => result.startsWith('failed'))).toEqual([]);
  });

  test('every line about a piece of work names its delivery and repository, and no line holds a secret', () => {
    const lines = world.log.filter((line) => 'work' in line);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatchObject({ delivery: expect.any(String), repository: NAME });
    expect(JSON.stringify(world.log)).not.toContain(world.github.app.webhookSecret);
    expect(JSON.stringify(world.log)).not.toContain('ghs_');
  });
});
