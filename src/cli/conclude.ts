/** The end of a run: what could not be verified, and the exit code. */
import type { FileProblem } from '../core/file-plan.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import { visible } from '../render/summary-text.js';
import { type ExitCode, exitCodeOf } from './exit-code.js';
import type { World } from './world.js';

/** Names the files that were left out, on standard error, and returns the exit code. */
export function conclude(
  plan: RepositoryPlan,
  refused: readonly FileProblem[],
  check: boolean,
  world: World,
): ExitCode {
  const left = [...plan.phases.flatMap((phase) => phase.problems), ...(plan.unread ?? []), ...refused].filter(
    (problem) => problem.unverified,
  );
  if (left.length > 0) {
    const count = left.length === 1 ? '1 file needs a look' : `${left.length} files need a look`;
    world.err(
      `${count}; the rest is done:\n${left.map(({ path, message }) => `  ${visible(path)}: ${visible(message)}\n`).join('')}`,
    );
  }
  const changes = plan.phases.some((phase) => phase.counts.changedFiles > 0);
  return exitCodeOf({ check, changes, unverified: left.length > 0 });
}
