/** The program itself, as a process. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { tempFolder } from '../local/temp-folder.js';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');

/** Runs the program; with `hangUp` nobody reads what it prints. */
function start(
  args: readonly string[],
  folder: string,
  hangUp = false,
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', TSX, MAIN, ...args], { cwd: folder });
    let out = '';
    let err = '';
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    if (hangUp) child.stdout.destroy();
    else
      child.stdout.on('data', (chunk) => {
        out += chunk;
      });
    child.on('close', (code) => resolve({ code: code ?? -1, out, err }));
  });
}

describe('the program', () => {
  test('prints results on standard output and ends with the exit code', async () => {
    const folder = tempFolder({ 'docs/SETUP.md': 'Run `ollama pull llama3.1:8b`.\n' });
    const { code, out } = await start(['plan', '.', '--check'], folder);
    expect(out).toContain('1 Core Documentation');
    expect(code).toBe(1);
  }, 60_000);

  test('ends quietly when nobody reads what it prints', async () => {
    const { code, err } = await start(['plan', '.', '--format', 'json'], tempFolder({ 'a.md': 'x' }), true);
    expect([code, err]).toEqual([0, '']);
  }, 60_000);
});
