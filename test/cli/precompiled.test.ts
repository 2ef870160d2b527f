import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CURRICULUM = join(ROOT, 'demo/curriculum');

/** A copy of what was built, to take things away from. */
let copy: string;

beforeAll(() => {
  if (!existsSync(join(ROOT, 'dist/bundle/cutover.code'))) throw new Error('there is no dist/bundle: npm run build');
  copy = mkdtempSync(join(tmpdir(), 'cutover-built-'));
  for (const part of ['dist', 'migrations', 'package.json'])
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function cutover(...args: readonly string[]): { readonly out: string; readonly code: number | null } {
  const { stdout, status } = spawnSync(process.execPath, [join(copy, 'dist/cli/main.js'), ...args], {
    encoding: 'utf8',
  });
  return { out: stdout, code: status };
}

function isLoaded(): boolean {
  const program = `console.log((await import(${JSON.stringify(join(copy, 'dist/cli/precompiled.js'))})).loadPrecompiled() !== undefined)`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
  return stdout.trim() === 'true';
}

describe('the command line in one file', () => {
  test('holds ASCII alone, as it is read', () => {
    expect(/[^\0-\x7f]/.test(readFileSync(join(ROOT, 'dist/bundle/cutover.cjs'), 'utf8'))).toBe(false);
  });

  test('says and plans what the modules say and plan', () => {
    const commands = [
      ['--version'],
      ['plan', CURRICULUM, '--format', 'json'],
      ['plan', CURRICULUM, '--format', 'md', '--phase', '1'],
      ['plan', CURRICULUM, '--phase', '99'],
    ];
    utimesNow('dist/bundle/cutover.cjs');
    expect(isLoaded()).toBe(true);
    const bundled = commands.map((command) => cutover(...command));
    rmSync(join(copy, 'dist/bundle'), { recursive: true });
    expect(isLoaded()).toBe(false);
    expect(commands.map((command) => cutover(...command))).toEqual(bundled);
    expect(bundled.map(({ code }) => code)).toEqual([0, 0, 0, 2]);
    cpSync(join(ROOT, 'dist/bundle'), join(copy, 'dist/bundle'), { recursive: true });
  });

  test('is not used when it is older than the build', () => {
    utimesNow('dist/bundle/cutover.cjs');
    expect(isLoaded()).toBe(true);
    utimesSync(join(copy, 'dist/bundle/cutover.cjs'), 1, 1);
    expect(isLoaded()).toBe(false);
  });

  test('is compiled anew when its code is of no use', () => {
    utimesNow('dist/bundle/cutover.cjs');
    rmSync(join(copy, 'dist/bundle/cutover.code'));
    expect(cutover('--version')).toMatchObject({ code: 0 });
  });
});

function utimesNow(file: string): void {
  const now = Date.now() / 1000 + 1;
  utimesSync(join(copy, file), now, now);
}
