import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createBranchWriter } from '../../src/local/git-branch.js';
import { planOf } from './plan-of.js';
import { git, put, tempCheckout, tempFolder } from './temp-folder.js';

const BRANCH = 'cutover/2025/phase-4';

async function writerFor(folder: string) {
  return createBranchWriter({ folder, migration: '2025', messageOf: (plan) => `Migrate ${plan.phase.id}\n\nBody.\n` });
}

const PLAN = planOf({ path: 'a.md', before: 'old\n', after: 'new\n' });

/** What a person would notice: the branch they are on, its commit, the index and the files. */
function stateOf(folder: string) {
  return [
    git(folder, 'symbolic-ref', 'HEAD'),
    git(folder, 'rev-parse', 'HEAD'),
    git(folder, 'status', '--porcelain'),
    readFileSync(join(folder, 'a.md'), 'utf8'),
    statSync(join(folder, 'a.md')).mtimeMs,
  ];
}

describe('a phase becomes one branch with one commit', () => {
  test('on HEAD, and the checkout stays as it is', async () => {
    const folder = tempCheckout({ 'a.md': 'old\n', 'b.md': 'b' });
    const before = stateOf(folder);
    const written = await (await writerFor(folder)).publish(PLAN);
    expect(stateOf(folder)).toEqual(before);
    expect(written.summary).toMatch(/^Phase 4: 1 file committed to cutover\/2025\/phase-4 \([0-9a-f]{10}\)\.$/);
    expect(written.changed).toBe(true);
    expect(git(folder, 'log', '--format=%s|%b|%an', `main..${BRANCH}`)).toBe('Migrate phase-4|Body.\n|Test');
    expect(git(folder, 'diff', '--stat=200', 'main', BRANCH)).toContain('a.md | 2 +-\n 1 file changed');
    expect(git(folder, 'show', `${BRANCH}:a.md`)).toBe('new');
    expect(git(folder, 'fsck', '--strict')).toBe('');
  });

  test('with modes kept, from a folder below the top', async () => {
    const folder = tempCheckout({ 'course/run.sh': 'old' });
    git(folder, 'update-index', '--chmod=+x', 'course/run.sh');
    git(folder, 'commit', '-q', '-m', 'Mode');
    git(folder, 'checkout', '-q', '-f', 'HEAD');
    const plan = planOf({ path: 'run.sh', before: 'old', after: 'new', mode: '100755' });
    await (await writerFor(join(folder, 'course'))).publish(plan);
    expect(git(folder, 'diff', '--raw', 'main', BRANCH)).toMatch(/^:100755 100755 .* M\tcourse\/run.sh$/);
  });

  test('with the line ends of the repository where the checkout has others', async () => {
    const folder = tempCheckout({ '.gitattributes': '*.md text eol=crlf\n', 'a.md': 'one\r\nold\r\n' });
    await (await writerFor(folder)).publish(
      planOf({ path: 'a.md', before: 'one\r\nold\r\n', after: 'one\r\nnew\r\n' }),
    );
    expect(git(folder, 'diff', '--numstat', 'main', BRANCH)).toBe('1\t1\ta.md');
  });

  test('that is not made twice', async () => {
    const folder = tempCheckout({ 'a.md': 'old\n' });
    await (await writerFor(folder)).publish(PLAN);
    const tip = git(folder, 'rev-parse', BRANCH);
    const again = await (await writerFor(folder)).publish(PLAN);
    expect(again).toEqual({ summary: `Phase 4: ${BRANCH} already holds exactly this.`, changed: false });
    expect(git(folder, 'rev-parse', BRANCH)).toBe(tip);
  });

  test('and none where nothing changes', async () => {
    const folder = tempCheckout({ 'a.md': 'old\n' });
    const written = await (await writerFor(folder)).publish(planOf());
    expect(written).toEqual({ summary: 'Phase 4: nothing to change, no branch.', changed: false });
    expect(git(folder, 'branch', '--list')).toBe('* main');
  });
});

describe('a branch that exists', () => {
  test('is left as it is when it has commits that HEAD lacks', async () => {
    const folder = tempCheckout({ 'a.md': 'old\n' });
    await (await writerFor(folder)).publish(PLAN);
    const tip = git(folder, 'rev-parse', BRANCH);
    const other = planOf({ path: 'a.md', before: 'old\n', after: 'newer\n' });
    await expect((await writerFor(folder)).publish(other)).rejects.toThrow('has commits that are not in HEAD');
    expect(git(folder, 'rev-parse', BRANCH)).toBe(tip);
  });

  test('goes on from HEAD once it is merged', async () => {
    const folder = tempCheckout({ 'a.md': 'old\n' });
    await (await writerFor(folder)).publish(PLAN);
    git(folder, 'merge', '-q', '--no-ff', '-m', 'Merge', BRANCH);
    await (await writerFor(folder)).publish(planOf({ path: 'a.md', before: 'new\n', after: 'newer\n' }));
    expect(git(folder, 'rev-parse', `${BRANCH}^`)).toBe(git(folder, 'rev-parse', 'main'));
  });

  test('is not moved under a person who has it checked out', async () => {
    const folder = tempCheckout({ 'a.md': 'old\n' });
    git(folder, 'checkout', '-q', '-b', BRANCH);
    await expect((await writerFor(folder)).publish(PLAN)).rejects.toThrow(`${BRANCH} is checked out in ${folder}`);
  });
});

describe('nothing is begun', () => {
  test('in a checkout with changes, which are named', async () => {
    const folder = tempCheckout({ 'a.md': 'old\n', 'b.md': 'b' });
    put(folder, 'b.md', 'mine');
    await expect(writerFor(folder)).rejects.toMatchObject({
      message: expect.stringContaining('changes that are not committed (b.md)'),
      nextStep: expect.stringContaining('Commit or stash them'),
    });
  });

  test('but files that git does not track are no hindrance', async () => {
    const folder = tempCheckout({ 'a.md': 'old\n' });
    put(folder, 'ledger.jsonl', '');
    await expect(writerFor(folder)).resolves.toBeDefined();
  });

  test('outside a checkout', async () => {
    await expect(writerFor(tempFolder({ 'a.md': 'old' }))).rejects.toThrow('is not in a git checkout');
  });

  test('in a checkout without a commit', async () => {
    const folder = tempFolder({ 'a.md': 'old' });
    git(folder, 'init', '-q');
    await expect(writerFor(folder)).rejects.toThrow('has no commit yet');
  });
});
