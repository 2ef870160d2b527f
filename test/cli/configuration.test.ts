/** What `.github/cutover.yml` does to the command line: real folders, and a repository on the GitHub on this machine. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../demo/github/start-loopback-github.js';
import { run } from '../../src/cli/run.js';
import { git, put, tempCheckout, tempFolder } from '../local/temp-folder.js';

jest.setTimeout(60_000);

const AT = '.github/cutover.yml';
const GUIDE = 'domain-3-llm-systems/module-3.6-ai-agents/LAB_PREP.md';
const NOTES = 'domain-3-llm-systems/module-3.6-ai-agents/NOTES.md';
const PULL = '# Lab\n\n```bash\nollama pull llama3.1:8b\n```\n';

async function cutover(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const said = { out: '', err: '' };
  const code = await run(args, {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    ...{ env, folder, outIsTerminal: false, now: () => 0 },
  });
  return { code, ...said };
}

/** A line of the ledger for each reference: path, outcome, what it becomes or why not. */
async function ledgerOf(folder: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { code, err } = await cutover(folder, ['plan', '.', '--ledger', 'l.jsonl', ...args]);
  expect([code, err]).toEqual([0, '']);
  return readFileSync(join(folder, 'l.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ path, outcome, to, reason }) => `${path}: ${outcome} ${to ?? reason}`);
}

/** The bundled migration under another name, as a repository may keep it. */
function ownMigration(): string {
  const text = readFileSync(new URL('../../migrations/2025-tier-1.yml', import.meta.url), 'utf8');
  return text.replace(/^id: .*$/m, 'id: our-own');
}

describe('the configuration of a folder', () => {
  test('chooses another candidate, in one folder or everywhere', async () => {
    const folder = tempFolder({ [GUIDE]: PULL, [NOTES]: PULL });
    const without = await ledgerOf(folder);
    expect(without).toEqual([expect.stringMatching(/LAB_PREP.*rewrite/), expect.stringMatching(/NOTES.*rewrite/)]);
    put(folder, AT, `choose:\n  - {model: "llama3.1:8b", take: "qwen3:8b", paths: ["**/NOTES.md"]}\n`);
    const chosen = (await ledgerOf(folder)).filter((line) => !line.startsWith(AT));
    expect(chosen).toEqual([without[0], expect.stringContaining('NOTES.md: rewrite qwen3:8b')]);
    expect(chosen[1]).not.toBe(without[1]);
  });

  test('keeps files with its reason, and ignores others', async () => {
    const folder = tempFolder({
      [GUIDE]: PULL,
      [NOTES]: PULL,
      [AT]: 'keep:\n  - {paths: ["**/NOTES.md"], reason: what was used then}\nignore: ["**/LAB_PREP.md"]\n',
    });
    const { code } = await cutover(folder, ['apply', '.']);
    expect(code).toBe(0);
    for (const path of [GUIDE, NOTES]) expect(readFileSync(join(folder, path), 'utf8')).toBe(PULL);
    expect((await ledgerOf(folder)).find((line) => line.startsWith(NOTES))).toContain('what was used then');
  });

  test('adds files to a phase', async () => {
    const folder = tempFolder({ 'extra/a.md': PULL });
    await cutover(folder, ['apply', '.', '--phase', '4']);
    expect(readFileSync(join(folder, 'extra/a.md'), 'utf8')).toBe(PULL);
    put(folder, AT, 'phases:\n  phase-4:\n    paths: ["extra/**"]\n');
    await cutover(folder, ['apply', '.', '--phase', '4']);
    expect(readFileSync(join(folder, 'extra/a.md'), 'utf8')).not.toContain('llama3.1:8b');
  });

  test('is itself never edited', async () => {
    const text = 'choose:\n  - {model: "llama3.1:8b", take: nemotron-3-nano}\n';
    const folder = tempFolder({ [GUIDE]: PULL, [AT]: text });
    await cutover(folder, ['apply', '.']);
    expect(readFileSync(join(folder, AT), 'utf8')).toBe(text);
  });

  test('names a migration of the repository, which --migration overrides', async () => {
    const files = { [GUIDE]: PULL, 'migrations/own.yml': ownMigration(), [AT]: 'migration: migrations/own.yml\n' };
    const folder = tempCheckout(files);
    expect((await cutover(folder, ['apply', '.', '--commit'])).out).toContain('committed to cutover/our-own/phase-4');
    const overridden = await cutover(folder, ['apply', '.', '--commit', '--migration', '2025-tier-1']);
    expect(overridden.out).toContain('committed to cutover/2025-tier-1/phase-4');
  });

  test('words the first line of the commits', async () => {
    const folder = tempCheckout({ [GUIDE]: PULL, [AT]: 'commit-message: "docs: {title} ({phase} of {migration})"\n' });
    await cutover(folder, ['apply', '.', '--phase', '4', '--commit']);
    expect(git(folder, 'log', '-1', '--format=%s', 'cutover/2025-tier-1/phase-4')).toMatch(
      /^docs: Domain 3.* \(phase-4 of 2025-tier-1\)$/,
    );
  });
});

describe('a configuration that is not valid ends with 2, and nothing runs:', () => {
  test.each([
    ['all faults of the file', 'drat: true\nignore: [/a]\n', [`${AT}:1:1: `, 'Did you mean "draft"?', `${AT}:2:10: `]],
    ['a migration that nobody has', 'migration: 2025-teir-1\n', [`${AT}:1:12: `, 'Did you mean "2025-tier-1"?']],
    ['a migration file that is not there', 'migration: own.yml\n', [`${AT}:1:12: There is no file own.yml`]],
    [
      'choices that the migration does not offer',
      'choose:\n  - {model: llama3.1:8b, take: qwen3:9b}\n  - {model: llama9, take: qwen3:8b}\n',
      [`${AT}:2:32: There is no model "qwen3:9b"`, `${AT}:3:13: There is no model "llama9"`],
    ],
  ])('%s', async (_, text, said) => {
    const folder = tempFolder({ [GUIDE]: PULL, [AT]: text });
    for (const verb of ['plan', 'apply']) {
      const { code, out, err } = await cutover(folder, [verb, '.', '--ledger', 'l.jsonl']);
      expect([code, out]).toEqual([2, '']);
      for (const words of said) expect(err).toContain(words);
    }
    expect(existsSync(join(folder, 'l.jsonl'))).toBe(false);
    expect(readFileSync(join(folder, GUIDE), 'utf8')).toBe(PULL);
  });

  test('a migration file with faults, each with its own place', async () => {
    const folder = tempFolder({ [GUIDE]: PULL, 'own.yml': 'id: mine\ntitel: Mine\n', [AT]: 'migration: own.yml\n' });
    const { code, err } = await cutover(folder, ['plan', '.']);
    expect(code).toBe(2);
    expect(err).toMatch(/ own\.yml:2:1: .*titel/);
  });

  test('a migration file outside of the folder, through a link', async () => {
    const outside = tempFolder({ 'own.yml': ownMigration() });
    const folder = tempCheckout({ [GUIDE]: PULL, [AT]: 'migration: own/own.yml\n' });
    const { symlinkSync } = await import('node:fs');
    symlinkSync(outside, join(folder, 'own'));
    const { code, err } = await cutover(folder, ['plan', '.']);
    expect([code, err]).toEqual([2, expect.stringContaining('own/own.yml is not a file')]);
  });
});

describe('the configuration of a repository on GitHub', () => {
  let github: LoopbackGitHub;
  let env: Readonly<Record<string, string>>;
  beforeAll(async () => {
    github = await startLoopbackGitHub();
    const files = { [GUIDE]: PULL, 'own.yml': ownMigration() };
    github.seedRepository({ fullName: 'octo/course', files: { ...files, [AT]: 'migration: own.yml\n' } });
    github.asUser('reader', 'octo/course').push({ branch: 'broken', files: { [AT]: 'drat: true\n' } });
    env = { GITHUB_API_URL: github.apiUrl, GITHUB_TOKEN: github.createUserToken('reader') };
  });
  afterAll(() => github.stop());

  test('is that of the commit which is planned', async () => {
    const { code, err } = await cutover(tempFolder(), ['plan', 'octo/course', '--explain', `${GUIDE}:4`], env);
    expect([code, err]).toEqual([0, '']);
    const { out } = await cutover(tempFolder(), ['plan', 'octo/course', '--format', 'json'], env);
    expect(JSON.parse(out)).toMatchObject({ migration: 'our-own' });
    expect(github.contractViolations()).toEqual([]);
  });

  test('is refused with all its faults when it is not valid', async () => {
    const { code, out, err } = await cutover(tempFolder(), ['plan', 'octo/course@broken'], env);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('The configuration of octo/course is not valid (1 problem); nothing ran.');
    expect(err).toContain(`${AT}:1:1: `);
  });
});
