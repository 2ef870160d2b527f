/**
 * The life of a phase's pull request in people's hands, as a table of situations: updated, reformatted, in conflict, closed, merged, squashed,
 * taken back, begun anew, its branch deleted, the default branch renamed. Each on a repository of its own, with the real app on a GitHub on
 * loopback.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Issue } from '../../demo/github/world.js';
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

interface Life {
  readonly name: string;
  /** What people do, and what they command on the way; gives the commits that must stay below the last branch's head. */
  act(scene: Scene): Promise<readonly string[]> | readonly string[];
  readonly command?: string;
  /** The branch that is looked at in the end. */
  readonly branch?: string;
  readonly files?: Readonly<Record<string, string | null>>;
  /** States of the phase's pull requests, oldest first. */
  readonly states: readonly ('open' | 'closed' | 'merged')[];
  readonly says?: readonly string[];
  readonly saysNot?: readonly string[];
  /** Whether the command left something that `/migrate phase-4` does. */
  readonly unsettled?: boolean;
  /** What is looked at besides. */
  after?(scene: Scene): void;
}

const SECOND = `${BRANCH}-r2`;
const appended = (model: string) => call('FOURTH', model);
const grown = (first: string, second: string, third: string, fourth: string) =>
  serve(first, second, third, appended(fourth));
/** The base grows by one reference, as far as the phase is merged into it. */
const growBase = ({ maria, texts }: Scene) =>
  maria.push({ files: { [SERVE]: `${texts('main')[SERVE]}${appended(OLD)}` } });
const stateOf = ({ state, pull }: Issue) => (pull?.merged != null ? 'merged' : state);

describe('the life of a pull request', () => {
  const lives: readonly Life[] = [
    {
      name: 'the button "Update branch" is nobody’s work: nothing is left to push',
      act: (scene) => {
        const base = scene.maria.push({ files: { [OTHER]: 'Newer.\n' } });
        return [base, scene.maria.branches.update(scene.pull)];
      },
      files: { [OTHER]: 'Newer.\n' },
      states: ['open'],
      saysNot: ['other people'],
      after: ({ repository: { git }, head }) =>
        expect(git.commit(head() ?? '')?.message).toContain("Merge branch 'main'"),
    },
    {
      name: 'the button "Update branch" after both sides changed a file, and then new references on the base',
      act: (scene) => {
        const base = scene.maria.push({ files: { [SERVE]: `${BEFORE[SERVE]}print("more")\n` } });
        const merge = scene.maria.branches.update(scene.pull);
        return [base, merge, scene.maria.push({ files: { [`${GUIDE}x.md`]: guide(OLD) } })];
      },
      files: { [SERVE]: `${AFTER[SERVE]}print("more")\n`, [`${GUIDE}x.md`]: guide(NEW) },
      states: ['open'],
      saysNot: ['other people'],
    },
    {
      name: 'a merge of the base that a person made at home, without more in it',
      act: (scene) => {
        const base = scene.maria.push({ files: { [OTHER]: 'Newer.\n' } });
        const merge = scene.maria.branches.merge(BRANCH, 'main');
        return [base, merge, scene.maria.push({ files: { [`${GUIDE}x.md`]: guide(OLD) } })];
      },
      files: { [OTHER]: 'Newer.\n', [`${GUIDE}x.md`]: guide(NEW) },
      states: ['open'],
      saysNot: ['other people'],
    },
    {
      name: 'a formatter of the configuration: what it formatted is left alone while nothing else is new',
      act: ({ bot }) => [bot.push({ branch: BRANCH, files: { [SERVE]: `${AFTER[SERVE]}# tidy\n` } })],
      files: { [SERVE]: `${AFTER[SERVE]}# tidy\n` },
      states: ['open'],
      saysNot: ['other people'],
      after: ({ repository: { git }, head }) => expect(git.commit(head() ?? '')?.author.name).toBe('tidy-notes[bot]'),
    },
    {
      name: 'a formatter of the configuration: the phase is planned from the base again when that grows',
      act: (scene) => [
        scene.bot.push({ branch: BRANCH, files: { [SERVE]: `${AFTER[SERVE]}# tidy\n` } }),
        growBase(scene),
      ],
      files: { [SERVE]: grown(NEW, NEW, NEW_LARGE, NEW) },
      states: ['open'],
      saysNot: ['other people'],
    },
    {
      name: 'a conflict with the base is said with its file, and everything stays',
      act: ({ maria, texts }) => {
        const theirs = maria.push({ branch: BRANCH, files: { [SERVE]: serve(NEW, 'qwen3:8b', NEW_LARGE) } });
        maria.push({ files: { [SERVE]: texts('main')[SERVE]?.replace('SECOND', 'NEXT') ?? '', [OTHER]: 'Newer.\n' } });
        return [theirs];
      },
      files: { [SERVE]: serve(NEW, 'qwen3:8b', NEW_LARGE) },
      states: ['open'],
      says: ['`main` cannot be merged', SERVE, 'decide what stands in that file'],
      saysNot: [OTHER],
    },
    {
      name: 'a conflict that a person decided goes on from there',
      act: async ({ maria, texts, command }) => {
        const theirs = maria.push({ branch: BRANCH, files: { [SERVE]: serve(NEW, 'qwen3:8b', NEW_LARGE) } });
        maria.push({ files: { [SERVE]: texts('main')[SERVE]?.replace('SECOND', 'NEXT') ?? '' } });
        await command();
        const decided = serve(NEW, 'qwen3:8b', NEW_LARGE).replace('SECOND', 'NEXT');
        return [theirs, maria.branches.merge(BRANCH, 'main', { [SERVE]: decided })];
      },
      files: { [SERVE]: serve(NEW, 'qwen3:8b', NEW_LARGE).replace('SECOND', 'NEXT') },
      states: ['open'],
      says: ['2 commits of other people'],
    },
    {
      name: 'the branch rebased by a person on a base with new references',
      act: (scene) => {
        const base = scene.maria.push({ files: { [`${GUIDE}x.md`]: guide(OLD) } });
        return [base, scene.maria.branches.rebase(BRANCH, 'main')];
      },
      files: { [`${GUIDE}x.md`]: guide(NEW) },
      states: ['open'],
      says: ['1 commit of other people'],
    },
    {
      name: 'closed: a no, with the ways back',
      act: ({ maria, pull, head }) => {
        maria.close(pull);
        maria.push({ files: { [OTHER]: 'Newer.\n' } });
        return [head() ?? ''];
      },
      states: ['closed'],
      says: ['was closed without being merged', '/migrate recreate phase-4 confirm'],
    },
    {
      name: 'closed and reopened goes on',
      act: (scene) => {
        scene.maria.close(scene.pull);
        scene.maria.reopen(scene.pull);
        return [scene.head() ?? '', growBase(scene)];
      },
      files: { [SERVE]: grown(NEW, NEW, NEW_LARGE, NEW) },
      states: ['open'],
    },
    {
      name: 'closed and its branch deleted: begun anew on the next branch',
      act: ({ maria, pull }) => {
        maria.close(pull);
        maria.deleteBranch(BRANCH);
        return [];
      },
      command: '/migrate recreate phase-4 confirm',
      branch: SECOND,
      states: ['closed', 'open'],
    },
    {
      name: 'its branch deleted while it is open: that closes it, which is a no',
      act: ({ maria }) => {
        maria.deleteBranch(BRANCH);
        return [];
      },
      branch: 'main',
      files: BEFORE,
      states: ['closed'],
      says: ['was closed without being merged'],
    },
    {
      name: 'begun anew without confirmation: only said',
      act: ({ maria, head }) => [maria.push({ branch: BRANCH, files: { [OTHER]: 'Theirs.\n' } }), head() ?? ''],
      command: '/migrate recreate phase-4',
      files: { [OTHER]: 'Theirs.\n' },
      unsettled: true,
      states: ['open'],
      says: ['Nothing was changed', SECOND, '1 commit of other people', '/migrate recreate phase-4 confirm'],
    },
    {
      name: 'begun anew while open: the old one is closed with a comment, its branch stays',
      act: ({ maria }) => {
        maria.push({ branch: BRANCH, files: { [OTHER]: 'Theirs.\n', [SERVE]: serve(NEW, OLD, NEW_LARGE) } });
        return [];
      },
      command: '/migrate recreate phase-4 confirm',
      branch: SECOND,
      states: ['closed', 'open'],
      says: ['was closed in favour of it'],
      after: ({ texts, pulls }) => {
        expect(texts()).toEqual({ ...AFTER, [OTHER]: 'Theirs.\n', [SERVE]: serve(NEW, OLD, NEW_LARGE) });
        expect(pulls()[0]?.comments.at(-1)?.body).toContain('was begun anew');
      },
    },
    {
      name: 'begun anew twice: the second finds that nothing is to be begun',
      act: async ({ maria, command }) => {
        maria.push({ branch: BRANCH, files: { [OTHER]: 'Theirs.\n' } });
        await command('/migrate recreate phase-4 confirm');
        return [];
      },
      command: '/migrate recreate phase-4 confirm',
      branch: SECOND,
      states: ['closed', 'open'],
      says: ['nothing was pushed'],
    },
    {
      name: 'merged: nothing is left to do',
      act: ({ maria, pull }) => [maria.merge(pull)],
      branch: 'main',
      states: ['merged'],
      says: ['nothing to change'],
    },
    {
      name: 'merged, and new references since: a fresh one on the same branch, which holds nothing else',
      act: (scene) => [scene.maria.merge(scene.pull), growBase(scene)],
      files: { [SERVE]: grown(NEW, NEW, NEW_LARGE, NEW) },
      states: ['merged', 'open'],
    },
    {
      name: 'merged and its branch deleted, and new references since: a fresh one under the same name',
      act: (scene) => {
        const merged = scene.maria.merge(scene.pull);
        scene.maria.deleteBranch(BRANCH);
        return [merged, growBase(scene)];
      },
      files: { [SERVE]: grown(NEW, NEW, NEW_LARGE, NEW) },
      states: ['merged', 'open'],
    },
    {
      name: 'squashed, and new references since: a fresh one on the next branch, for the old one holds what is not in the base',
      act: (scene) => [scene.maria.merge(scene.pull, 'squash'), growBase(scene)],
      branch: SECOND,
      files: { [SERVE]: grown(NEW, NEW, NEW_LARGE, NEW) },
      states: ['merged', 'open'],
    },
    {
      name: 'merged with an edit turned back, and new references since: what was turned back stays so',
      act: (scene) => {
        scene.maria.push({ branch: BRANCH, files: { [SERVE]: serve(NEW, OLD, NEW_LARGE) } });
        return [scene.maria.merge(scene.pull, 'squash'), growBase(scene)];
      },
      branch: SECOND,
      files: { [SERVE]: grown(NEW, OLD, NEW_LARGE, NEW) },
      states: ['merged', 'open'],
    },
    {
      name: 'merged, and an edit turned back on the default branch: there is nothing to do',
      act: ({ maria, pull }) => [
        maria.merge(pull),
        maria.push({ files: { [SERVE]: serve(NEW, OLD, NEW_LARGE), [OTHER]: 'Newer.\n' } }),
      ],
      branch: 'main',
      files: { [SERVE]: serve(NEW, OLD, NEW_LARGE), [OTHER]: 'Newer.\n' },
      states: ['merged'],
      says: ['nothing to change'],
    },
    {
      name: 'merged, an edit turned back on the default branch, begun anew: it is proposed again, and stays so',
      act: async ({ maria, pull, command }) => {
        const commits = [maria.merge(pull), maria.push({ files: { [SERVE]: serve(NEW, OLD, NEW_LARGE) } })];
        await command('/migrate recreate phase-4 confirm');
        return commits;
      },
      states: ['merged', 'open'],
    },
    {
      name: 'merged, and the merge taken back as a whole: all is proposed again',
      act: ({ maria, pull }) => [
        maria.merge(pull),
        maria.push({ files: { [SERVE]: BEFORE[SERVE] ?? '', [GUIDE]: BEFORE[GUIDE] ?? '' } }),
      ],
      states: ['merged', 'open'],
    },
    {
      name: 'the default branch renamed while it is open',
      act: (scene) => {
        const head = scene.head() ?? '';
        const base = growBase(scene);
        scene.maria.branches.renameDefault('trunk');
        return [head, base];
      },
      files: { [SERVE]: grown(NEW, NEW, NEW_LARGE, NEW) },
      states: ['open'],
      after: ({ pulls }) => expect(pulls()[0]?.pull?.base).toBe('trunk'),
    },
    {
      name: 'the default branch renamed after it was closed: still a no',
      act: ({ maria, pull, head }) => {
        maria.close(pull);
        maria.branches.renameDefault('trunk');
        return [head() ?? ''];
      },
      states: ['closed'],
      says: ['was closed without being merged'],
    },
  ];

  test.each(lives)(
    '$name',
    async (life) => {
      const scene = await publishedScene(world);
      const commits = await life.act(scene);
      await world.settle();
      const answer = await scene.command(life.command);
      const { branch = BRANCH, files = {} } = life;
      const expected = Object.entries({ ...AFTER, ...files }).filter(([, text]) => text !== null);
      expect(scene.texts(branch)).toEqual(Object.fromEntries(expected));
      expectAncestors(scene, commits, scene.head(branch));
      expect(scene.pulls().map(stateOf)).toEqual(life.states);
      for (const words of life.says ?? []) expect(answer).toContain(words);
      for (const words of life.saysNot ?? []) expect(answer).not.toContain(words);
      life.after?.(scene);
      if (life.unsettled === true) await scene.command();
      await expectSettled(scene);
      expectSafe(scene);
    },
    60_000,
  );

  test('one that a person sent to another branch is left alone, with the way back', async () => {
    const scene = await publishedScene(world);
    const person = world.github.createUserToken('maria');
    scene.maria.push({ branch: 'develop', files: { [OTHER]: 'Theirs.\n' } });
    const response = await fetch(`${world.github.apiUrl}/repos/${scene.fullName}/pulls/${scene.pull}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${person}`, 'content-type': 'application/json' },
      body: JSON.stringify({ base: 'develop' }),
    });
    expect(response.status).toBe(200);
    const head = scene.head();
    growBase(scene);
    const answer = await scene.command();
    expect(answer).toContain('goes to `develop`');
    expect(scene.head()).toBe(head);
    expect(scene.pulls().map(stateOf)).toEqual(['open']);
    expectSafe(scene);
  }, 60_000);
});
