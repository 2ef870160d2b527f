import { afterEach, expect, test } from '@jest/globals';
import { checkGit, type LoopbackWorld, lastAnswer, resultsOf, startWorld } from './loopback-world.js';

const NAME = 'spark-workbench/small';
const OTHER = 'spark-workbench/other';
const FILES = {
  'docs/SETUP.md': '```bash\nollama pull llama3.1:8b\n```\n',
  'domain-1-platform-foundations/module-1.1-dgx-spark-platform/LAB_PREP.md': '```bash\nollama pull llama3.1:8b\n```\n',
};

let world: LoopbackWorld;
afterEach(async () => {
  expect(world.github.contractViolations()).toEqual([]);
  await world.stop();
});

async function install(): Promise<void> {
  world = await startWorld();
  world.github.seedRepository({ fullName: NAME, files: FILES });
  world.github.seedRepository({ fullName: OTHER, files: FILES });
  for (const name of [NAME, OTHER]) world.github.setRole(name, 'maintainer', 'admin');
  world.github.install([NAME], 'maintainer');
  await world.settle();
}

async function ask(line: string): Promise<string> {
  world.github.asUser('maintainer', NAME).comment(1, line);
  await world.settle();
  return lastAnswer(world, NAME, 1);
}

const pulls = () => world.github.repository(NAME).issues.filter(({ pull }) => pull !== null);

test('all phases at once: asked back, then one pull request for each that has something to change', async () => {
  await install();
  expect(await ask('/migrate all')).toContain('/migrate all confirm');
  expect(pulls()).toHaveLength(0);
  const answer = await ask('/migrate all confirm');
  expect(pulls().map(({ pull }) => pull?.head)).toEqual(['cutover/2025-tier-1/phase-1', 'cutover/2025-tier-1/phase-2']);
  for (const { number } of pulls()) expect(answer).toContain(`/${NAME}/pull/${number}`);
  const tracking = world.github.repository(NAME).issues[0]?.body ?? '';
  expect(tracking.match(/open, asked for by `maintainer`/g)).toHaveLength(2);
  checkGit(world, NAME);
}, 60_000);

test('a repository that is added later gets its tracking issue, the first one no second', async () => {
  await install();
  world.github.install([OTHER], 'maintainer');
  await world.settle();
  expect(world.github.repository(OTHER).issues).toHaveLength(1);
  expect(world.github.repository(NAME).issues).toHaveLength(1);
}, 60_000);

test('a pull request that was closed unmerged is a no: noted, and not opened again', async () => {
  await install();
  await ask('/migrate phase-1');
  world.github.asUser('maintainer', NAME).close(2);
  await world.settle();
  expect(world.github.repository(NAME).issues[0]?.body).toContain('closed without merging');
  expect(await ask('/migrate phase-1')).toContain('was closed without being merged');
  expect(pulls()).toHaveLength(1);
}, 60_000);

test('when the base moves on, the same pull request is brought up to date', async () => {
  await install();
  await ask('/migrate phase-1');
  const before = pulls()[0]?.pull?.headSha;
  world.github.asUser('maintainer', NAME).push({ files: { 'docs/MORE.md': 'Run `ollama run llama3.1:8b`.\n' } });
  await world.settle();
  expect(await ask('/migrate phase-1')).toContain('brought up to date');
  expect(pulls()).toHaveLength(1);
  const { git } = world.github.repository(NAME);
  const head = git.ref('refs/heads/cutover/2025-tier-1/phase-1') ?? '';
  expect(head).not.toBe(before);
  const tree = git.commit(head)?.tree ?? '';
  const more = git.read(git.entryAt(tree, 'docs/MORE.md')?.sha ?? '')?.bytes.toString();
  expect(more).not.toContain('llama3.1:8b');
  checkGit(world, NAME);
}, 60_000);

test('when the app is removed, nothing more is done and nothing fails', async () => {
  await install();
  world.github.uninstall('spark-workbench', 'maintainer');
  await world.settle();
  expect(resultsOf(world).filter((result) => result.startsWith('failed') || result === 'not done')).toEqual([]);
}, 60_000);
