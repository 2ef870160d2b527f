/** The same files through the command line, in a folder and in a checkout; what lies outside is neither read nor written. */
import { linkSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { run } from '../../src/cli/run.js';
import { git, put, tempFolder } from '../local/temp-folder.js';
import { findActive } from './find-active.js';
import { DEEP, FOLDER, HOSTILE_FILES, LONG_LINE, ORDINARY, ORDINARY_TEXT } from './hostile-files.js';

async function cutover(folder: string, args: readonly string[]) {
  let out = '';
  let err = '';
  const code = await run(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    ...{ env: {}, folder, outIsTerminal: false, now: () => 0 },
  });
  return { code, out, err };
}

/** A folder beside others, with the hostile files and links out of it in it. */
function hostileFolder(): { readonly folder: string; readonly outside: string } {
  const around = tempFolder({ 'outside/secret.md': ORDINARY_TEXT });
  const folder = join(around, 'course');
  for (const [path, text] of Object.entries({ ...HOSTILE_FILES, [ORDINARY]: ORDINARY_TEXT })) put(folder, path, text);
  symlinkSync('../../../outside/secret.md', join(folder, FOLDER, 'link.md'));
  symlinkSync('../../../outside', join(folder, FOLDER, 'linked'));
  symlinkSync('.', join(folder, FOLDER, 'loop'));
  symlinkSync('/dev/zero', join(folder, FOLDER, 'zero.md'));
  return { folder, outside: join(around, 'outside') };
}

const COMMANDS_RUN = ['hostile', 'hostile.sh'];

function checkDone(folder: string, outside: string): void {
  const text = (path: string) => readFileSync(join(folder, path), 'utf8');
  expect(text(ORDINARY)).not.toContain('llama3.1:8b');
  expect(text(DEEP)).not.toContain('ollama pull llama3.1:8b');
  expect(text(`${FOLDER}/line\nfeed @hostile #4242.md`)).not.toContain('ollama pull llama3.1:8b');
  for (const path of ['broken.ipynb', 'nested.ipynb', 'binary.md'])
    expect(text(`${FOLDER}/${path}`) === HOSTILE_FILES[`${FOLDER}/${path}`]).toBe(true);
  expect(Math.abs(text(`${FOLDER}/long.md`).length - LONG_LINE.length)).toBeLessThan(100);
  expect(readdirSync(outside)).toEqual(['secret.md']);
  expect(readFileSync(join(outside, 'secret.md'), 'utf8')).toBe(ORDINARY_TEXT);
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.split('/').at(-1) ?? '');
  expect(all.filter((name) => COMMANDS_RUN.includes(name))).toEqual([]);
}

describe('a hostile folder through the command line', () => {
  test('is planned with inert bodies, and what controls a terminal is shown, not sent', async () => {
    const { folder } = hostileFolder();
    const plan = await cutover(folder, ['plan', '.', '--phase', '4', '--format', 'md']);
    expect(findActive(plan.out)).toEqual([]);
    const text = await cutover(folder, ['plan', '.', '--phase', '4']);
    for (const said of [plan, text])
      expect(/[\p{Cc}\u202e\u200b]/u.test((said.out + said.err).replace(/[\n\t]/g, ''))).toBe(false);
  }, 240_000);

  test('is changed where it may be, and nowhere else', async () => {
    const { folder, outside } = hostileFolder();
    await cutover(folder, ['apply', '.', '--phase', '4']);
    checkDone(folder, outside);
  }, 240_000);

  test('is changed the same in a checkout', async () => {
    const { folder, outside } = hostileFolder();
    git(folder, 'init', '-q', '-b', 'main');
    await cutover(folder, ['apply', '.', '--phase', '4']);
    checkDone(folder, outside);
  }, 240_000);

  test('with fifty thousand files more, only the one that names a model is changed', async () => {
    const folder = tempFolder({ [ORDINARY]: ORDINARY_TEXT, [`${FOLDER}/many/first.md`]: 'Nothing to see here.\n' });
    for (let index = 0; index < 50_000; index++)
      linkSync(join(folder, FOLDER, 'many/first.md'), join(folder, FOLDER, `many/@hostile ${index}.md`));
    const before = statSync(join(folder, FOLDER, 'many/first.md')).mtimeMs;
    const { code } = await cutover(folder, ['apply', '.', '--phase', '4']);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, ORDINARY), 'utf8')).not.toContain('llama3.1:8b');
    expect(statSync(join(folder, FOLDER, 'many/first.md')).mtimeMs).toBe(before);
  }, 240_000);
});
