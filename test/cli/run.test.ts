/** The command line as a person meets it: real folders, the bundled migration, the real engine. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { run } from '../../src/cli/run.js';
import type { World } from '../../src/cli/world.js';
import { git, put, tempCheckout, tempFolder } from '../local/temp-folder.js';

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function cutover(folder: string, args: readonly string[], world: Partial<World> = {}): Promise<Said> {
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
    ...world,
  });
  return { code, out, err };
}

const GUIDE = 'domain-3-llm-systems/module-3.6-ai-agents/LAB_PREP.md';
const COURSE = {
  [GUIDE]: '# Lab\n\n```bash\nollama pull llama3.1:8b\n```\n',
  'docs/SETUP.md': '# Setup\n\n```bash\nollama pull llama3.1:8b\n```\n',
  'docs/OTHER.md': 'Nothing.\n',
};

function linesOf(path: string): readonly Record<string, unknown>[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

describe('plan', () => {
  test('lists all six phases and changes nothing', async () => {
    const folder = tempCheckout(COURSE);
    const { code, out, err } = await cutover(folder, ['plan', '.']);
    for (let phase = 1; phase <= 6; phase++) expect(out).toMatch(new RegExp(`^${phase} \\w`, 'm'));
    expect([code, err, git(folder, 'status', '--porcelain')]).toEqual([0, '', '']);
  });

  test('tells a person at a terminal how to go on, and nobody else', async () => {
    const folder = tempFolder(COURSE);
    const { out } = await cutover(folder, ['plan', '.', '--phase', '4'], { outIsTerminal: true });
    expect(out).toContain('cutover plan . --format html --out report.html');
    expect(out).toContain('cutover apply . --phase 4');
    const checked = await cutover(folder, ['plan', '.', '--check'], { outIsTerminal: true });
    expect(checked.out + (await cutover(folder, ['plan', '.'])).out).not.toContain('cutover apply');
  });

  test('says of a folder that names no old model that it names none', async () => {
    const { out } = await cutover(tempFolder({ 'a.md': 'Nothing.\n' }), ['plan', '.']);
    expect(out).toContain('No phase has a file that names an old model of this migration.');
  });

  test('--check ends with 1 while something is left to do, and with 0 after it was done', async () => {
    const folder = tempFolder(COURSE);
    expect((await cutover(folder, ['plan', '.', '--check'])).code).toBe(1);
    await cutover(folder, ['apply', '.']);
    expect((await cutover(folder, ['plan', '.', '--check'])).code).toBe(0);
  });

  test('writes one line of JSON for each reference, with its place before the edits', async () => {
    const folder = tempFolder(COURSE);
    await cutover(folder, ['plan', '.', '--phase', '4', '--ledger', 'l.jsonl', '--warnings', 'w.jsonl']);
    expect(linesOf(join(folder, 'l.jsonl'))).toMatchObject([
      { path: GUIDE, line: 4, col: 12, surface: 'llama3.1:8b', outcome: 'rewrite', phase: 'phase-4' },
    ]);
    for (const warning of linesOf(join(folder, 'w.jsonl')))
      expect(warning).toMatchObject({ path: GUIDE, rule: expect.any(String), message: expect.any(String) });
  });

  test("--format md is the phase's pull request, --format json is for programs", async () => {
    const folder = tempFolder(COURSE);
    const body = await cutover(folder, ['plan', '.', '--phase', '4', '--format', 'md']);
    expect(body.out).toContain('- [');
    expect(body.out).toContain(GUIDE.split('/').at(-1));
    const { out } = await cutover(folder, ['plan', '.', '--format', 'json', '--out', 'plan.json']);
    expect(out).toBe('');
    const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'));
    expect(plan.phases.map(({ id }: { id: string }) => id)).toHaveLength(6);
  });

  test('uses colours on a terminal only, and not with NO_COLOR', async () => {
    const folder = tempFolder(COURSE);
    const colours = '\u001b[1m';
    expect((await cutover(folder, ['plan', '.'], { outIsTerminal: true })).out).toContain(colours);
    expect((await cutover(folder, ['plan', '.'])).out).not.toContain(colours);
    const off = { outIsTerminal: true, env: { NO_COLOR: '1' } };
    expect((await cutover(folder, ['plan', '.'], off)).out).not.toContain(colours);
  });
});

describe('plan --explain', () => {
  test('says of a name what it stands in, which rules looked at it and what decided', async () => {
    const { code, out } = await cutover(tempFolder(COURSE), ['plan', '.', '--explain', `${GUIDE}:4`]);
    expect(code).toBe(0);
    expect(out).toContain(`${GUIDE}:4:13\n  llama3.1:8b -> nemotron-3-nano`);
    expect(out).toContain('stands in Markdown fence > shell argument of ollama');
    expect(out).toContain('asked     file-name-or-link');
  });

  test('a path that names nothing is answered with the nearest one', async () => {
    const { code, err } = await cutover(tempFolder(COURSE), ['plan', '.', '--explain', 'docs/SETPU.md']);
    expect([code, err.includes('Did you mean docs/SETUP.md?')]).toEqual([2, true]);
  });

  test('a line that names nothing is answered with how to see the whole file', async () => {
    const { code, err } = await cutover(tempFolder(COURSE), ['plan', '.', '--explain', 'docs/SETUP.md:1']);
    expect([code, err.includes('--explain docs/SETUP.md')]).toEqual([2, true]);
  });
});

describe('apply', () => {
  test('edits the files of the phase and no others, and a second time nothing', async () => {
    const folder = tempFolder(COURSE);
    const { code, out } = await cutover(folder, ['apply', '.', '--phase', '4']);
    expect(code).toBe(0);
    expect(out).toContain('Phase 4: 1 file edited.');
    expect(readFileSync(join(folder, GUIDE), 'utf8')).not.toContain('llama3.1:8b');
    expect(readFileSync(join(folder, 'docs/SETUP.md'), 'utf8')).toBe(COURSE['docs/SETUP.md']);
    const after = readFileSync(join(folder, GUIDE), 'utf8');
    expect((await cutover(folder, ['apply', '.', '--phase', '4'])).out).toContain('Phase 4: nothing to change.');
    expect(readFileSync(join(folder, GUIDE), 'utf8')).toBe(after);
  });

  test('--check changes nothing and ends with 1', async () => {
    const folder = tempFolder(COURSE);
    expect((await cutover(folder, ['apply', '.', '--check'])).code).toBe(1);
    expect(readFileSync(join(folder, GUIDE), 'utf8')).toBe(COURSE[GUIDE]);
  });

  test('--commit makes a branch for each phase, with the same files that apply writes', async () => {
    const folder = tempCheckout(COURSE);
    const { code, out } = await cutover(folder, ['apply', '.', '--commit']);
    expect(code).toBe(0);
    expect(out).toContain('committed to cutover/2025-tier-1/phase-4');
    expect(git(folder, 'branch', '--show-current')).toBe('main');
    expect(git(folder, 'status', '--porcelain')).toBe('');
    expect(git(folder, 'log', '-1', '--format=%s', 'cutover/2025-tier-1/phase-1')).toMatch(/^Migrate phase 1/);
    const committed = git(folder, 'show', `cutover/2025-tier-1/phase-4:${GUIDE}`);
    await cutover(folder, ['apply', '.']);
    expect(`${committed}\n`).toBe(readFileSync(join(folder, GUIDE), 'utf8'));
  });

  test('a file that could not be verified ends with 3, is named, and the rest is done', async () => {
    const folder = tempFolder({
      ...COURSE,
      [GUIDE.replace('LAB_PREP.md', 'labs/lab.ipynb')]: '{"cells": ["llama3.1:8b"',
    });
    const { code, err } = await cutover(folder, ['apply', '.']);
    expect(code).toBe(3);
    expect(err).toContain('labs/lab.ipynb');
    expect(readFileSync(join(folder, GUIDE), 'utf8')).not.toContain('llama3.1:8b');
  });
});

describe('bad input ends with 2, one clear sentence and the next step,', () => {
  test.each([
    [['plan', '.', '--phase', '9'], 'has no phase 9.', 'It has: 1 ('],
    [['plan', 'nowhere'], 'There is no folder nowhere', 'Give a folder, or OWNER/REPO'],
    [['apply', 'nowhere'], 'nowhere cannot be opened: it is not there.', 'Check the path.'],
    [
      ['plan', '.', '--migration', '2025-tier-2'],
      'There is no migration "2025-tier-2".',
      'Did you mean "2025-tier-1"?',
    ],
    [['plan', '.', '--migration', 'gone.yml'], 'gone.yml is not there.', 'Give the id'],
    [['plan', '.', '--ledger', 'no/such/l.jsonl'], 'cannot be written: there is no folder', 'Give the path'],
    [['apply', '.', '--commit'], 'is not in a git checkout', 'Run without --commit'],
    [['plan', '.', '--frmat', 'md'], 'There is no option --frmat. Did you mean --format?', 'See: cutover help plan'],
  ])('%j', async (args, sentence, step) => {
    const folder = tempFolder(COURSE);
    const { code, out, err } = await cutover(folder, args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
    expect(err).toContain(step);
    expect(readFileSync(join(folder, GUIDE), 'utf8')).toBe(COURSE[GUIDE]);
  });

  test('and for an invalid migration every problem with line and column, and nothing runs', async () => {
    const folder = tempFolder(COURSE);
    put(folder, 'mine.yml', 'id: mine\ntitel: Mine\nphases: 3\n');
    const { code, err } = await cutover(folder, ['apply', '.', '--migration', 'mine.yml', '--ledger', 'l.jsonl']);
    expect(code).toBe(2);
    expect(err).toMatch(/mine\.yml:2:1: .*titel/);
    expect(err).toMatch(/mine\.yml:3:\d+: /);
    expect(existsSync(join(folder, 'l.jsonl'))).toBe(false);
    expect(readFileSync(join(folder, GUIDE), 'utf8')).toBe(COURSE[GUIDE]);
  });
});

describe('besides', () => {
  test('--version is the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect((await cutover('/', ['--version'])).out).toBe(`${version}\n`);
  });

  test('migrations lists the bundled ones with their phases', async () => {
    const { out } = await cutover('/', ['migrations']);
    expect(out).toContain('2025-tier-1  2025 Model Migration Plan');
    expect(out).toContain('  phase 6  ');
  });

  test('a repository without a reference is done at once', async () => {
    const { code, err } = await cutover(tempFolder({ 'a.md': 'Nothing.' }), ['apply', '.']);
    expect([code, err]).toEqual([0, '']);
  });
});
