import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { writeFolder } from '../../../demo/github/admin/read-folder.js';
import { gitEnvironment } from '../../../demo/github/git/git-binary.js';
import { createGitRepository, type GitRepository, type TreeChange } from '../../../demo/github/git/git-repository.js';

let folder: string;
let git: GitRepository;
const someone = { name: 'Maria Muster', email: 'maria@example.com', at: 1_700_000_000_000 };

function ask(...args: readonly string[]): string {
  return execFileSync('git', ['-C', git.folder, ...args], { env: gitEnvironment }).toString();
}

function commitTree(tree: string, ...parents: readonly string[]): string {
  return git.writeCommit({ tree, parents, author: someone, committer: someone, message: 'A change\n' });
}

function blobs(files: Readonly<Record<string, string>>): Map<string, TreeChange> {
  return new Map(
    Object.entries(files).map(([path, text]) => [path, { mode: '100644', sha: git.write('blob', Buffer.from(text)) }]),
  );
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'git-objects-'));
  git = createGitRepository(join(folder, 'store.git'), 'main');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a repository written without git', () => {
  test('is what git itself reads, byte for byte, and passes its strict check', () => {
    const bytes = Buffer.from([0, 255, 10, 13, 128]);
    const files = blobs({
      'a/b/c.txt': 'deep\n',
      'a.txt': 'beside a folder of nearly the same name\n',
      'ä ö.md': 'umlauts\n',
    });
    files.set('raw.bin', { mode: '100755', sha: git.write('blob', bytes) });
    const sha = commitTree(git.writeTree(null, files));
    git.setRef('refs/heads/main', sha);

    expect(ask('fsck', '--strict', '--full', '--no-dangling')).toBe('');
    expect(ask('ls-tree', '-r', '-z', '--name-only', 'main').split('\0').filter(Boolean)).toEqual([
      'a.txt',
      'a/b/c.txt',
      'raw.bin',
      'ä ö.md',
    ]);
    expect(ask('ls-tree', 'main', 'raw.bin')).toMatch(/^100755 blob /);
    expect(execFileSync('git', ['-C', git.folder, 'show', 'main:raw.bin'], { env: gitEnvironment })).toEqual(bytes);
    expect(ask('log', '-1', '--format=%an %ae %at %s', 'main').trim()).toBe(
      'Maria Muster maria@example.com 1700000000 A change',
    );
  });

  test('gives back what was written', () => {
    const sha = git.write('blob', Buffer.from('once'));
    expect(git.read(sha)).toEqual({ type: 'blob', bytes: Buffer.from('once') });
    expect(git.sizeOf(sha)).toBe(4);
    expect(git.read('0'.repeat(40))).toBeUndefined();
  });

  test('still reads what git has packed', () => {
    const sha = commitTree(git.writeTree(null, blobs({ 'packed.txt': 'packed\n' })));
    git.setRef('refs/heads/packed', sha);
    ask('repack', '-adq');
    ask('prune-packed', '-q');
    const [entry] = git.walkTree(git.commit(sha)?.tree ?? '');
    expect(git.read(entry?.sha ?? '')?.bytes.toString()).toBe('packed\n');
  });

  test('drops a folder with its last file', () => {
    const before = git.writeTree(null, blobs({ 'x/only.txt': '1', 'y.txt': '2' }));
    const after = git.writeTree(before, new Map([['x/only.txt', null]]));
    expect(git.walkTree(after).map(({ path }) => path)).toEqual(['y.txt']);
  });

  test('finds merge bases and the commits between as git does', () => {
    const tree = (text: string): string => git.writeTree(null, blobs({ 'f.txt': text }));
    const root = commitTree(tree('0'));
    const left = commitTree(tree('l'), root);
    const right = commitTree(tree('r'), root);
    const merged = commitTree(tree('m'), left, right);
    const next = commitTree(tree('n'), right);
    git.setRef('refs/heads/merged', merged);
    expect(git.mergeBase(merged, next)).toBe(ask('merge-base', merged, next).trim());
    const listed = ask('rev-list', '--reverse', '--topo-order', merged, `^${root}`).trim().split('\n');
    expect([...git.commitsBetween(root, merged)].sort()).toEqual(listed.sort());
    expect(git.commitsBetween(root, merged).at(-1)).toBe(merged);
    expect(git.isAncestor(left, next)).toBe(false);
  });

  test('tells added, removed, renamed and retyped files with their lines', () => {
    const before = blobs({
      'gone.txt': 'x\n',
      'old.txt': 'one\ntwo\nthree\nfour\n',
      'kind.txt': 'README\n',
      'plus.txt': '++a\n',
    });
    const after = new Map(before);
    const old = after.get('old.txt') ?? null;
    after.set('gone.txt', null).set('old.txt', null).set('new.txt', old);
    after.set('kind.txt', { mode: '120000', sha: git.write('blob', Buffer.from('README')) });
    after.set('plus.txt', { mode: '100644', sha: git.write('blob', Buffer.from('--b\n')) });
    const from = git.writeTree(null, before);
    const files = git.diff(from, git.writeTree(from, after));
    expect(
      files.map(({ path, previousPath, status, additions, deletions }) => [
        path,
        previousPath,
        status,
        additions,
        deletions,
      ]),
    ).toEqual([
      ['gone.txt', null, 'removed', 0, 1],
      ['kind.txt', null, 'changed', 1, 1],
      ['new.txt', 'old.txt', 'renamed', 0, 0],
      ['plus.txt', null, 'modified', 1, 1],
    ]);
  });
});

test('a folder is taken with its modes and symlinks, without its .git', () => {
  const source = join(folder, 'source');
  mkdirSync(join(source, 'sub'), { recursive: true });
  mkdirSync(join(source, '.git'));
  writeFileSync(join(source, '.git', 'config'), 'not content');
  writeFileSync(join(source, 'sub', 'tool.sh'), '#!/bin/sh\n');
  chmodSync(join(source, 'sub', 'tool.sh'), 0o755);
  writeFileSync(join(source, 'text.md'), 'text');
  symlinkSync('../text.md', join(source, 'sub', 'link'));
  const modes = [...writeFolder(git, source)].map(([path, change]) => [path, change?.mode]);
  expect(modes.sort()).toEqual([
    ['sub/link', '120000'],
    ['sub/tool.sh', '100755'],
    ['text.md', '100644'],
  ]);
});
