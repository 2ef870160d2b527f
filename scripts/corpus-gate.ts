/**
 * Runs the command line over a real curriculum and holds the result against its hand-made labels. The curriculum lies beside the
 * checkout (`../shared/corpus`, or the folder in CUTOVER_CORPUS) and is no part of the repository; without it this is a skip.
 * One line a check: `ok - `, `not ok - `, `skip - ` or, for what is only told, `info - `. Ends with 1 when a check failed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CORPUS = process.env.CUTOVER_CORPUS ?? join(ROOT, '../shared/corpus');
const PROGRAM = join(ROOT, 'dist/cli/main.js');
const PHASES = 6;

/** Plain ids left to a person, in percent of 189: 12 are 6.3. And references rewritten although they must stay. */
const LIMITS = ['--timid', '6.4', '--wrong', '0'];

/** What makes the difference between the two runs that are told about: the lines of the migration that know this curriculum. */
const KNOWING_LINES = [
  /^ {2}- "\*\*\/sample_documents\/\*\*"\n/m,
  /^ +subjects: \*diffusion-subject\n/m,
  /^ {8}subjects: &diffusion-subject\n(?: {10}.*\n)+/m,
];

interface Ran {
  readonly code: number;
  readonly text: string;
}

let failed = 0;

function say(verdict: 'ok' | 'not ok' | 'skip' | 'info', what: string): void {
  if (verdict === 'not ok') failed++;
  process.stdout.write(`${verdict} - ${what.replaceAll('\n', ' | ')}\n`);
}

function check(holds: boolean, what: string, otherwise: string): void {
  say(holds ? 'ok' : 'not ok', holds ? what : `${what}: ${otherwise}`);
}

function runNode(args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status ?? -1, text: `${stdout}${stderr}`.trim() };
}

/** A copy of the curriculum that can be written to. */
function copyTree(to: string): string {
  cpSync(join(CORPUS, 'tree'), to, { recursive: true, verbatimSymlinks: true });
  for (const [path, entry] of entriesOf(to)) if (!entry.isSymbolicLink()) chmodSync(join(to, path), 0o755);
  chmodSync(to, 0o755);
  return to;
}

function entriesOf(folder: string) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => [join(entry.parentPath, entry.name).slice(folder.length + 1), entry] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** One digest over all paths and contents. */
function digestOf(folder: string): string {
  const hash = createHash('sha256');
  for (const [path, entry] of entriesOf(folder)) {
    if (entry.isDirectory()) continue;
    const content = entry.isSymbolicLink() ? readlinkSync(join(folder, path)) : readFileSync(join(folder, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function score(after: string, ledger: string, warnings: string): Ran {
  const told = ['--kept', ledger, '--warnings', warnings];
  return runNode([join(CORPUS, 'score.mjs'), join(CORPUS, 'tree'), after, ...told, '--gate', ...LIMITS]);
}

/** Every phase at once: the score, a second run, and the same phase by phase. */
function checkApply(folder: string): void {
  const after = copyTree(join(folder, 'at-once'));
  const ledger = join(folder, 'ledger.jsonl');
  const warnings = join(folder, 'warnings.jsonl');
  const apply = runNode([PROGRAM, 'apply', after, '--phase', 'all', '--ledger', ledger, '--warnings', warnings]);
  check(apply.code === 0, 'apply --phase all ends with 0', `exit code ${apply.code}: ${apply.text}`);
  if (!existsSync(ledger)) return;
  const gate = score(after, ledger, warnings);
  check(gate.code === 0, `score: ${gate.text}`, 'a gate is not met');
  const once = digestOf(after);
  const again = runNode([PROGRAM, 'apply', after]);
  check(again.code === 0 && digestOf(after) === once, 'a second apply changes nothing', again.text);
  const stepwise = copyTree(join(folder, 'by-phase'));
  for (let phase = 1; phase <= PHASES; phase++) runNode([PROGRAM, 'apply', stepwise, '--phase', String(phase)]);
  check(digestOf(stepwise) === once, 'phase by phase gives the same tree as all at once', 'the trees differ');
}

function checkPlan(): void {
  const before = digestOf(join(CORPUS, 'tree'));
  const plan = runNode([PROGRAM, 'plan', join(CORPUS, 'tree'), '--phase', 'all']);
  const listed = Array.from({ length: PHASES }, (_, index) => index + 1).filter((phase) =>
    new RegExp(`^${phase} .*\\d`, 'm').test(plan.text),
  );
  check(plan.code === 0 && listed.length === PHASES, `plan --phase all lists all ${PHASES} phases`, plan.text);
  check(digestOf(join(CORPUS, 'tree')) === before, 'plan changes nothing', 'the curriculum was changed');
}

/** What the engine makes of the curriculum when the migration does not know what is sample data and subject in it. */
function tellWithoutKnowing(folder: string): void {
  const written = readFileSync(join(ROOT, 'migrations/2025-tier-1.yml'), 'utf8');
  const migration = join(folder, 'without.yml');
  const text = KNOWING_LINES.reduce((left, line) => left.replace(line, ''), written);
  writeFileSync(migration, text);
  const after = copyTree(join(folder, 'without'));
  const ledger = join(folder, 'without.jsonl');
  const warnings = join(folder, 'without-warnings.jsonl');
  const told = ['--ledger', ledger, '--warnings', warnings];
  const apply = runNode([PROGRAM, 'apply', after, '--migration', migration, ...told]);
  const lines = written.split('\n').length - text.split('\n').length;
  say(
    'info',
    `without ${lines} lines of the migration: ${existsSync(ledger) ? score(after, ledger, warnings).text : apply.text}`,
  );
}

if (!existsSync(join(CORPUS, 'tree'))) {
  say('skip', `corpus gate: there is no curriculum in ${CORPUS}`);
} else if (!existsSync(PROGRAM)) {
  say('not ok', 'corpus gate: there is no dist/cli/main.js; run npm run build');
} else {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-gate-'));
  try {
    checkPlan();
    checkApply(folder);
    tellWithoutKnowing(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
process.exitCode = failed === 0 ? 0 : 1;
