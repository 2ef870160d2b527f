/** The program itself, as a process. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { tempFolder } from '../local/temp-folder.js';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');
/** A module that starts a thread, which compiles one long expression after the other for as long as the process lives. */
const BUSY_THREAD = `data:text/javascript,${encodeURIComponent(`
  import { isMainThread, Worker } from 'node:worker_threads';
  if (isMainThread) {
    const busy = \`for (let n = 0; ; n += 1) {
      new RegExp(Array.from({ length: 400 }, (_, i) => '([a-z]x' + i + '|y' + n + ')?').join('')).test('q');
    }\`;
    const worker = new Worker(busy, { eval: true });
    await new Promise((resolve) => worker.once('online', resolve));
    worker.unref();
  }
`)}`;

/** Runs the program, after other modules; with `hangUp` nobody reads what it prints. */
function start(
  args: readonly string[],
  folder: string,
  { hangUp = false, imports = [] as readonly string[] } = {},
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const options = [TSX, ...imports].flatMap((module) => ['--import', module]);
    const child = spawn(process.execPath, [...options, MAIN, ...args], { cwd: folder });
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

  test('does not crash beside a thread that compiles expressions', async () => {
    const folder = tempFolder({ 'docs/SETUP.md': 'Run `ollama pull llama3.1:8b`.\n' });
    const { code, out } = await start(['plan', '.'], folder, { imports: [BUSY_THREAD] });
    expect([code, out]).toEqual([0, expect.stringContaining('1 Core Documentation')]);
  }, 60_000);

  test('ends quietly when nobody reads what it prints', async () => {
    const { code, err } = await start(['plan', '.', '--format', 'json'], tempFolder({ 'a.md': 'x' }), {
      hangUp: true,
    });
    expect([code, err]).toEqual([0, '']);
  }, 60_000);
});
