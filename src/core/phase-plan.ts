/** The plan of one phase: what a pull request is rendered from and written from. */
import type { Counts, FilePlan, FileProblem } from './file-plan.js';
import type { ChecklistItem, Phase } from './migration.js';
import type { RepoPath } from './source.js';

/** A place that a bullet points a person to. */
export interface ChecklistPlace {
  readonly path: RepoPath;
  /** 1-based line of the file before the edits. */
  readonly line: number;
  readonly note: string;
}

/** A bullet and what this run proves about it. */
export interface ChecklistState {
  readonly item: ChecklistItem;
  readonly section?: string;
  /** `done`: proved by this run. `already`: met before it. `open`: a person must look. */
  readonly state: 'done' | 'already' | 'open';
  /** The proof, or what is missing, in a sentence. */
  readonly proof: string;
  readonly places: readonly ChecklistPlace[];
}

/** How the folder that a section names was found. */
export interface SectionFolder {
  readonly section: string;
  readonly named: string;
  /** `exact`: it is there. `renamed`: number and title agree with another. `disagree`: number and title point to different places. `missing`: neither is there. */
  readonly match: 'exact' | 'renamed' | 'disagree' | 'missing';
  readonly candidates: readonly RepoPath[];
}

/** The plan of one phase, folded from its files' plans. Files are in path order. */
export interface PhasePlan {
  readonly phase: Phase;
  readonly files: readonly FilePlan[];
  readonly counts: Counts;
  readonly checklist: readonly ChecklistState[];
  readonly folders: readonly SectionFolder[];
  readonly problems: readonly FileProblem[];
}

/** Another model in scope that the migration has no target for. */
export interface OtherModel {
  readonly name: string;
  readonly count: number;
}

/** The plan of a whole repository: every phase, and what no phase claims. */
export interface RepositoryPlan {
  readonly phases: readonly PhasePlan[];
  /** Files with references that no phase claims; all their references are kept. */
  readonly outside: readonly FilePlan[];
  readonly otherModels: readonly OtherModel[];
  /** Files that no phase claims and that could not be read; absent where there are none. */
  readonly unread?: readonly FileProblem[];
}
