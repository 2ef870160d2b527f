/** What a command may ask of the repository it was given in. Implemented over GitHub in `open-repository.ts`, by a small fake in tests. */
import type { Migration, Phase } from '../core/migration.js';
import type { PhasePlan, RepositoryPlan } from '../core/phase-plan.js';
import type { Written } from '../core/ports.js';

/** Where a phase stands on GitHub. `none`: no pull request was ever opened for it. */
export interface PhaseStanding {
  readonly phase: Phase;
  readonly state: 'none' | 'open' | 'merged' | 'closed';
  /** Its latest pull request. */
  readonly number?: number;
  readonly url?: string;
}

/** A phase that was carried out: its plan, what was written, and notes about what could not be done besides, one sentence each. */
export interface CarriedOut {
  readonly plan: PhasePlan;
  readonly written: Written;
  readonly notes: readonly string[];
}

export interface Desk {
  /** `owner/name`. */
  readonly repository: string;
  readonly migration: Migration;
  /** Plans every phase; changes nothing. */
  plan(): Promise<RepositoryPlan>;
  /** Plans one phase, publishes it as its pull request and brings the tracking issue up to date. */
  carryOut(phase: Phase): Promise<CarriedOut>;
  /** Where every phase stands, in the migration's order. */
  standings(): Promise<readonly PhaseStanding[]>;
}

/** The phase with an id, when the migration has it. */
export function phaseOf(migration: Migration, id: string | undefined): Phase | undefined {
  return migration.phases.find((phase) => phase.id === id);
}
