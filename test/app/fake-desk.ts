/** A desk over values, for tests of commands. `done` tells what was asked of it besides. */

import type { CarriedOut, Desk } from '../../src/app/desk.js';
import type { Explanation } from '../../src/core/explain-file.js';
import type { Counts } from '../../src/core/file-plan.js';
import type { Migration, Phase } from '../../src/core/migration.js';
import type { PhasePlan } from '../../src/core/phase-plan.js';
import type { Outlook } from '../../src/github/start-over.js';
import { NO_TRACKING_STATE, type RecordedChoice, type TrackingState } from '../../src/render/tracking-state.js';

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
  readonly outlook?: Outlook;
  readonly migration?: Migration;
  readonly explanations?: readonly Explanation[];
  readonly files?: readonly string[];
  readonly choices?: readonly RecordedChoice[];
  /** The phases as they are planned once choices were recorded. */
  readonly replanned?: readonly PhasePlan[];
  readonly noTrackingIssue?: boolean;
}): Desk & { readonly carried: string[]; readonly done: string[] } {
  const carried: string[] = [];
  const done: string[] = [];
  let choices = given.choices ?? [];
  return {
    carried,
    done,
    repository: 'octo/course',
    migration: given.migration ?? MIGRATION,
    askedBy: 'ada',
    async plan() {
      return { phases: given.plans ?? [], outside: [], otherModels: [] };
    },
    async preview(plan) {
      return `body of ${plan.phase.id}`;
    },
    async carryOut(phase, startOver = false) {
      carried.push(startOver ? `${phase.id} anew` : phase.id);
      if (given.carryOut === undefined) throw new Error('nothing prepared');
      return given.carryOut(phase);
    },
    async outlook(phase) {
      return given.outlook ?? { next: `cutover/small/${phase.id}`, people: 0, branchGone: true };
    },
    async standings() {
      return given.standings ?? NO_TRACKING_STATE;
    },
    async refresh() {
      done.push('refresh');
    },
    takeBox(box) {
      done.push(`take ${box}`);
    },
    async explain(path, line) {
      done.push(`explain ${path}${line === undefined ? '' : ` ${line}`}`);
      return given.explanations;
    },
    hasFile: async (path) => given.files?.includes(path) === true,
    choices: async () => choices,
    async recordChoices(made) {
      if (given.noTrackingIssue === true) return undefined;
      choices = made;
      const before = { phases: given.plans ?? [], outside: [], otherModels: [] };
      const after = given.replanned === undefined ? before : { ...before, phases: given.replanned };
      return { before, after, trackingIssue: 'https://github.example/octo/course/issues/1' };
    },
  };
}
