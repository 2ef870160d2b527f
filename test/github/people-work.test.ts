/** People's commits and ours at the same moment, and connections that drop on the way. */
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { PlanOver } from '../../src/core/ports.js';
import { BranchHasOtherCommits, MergeConflict } from '../../src/github/errors.js';
import { createPullRequestWriter, type PublishedPhase } from '../../src/github/publish-phase.js';
import { type BaseCommit, readRepository } from '../../src/github/repository.js';
import { createGithubReader } from '../../src/github/tree-reader.js';
import { here, type Lab, plainWords, planOf, REPOSITORY, startLab } from './lab.js';

const OLD = 'ollama run llama3.1:8b\n';
const NEW = 'ollama run nemotron-3-nano\n';
const BRANCH = 'cutover/2025-tier-1/phase-4';
const SECOND = `${BRANCH}-r2`;
const MERGES = '/repos/{owner}/{repo}/merges';
const plan = planOf({ 'a.md': [OLD, NEW] });
/** Nothing is left to write on the branch, whatever people did there. */
const nothingLeft: PlanOver = async () => ({ left: planOf({}), whole: plan });

let lab: Lab;
beforeEach(async () => {
  lab = await startLab({ 'a.md': OLD, 'b.md': 'Text.\n' });
});
afterEach(async () => {
  const violations = lab.github.contractViolations();
  const { activities } = lab.github.repository(REPOSITORY);
  await lab.github.stop();
  expect(violations).toEqual([]);
  expect(activities.filter(({ actor, forced }) => actor.type === 'Bot' && forced)).toEqual([]);
});

function git(...args: string[]): string {
  const { folder } = lab.github.repository(REPOSITORY).git;
  return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trimEnd();
}

async function publish(startOver = false): Promise<PublishedPhase> {
  const { client, app } = lab;
  const writer = createPullRequestWriter({
    client,
    app,
    repository: await readRepository(client, here),
    reader: await lab.reader(),
    openReader: (base: BaseCommit) => createGithubReader({ client, repository: here, base }),
    formatterBots: [],
    migration: '2025-tier-1',
    words: plainWords,
    startOver,
  });
  return writer.publish(plan, nothingLeft);
}

function maria() {
  return lab.github.asUser('maria', REPOSITORY);
}

function pulls() {
  return lab.github.repository(REPOSITORY).issues.filter(({ pull }) => pull !== null);
}

const states = () => pulls().map(({ state, pull }) => `${pull?.head.slice(BRANCH.length - 7)} ${state}`);

describe('a person who pushes', () => {
  test('between our look and our push is looked at again, and theirs stays below', async () => {
    await publish();
    const base = maria().push({ files: { 'b.md': 'Newer.\n' } });
    let theirs = '';
    lab.client.hook.before('request', ({ method, url }) => {
      if (theirs === '' && method === 'PATCH' && url.includes('/git/refs/'))
        theirs = maria().push({ branch: BRANCH, files: { 'c.md': 'Theirs.\n' } });
    });
    const published = await publish();
    expect(theirs).not.toBe('');
    expect(published.people).toEqual({ commits: 1, turnedBack: 0, merged: true });
    expect(git('merge-base', '--is-ancestor', theirs, BRANCH)).toBe('');
    expect(git('merge-base', '--is-ancestor', base, BRANCH)).toBe('');
    expect(git('show', `${BRANCH}:a.md`)).toBe(NEW.trimEnd());
  });

  test('between our look and our merge of the base is merged with', async () => {
    await publish();
    const first = maria().push({ branch: BRANCH, files: { 'c.md': 'Theirs.\n' } });
    maria().push({ files: { 'b.md': 'Newer.\n' } });
    let second = '';
    lab.client.hook.before('request', ({ method, url }) => {
      if (second === '' && method === 'POST' && url.endsWith('/merges'))
        second = maria().push({ branch: BRANCH, files: { 'd.md': 'Theirs too.\n' } });
    });
    await publish();
    for (const commit of [first, second]) expect(git('merge-base', '--is-ancestor', commit, BRANCH)).toBe('');
    expect(git('ls-tree', '--name-only', BRANCH).split('\n')).toEqual(['a.md', 'b.md', 'c.md', 'd.md']);
  });

  test('something that conflicts with the base is told which files, and nothing moves', async () => {
    await publish();
    const theirs = maria().push({ branch: BRANCH, files: { 'a.md': 'Mine.\n', 'b.md': 'Mine.\n' } });
    maria().push({ files: { 'b.md': 'Newer.\n', 'e.md': 'New.\n' } });
    const error = await publish().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MergeConflict);
    expect(error).toMatchObject({ paths: ['b.md'] });
    expect(git('rev-parse', BRANCH)).toBe(theirs);
  });

  test('to the branch that would come next is left alone, with the way on', async () => {
    await publish();
    maria().close(pulls()[0]?.number ?? 0);
    const theirs = maria().push({ branch: SECOND, files: { 'c.md': 'Theirs.\n' } });
    expect(await publish(true).catch((thrown: unknown) => thrown)).toBeInstanceOf(BranchHasOtherCommits);
    expect(git('rev-parse', SECOND)).toBe(theirs);
    expect(states()).toEqual(['phase-4 closed']);
  });
});

describe('a connection that drops after GitHub has done what was asked', () => {
  test('in the merge of the base: commanded again, the base is merged once', async () => {
    await publish();
    maria().push({ branch: BRANCH, files: { 'c.md': 'Theirs.\n' } });
    maria().push({ files: { 'b.md': 'Newer.\n' } });
    lab.github.faults.add({ method: 'POST', path: MERGES, effect: { kind: 'drop', when: 'after' } });
    await publish().catch(() => undefined);
    await publish();
    expect(git('rev-list', '--merges', '--count', `main..${BRANCH}`)).toBe('1');
  });

  test.each([
    ['POST', '/repos/{owner}/{repo}/git/refs'],
    ['POST', '/repos/{owner}/{repo}/pulls'],
    ['POST', '/repos/{owner}/{repo}/check-runs'],
    ['POST', '/repos/{owner}/{repo}/issues/{issue_number}/comments'],
    ['PATCH', '/repos/{owner}/{repo}/pulls/{pull_number}'],
  ] as const)('%s %s while a phase is begun anew: commanded again, there is one of each', async (method, path) => {
    await publish();
    maria().push({ branch: BRANCH, files: { 'c.md': 'Theirs.\n' } });
    lab.github.faults.add({ method, path, effect: { kind: 'drop', when: 'after' } });
    await publish(true).catch(() => undefined);
    await publish(true);
    expect(states()).toEqual(['phase-4 closed', 'phase-4-r2 open']);
    expect(pulls()[0]?.comments).toHaveLength(1);
    expect(git('rev-list', '--count', `main..${SECOND}`)).toBe('1');
    expect(git('show', `${BRANCH}:c.md`)).toBe('Theirs.');
  });
});
