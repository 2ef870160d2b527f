/** The pull request of a phase: title, body and commit message. */
import type { PhasePlan } from '../core/phase-plan.js';
import type { PhaseContext } from './context.js';

/** Code points that a body may have; GitHub takes 65,536 and nothing is planned up to the last one. */
export const BODY_BUDGET = 58_000;

/** What a pull request says. */
export interface PullRequestText {
  readonly title: string;
  /** Markdown; at most the budget in code points. Lines in it are those after the edits. */
  readonly body: string;
  readonly commitMessage: string;
}

/**
 * Renders the pull request of a phase. Everything is taken from the verified plan and the context; details that do not fit into
 * `budget` code points shrink to counts, and the text says so where it happens.
 */
export function renderPullRequest(
  plan: PhasePlan,
  context: PhaseContext,
  budget: number = BODY_BUDGET,
): PullRequestText {
  throw new Error(`being written: ${plan.phase.id} ${context.fingerprint} ${budget}`);
}
