import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CONFIGURATION_BYTES, CONFIGURATION_PATH } from '../../src/core/configuration.js';
import { formatProblem } from '../../src/core/problem.js';
import { readConfiguration } from '../../src/local/read-configuration.js';
import { put, tempFolder } from './temp-folder.js';

function problemIn(folder: string): string {
  const found = readConfiguration(folder);
  return found.state === 'unreadable' ? formatProblem(found.problem) : found.state;
}

describe('the configuration of a folder', () => {
  test('is the text of its file', () => {
    const folder = tempFolder({ [CONFIGURATION_PATH]: 'draft: true # ü\n' });
    expect(readConfiguration(folder)).toEqual({
      state: 'found',
      file: { path: CONFIGURATION_PATH, text: 'draft: true # ü\n' },
    });
  });

  test('is none without the file, and without the folder above it', () => {
    expect(readConfiguration(tempFolder({ '.github/other.yml': '' }))).toEqual({ state: 'none' });
    expect(readConfiguration(tempFolder())).toEqual({ state: 'none' });
    expect(readConfiguration(tempFolder({ '.github': 'a file' }))).toEqual({ state: 'none' });
  });

  test('of another ending is pointed out, and not passed over', () => {
    expect(problemIn(tempFolder({ '.github/cutover.yaml': '' }))).toBe(
      '.github/cutover.yml:1:1: There is .github/cutover.yaml, and no such file. Rename it.',
    );
  });

  test('is not read through a link, which may lead out of the folder', () => {
    const secret = tempFolder({ 'secret.txt': 'draft: true', 'cutover.yml': 'draft: true' });
    const linked = tempFolder({ '.github/x': '' });
    symlinkSync(join(secret, 'secret.txt'), join(linked, CONFIGURATION_PATH));
    expect(problemIn(linked)).toContain('It is a symbolic link');
    rmSync(join(linked, '.github'), { recursive: true });
    symlinkSync(secret, join(linked, '.github'));
    expect(problemIn(linked)).toContain('Its folder is a symbolic link');
  });

  test('that is no text of a reasonable size is not read', () => {
    const folder = tempFolder();
    mkdirSync(join(folder, CONFIGURATION_PATH), { recursive: true });
    expect(problemIn(folder)).toContain('It is not a file');
    expect(problemIn(tempFolder({ [CONFIGURATION_PATH]: Buffer.from([0x61, 0xff]) }))).toContain('not valid UTF-8');
    expect(problemIn(tempFolder({ [CONFIGURATION_PATH]: Buffer.alloc(CONFIGURATION_BYTES + 1, 0x20) }))).toContain(
      `has ${CONFIGURATION_BYTES + 1} bytes`,
    );
  });

  test('cannot be asked of a folder that is not there', () => {
    const folder = tempFolder();
    put(folder, 'file', '');
    expect(() => readConfiguration(join(folder, 'none'))).toThrow('cannot be opened');
    expect(() => readConfiguration(join(folder, 'file'))).toThrow('is a file, not a folder');
  });
});
