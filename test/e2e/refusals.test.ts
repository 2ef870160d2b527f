import { afterEach, describe, expect, test } from '@jest/globals';
import { CURRICULUM, type LoopbackWorld, lastAnswer, resultsOf, startWorld } from './loopback-world.js';

const NAME = 'spark-workbench/course';

/** What may be half done: issues, pull requests, branches, tags. */
function stateOf({ github }: LoopbackWorld) {
  const { issues, git, checkRuns } = github.repository(NAME);
  return { issues: issues.length, refs: [...git.refs().keys()].sort(), checkRuns: checkRuns.length };
}

describe('what bad input gets', () => {
  let world: LoopbackWorld;
  afterEach(async () => {
    expect(world.github.contractViolations()).toEqual([]);
    await world.stop();
  });

  async function install(seed: object, permissions?: Readonly<Record<string, 'read' | 'write'>>): Promise<void> {
    world = await startWorld();
    world.github.seedRepository({ fullName: NAME, ...seed });
    world.github.setRole(NAME, 'maintainer', 'admin');
    world.github.install([NAME], 'maintainer', permissions);
    await world.settle();
  }

  async function ask(line: string, number: number): Promise<string> {
    world.github.asUser('maintainer', NAME).comment(number, line);
    await world.settle();
    return lastAnswer(world, NAME, number);
  }

  test('an archived repository is left alone, and the log says what to do', async () => {
    await install({ folder: CURRICULUM, archived: true });
    expect(stateOf(world)).toEqual({ issues: 0, refs: ['refs/heads/main'], checkRuns: 0 });
    expect(resultsOf(world).join('\n')).toMatch(/archived.*Next: unarchive/);
  }, 60_000);

  test('an empty repository is left alone, and a command in it is answered', async () => {
    await install({});
    expect(resultsOf(world).join('\n')).toMatch(/no commit yet.*Next: push a first commit/);
    const number = world.github.asUser('maintainer', NAME).openIssue('How do I begin?');
    expect(await ask('/migrate phase-1', number)).toContain('no commit yet');
    expect(stateOf(world).refs).toEqual([]);
  }, 60_000);

  test('a repository without issues is answered where one can speak: in a pull request', async () => {
    await install({ folder: CURRICULUM, hasIssues: false });
    expect(resultsOf(world).join('\n')).toContain('Issues are switched off');
    const maintainer = world.github.asUser('maintainer', NAME);
    maintainer.push({ branch: 'topic', files: { 'note.md': 'A note.\n' } });
    const number = maintainer.openPull({ head: 'topic', title: 'A note' });
    expect(await ask('/migrate phase-4', number)).toMatch(/Issues are switched off[\s\S]*Next: switch issues on/);
  }, 60_000);

  test('a repository in which the migration finds nothing gets no tracking issue', async () => {
    await install({ files: { 'README.md': '# Bread\n\nFlour, water, salt.\n' } });
    expect(stateOf(world).issues).toBe(0);
    expect(resultsOf(world).join('\n')).toContain('finds nothing in this repository');
  }, 60_000);

  test('a phase with nothing to change opens no pull request and says so', async () => {
    await install({
      files: { 'docs/SETUP.md': '# Setup\n\n```bash\nollama pull llama3.1:8b\n```\n', 'README.md': 'x\n' },
    });
    const before = stateOf(world);
    expect(await ask('/migrate phase-3', 1)).toMatch(/nothing/i);
    expect(stateOf(world)).toEqual(before);
  }, 60_000);

  test.each(['contents', 'pull_requests', 'checks'])(
    'the missing permission %s=write is named, and nothing is half done',
    async (name) => {
      const all = {
        metadata: 'read',
        contents: 'write',
        issues: 'write',
        pull_requests: 'write',
        checks: 'write',
      } as const;
      await install({ folder: CURRICULUM }, { ...all, [name]: 'read' });
      const before = stateOf(world);
      const answer = await ask('/migrate phase-4', 1);
      expect(answer).toContain(`${name}=write`);
      expect(answer).toContain('Next: accept the requested permissions');
      expect(stateOf(world)).toEqual(before);
    },
    60_000,
  );

  test('a command in an issue that is not the tracking issue is pointed there', async () => {
    await install({ folder: CURRICULUM });
    const number = world.github.asUser('maintainer', NAME).openIssue('Elsewhere');
    const before = stateOf(world);
    expect(await ask('/migrate phase-4', number)).toContain('number 1');
    expect(stateOf(world)).toEqual(before);
  }, 60_000);

  test('a file that is no valid notebook is left as it is, and the rest is done', async () => {
    await install({
      files: {
        'domain-3-llm-systems/module-3.5-rag-systems/labs/broken.ipynb': '{"cells": [ "nomic-embed-text" ',
        'domain-3-llm-systems/module-3.5-rag-systems/LAB_PREP.md': '```bash\nollama pull nomic-embed-text\n```\n',
      },
    });
    const answer = await ask('/migrate phase-4', 1);
    expect(answer).toContain('/pull/2');
    const { git } = world.github.repository(NAME);
    const tree = git.commit(git.ref('refs/heads/cutover/2025-tier-1/phase-4') ?? '')?.tree ?? '';
    const at = (path: string) => git.read(git.entryAt(tree, path)?.sha ?? '')?.bytes.toString();
    expect(at('domain-3-llm-systems/module-3.5-rag-systems/labs/broken.ipynb')).toBe('{"cells": [ "nomic-embed-text" ');
    expect(at('domain-3-llm-systems/module-3.5-rag-systems/LAB_PREP.md')).toContain('qwen3-embedding:8b');
  }, 60_000);

  test('a webhook with a wrong signature is refused', async () => {
    await install({ files: { 'README.md': 'x\n' } });
    const answer = await fetch(world.server.webhookUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'issue_comment',
        'x-github-delivery': 'forged',
        'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
      },
      body: '{}',
    });
    expect(answer.status).toBe(400);
    expect(resultsOf(world)).toHaveLength(2);
  }, 60_000);

  test('a repository that GitHub has disabled is left alone, and the answer says so', async () => {
    await install({ folder: CURRICULUM });
    world.github.setDisabled(NAME, true);
    const before = stateOf(world);
    expect(await ask('/migrate phase-4', 1)).toMatch(/has disabled[\s\S]*Next: ask GitHub Support/);
    expect(stateOf(world)).toEqual(before);
  }, 60_000);
});
