/** A desk over values, for tests of commands. */

import type { CarriedOut, Desk } from '../../src/app/desk.js';
import type { Counts } from '../../src/core/file-plan.js';
import type { Migration, Phase } from '../../src/core/migration.js';
import type { PhasePlan } from '../../src/core/phase-plan.js';
import { NO_TRACKING_STATE, type TrackingState } from '../../src/render/tracking-state.js';

export const NO_COUNTS: Counts = {
  files: 0,
  changedFiles: 0,
  notebooks: 0,
  changedNotebooks: 0,
  references: { rewrite: 0, keep: 0, ask: 0 },
  companions: 0,
  addedLines: 0,
  removedLines: 0,
  warnings: { critical: 0, warning: 0, note: 0 },
};

export function phase(number: number): Phase {
  return {
    id: `phase-${number}`,
    number,
    title: `Title ${number}`,
    sections: [],
    checklist: [],
    repeatForNotebooks: false,
  };
}

export const MIGRATION: Migration = {
  id: 'small',
  title: 'A small migration',
  overview: '',
  planFiles: [],
  replacements: [],
  capabilityReference: { header: [], rows: [] },
  phases: [phase(1), phase(2), phase(3)],
  records: [],
  fixtures: [],
  generated: [],
  handsOff: [],
  patterns: [],
  criticalNotes: [],
  reasoningComparison: { header: [], rows: [] },
  impact: { header: [], rows: [] },
  covers: [],
  approval: '',
  execution: [],
  planErrors: [],
  catalogue: { models: [], sources: {} } as unknown as Migration['catalogue'],
};

export function phasePlan(number: number, counts: Partial<Counts> = {}): PhasePlan {
  return {
    phase: phase(number),
    files: [],
    counts: { ...NO_COUNTS, ...counts },
    checklist: [],
    folders: [],
    problems: [],
  };
}

/** A desk whose phases come to what is given; `carried` collects the phases that were carried out. */
export function fakeDesk(given: {
  readonly plans?: readonly PhasePlan[];
  readonly carryOut?: (phase: Phase) => CarriedOut;
  readonly standings?: TrackingState;
}): Desk & { readonly carried: string[] } {
  const carried: string[] = [];
  return {
    carried,
    repository: 'octo/course',
    migration: MIGRATION,
    async plan() {
      return { phases: given.plans ?? [], outside: [], otherModels: [] };
    },
    async preview(plan) {
      return `body of ${plan.phase.id}`;
    },
    async carryOut(phase) {
      carried.push(phase.id);
      if (given.carryOut === undefined) throw new Error('nothing prepared');
      return given.carryOut(phase);
    },
    async standings() {
      return given.standings ?? NO_TRACKING_STATE;
    },
  };
}
