/**
 * Mutation testing of what decides: makes small faults in the classes, roles, targets and in reconciling, one at a time, and runs the tests
 * of deciding on each. A fault that no test notices survives and is printed. `tsx scripts/mutate-rules.ts [PART OF A PATH] [--every=N]`: with
 * N, only every Nth fault of all, an even sample.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { type Mutant, mutantsOf } from './mutants.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TESTS = [
  'test/core/decide-file.test.ts',
  'test/core/decide-logic.test.ts',
  'test/core/companions.test.ts',
  'test/core/explain-file.test.ts',
  'test/core/decide-words.test.ts',
];
/** Milliseconds after which a mutant counts as noticed: it does not end. */
const PATIENCE = 60_000;

function targets(): readonly string[] {
  const core = readdirSync(join(ROOT, 'src/core')).filter((name) =>
    /^(?:reconcile|collapse|role|role-signs|choose-target|target-name)\.ts$/.test(name),
  );
  const classes = readdirSync(join(ROOT, 'src/core/classes')).filter((name) => name !== 'index.ts');
  return [...classes.map((name) => `src/core/classes/${name}`), ...core.map((name) => `src/core/${name}`)];
}

/** All of src and the tests as CommonJS in a folder of their own, where one file at a time can be swapped without starting a process. */
function compileInto(folder: string): void {
  for (const top of ['src', 'test']) {
    for (const entry of readdirSync(join(ROOT, top), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
      const path = join(entry.parentPath, entry.name).slice(ROOT.length);
      if (/^src\/(?:app|cli|github|jobs|local|registries)\//.test(path) || /^test\/(?!core\/)/.test(path)) continue;
      write(join(folder, path.replace(/\.ts$/, '.js')), compile(readFileSync(join(ROOT, path), 'utf8')));
    }
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  write(join(folder, 'package.json'), '{"type": "commonjs"}');
  cpSync(join(ROOT, 'scripts/mutation-runner.cjs'), join(folder, 'runner.cjs'));
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function compile(text: string): string {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023, esModuleInterop: true };
  return ts.transpileModule(text, { compilerOptions: options }).outputText;
}

interface Job extends Mutant {
  readonly path: string;
  readonly code: string;
}

function jobsOf(path: string): readonly Job[] {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return mutantsOf(path, text).map((mutant) => ({ ...mutant, path, code: compile(mutant.text) }));
}

/** Runs the jobs in a process, and in a new one after a job that does not end. Answers whether each was noticed. */
async function runAll(folder: string, jobs: readonly Job[]): Promise<readonly boolean[]> {
  const list = jobs.map(({ path, code }) => ({ path: path.replace(/\.ts$/, '.js'), code }));
  write(join(folder, 'jobs.json'), JSON.stringify({ tests: TESTS.map((test) => test.replace(/\.ts$/, '.js')), list }));
  const noticed: boolean[] = [];
  while (noticed.length < jobs.length) {
    const ended = await runFrom(folder, noticed.length, (result) => {
      noticed.push(result);
      if (noticed.length % 50 === 0) process.stderr.write(`${noticed.length} of ${jobs.length}\n`);
    });
    if (!ended) noticed.push(true);
  }
  return noticed;
}

function runFrom(folder: string, from: number, onResult: (noticed: boolean) => void): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['runner.cjs', String(from)], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let patience = setTimeout(() => child.kill(), PATIENCE);
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onResult(line === 'noticed');
      clearTimeout(patience);
      patience = setTimeout(() => child.kill(), PATIENCE);
    });
    child.on('close', (code, signal) => {
      clearTimeout(patience);
      if (code === 2) reject(new Error('the tests fail without any fault; run them first'));
      else resolve(signal === null);
    });
  });
}

function report(jobs: readonly Job[], noticed: readonly boolean[]): void {
  for (const path of new Set(jobs.map((job) => job.path))) {
    const own = jobs.flatMap((job, index) => (job.path === path ? [{ job, noticed: noticed[index] === true }] : []));
    const killed = own.filter((one) => one.noticed).length;
    console.log(`${path}: ${killed} of ${own.length} noticed`);
    for (const { job } of own.filter((one) => !one.noticed)) console.log(`  line ${job.line}: ${job.what}`);
  }
  for (const kind of ['logic', 'words'] as const) {
    const own = jobs
      .map((job, index) => ({ job, noticed: noticed[index] === true }))
      .filter(({ job }) => job.kind === kind);
    const killed = own.filter((one) => one.noticed).length;
    console.log(`${kind}: ${killed} of ${own.length} (${((100 * killed) / Math.max(1, own.length)).toFixed(0)} %)`);
  }
}

const part = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? '';
const every = Number(
  /^--every=([1-9]\d{0,4})$/.exec(
    process.argv.slice(2).find((word) => word.startsWith('--every=')) ?? '--every=1',
  )?.[1],
);
if (Number.isNaN(every)) throw new Error('--every takes a number from 1: --every=20');
const folder = mkdtempSync(join(tmpdir(), 'cutover-mutants-'));
try {
  compileInto(folder);
  const jobs = targets()
    .filter((path) => path.includes(part))
    .flatMap(jobsOf)
    .filter((_, index) => index % every === 0);
  report(jobs, await runAll(folder, jobs));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
