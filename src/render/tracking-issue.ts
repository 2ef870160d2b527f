/** The tracking issue: what the migration would do, where each phase stands, how to go on. It holds its own state, hidden. */
import type { RepositoryPlan } from '../core/phase-plan.js';
import type { TrackingContext, TrackingState } from './tracking-state.js';

/** What the tracking issue says. */
export interface TrackingIssueText {
  readonly title: string;
  /** Markdown; at most the budget in code points; its first line is the hidden marker. */
  readonly body: string;
}

/** Renders the tracking issue. `plan` holds every phase; `state` what has happened on GitHub. */
export function renderTrackingIssue(
  plan: RepositoryPlan,
  state: TrackingState,
  context: TrackingContext,
  budget?: number,
): TrackingIssueText {
  throw new Error(
    `being written: ${plan.phases.length} ${Object.keys(state.phases).length} ${context.migration.id} ${budget}`,
  );
}
