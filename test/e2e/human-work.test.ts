/**
 * What people do to a phase's branch and pull request, as tables of situations: each on a repository of its own, with the real app on a
 * GitHub on loopback. Whatever they do, their commits stay, nothing is pushed by force, and a second command changes nothing.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Person } from '../../demo/github/admin/act-as-user.js';
import type { Issue, Repository } from '../../demo/github/world.js';
import { checkGit, type LoopbackWorld, lastAnswer, startWorld } from './loopback-world.js';

const OWNER = 'spark-workbench';
const BRANCH = 'cutover/2025-tier-1/phase-4';
const SERVE = 'domain-3-llm-systems/module-3.3-deployment/scripts/serve.py';
const GUIDE = 'domain-3-llm-systems/module-3.3-deployment/README.md';
const OTHER = 'docs/notes.md';

type Texts = Readonly<Record<string, string>>;

const call = (name: string, model: string) => `${name} = ollama.chat(model="${model}", messages=[])\n`;
const serve = (first: string, second: string, third: string, more = '') =>
  `import ollama\n\n${call('FIRST', first)}\nprint("one")\n\n${call('SECOND', second)}\nprint("two")\n\n${call('THIRD', third)}\nprint("end")\n${more}`;
const guide = (name: string) => `# Deployment\n\n\`\`\`bash\nollama run ${name}\n\`\`\`\n`;

const OLD = 'llama3.1:8b';
const NEW = 'nemotron-3-nano';
const OLD_LARGE = 'llama3.1:70b';
const NEW_LARGE = 'qwen3:32b';

const BEFORE: Texts = {
  [SERVE]: serve(OLD, OLD, OLD_LARGE),
  [GUIDE]: guide(OLD),
  [OTHER]: 'Notes.\n',
  '.github/cutover.yml': 'formatter-bots: ["tidy-notes[bot]"]\n',
};
/** What a phase makes of it. */
const AFTER: Texts = { ...BEFORE, [SERVE]: serve(NEW, NEW, NEW_LARGE), [GUIDE]: guide(NEW) };

let world: LoopbackWorld;
let repositories = 0;

beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterAll(async () => {
  expect(world.github.contractViolations()).toEqual([]);
  await world.stop();
});

/** A repository whose phase 4 is published. */
interface Scene {
  readonly fullName: string;
  readonly repository: Repository;
  readonly maria: Person;
  readonly bot: Person;
  /** Number of the phase's first pull request. */
  readonly pull: number;
  command(line?: string): Promise<string>;
  pulls(): readonly Issue[];
  head(branch?: string): string | undefined;
  /** Every text of a branch by path. */
  texts(branch?: string): Texts;
}

async function publishedScene(begin = true): Promise<Scene> {
  repositories += 1;
  const fullName = `${OWNER}/course-${repositories}`;
  const repository = world.github.seedRepository({ fullName, files: BEFORE });
  world.github.setRole(fullName, 'maria', 'write');
  world.github.install([fullName], 'maria');
  await world.settle();
  const { git, issues } = repository;
  const maria = world.github.asUser('maria', fullName);
  const tracking = issues.find(({ pull }) => pull === null)?.number ?? 0;
  const head = (branch = BRANCH) => git.ref(`refs/heads/${branch}`);
  const scene: Scene = {
    fullName,
    repository,
    maria,
    bot: world.github.asUser('tidy-notes[bot]', fullName),
    pull: tracking + 1,
    async command(line = '/migrate phase-4') {
      maria.comment(tracking, line);
      await world.settle();
      return lastAnswer(world, fullName, tracking);
    },
    pulls: () => issues.filter(({ pull }) => pull !== null),
    head,
    texts(branch = BRANCH) {
      const tree = git.commit(head(branch) ?? '')?.tree ?? '';
      const files = git.walkTree(tree).filter(({ mode }) => mode !== '040000');
      return Object.fromEntries(files.map(({ path, sha }) => [path, git.read(sha)?.bytes.toString() ?? '']));
    },
  };
  if (!begin) return scene;
  await scene.command();
  expect(scene.texts()).toEqual(AFTER);
  return scene;
}

/** What holds after everything that anybody did. */
function expectSafe({ repository, fullName }: Scene): void {
  const byApp = repository.activities.filter(({ actor }) => actor.login === 'cutover[bot]');
  expect(byApp.length).toBeGreaterThan(0);
  expect(byApp.filter(({ type, forced }) => forced || type === 'force_push' || type === 'branch_deletion')).toEqual([]);
  checkGit(world, fullName);
}

function expectAncestors({ repository: { git } }: Scene, commits: readonly string[], head: string | undefined): void {
  for (const commit of commits)
    expect({ commit, kept: git.isAncestor(commit, head ?? '') }).toEqual({ commit, kept: true });
}

/** The same command again: nothing is pushed and nothing opened. */
async function expectSettled(scene: Scene): Promise<void> {
  const refs = [...scene.repository.git.refs()];
  const pulls = scene.pulls().map(({ number, state, body }) => ({ number, state, body }));
  await scene.command();
  expect([...scene.repository.git.refs()]).toEqual(refs);
  expect(scene.pulls().map(({ number, state, body }) => ({ number, state, body }))).toEqual(pulls);
}

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
      const scene = await publishedScene();
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
      const scene = await publishedScene();
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
    const scene = await publishedScene();
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
