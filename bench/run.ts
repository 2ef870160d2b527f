/**
 * `npm run bench [FOLDER]`: the processor time of a whole plan, as a process, beside that of reading every file and searching it once;
 * before that the plan's stages. Without FOLDER: the curriculum beside the checkout where there is one, else the sample one. Needs a
 * build.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../src/core/engine.js';
import type { Migration } from '../src/core/migration.js';
import { FORMATS } from '../src/formats/index.js';
import { LANGUAGES } from '../src/languages/index.js';
import { readBundledMigration } from '../src/local/bundled-migrations.js';
import { createTreeReader } from '../src/local/tree-reader.js';
import { RULES } from '../src/rules/index.js';
import { planRepository } from '../src/run-phase.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CORPUS = join(process.env.CUTOVER_CORPUS ?? join(ROOT, '../shared/corpus'), 'tree');
const FOLDER = process.argv[2] ?? (existsSync(CORPUS) ? CORPUS : join(ROOT, 'demo/curriculum'));
const RUNS = 20;
const MIGRATION = '2025-tier-1';

/**
 * Processor time of programs, in milliseconds: the least of some runs, which is the least disturbed. They run in turns, so that all meet
 * the same machine.
 */
function cpuOf(...programs: readonly (readonly string[])[]): readonly number[] {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-bench-'));
  const least = programs.map(() => Number.POSITIVE_INFINITY);
  try {
    for (let run = 0; run < RUNS; run++) {
      for (const [nth, args] of programs.entries()) {
        const file = join(folder, `${run}-${nth}`);
        const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'bench/measured.cjs'), ...args], {
          env: { ...process.env, BENCH_CPU: file },
          encoding: 'utf8',
          maxBuffer: 256 * 1024 * 1024,
        });
        if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
        least[nth] = Math.min(least[nth] ?? Number.POSITIVE_INFINITY, Number(readFileSync(file, 'utf8')));
      }
    }
    return least;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(name: string, ms: number, note = ''): void {
  process.stdout.write(`  ${name.padEnd(48)}${ms.toFixed(0).padStart(6)} ms${note === '' ? '' : `   ${note}`}\n`);
}

/** A clock of this process's processor time: each lap is printed under its name. */
function startLaps(): (name: string) => void {
  let before = process.cpuUsage();
  return (name) => {
    const { user, system } = process.cpuUsage(before);
    row(name, (user + system) / 1000);
    before = process.cpuUsage();
  };
}

/** Plans the folder; a stage ends where the next one reports for the first time. */
async function planInLaps(lap: (name: string) => void, migration: Migration): Promise<void> {
  let stage = 'list';
  let files = 1;
  const plan = await planRepository({
    reader: createTreeReader({ folder: FOLDER }),
    migration,
    phases: 'all',
    progress(event) {
      if (event.stage !== stage)
        lap(event.stage === 'read' ? 'list the files, read the first' : 'read the rest, gather facts, plan the first');
      stage = event.stage;
      files = event.total;
    },
  });
  lap(`plan the other ${files - 1} with a hit, fold`);
  const { renderPlanText } = await import('../src/render/summary-text.js');
  lap('load the printing');
  renderPlanText(plan, migration);
  lap('print');
}

const lap = startLaps();
process.stdout.write(
  `Processor time over ${FOLDER}\n\nStages, in one process after loading, each for the first time\n`,
);
const parsed = await readBundledMigration(MIGRATION);
if (!parsed.ok) throw new Error(`${MIGRATION} is not valid`);
lap('read the migration');
const engine = createEngine({ migration: parsed.migration, formats: FORMATS, languages: LANGUAGES, rules: RULES });
lap('make the engine');
await planInLaps(lap, parsed.migration);

process.stdout.write(`\nProcesses, the least of ${RUNS} runs in turns\n`);
const stems = [engine.oldNames.stems, engine.newNames.stems].join('|');
const CUTOVER = join(ROOT, 'dist/cli/main.js');
const [search = Number.NaN, plan = Number.NaN, version = Number.NaN] = cpuOf(
  [join(ROOT, 'bench/read-and-search.cjs'), FOLDER, stems],
  [CUTOVER, 'plan', FOLDER],
  [CUTOVER, '--version'],
);
row('read every file and search it once', search);
row('cutover plan', plan, `${(plan / search).toFixed(1)} times as much`);
row('cutover --version', version);
