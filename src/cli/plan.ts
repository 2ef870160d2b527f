/** `cutover plan`: says what would happen and changes nothing. */
import type { Migration } from '../core/migration.js';
import { nearestWord } from '../core/nearest-word.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import { explainPlan, planRepository } from '../run-phase.js';
import { conclude } from './conclude.js';
import type { ExitCode } from './exit-code.js';
import { phasesOf } from './load-migration.js';
import { loadSettings } from './load-settings.js';
import { openTarget } from './open-target.js';
import type { RunOptions } from './options.js';
import { startProgress } from './progress.js';
import { printReport, reportFiles, writeLedgers } from './report.js';
import { UsageError } from './usage-error.js';
import type { World } from './world.js';

/** Runs the command. */
export async function runPlan(options: RunOptions, world: World): Promise<ExitCode> {
  const files = reportFiles(options, world.folder);
  const progress = startProgress(world);
  try {
    const target = await openTarget(options.target, world, files.all);
    const { reader, tree } = target;
    const { migration, prior } = await loadSettings(options.migration, target, world);
    const phases = phasesOf(migration, options.phase);
    const plan = await planRepository({ reader, migration, phases, prior, progress: progress.report });
    progress.end();
    writeLedgers(plan, migration, files);
    if (options.explain !== undefined) {
      world.out(await explain(options.explain, plan, migration));
      return conclude(plan, [], options.check, world);
    }
    await printReport(plan, migration, { options, files, world, tree });
    sayNext(plan, options, tree !== undefined, world);
    return conclude(plan, [], options.check, world);
  } finally {
    progress.end();
  }
}

/** What one may do next, for people at a terminal who read the table. */
function sayNext(
  plan: RepositoryPlan,
  { format, out, check, target }: RunOptions,
  remote: boolean,
  world: World,
): void {
  const first = plan.phases.find(({ counts }) => counts.changedFiles > 0);
  if (first === undefined || format !== 'text' || out !== undefined || check || !world.outIsTerminal) return;
  const apply = remote ? '' : `Edit the files:   cutover apply ${target} --phase ${first.phase.number}\n`;
  world.out(`\nSee every change: cutover plan ${target} --format html --out report.html\n${apply}`);
}

/** The explanation of `PATH[:LINE]`. Throws `UsageError` where the plan has nothing there. */
async function explain(place: string, plan: RepositoryPlan, migration: Migration): Promise<string> {
  const { path = place, line } = /^(?<path>.+?)(?::(?<line>\d+))?$/.exec(place)?.groups ?? {};
  const found = explainPlan(plan, migration, path, line === undefined ? undefined : Number(line));
  if (found === undefined) {
    const paths = [...plan.phases.flatMap((phase) => phase.files), ...plan.outside].map((file) => file.path);
    const near = nearestWord(path, paths);
    throw new UsageError(
      `${path} names no model of the migration in what was planned.`,
      near === undefined
        ? 'Give the path from the root of the repository, with / between folders; with --phase only the files of that phase are known.'
        : `Did you mean ${near}?`,
    );
  }
  if (found.length === 0)
    throw new UsageError(
      `Nothing is named on line ${line ?? '?'} of ${path}.`,
      `For the whole file: --explain ${path}`,
    );
  const { renderExplanations } = await import('../render/explanation.js');
  return renderExplanations(found, migration.catalogue.sources);
}
