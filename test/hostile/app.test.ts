/** A repository that means harm, through the app: plain git objects carry what no checkout could. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { TreeMode } from '../../demo/github/git/tree-object.js';
import type { Repository } from '../../demo/github/world.js';
import { checkGit, type LoopbackWorld, lastAnswer, startWorld } from '../e2e/loopback-world.js';
import { findActive, findActiveInLine } from './find-active.js';
import { DEEP, FOLDER, HOSTILE_FILES, LONG_LINE, ORDINARY, ORDINARY_TEXT, PHASE } from './hostile-files.js';

const NAME = 'spark-workbench/course';
const BRANCH = `refs/heads/cutover/2025-tier-1/${PHASE}`;

/** One entry of a tree, its name in bytes: git does not ask what they mean. */
interface RawEntry {
  readonly mode: TreeMode;
  readonly name: string | Buffer;
  readonly sha: string;
}

describe('a hostile repository through the app', () => {
  let world: LoopbackWorld;
  afterEach(async () => {
    const violations = world.github.contractViolations();
    await world.stop();
    expect(violations).toEqual([]);
  });

  async function begin(
    files: Readonly<Record<string, string>>,
    change?: (repository: Repository) => void,
  ): Promise<void> {
    world = await startWorld();
    const repository = world.github.seedRepository({ fullName: NAME, files });
    change?.(repository);
    world.github.setRole(NAME, 'maintainer', 'admin');
    world.github.install([NAME], 'maintainer');
    await settled();
  }

  /** The work is done; a large repository takes more than a test usually waits. */
  async function settled(): Promise<void> {
    await world.github.waitUntilIdle(50, 250_000);
    await world.server.idle();
    await world.settle();
  }

  async function ask(line: string, number = 1): Promise<string> {
    world.github.asUser('maintainer', NAME).comment(number, line);
    await settled();
    return lastAnswer(world, NAME, number);
  }

  const repository = () => world.github.repository(NAME);

  function onBranch(path: string): string | undefined {
    const { git } = repository();
    const tree = git.commit(git.ref(BRANCH) ?? '')?.tree ?? '';
    return git.read(git.entryAt(tree, path)?.sha ?? '')?.bytes.toString();
  }

  /** Puts entries into the folder of the phase, as they are. */
  function putRaw({ git }: Repository, entries: readonly RawEntry[]): void {
    const head = git.commit(git.ref('refs/heads/main') ?? '');
    if (head === undefined) throw new Error('nothing to put it into');
    const tree = withRaw(git, head.tree, FOLDER.split('/'), entries);
    git.setRef('refs/heads/main', git.writeCommit({ ...head, tree }));
  }

  function withRaw(git: Repository['git'], tree: string, path: readonly string[], added: readonly RawEntry[]): string {
    const [name, ...rest] = path;
    const entries: RawEntry[] = [...(git.tree(tree) ?? [])];
    if (name === undefined) entries.push(...added);
    else {
      const at = entries.findIndex((entry) => entry.name === name);
      const below = entries[at];
      if (below === undefined) throw new Error(`there is no ${name}`);
      entries[at] = { ...below, sha: withRaw(git, below.sha, rest, added) };
    }
    const bytes = entries.flatMap(({ mode, name: named, sha }) => [
      Buffer.from(`${mode === '040000' ? '40000' : mode} `),
      Buffer.from(named),
      Buffer.from([0]),
      Buffer.from(sha, 'hex'),
    ]);
    return git.write('tree', Buffer.concat(bytes));
  }

  /** Everything that the app wrote where people read. */
  function written(): readonly { readonly where: string; readonly text: string; readonly plain: boolean }[] {
    const { issues, checkRuns, git } = repository();
    return [
      ...issues.flatMap(({ number, title, body, comments }) => [
        { where: `title of ${number}`, text: title, plain: true },
        { where: `body of ${number}`, text: body ?? '', plain: false },
        ...comments
          .filter(({ user }) => user.type === 'Bot')
          .map((comment) => ({ where: `comment on ${number}`, text: comment.body, plain: false })),
      ]),
      ...checkRuns.flatMap(({ output }) => [
        { where: 'title of a check run', text: output.title ?? '', plain: true },
        { where: 'summary of a check run', text: output.summary ?? '', plain: false },
      ]),
      { where: 'commit', text: git.commit(git.ref(BRANCH) ?? '')?.message ?? '', plain: true },
    ];
  }

  function activeEverywhere(): readonly string[] {
    return written().flatMap(({ where, text, plain }) =>
      (plain ? findActiveInLine(text) : findActive(text)).map((what) => `${where}: ${what}`),
    );
  }

  test('names and contents stay inert in every body, and the phase is done', async () => {
    await begin({ ...HOSTILE_FILES, [ORDINARY]: ORDINARY_TEXT });
    world.github.clearRequests();
    expect(await ask(`/migrate ${PHASE}`)).toContain('/pull/2');
    await ask(`/migrate plan ${PHASE}`);
    await ask('/migrate status');
    expect(activeEverywhere()).toEqual([]);
    for (const { where, text } of written()) expect([where, text.length <= 65_536]).toEqual([where, true]);
    expect(onBranch(ORDINARY)).not.toContain('llama3.1:8b');
    expect(onBranch(DEEP)).not.toContain('ollama pull llama3.1:8b');
    expect(onBranch(`${FOLDER}/line\nfeed @hostile #4242.md`)).not.toContain('ollama pull llama3.1:8b');
    expect(onBranch(`${FOLDER}/broken.ipynb`)).toBe(HOSTILE_FILES[`${FOLDER}/broken.ipynb`]);
    expect(onBranch(`${FOLDER}/long.md`)?.length).toBeGreaterThan(LONG_LINE.length - 100);
    // The number of requests does not go by what stands in the files.
    expect(world.github.requests().filter(({ kind }) => kind === 'api').length).toBeLessThan(60);
    expect(repository().issues).toHaveLength(2);
    checkGit(world, NAME);
  }, 300_000);

  test('paths that lead elsewhere are left alone and said, links are not followed, and the rest is done', async () => {
    const bad = Buffer.from('caf\xe9 llama.md', 'latin1');
    await begin({ [ORDINARY]: ORDINARY_TEXT }, (seeded) => {
      const { git } = seeded;
      const page = git.write('blob', Buffer.from(ORDINARY_TEXT));
      const below = git.write('tree', Buffer.concat([Buffer.from('100644 passwd.md\0'), Buffer.from(page, 'hex')]));
      putRaw(seeded, [
        { mode: '040000', name: '..', sha: below },
        { mode: '040000', name: '.git', sha: below },
        { mode: '100644', name: bad, sha: page },
        { mode: '100644', name: 'twice.md', sha: page },
        { mode: '100644', name: 'twice.md', sha: git.write('blob', Buffer.from(`${ORDINARY_TEXT}x`)) },
        { mode: '120000', name: 'link.md', sha: git.write('blob', Buffer.from('../../../../etc/llama3.1:8b')) },
        { mode: '160000', name: 'llama3.1', sha: 'a'.repeat(40) },
      ]);
    });
    expect(await ask(`/migrate ${PHASE}`)).toContain('/pull/2');
    expect(onBranch(ORDINARY)).not.toContain('llama3.1:8b');
    const body = repository().issues.find(({ number }) => number === 2)?.body ?? '';
    const issue = repository().issues.find(({ number }) => number === 1)?.body ?? '';
    for (const said of ['has the part ".."', 'has the part ".git"', 'not UTF-8', 'stands in the tree twice'])
      expect(`${body}\n${issue}`.replaceAll('“', '"').replaceAll('`', '')).toContain(said);
    const { git } = repository();
    const [from, to] = ['refs/heads/main', BRANCH].map((ref) =>
      git.walkTree(git.commit(git.ref(ref) ?? '')?.tree ?? ''),
    );
    expect([...new Set(to?.map(({ path }) => path))].sort()).toEqual(
      [...new Set(from?.map(({ path }) => path))].sort(),
    );
    const before = new Set(from?.map(({ path, sha }) => `${sha} ${path}`));
    const changed = to?.filter(({ mode, path, sha }) => mode !== '040000' && !before.has(`${sha} ${path}`));
    expect(changed?.map(({ path }) => path)).toEqual([ORDINARY]);
  }, 120_000);

  test('thousands of files are read in one archive, and only those with a name are looked at', async () => {
    await begin({ [ORDINARY]: ORDINARY_TEXT }, (seeded) => {
      const { git } = seeded;
      const sha = git.write('blob', Buffer.from('Nothing to see here.\n'));
      const entries = Array.from({ length: 5_000 }, (_, index) => ({
        mode: '100644' as const,
        name: `@hostile ${index}.md`,
        sha,
      }));
      putRaw(seeded, entries);
    });
    world.github.clearRequests();
    expect(await ask(`/migrate ${PHASE}`)).toContain('/pull/2');
    expect(onBranch(ORDINARY)).not.toContain('llama3.1:8b');
    const requests = world.github.requests();
    expect(requests.filter(({ kind }) => kind === 'codeload')).toHaveLength(1);
    expect(requests.filter(({ operation }) => operation === 'git/get-tree')).toHaveLength(1);
    expect(requests.filter(({ operation }) => operation === 'git/get-blob')).toEqual([]);
    expect(requests.filter(({ kind }) => kind === 'api').length).toBeLessThan(30);
  }, 300_000);

  test('little that unpacks to much is not downloaded, and the answer says what to do', async () => {
    await begin({ [ORDINARY]: ORDINARY_TEXT }, (seeded) => {
      // 24 times the same 45 MB of zeros: 45 kB to store, more than a gigabyte to read.
      const sha = seeded.git.write('blob', Buffer.alloc(45 * 1024 * 1024));
      putRaw(
        seeded,
        Array.from({ length: 24 }, (_, index) => ({ mode: '100644', name: `zeros-${index}.bin`, sha })),
      );
    });
    world.github.clearRequests();
    const number = world.github.asUser('maintainer', NAME).openIssue('Begin');
    expect(await ask(`/migrate ${PHASE}`, number)).toMatch(/too large[\s\S]*command line/);
    expect(world.github.requests().filter(({ kind }) => kind === 'codeload')).toEqual([]);
    expect([...repository().git.refs().keys()]).toEqual(['refs/heads/main']);
  }, 120_000);
});
