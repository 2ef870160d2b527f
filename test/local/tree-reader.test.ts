import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { SourceFile } from '../../src/core/source.js';
import { createTreeReader, type TreeReaderOptions } from '../../src/local/tree-reader.js';
import { git, put, tempCheckout, tempFolder } from './temp-folder.js';

async function readAll(
  options: TreeReaderOptions,
  stems = 'llama',
): Promise<{ files: SourceFile[]; problems: string[] }> {
  const files: SourceFile[] = [];
  const problems: string[] = [];
  const reader = createTreeReader(options);
  for await (const file of reader.read(stems, (path, message) => problems.push(`${path}: ${message}`)))
    files.push(file);
  return { files, problems };
}

async function paths(options: TreeReaderOptions): Promise<readonly string[]> {
  return (await createTreeReader(options).list()).map((entry) => entry.path);
}

describe('a checkout', () => {
  test('consists of what git tracks or would track, in path order, as it is on disk', async () => {
    const folder = tempCheckout({ 'b.md': 'llama', 'a/z.py': 'x', 'gone.md': 'llama', '.gitignore': 'ignored/\n' });
    put(folder, 'new ä.md', 'Llama');
    put(folder, 'ignored/in.md', 'llama');
    rmSync(join(folder, 'gone.md'));
    put(folder, 'b.md', 'llama, edited');
    expect(await paths({ folder })).toEqual(['.gitignore', 'a/z.py', 'b.md', 'new ä.md']);
    expect(await paths({ folder, untracked: false })).toEqual(['.gitignore', 'a/z.py', 'b.md']);
    const { files } = await readAll({ folder });
    expect(files.map(({ path, text }) => [path, text])).toEqual([
      ['b.md', 'llama, edited'],
      ['new ä.md', 'Llama'],
    ]);
  });

  test("gives git's own blob ids and modes, also for what is not committed", async () => {
    const folder = tempCheckout({ 'a.sh': 'llama\n', 'b.md': 'one\n' });
    git(folder, 'update-index', '--chmod=+x', 'a.sh');
    put(folder, 'b.md', 'two llamas\n');
    const entries = await createTreeReader({ folder }).list();
    expect(entries.map(({ mode, blob }) => [mode, blob])).toEqual([
      ['100755', git(folder, 'hash-object', 'a.sh')],
      ['100644', git(folder, 'hash-object', 'b.md')],
    ]);
    const { files } = await readAll({ folder });
    expect(files.map(({ blob }) => blob)).toEqual(entries.map(({ blob }) => blob));
  });

  test('is read from a folder below its top as well', async () => {
    const folder = tempCheckout({ 'course/a.md': 'llama', 'b.md': 'llama' });
    expect(await paths({ folder: join(folder, 'course') })).toEqual(['a.md']);
  });

  test('does not count for a folder that it ignores', async () => {
    const folder = tempCheckout({ '.gitignore': 'build/\n', 'build/.gitignore': '' });
    put(folder, 'build/a.md', 'llama');
    expect(await paths({ folder: join(folder, 'build') })).toEqual(['.gitignore', 'a.md']);
  });

  test('with a conflict lists the file once', async () => {
    const folder = tempCheckout({ 'a.md': 'llama\n' });
    git(folder, 'checkout', '-q', '-b', 'side');
    put(folder, 'a.md', 'llama left\n');
    git(folder, 'commit', '-q', '-am', 'Left');
    git(folder, 'checkout', '-q', 'main');
    put(folder, 'a.md', 'llama right\n');
    git(folder, 'commit', '-q', '-am', 'Right');
    expect(() => git(folder, 'merge', 'side')).toThrow();
    expect(await paths({ folder })).toEqual(['a.md']);
  });

  test('has its submodules as entries that are not read', async () => {
    const folder = tempCheckout({ 'a.md': 'x' });
    const commit = git(folder, 'rev-parse', 'HEAD');
    git(folder, 'update-index', '--add', '--cacheinfo', `160000,${commit},sub`);
    mkdirSync(join(folder, 'sub'));
    const entries = await createTreeReader({ folder }).list();
    expect(entries.map(({ path, mode, blob }) => [path, mode, blob]).at(-1)).toEqual(['sub', '160000', commit]);
  });

  test('is not read through a folder that became a link to somewhere else', async () => {
    const outside = tempFolder({ 'a.md': 'llama outside' });
    const folder = tempCheckout({ 'docs/a.md': 'llama' });
    rmSync(join(folder, 'docs'), { recursive: true });
    symlinkSync(outside, join(folder, 'docs'));
    expect((await readAll({ folder })).files.map(({ path }) => path)).toEqual([]);
    expect(await paths({ folder })).toEqual(['docs']);
  });
});

describe('a folder without git', () => {
  test('is walked, but for installed packages', async () => {
    const folder = tempFolder({ 'a.md': 'llama', 'deep/er/b.py': 'x', 'node_modules/c.js': 'llama' });
    expect(await paths({ folder })).toEqual(['a.md', 'deep/er/b.py']);
  });

  test('is read whatever its name is made of', async () => {
    const folder = tempFolder({ 'with\nline.md': 'llama' });
    expect(await paths({ folder })).toEqual(['with\nline.md']);
  });

  test('leaves out what the run itself writes', async () => {
    const folder = tempFolder({ 'a.md': 'llama', 'ledger.jsonl': 'llama' });
    expect(await paths({ folder, except: [join(folder, 'ledger.jsonl')] })).toEqual(['a.md']);
  });
});

describe('bytes', () => {
  test('of a text keep their BOM and line ends', async () => {
    const folder = tempFolder({ 'a.md': '\ufeffllama\r\n' });
    const { files } = await readAll({ folder });
    expect(files[0]?.text).toBe('\ufeffllama\r\n');
    expect(files[0]).not.toHaveProperty('unreadable');
  });

  test('that are no text to edit are listed with the reason', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:llama\nsize 12\n';
    const folder = tempFolder({
      'binary.bin': Buffer.from('llama\0'),
      'latin1.txt': Buffer.from('llama \xe4', 'latin1'),
      'lfs.bin': pointer,
      'large.txt': `${'x'.repeat(200)}llama`,
    });
    symlinkSync('llama.md', join(folder, 'link'));
    const { files, problems } = await readAll({ folder, limits: { editableBytes: 150 } });
    expect(Object.fromEntries(files.map(({ path, unreadable }) => [path, unreadable]))).toEqual({
      'binary.bin': 'binary',
      'latin1.txt': 'not-utf8',
      'large.txt': 'too-large',
      'lfs.bin': 'lfs-pointer',
      link: 'symlink',
    });
    expect(files.find(({ path }) => path === 'link')?.text).toBe('llama.md');
    expect(problems).toEqual([]);
  });

  test('that are too many are searched in pieces; only a text with a hit is reported', async () => {
    const hit = Buffer.concat([Buffer.alloc(8 * 1024 * 1024 - 3, 'x'), Buffer.from('llama')]);
    const folder = tempFolder({
      'between-pieces.txt': hit,
      'nothing.txt': 'x'.repeat(300),
      'weights.bin': Buffer.concat([Buffer.from([0]), Buffer.from('llama'.repeat(100))]),
    });
    const { files, problems } = await readAll({ folder, limits: { fileBytes: 200 } });
    expect(files).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(/^between-pieces.txt: names a model.*by hand$/)]);
  });

  test('without a hit are not decoded', async () => {
    const folder = tempFolder({ 'a.md': 'nothing here' });
    expect((await readAll({ folder })).files).toEqual([]);
  });
});

describe('what is in the way', () => {
  test('a folder that is not there is said, with a next step', () => {
    expect(() => createTreeReader({ folder: '/nowhere/at/all' })).toThrow(
      '/nowhere/at/all cannot be opened: it is not there.',
    );
  });

  test('a file in place of a folder is said', () => {
    const folder = tempFolder({ 'a.md': '' });
    expect(() => createTreeReader({ folder: join(folder, 'a.md') })).toThrow('is a file, not a folder');
  });

  test('a file that went away between listing and reading is reported, the rest is read', async () => {
    const folder = tempFolder({ 'a.md': 'llama', 'b.md': 'llama' });
    const reader = createTreeReader({ folder });
    await reader.list();
    rmSync(join(folder, 'a.md'));
    const problems: string[] = [];
    const read: string[] = [];
    for await (const file of reader.read('llama', (path, message) => problems.push(`${path} ${message}`)))
      read.push(file.path);
    expect(read).toEqual(['b.md']);
    expect(problems).toEqual(['a.md could not be read: it is not there']);
  });

  const superuser = process.getuid?.() === 0;
  (superuser ? test.skip : test)('a file that may not be read is reported', async () => {
    const folder = tempFolder({ 'a.md': 'llama' });
    chmodSync(join(folder, 'a.md'), 0o000);
    expect((await readAll({ folder })).problems).toEqual(['a.md: could not be read: permission denied']);
  });
});
