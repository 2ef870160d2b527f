import { chmodSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createFileWriter } from '../../src/local/write-files.js';
import { planOf } from './plan-of.js';
import { put, tempFolder } from './temp-folder.js';

describe('edited files', () => {
  test('have the new text, byte for byte, and nothing is left beside them', async () => {
    const folder = tempFolder({ 'a/b.md': '\ufeffold ä\r\n', 'c.md': 'same' });
    const written = await createFileWriter(folder).publish(
      planOf(
        { path: 'a/b.md', before: '\ufeffold ä\r\n', after: '\ufeffnew 🦙\r\n' },
        { path: 'c.md', before: 'same', after: 'same' },
      ),
    );
    expect(readFileSync(join(folder, 'a/b.md'))).toEqual(Buffer.from('\ufeffnew 🦙\r\n'));
    expect(readdirSync(join(folder, 'a'))).toEqual(['b.md']);
    expect(written).toEqual({ summary: 'Phase 4: 1 file edited.', changed: true, files: ['a/b.md'], refused: [] });
  });

  test('may have names as long as names can be, and leftovers of a run that was killed beside them', async () => {
    const name = `${'あ'.repeat(84)}.md`;
    const folder = tempFolder({ [name]: 'old', [`.${name.slice(0, 60)}.cutover-${process.pid}`]: 'left' });
    const written = await createFileWriter(folder).publish(planOf({ path: name, before: 'old', after: 'new' }));
    expect(written.refused).toEqual([]);
    expect(readFileSync(join(folder, name), 'utf8')).toBe('new');
  });

  test('keep their mode', async () => {
    const folder = tempFolder({ 'run.sh': 'old' });
    chmodSync(join(folder, 'run.sh'), 0o750);
    await createFileWriter(folder).publish(planOf({ path: 'run.sh', before: 'old', after: 'new' }));
    expect(statSync(join(folder, 'run.sh')).mode & 0o7777).toBe(0o750);
  });

  test('are not touched where the phase has nothing to change', async () => {
    const folder = tempFolder({ 'a.md': 'old' });
    const before = statSync(join(folder, 'a.md')).ino;
    const written = await createFileWriter(folder).publish(planOf({ path: 'a.md', before: 'old', after: 'old' }));
    expect(written).toMatchObject({ summary: 'Phase 4: nothing to change.', changed: false });
    expect(statSync(join(folder, 'a.md')).ino).toBe(before);
  });
});

describe('a file is refused, and the others are written,', () => {
  async function publish(folder: string, path: string) {
    const plan = planOf({ path, before: 'old', after: 'new' }, { path: 'z.md', before: 'old', after: 'new' });
    const written = await createFileWriter(folder).publish(plan);
    expect(readFileSync(join(folder, 'z.md'), 'utf8')).toBe('new');
    expect(written.files).toEqual(['z.md']);
    expect(written.summary).toBe('Phase 4: 1 file edited, 1 left as they are.');
    return written.refused;
  }

  test('when it changed since it was read', async () => {
    const folder = tempFolder({ 'a.md': 'old', 'z.md': 'old' });
    put(folder, 'a.md', 'mine');
    expect(await publish(folder, 'a.md')).toEqual([
      { path: 'a.md', message: 'was not written: it was changed since it was read; run again', unverified: true },
    ]);
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('mine');
  });

  test('when it went away', async () => {
    const folder = tempFolder({ 'z.md': 'old' });
    expect(await publish(folder, 'a.md')).toMatchObject([{ message: 'was not written: it is not there' }]);
  });

  test('when it became a link', async () => {
    const outside = tempFolder({ 'a.md': 'old' });
    const folder = tempFolder({ 'z.md': 'old' });
    symlinkSync(join(outside, 'a.md'), join(folder, 'a.md'));
    expect(await publish(folder, 'a.md')).toMatchObject([{ message: 'was not written: it is no longer a plain file' }]);
    expect(lstatSync(join(folder, 'a.md')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(outside, 'a.md'), 'utf8')).toBe('old');
  });

  test('when its folder became a link to somewhere else', async () => {
    const outside = tempFolder({ 'a.md': 'old' });
    const folder = tempFolder({ 'docs/a.md': 'old', 'z.md': 'old' });
    rmSync(join(folder, 'docs'), { recursive: true });
    symlinkSync(outside, join(folder, 'docs'));
    expect(await publish(folder, 'docs/a.md')).toMatchObject([{ message: expect.stringContaining('symbolic link') }]);
    expect(readFileSync(join(outside, 'a.md'), 'utf8')).toBe('old');
  });

  test.each(['../a.md', '/a.md', 'docs/../../a.md', './a.md'])('when its path is %s', async (path) => {
    const folder = tempFolder({ 'z.md': 'old' });
    expect(await publish(folder, path)).toMatchObject([{ path, unverified: true }]);
  });
});
