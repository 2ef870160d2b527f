/** The limits of a repository's configuration, held against what GitHub shows now, before a phase is published. */
import type { ConfiguredLimits } from '../core/configuration.js';
import { exceededLimits } from '../core/configuration-limits.js';
import type { PhasePlan } from '../core/phase-plan.js';
import { hiddenMarker } from '../github/marker.js';
import { listOwnIssues } from '../github/recent-comments.js';
import type { RepositoryParts } from './repository-parts.js';

const HOUR = 3_600_000;

/** Publishing the phase would exceed limits of the configuration: nothing was pushed. */
export class LimitsExceeded extends Error {
  override readonly name = 'LimitsExceeded';
  readonly phase: string;
  /** Each limit, a sentence with its next step. */
  readonly exceeded: readonly string[];

  constructor(phase: string, exceeded: readonly string[]) {
    super(`${phase} exceeds limits of the configuration: ${exceeded.join(' ')}`);
    this.phase = phase;
    this.exceeded = exceeded;
  }
}

/**
 * Throws {@link LimitsExceeded} when publishing the plan would exceed a limit. Asks GitHub only where pull requests are counted: one
 * request for each hundred that the app ever opened in the repository.
 * @param now milliseconds since the epoch
 */
export async function holdLimits(
  { client, app, migration, name }: RepositoryParts,
  limits: ConfiguredLimits,
  { phase, counts }: PhasePlan,
  now: number,
): Promise<void> {
  if (counts.changedFiles === 0) return;
  const counting = limits.openPullRequests !== undefined || limits.pullRequestsAnHour !== undefined;
  const own = counting ? await listOwnIssues(client, name, app) : [];
  const pulls = own.filter(({ kind }) => kind === 'pull-request');
  const marker = hiddenMarker('phase', `${migration.id}/${phase.id}`);
  const open = pulls.filter((pull) => pull.open);
  const ofPhase = open.filter(({ body }) => body.includes(marker));
  const exceeded = exceededLimits(limits, {
    counts,
    open: open.length - ofPhase.length,
    lastHour: pulls.filter(({ createdAt }) => createdAt > now - HOUR).length,
    proposed: ofPhase.length > 0,
  });
  if (exceeded.length > 0) throw new LimitsExceeded(phase.id, exceeded);
}
