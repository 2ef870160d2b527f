/** Where a phase stands on GitHub: its branches, `…/phase-4`, `…/phase-4-r2` and so on, and their pull requests. */
import type { GithubClient, RepositoryName } from './client.js';
import { listPullRequests, type PullRequest } from './pull-request.js';

export interface PhaseStanding {
  /** 1 for `…/phase-4`, 2 for `…/phase-4-r2`. */
  readonly generation: number;
  readonly branch: string;
  /** The open pull request, else the latest of the latest branch; absent when there was never one. */
  readonly pullRequest?: PullRequest;
  /** All pull requests of the phase, latest first. */
  readonly all: readonly PullRequest[];
}

/** Branches of one phase that are looked at; starting over more often is nobody's intention. */
const MOST_GENERATIONS = 50;

/** Whether a branch is named as ours are. */
export function isPhaseBranch(branch: string): boolean {
  return branch.startsWith('cutover/');
}

/** The branch of a phase: `cutover/2025-tier-1/phase-4`, and `…/phase-4-r2` after starting over. */
export function phaseBranch(migration: string, phase: string, generation = 1): string {
  return `cutover/${migration}/${phase}${generation === 1 ? '' : `-r${generation}`}`;
}

/**
 * Reads where a phase stands. One request while there is no pull request, one more for each branch that has one. The base of a pull
 * request does not count: closed ones keep the name of a default branch that was renamed since.
 */
export async function readStanding(
  client: GithubClient,
  name: RepositoryName,
  migration: string,
  phase: string,
): Promise<PhaseStanding> {
  const found: PullRequest[] = [];
  let generation = 1;
  for (let next = 1; next <= MOST_GENERATIONS; next++) {
    const pulls = await listPullRequests(client, name, phaseBranch(migration, phase, next));
    if (pulls.length === 0) break;
    generation = next;
    found.unshift(...pulls);
  }
  const open = found.find(({ state }) => state === 'open');
  const pullRequest = open ?? found[0];
  if (open !== undefined) generation = generationOf(open.branch);
  return {
    generation,
    branch: phaseBranch(migration, phase, generation),
    all: found,
    ...(pullRequest === undefined ? {} : { pullRequest }),
  };
}

function generationOf(branch: string): number {
  return Number(/-r(\d+)$/.exec(branch)?.[1] ?? 1);
}

/** The branch that comes after all that a phase has had. */
export function nextBranch({ all, generation }: PhaseStanding, migration: string, phase: string): string {
  const latest = Math.max(generation, ...all.map(({ branch }) => generationOf(branch)));
  return phaseBranch(migration, phase, all.length === 0 ? 1 : latest + 1);
}
