/** A migration: which models are replaced by which, where, and how the plan's owner wants it checked off. */
import type { Catalogue, ModelId } from './model.js';

/** What a place does with a model; decides which candidate of a row fits. Strongest first. */
export const ROLES = [
  'agent',
  'embedding',
  'vision',
  'ocr',
  'image',
  'code',
  'training',
  'reasoning',
  'general',
] as const;
export type Role = (typeof ROLES)[number];

/** A new model a row offers, and the roles it is offered for. The first candidate that has the place's role is taken. */
export interface Candidate {
  readonly model: ModelId;
  readonly roles: readonly Role[];
  /** A fact a reviewer must know when this candidate is taken in one of its roles. */
  readonly caution?: string;
}

/** A row of the matrix. `from` is empty for a row that only brings a new model. */
export interface Replacement {
  readonly id: string;
  readonly category: string;
  readonly from: readonly ModelId[];
  readonly to: readonly Candidate[];
  /** The plan's own cells, word for word. */
  readonly plan: { readonly old: string; readonly new: string; readonly capabilities: string; readonly notes: string };
}

/** Globs (picomatch) over repository paths. */
export interface Scope {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Globs (in the configuration's dialect) of files that a person added: they belong here whatever claims or excludes them. */
  readonly added?: readonly string[];
}

/** Files that the repository's configuration keeps as they are, and why. Globs in the configuration's dialect. */
export interface ConfiguredKeep {
  readonly paths: readonly string[];
  readonly reason: string;
}

/**
 * How a bullet is met: by rewrites of its scope; by an insertion; by finding and listing; or only by a person.
 * `find` holds words to look for, in any case, separated by `|`; empty for the names of old models.
 * `files` narrows the section's scope (globs relative to the section's folder); `models` narrows to old models of the matrix.
 */
export type Met =
  | { readonly by: 'rewrite'; readonly files: readonly string[]; readonly models: readonly ModelId[] }
  | { readonly by: 'ensure'; readonly files: readonly string[]; readonly ensure: Ensure }
  | { readonly by: 'report'; readonly files: readonly string[]; readonly find: string }
  | { readonly by: 'human' };

/** An insertion that a bullet asks for. */
export type Ensure =
  | { readonly kind: 'pull-line'; readonly models: readonly ModelId[]; readonly primary: boolean }
  | { readonly kind: 'table-row'; readonly models: readonly ModelId[]; readonly heading: string }
  | { readonly kind: 'capability-matrix'; readonly models: readonly ModelId[]; readonly heading: string }
  | { readonly kind: 'reasoning-comparison'; readonly heading: string }
  | { readonly kind: 'note'; readonly id: string; readonly text: string; readonly heading: string };

/** One bullet of the plan, in its own words. */
export interface ChecklistItem {
  /** Stable within the migration: `4.5/2`. */
  readonly id: string;
  readonly text: string;
  readonly met: Met;
}

/** A section of a phase: a document, a module folder, or the rest of a phase's scope. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly scope: Scope;
  /** The folder as the plan names it, where it names one; matched by number and title when it is not there. */
  readonly folder?: string;
  /** The role of a place in this section that shows no other evidence. */
  readonly role?: Role;
  /** Old models that the section teaches about: their names stay. */
  readonly subjects: readonly ModelId[];
  /** Why the subjects stay, for the ledger. */
  readonly subjectReason?: string;
  readonly checklist: readonly ChecklistItem[];
  /** The plan's mark beside the section's title: "(Partially done)". */
  readonly mark?: string;
}

/** One phase: one pull request. A file belongs to the first phase, and in it the first section, whose scope claims it. */
export interface Phase {
  /** `phase-4`. */
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly priority?: string;
  readonly sections: readonly Section[];
  /** The plan's sentence before the bullets of the whole phase. */
  readonly lead?: string;
  /** Bullets of the whole phase (phase 6 of the owner's plan has no sections). */
  readonly checklist: readonly ChecklistItem[];
  /** Whether its bullets are repeated in other phases' bodies for the notebooks that those claim. */
  readonly repeatForNotebooks: boolean;
}

/** An example of the plan: old and new code. */
export interface MigrationPattern {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly old: readonly string[];
  /** Words in brackets beside OLD: `BROKEN for agents`. */
  readonly oldLabel?: string;
  readonly new: readonly { readonly label: string; readonly code: readonly string[] }[];
  readonly notes: readonly string[];
}

/** A group of critical notes. */
export interface CriticalNote {
  readonly title: string;
  readonly lead: string;
  readonly items: readonly string[];
}

/** A Markdown table of the plan, word for word. */
export interface PlanTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One line of the execution checklist and what ticks it. */
export interface ExecutionItem {
  readonly id: string;
  readonly text: string;
  readonly met: 'backup' | 'tracking-issue' | 'registries' | 'phase' | 'checks' | 'links' | 'commit' | 'push' | 'human';
  readonly phase?: string;
}

/** A statement of the plan that a source denies, and what the engine does instead. */
export interface PlanError {
  readonly id: string;
  readonly says: string;
  readonly finding: string;
  readonly instead?: string;
  readonly sources: readonly string[];
}

/** A migration with its catalogue, as the engine uses it. */
export interface Migration {
  readonly id: string;
  readonly title: string;
  readonly overview: string;
  /** Path of the plan in the repository; never touched. */
  readonly planFiles: readonly string[];
  readonly replacements: readonly Replacement[];
  readonly capabilityReference: PlanTable;
  readonly phases: readonly Phase[];
  /** Globs of change logs and reviews: what happened stays as it was written. */
  readonly records: readonly string[];
  /** Globs of fixture and sample data. */
  readonly fixtures: readonly string[];
  /** Globs of generated and vendored files and lock files. */
  readonly generated: readonly string[];
  /** Globs that a person must edit: workflows. */
  readonly handsOff: readonly string[];
  /** What the repository's configuration keeps besides. */
  readonly keeps?: readonly ConfiguredKeep[];
  /** Globs (in the configuration's dialect) of files that belong to no phase, because the repository's configuration says so. */
  readonly ignored?: readonly string[];
  readonly patterns: readonly MigrationPattern[];
  readonly criticalNotes: readonly CriticalNote[];
  readonly reasoningComparison: PlanTable;
  readonly impact: PlanTable;
  readonly covers: readonly string[];
  readonly approval: string;
  readonly execution: readonly { readonly title: string; readonly items: readonly ExecutionItem[] }[];
  readonly planErrors: readonly PlanError[];
  readonly catalogue: Catalogue;
}
