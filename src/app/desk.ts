/** What a command may ask of the repository it was given in. Implemented over GitHub in `open-repository.ts`, by a small fake in tests. */
import type { Migration, Phase } from '../core/migration.js';
import type { PhasePlan, RepositoryPlan } from '../core/phase-plan.js';
import type { TrackingState } from '../render/tracking-state.js';

/** A phase that was carried out. */
export interface CarriedOut {
  readonly plan: PhasePlan;
  /** Its pull request; absent when there was nothing to propose. */
  readonly pullRequest?: {
    readonly number: number;
    readonly url: string;
    readonly outcome: 'created' | 'updated' | 'unchanged';
  };
  /** What the person should know besides, one sentence each. */
  readonly notes: readonly string[];
}

export interface Desk {
  /** `owner/name`. */
  readonly repository: string;
  readonly migration: Migration;
  /** Plans every phase; changes nothing. */
  plan(): Promise<RepositoryPlan>;
  /** The body that the pull request of a phase would have. */
  preview(plan: PhasePlan): Promise<string>;
  /** Plans one phase, publishes it as its pull request and brings the tracking issue up to date. */
  carryOut(phase: Phase): Promise<CarriedOut>;
  /** Where every phase stands on GitHub. */
  standings(): Promise<TrackingState>;
}

/** The phase with an id, when the migration has it. */
export function phaseOf(migration: Migration, id: string | undefined): Phase | undefined {
  return migration.phases.find((phase) => phase.id === id);
}
