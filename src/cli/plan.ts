/** `cutover plan`: says what would happen and changes nothing. */
import { planRepository } from '../run-phase.js';
import { conclude } from './conclude.js';
import type { ExitCode } from './exit-code.js';
import { loadMigration, phasesOf } from './load-migration.js';
import { openTarget } from './open-target.js';
import type { RunOptions } from './options.js';
import { startProgress } from './progress.js';
import { printReport, reportFiles, writeLedgers } from './report.js';
import type { World } from './world.js';

/** Runs the command. */
export async function runPlan(options: RunOptions, world: World): Promise<ExitCode> {
  const migration = await loadMigration(options.migration, world.folder);
  const phases = phasesOf(migration, options.phase);
  const files = reportFiles(options, world.folder);
  const progress = startProgress(world);
  try {
    const { reader, tree } = await openTarget(options.target, world, files.all);
    const plan = await planRepository({ reader, migration, phases, progress: progress.report });
    progress.end();
    writeLedgers(plan, migration, files);
    await printReport(plan, migration, { options, files, world, tree });
    return conclude(plan, [], options.check, world);
  } finally {
    progress.end();
  }
}
