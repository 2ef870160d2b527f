/** `cutover apply`: edits the files of a folder, or commits the edits of each phase to a branch. */
import type { FileProblem } from '../core/file-plan.js';
import type { Migration } from '../core/migration.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import type { ChangeWriter, Progress, Written } from '../core/ports.js';
import { createFileWriter, type FilesWritten } from '../local/write-files.js';
import { planRepository } from '../run-phase.js';
import { conclude } from './conclude.js';
import type { ExitCode } from './exit-code.js';
import { phasesOf } from './load-migration.js';
import { loadSettings } from './load-settings.js';
import { openFolder } from './open-target.js';
import type { RunOptions } from './options.js';
import { startProgress } from './progress.js';
import { printReport, reportFiles, writeLedgers } from './report.js';
import type { World } from './world.js';

/** Runs the command. The plan is made once; each of its phases is then written by itself. */
export async function runApply(options: RunOptions, commit: boolean, world: World): Promise<ExitCode> {
  const files = reportFiles(options, world.folder);
  const target = openFolder(options.target, world, files.all, !commit);
  const { reader, folder } = target;
  const progress = startProgress(world);
  try {
    const { migration, prior, headline } = await loadSettings(options.migration, target, world);
    const phases = phasesOf(migration, options.phase);
    const writer = commit ? await branchWriter(folder, migration, headline) : createFileWriter(folder, progress.report);
    const plan = await planRepository({ reader, migration, phases, prior, progress: progress.report });
    writeLedgers(plan, migration, files);
    const written = options.check ? [] : await publishAll(plan, writer, progress.report);
    progress.end();
    await printReport(plan, migration, { options, files, world });
    say(written, options, world);
    return conclude(plan, written.flatMap(refusedBy), options.check, world);
  } finally {
    progress.end();
  }
}

async function branchWriter(folder: string, migration: Migration, headline?: string): Promise<ChangeWriter> {
  const [{ createBranchWriter }, { phaseCommitMessage }] = await Promise.all([
    import('../local/git-branch.js'),
    import('../render/commit-message.js'),
  ]);
  return createBranchWriter({
    folder,
    migration: migration.id,
    messageOf: (plan) =>
      phaseCommitMessage(plan, {
        migration,
        fingerprint: plan.phase.id,
        ...(headline === undefined ? {} : { headline }),
      }),
  });
}

async function publishAll(plan: RepositoryPlan, writer: ChangeWriter, progress: Progress): Promise<readonly Written[]> {
  const written: Written[] = [];
  for (const phase of plan.phases) {
    progress({ stage: 'write', done: written.length, total: plan.phases.length, path: phase.phase.id });
    written.push(await writer.publish(phase));
  }
  return written;
}

function refusedBy(written: Written): readonly FileProblem[] {
  return isFilesWritten(written) ? written.refused : [];
}

function isFilesWritten(written: Written): written is FilesWritten {
  return 'refused' in written;
}

/** One sentence a phase; beside a report that a program reads, on standard error. */
function say(written: readonly Written[], { format, out }: RunOptions, world: World): void {
  if (written.length === 0) return;
  const text = `${written.map(({ summary }) => summary).join('\n')}\n`;
  if (format === 'text' && out === undefined) world.out(`\n${text}`);
  else world.err(text);
}
