import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tickedBoxes } from '../../src/render/tracking-boxes.js';
import { parseTrackingState } from '../../src/render/tracking-state.js';
import { checkGit, type LoopbackWorld, lastAnswer, resultsOf, startWorld } from './loopback-world.js';

const NAME = 'spark-workbench/small';
const FILES = {
  'docs/SETUP.md': '```bash\nollama pull llama3.1:8b\n```\n\n[More](gone.md), [agents](../domain-3-llm-systems/)\n',
  'domain-1-platform-foundations/module-1.1-dgx-spark-platform/LAB_PREP.md': '```bash\nollama pull llama3.1:8b\n```\n',
  'domain-3-llm-systems/module-3.6-ai-agents/agent.py': 'import ollama\n\nollama.chat(model="llama3.1:8b")\n',
};

describe('the tracking issue as it is used', () => {
  let world: LoopbackWorld;

  const issue = () => world.github.repository(NAME).issues[0]!;
  const body = () => issue().body ?? '';
  const pulls = () => world.github.repository(NAME).issues.filter(({ pull }) => pull !== null);
  const maintainer = () => world.github.asUser('maintainer', NAME);
  const writes = () =>
    world.github
      .requests()
      .filter(({ method, path }) => method === 'PATCH' && path.endsWith(`/issues/${issue().number}`));

  async function command(line: string): Promise<string> {
    maintainer().comment(issue().number, line);
    await world.settle();
    return lastAnswer(world, NAME, issue().number);
  }

  /** Resolves when the app has asked for the files: what it writes is then still to come. */
  async function whilePlanning(): Promise<void> {
    while (!world.github.requests().some(({ path }) => path.includes('/tarball/'))) await sleep(1);
  }

  beforeAll(async () => {
    world = await startWorld();
    world.github.seedRepository({ fullName: NAME, files: FILES });
    world.github.setRole(NAME, 'maintainer', 'write');
    world.github.setRole(NAME, 'visitor', 'read');
    world.github.install([NAME], 'maintainer');
    await world.settle();
  }, 60_000);
  afterAll(async () => {
    await world.stop();
  });
  // What happens is told in order; each test looks at the state that the ones before it left.

  test('a ticked box opens the pull request of its phase, is empty again and is answered', async () => {
    maintainer().tick(issue().number, 'start/phase-1');
    await world.settle();
    expect(pulls().map(({ pull }) => pull?.head)).toEqual(['cutover/2025-tier-1/phase-1']);
    expect([...tickedBoxes(body())]).toEqual([]);
    expect(body()).toContain('open, asked for by `maintainer`');
    expect(lastAnswer(world, NAME, issue().number)).toContain('> `the box of phase-1, ticked by maintainer`');
    expect(body()).toContain('Plan `phase-1` Core Documentation again and bring');
  }, 60_000);

  test('a box that somebody without permission ticked is empty again, and the refusal is said', async () => {
    world.github.asUser('visitor', NAME).tick(issue().number, 'start/phase-2');
    await world.settle();
    expect(pulls()).toHaveLength(1);
    expect([...tickedBoxes(body())]).toEqual([]);
    expect(lastAnswer(world, NAME, issue().number)).toContain('may write to this repository');
  }, 60_000);

  test('what an update would say again is not written', async () => {
    world.github.clearRequests();
    await command('/migrate status');
    expect(writes()).toEqual([]);
  }, 60_000);

  test('a box that is ticked during an update is neither lost nor forgotten', async () => {
    world.github.clearRequests();
    maintainer().comment(issue().number, '/migrate phase-4');
    await whilePlanning();
    maintainer().tick(issue().number, 'Test sample notebooks');
    maintainer().tick(issue().number, 'start/phase-2');
    await world.settle();
    expect(writes().length).toBeGreaterThan(0);
    expect([...tickedBoxes(body())]).toEqual(['done/execution/3/2']);
    expect(pulls().map(({ pull }) => pull?.head)).toEqual([
      'cutover/2025-tier-1/phase-1',
      'cutover/2025-tier-1/phase-4',
      'cutover/2025-tier-1/phase-2',
    ]);
  }, 60_000);

  test('a line that facts tick is set right again', async () => {
    maintainer().tick(issue().number, 'Phase 3: Domain 2', false);
    await world.settle();
    expect(body()).toContain('- [x] Phase 3: Domain 2');
  }, 60_000);

  test('a push to the default branch counts anew; one that changes nothing here writes nothing', async () => {
    maintainer().push({ files: { 'docs/MORE.md': '```bash\nollama pull llama3.1:70b\n```\n' } });
    await world.settle();
    expect(body()).toContain('`qwen3:32b`');
    world.github.clearRequests();
    maintainer().push({ files: { 'NOTES.txt': 'hello\n' } });
    await world.settle();
    expect(resultsOf(world).at(-1)).toBe('tracking issue updated: the default branch moved');
    expect(writes()).toEqual([]);
  }, 60_000);

  test('a choice is recorded, shown, used for the next plan, and survives updates', async () => {
    expect(await command('/migrate choose llama3.1:8b=qwen3:9b')).toContain('Did you mean `qwen3:8b`?');
    const answer = await command('/migrate choose llama3.1:8b=qwen3:8b in phase-4');
    expect(answer).toContain('`/migrate phase-4` brings its open pull request up to date with it.');
    expect(body()).toContain('`/migrate unchoose llama3.1:8b in phase-4`');
    expect(await command('/migrate phase-4')).toContain('brought up to date');
    const pull = pulls().find(({ pull: one }) => one?.head.endsWith('phase-4'));
    expect(pull?.body).toContain('chosen by `maintainer` with `/migrate choose`');
    expect(parseTrackingState(body())?.choices).toEqual([
      { model: 'llama3.1:8b', target: 'qwen3:8b', phase: 'phase-4', by: 'maintainer' },
    ]);
    const { git } = world.github.repository(NAME);
    const tree = git.commit(git.ref('refs/heads/cutover/2025-tier-1/phase-4') ?? '')?.tree ?? '';
    const entry = git.entryAt(tree, 'domain-3-llm-systems/module-3.6-ai-agents/agent.py');
    expect(git.read(entry?.sha ?? '')?.bytes.toString()).toContain('model="qwen3:8b"');
  }, 60_000);

  test('a choice is taken back, in the pull request as well as in the tracking issue', async () => {
    const number = pulls().find(({ pull: one }) => one?.head.endsWith('phase-4'))?.number ?? 0;
    maintainer().comment(number, '/migrate unchoose llama3.1:8b in phase-4');
    await world.settle();
    expect(lastAnswer(world, NAME, number)).toContain('is taken back');
    expect(parseTrackingState(body())?.choices).toBeUndefined();
    expect(body()).not.toContain('Chosen by people');
  }, 60_000);

  test('links that were broken before are listed, and nothing else is', () => {
    expect(body()).toContain('1 link in the 3 files of Markdown and notebooks that name a model leads nowhere');
    expect(body()).toContain('`docs/SETUP.md:5` leads to `gone.md`');
  });

  test('a name is explained', async () => {
    const answer = await command('/migrate explain docs/SETUP.md:2');
    expect(answer).toContain('docs/SETUP.md:2:13');
    expect(answer).toContain('outcome   rewrite');
    expect(await command('/migrate explain docs/SETUPS.md')).toContain('Did you mean `docs/SETUP.md`?');
  }, 60_000);

  test('a plan is previewed, folded away', async () => {
    const answer = await command('/migrate plan phase-1');
    expect(answer).toContain('<details><summary>Preview</summary>');
  }, 60_000);

  test('a merge is remembered with what it came to, after the branch no longer shows it', async () => {
    maintainer().merge(pulls()[0]?.number ?? 0);
    await world.settle();
    expect(body()).toMatch(/\| `phase-1` [^|]*\| merged: [^|]*\| 2 \| 0 \| 2 \|/);
    expect(body()).toContain('p1["Phase 1: merged, 2 rewritten"]');
    expect(body()).toContain('- [x] Phase 1: Core Documentation – merged');
    expect([...tickedBoxes(body())]).toEqual(['done/execution/3/2']);
  }, 60_000);

  test('other CI than GitHub’s is said by its commit statuses', async () => {
    const push = async (path: string) => {
      maintainer().push({ files: { [path]: 'Ask `llama3.1:8b`.\n' } });
      await world.settle();
    };
    await push('docs/LATER.md');
    await command('/migrate phase-1');
    const pull = pulls().at(-1);
    const report = world.github.asUser('ci', NAME).report;
    report(pull?.pull?.headSha ?? '', 'ci/build', 'failure');
    await push('notes/a.md');
    expect(body()).toContain(`pull request ${pull?.number}: failed \`ci/build\``);
    report(pull?.pull?.headSha ?? '', 'ci/build', 'success');
    await push('notes/b.md');
    expect(body()).not.toContain('ci/build');
  }, 60_000);

  test('all of it kept to GitHub’s description, and nothing failed', () => {
    expect(world.github.contractViolations()).toEqual([]);
    checkGit(world, NAME);
    expect(resultsOf(world).filter((result) => result.startsWith('failed'))).toEqual([]);
  });
});
