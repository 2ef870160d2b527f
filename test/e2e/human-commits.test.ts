/**
 * Commits of people on a phase's branch, as a table of situations: each on a repository of its own, with the real app on a GitHub on
 * loopback. Whatever they do, their commits stay, nothing is pushed by force, and a second command changes nothing.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AFTER,
  BEFORE,
  BRANCH,
  call,
  expectAncestors,
  expectSafe,
  expectSettled,
  GUIDE,
  guide,
  NEW,
  NEW_LARGE,
  OLD,
  OLD_LARGE,
  OTHER,
  publishedScene,
  type Scene,
  SERVE,
  serve,
} from './human-scene.js';
import { type LoopbackWorld, startWorld } from './loopback-world.js';

let world: LoopbackWorld;
beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterAll(async () => {
  expect(world.github.contractViolations()).toEqual([]);
  await world.stop();
});

interface Situation {
  readonly name: string;
  /** What people do; gives the commits that must stay below the branch's head. */
  act(scene: Scene): readonly string[];
  /** Files of the branch at the end that differ from {@link AFTER}; null where there is none. */
  readonly files?: Readonly<Record<string, string | null>>;
  readonly says?: readonly string[];
  /** What the pull request's body says then. */
  readonly body?: readonly string[];
}

const more = call('FOURTH', OLD);
const moreNew = call('FOURTH', NEW);

describe('commits of people on the branch stay, and the phase goes on over them', () => {
  const situations: readonly Situation[] = [
    {
      name: 'a commit on top, of another file',
      act: ({ maria }) => [maria.push({ branch: BRANCH, files: { [OTHER]: 'Theirs.\n' } })],
      files: { [OTHER]: 'Theirs.\n' },
      says: ['1 commit of other people on its branch stayed'],
      body: ['4 references rewritten'],
    },
    {
      name: 'a commit under one of ours',
      act: ({ maria, fullName }) => {
        const theirs = maria.push({ branch: BRANCH, files: { [OTHER]: 'Theirs.\n' } });
        const { app } = world.github;
        const bot = world.github.asUser(`${app.slug}[bot]`, fullName);
        return [theirs, bot.push({ branch: BRANCH, files: { 'ours.md': 'Ours.\n' }, committer: 'cutover[bot]' })];
      },
      files: { [OTHER]: 'Theirs.\n', 'ours.md': 'Ours.\n' },
      says: ['1 commit of other people on its branch stayed'],
    },
    {
      name: 'a commit that names the app as its author, by somebody else',
      act: ({ maria }) => [maria.push({ branch: BRANCH, files: { [OTHER]: 'Theirs.\n' }, author: 'cutover[bot]' })],
      files: { [OTHER]: 'Theirs.\n' },
      says: ['1 commit of other people'],
    },
    {
      name: 'a commit that names the app as its committer alone',
      act: ({ maria }) => [maria.push({ branch: BRANCH, files: { [OTHER]: 'Theirs.\n' }, committer: 'cutover[bot]' })],
      files: { [OTHER]: 'Theirs.\n' },
      says: ['1 commit of other people'],
    },
    {
      name: 'a commit that names the app and GitHub, and is not signed by GitHub',
      act: ({ maria }) => {
        const committer = { name: 'GitHub', email: 'noreply@github.com' };
        return [maria.push({ branch: BRANCH, files: { [OTHER]: 'Theirs.\n' }, author: 'cutover[bot]', committer })];
      },
      files: { [OTHER]: 'Theirs.\n' },
      says: ['1 commit of other people'],
    },
    {
      name: 'a commit under the app’s name with another address',
      act: ({ maria }) => {
        const name = { name: 'cutover[bot]', email: 'cutover@example.org' };
        return [maria.push({ branch: BRANCH, files: { [OTHER]: 'Theirs.\n' }, author: name, committer: name })];
      },
      files: { [OTHER]: 'Theirs.\n' },
      says: ['1 commit of other people'],
    },
    {
      name: 'a suggestion that was committed on the site',
      act: ({ maria }) => [maria.branches.suggest(BRANCH, { [OTHER]: 'Theirs.\n' })],
      files: { [OTHER]: 'Theirs.\n' },
      says: ['1 commit of other people'],
    },
    {
      name: 'one of our edits turned back',
      act: ({ maria }) => [maria.push({ branch: BRANCH, files: { [SERVE]: serve(NEW, OLD, NEW_LARGE) } })],
      files: { [SERVE]: serve(NEW, OLD, NEW_LARGE) },
      says: ['1 name that somebody turned back was kept'],
      body: ['3 references rewritten', '1 kept'],
    },
    {
      name: 'an edit turned back and the same name added elsewhere: only what was turned back is kept',
      act: ({ maria }) => [
        maria.push({ branch: BRANCH, files: { [SERVE]: serve(NEW, OLD, NEW_LARGE, `\nprint("three")\n\n${more}`) } }),
      ],
      files: { [SERVE]: serve(NEW, OLD, NEW_LARGE, `\nprint("three")\n\n${moreNew}`) },
      says: ['1 name that somebody turned back was kept'],
      body: ['4 references rewritten', '1 kept'],
    },
    {
      name: 'all edits of a file turned back',
      act: ({ maria }) => [maria.push({ branch: BRANCH, files: { [SERVE]: BEFORE[SERVE] ?? '' } })],
      files: { [SERVE]: BEFORE[SERVE] ?? '' },
      says: ['3 names that somebody turned back were kept'],
    },
    {
      name: 'an edit turned back in the line of other words',
      act: ({ maria }) => [
        maria.push({
          branch: BRANCH,
          files: { [SERVE]: serve(NEW, NEW, NEW_LARGE).replace(call('SECOND', NEW), `${call('LATER', OLD)}`) },
        }),
      ],
      files: { [SERVE]: serve(NEW, NEW, NEW_LARGE).replace(call('SECOND', NEW), call('LATER', OLD)) },
      says: ['1 name that somebody turned back was kept'],
    },
    {
      name: 'another new name in the place of ours',
      act: ({ maria }) => [maria.push({ branch: BRANCH, files: { [SERVE]: serve(NEW, 'qwen3:8b', NEW_LARGE) } })],
      files: { [SERVE]: serve(NEW, 'qwen3:8b', NEW_LARGE) },
      body: ['3 references rewritten'],
    },
    {
      name: 'the line next to ours changed',
      act: ({ maria }) => [
        maria.push({
          branch: BRANCH,
          files: { [SERVE]: serve(NEW, NEW, NEW_LARGE).replace('print("one")', 'print("uno")') },
        }),
      ],
      files: { [SERVE]: serve(NEW, NEW, NEW_LARGE).replace('print("one")', 'print("uno")') },
      body: ['4 references rewritten'],
    },
    {
      name: 'the same commit amended, with an edit turned back',
      act: ({ maria }) => [maria.branches.amend(BRANCH, { [SERVE]: serve(NEW, OLD, NEW_LARGE) })],
      files: { [SERVE]: serve(NEW, OLD, NEW_LARGE) },
      says: ['1 name that somebody turned back was kept'],
    },
    {
      name: 'a file of ours deleted',
      act: ({ maria }) => [maria.push({ branch: BRANCH, files: { [GUIDE]: null } })],
      files: { [GUIDE]: null },
      body: ['3 references rewritten in 1 file'],
    },
    {
      name: 'a file of ours renamed',
      act: ({ maria }) => [maria.push({ branch: BRANCH, files: { [GUIDE]: null, [`${GUIDE}x.md`]: guide(NEW) } })],
      files: { [GUIDE]: null, [`${GUIDE}x.md`]: guide(NEW) },
    },
    {
      name: 'an old name in a new file of theirs',
      act: ({ maria }) => [maria.push({ branch: BRANCH, files: { [`${GUIDE}x.md`]: guide(OLD) } })],
      files: { [`${GUIDE}x.md`]: guide(NEW) },
      body: ['5 references rewritten in 3 files'],
    },
    {
      name: 'a commit of theirs, and the base moved on in another file',
      act: ({ maria }) => [
        maria.push({ branch: BRANCH, files: { [SERVE]: serve(NEW, OLD, NEW_LARGE) } }),
        maria.push({ files: { [OTHER]: 'Newer.\n' } }),
      ],
      files: { [SERVE]: serve(NEW, OLD, NEW_LARGE), [OTHER]: 'Newer.\n' },
      says: ['and the default branch was merged into it', '1 name that somebody turned back was kept'],
    },
    {
      name: 'a commit of theirs, and new references on the base in the same file',
      act: ({ maria }) => [
        maria.push({ branch: BRANCH, files: { [SERVE]: serve(NEW, OLD, NEW_LARGE) } }),
        maria.push({ files: { [SERVE]: serve(OLD, OLD, OLD_LARGE, `\nprint("three")\n\n${more}`) } }),
      ],
      files: { [SERVE]: serve(NEW, OLD, NEW_LARGE, `\nprint("three")\n\n${moreNew}`) },
      says: ['1 name that somebody turned back was kept'],
      body: ['4 references rewritten', '1 kept'],
    },
    {
      name: 'their own merge of the base with something besides',
      act: ({ maria }) => {
        const base = maria.push({ files: { [OTHER]: 'Newer.\n' } });
        return [base, maria.branches.merge(BRANCH, 'main', { 'theirs.md': 'Theirs.\n' })];
      },
      files: { [OTHER]: 'Newer.\n', 'theirs.md': 'Theirs.\n' },
      says: ['1 commit of other people'],
    },
    {
      name: 'a formatter that the configuration does not name',
      act: ({ fullName }) => [
        world.github
          .asUser('other-tidy[bot]', fullName)
          .push({ branch: BRANCH, files: { [SERVE]: `${AFTER[SERVE]}# tidy\n` } }),
      ],
      files: { [SERVE]: `${AFTER[SERVE]}# tidy\n` },
      says: ['1 commit of other people'],
    },
  ];

  test.each(situations)(
    '$name',
    async ({ act, files = {}, says = [], body = [] }) => {
      const scene = await publishedScene(world);
      const commits = act(scene);
      await world.settle();
      const answer = await scene.command();
      const expected = Object.entries({ ...AFTER, ...files }).filter(([, text]) => text !== null);
      expect(scene.texts()).toEqual(Object.fromEntries(expected));
      expectAncestors(scene, commits, scene.head());
      expect(scene.pulls().map(({ state }) => state)).toEqual(['open']);
      for (const words of says) expect(answer).toContain(words);
      for (const words of body) expect(scene.pulls()[0]?.body).toContain(words);
      await expectSettled(scene);
      expectSafe(scene);
    },
    60_000,
  );
});
