/**
 * A repository that is renamed, transferred, archived, disabled, emptied or forked, at the times when it matters: it is known by its id, and
 * nothing is done in another one, or twice.
 */
import { afterEach, describe, expect, test } from '@jest/globals';
import { type LoopbackWorld, lastAnswer, resultsOf, startWorld } from './loopback-world.js';

const NAME = 'spark-workbench/course';
const RENAMED = 'spark-workbench/lessons';
const NEW_OWNER = 'spark-academy';
const MOVED = `${NEW_OWNER}/course`;
const FILES = { 'docs/SETUP.md': '```bash\nollama pull llama3.1:8b\n```\n' };
const MINUTE = 60_000;

describe('a repository', () => {
  let world: LoopbackWorld;
  afterEach(async () => {
    expect(world.github.contractViolations()).toEqual([]);
    await world.stop();
  });

  async function install(seed: object = {}): Promise<void> {
    world = await startWorld();
    world.github.seedRepository({ fullName: NAME, files: FILES, ...seed });
    world.github.setRole(NAME, 'maintainer', 'admin');
    world.github.install([NAME], 'maintainer');
    await world.settle();
  }

  /** A command that GitHub delivers only after something has happened to the repository. */
  async function commandThen(happens: () => void, line = '/migrate phase-1'): Promise<void> {
    world.github.webhooks.hold();
    world.github.asUser('maintainer', NAME).comment(1, line);
    happens();
    world.github.webhooks.release();
    await world.settle();
  }

  /** Another repository gets the former name, with an issue of the same number. */
  function takeName(): void {
    world.github.seedRepository({ fullName: NAME, files: FILES });
    world.github.setRole(NAME, 'maintainer', 'admin');
    world.github.asUser('maintainer', NAME).openIssue('Elsewhere');
    world.github.install([NAME], 'maintainer');
  }

  async function command(fullName: string, line = '/migrate phase-1', number = 1): Promise<string> {
    world.github.asUser('maintainer', fullName).comment(number, line);
    await world.settle();
    return lastAnswer(world, fullName, number);
  }

  async function recover(): Promise<void> {
    await world.server.recover();
    await world.settle();
  }

  /** Issues, pull requests, the app's comments and its branches. */
  function stateOf(fullName: string) {
    const { issues, git } = world.github.repository(fullName);
    const said = issues.flatMap(({ comments }) => comments.filter(({ user }) => user.type === 'Bot'));
    const branches = [...git.refs().keys()].filter((ref) => ref.startsWith('refs/heads/cutover/'));
    return { issues: issues.length, said: said.length, branches: branches.length };
  }

  describe('that is renamed between a command and its work', () => {
    test(
      'is followed to its new name',
      async () => {
        await install({ private: true });
        await commandThen(() => world.github.rename(NAME, RENAMED));
        expect(lastAnswer(world, RENAMED, 1)).toContain(`/${RENAMED}/pull/2`);
        expect(await command(RENAMED)).toContain('already up to date');
        expect(stateOf(RENAMED)).toEqual({ issues: 2, said: 2, branches: 1 });
      },
      MINUTE,
    );

    test(
      'is not mistaken for one that has its former name by then',
      async () => {
        await install();
        await commandThen(() => {
          world.github.rename(NAME, RENAMED);
          takeName();
        });
        expect(lastAnswer(world, RENAMED, 1)).toContain(`/${RENAMED}/pull/2`);
        expect(stateOf(RENAMED)).toEqual({ issues: 2, said: 1, branches: 1 });
        expect(stateOf(NAME)).toEqual({ issues: 2, said: 0, branches: 0 });
      },
      MINUTE,
    );

    test(
      'is left alone where the app does not see it any more and another one has its name',
      async () => {
        await install();
        await commandThen(() => {
          world.github.transfer(NAME, NEW_OWNER, 'maintainer');
          takeName();
        });
        expect(stateOf(NAME)).toEqual({ issues: 2, said: 0, branches: 0 });
        expect(stateOf(MOVED)).toEqual({ issues: 1, said: 0, branches: 0 });
      },
      MINUTE,
    );

    test(
      'has its open pull request found, also when it is the owner that was renamed',
      async () => {
        await install();
        await command(NAME);
        world.github.asUser('maintainer', NAME).push({ files: { 'docs/MORE.md': 'Ask `llama3.1:8b`.\n' } });
        await world.settle();
        await commandThen(() => world.github.rename(NAME, MOVED));
        expect(lastAnswer(world, MOVED, 1)).toContain('brought up to date');
        expect(stateOf(MOVED)).toEqual({ issues: 2, said: 2, branches: 1 });
      },
      MINUTE,
    );

    test(
      'has its ticked box done',
      async () => {
        await install();
        world.github.webhooks.hold();
        world.github.asUser('maintainer', NAME).tick(1, 'cutover:box start/phase-1 ');
        world.github.rename(NAME, RENAMED);
        world.github.webhooks.release();
        await world.settle();
        expect(lastAnswer(world, RENAMED, 1)).toContain(`/${RENAMED}/pull/2`);
        expect(stateOf(RENAMED)).toEqual({ issues: 2, said: 1, branches: 1 });
      },
      MINUTE,
    );
  });

  describe('that is transferred to another owner', () => {
    test(
      'without the app is left alone, and the log says what to do',
      async () => {
        await install({ private: true });
        await commandThen(() => world.github.transfer(NAME, NEW_OWNER, 'maintainer'));
        expect(stateOf(MOVED)).toEqual({ issues: 1, said: 0, branches: 0 });
        const failed = world.log.filter(({ level }) => Number(level) >= 50);
        expect(JSON.stringify(failed)).toContain('installation of the app covers this repository');
        await recover();
        expect(stateOf(MOVED)).toEqual({ issues: 1, said: 0, branches: 0 });
      },
      MINUTE,
    );

    test(
      'with the app keeps its tracking issue, and a command from before is answered once',
      async () => {
        await install({ private: true });
        await commandThen(() => world.github.transfer(NAME, NEW_OWNER, 'maintainer'));
        world.github.install([MOVED], 'maintainer');
        await world.settle();
        expect(resultsOf(world).join('\n')).toContain('tracking issue is there already');
        await recover();
        expect(lastAnswer(world, MOVED, 1)).toContain(`/${MOVED}/pull/2`);
        await recover();
        expect(stateOf(MOVED)).toEqual({ issues: 2, said: 1, branches: 1 });
      },
      MINUTE,
    );

    test(
      'keeps its pull request: a command brings up to date what was opened before',
      async () => {
        await install();
        await command(NAME);
        world.github.transfer(NAME, NEW_OWNER, 'maintainer');
        world.github.install([MOVED], 'maintainer');
        await world.settle();
        world.github.asUser('maintainer', MOVED).push({ files: { 'docs/MORE.md': 'Ask `llama3.1:8b`.\n' } });
        await world.settle();
        expect(await command(MOVED)).toContain('brought up to date');
        world.github.asUser('maintainer', MOVED).merge(2);
        await world.settle();
        expect(world.github.repository(MOVED).issues[0]?.body).toContain('merged');
        expect(stateOf(MOVED)).toEqual({ issues: 2, said: 2, branches: 1 });
      },
      MINUTE,
    );
  });

  test.each([
    ['archived', (on: boolean) => world.github.setArchived(NAME, on)],
    ['disabled', (on: boolean) => world.github.setDisabled(NAME, on)],
  ] as const)(
    'that is %s between a command and its work is left alone, and done when it can be again',
    async (_, set) => {
      await install();
      await commandThen(() => set(true));
      await recover();
      expect(stateOf(NAME)).toMatchObject({ issues: 1, branches: 0 });
      set(false);
      await recover();
      await command(NAME);
      expect(lastAnswer(world, NAME, 1)).toContain(`/${NAME}/pull/2`);
      expect(stateOf(NAME)).toMatchObject({ issues: 2, branches: 1 });
    },
    MINUTE,
  );

  test(
    'that is emptied is told so in the tracking issue, and done again from its first commit',
    async () => {
      await install();
      world.github.empty(NAME);
      expect(await command(NAME)).toMatch(/no commit yet[\s\S]*Next: push a first commit/);
      await recover();
      expect(stateOf(NAME)).toEqual({ issues: 1, said: 1, branches: 0 });
      world.github.asUser('maintainer', NAME).push({ files: FILES });
      await world.settle();
      expect(await command(NAME)).toContain(`/${NAME}/pull/2`);
    },
    MINUTE,
  );

  test(
    'that is a fork is one of its own: what stands in the other is not taken for its own',
    async () => {
      await install();
      await command(NAME);
      world.github.seedRepository({ fullName: MOVED, files: FILES, fork: true });
      world.github.setRole(MOVED, 'maintainer', 'admin');
      world.github.install([MOVED], 'maintainer');
      await world.settle();
      expect(await command(MOVED)).toContain(`/${MOVED}/pull/2`);
      expect(stateOf(NAME)).toEqual(stateOf(MOVED));
    },
    MINUTE,
  );
});
