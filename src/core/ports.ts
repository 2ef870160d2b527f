/** What the conductor needs from the world. Adapters implement these; the pure layers never see them. */
import type { EarlierEdit, Prior, TurnedBack } from './history.js';
import type { Migration } from './migration.js';
import type { PhasePlan } from './phase-plan.js';
import type { RepoPath, SourceFile, TreeEntry } from './source.js';

/** Reads a repository at one commit. */
export interface SourceReader {
  /** What is read, for messages: a folder or `owner/name@sha`. */
  readonly name: string;
  /** Every entry of the tree, submodules and symlinks included, in no particular order. */
  list(): Promise<readonly TreeEntry[]>;
  /**
   * The files of the tree whose bytes contain a hit of `stems` (a case-insensitive alternation, source of a RegExp), one by one, in
   * path order; files without a hit are not decoded, but for those of `always`. A file that cannot be read at all is reported through
   * `onProblem` and left out.
   */
  read(
    stems: string,
    onProblem: (path: string, message: string) => void,
    always?: ReadonlySet<RepoPath>,
  ): AsyncIterable<SourceFile>;
}

/** What earlier runs did, what people turned back and chose. */
export interface HistoryReader {
  prior(migration: Migration, phase: string): Promise<Prior>;
  /** Which edits of a plan over the reader's commit earlier runs made and people turned back; asked once it is known what there is to ask about. */
  turnedBack?(plan: PhasePlan): Promise<readonly TurnedBack[]>;
}

/** The branch of a phase that people have committed to, as it is. */
export interface WorkedBranch {
  readonly reader: SourceReader;
  /** Which edits of a plan over this branch were made on it before and turned back. */
  turnedBack(plan: PhasePlan): Promise<readonly TurnedBack[]>;
  /** What our own commits did to files after people had begun to work on it, the latest last. */
  earlier(): Promise<ReadonlyMap<RepoPath, readonly EarlierEdit[]>>;
}

/** A phase planned over a branch that people have committed to. */
export interface BranchPlans {
  /** What is left to write: planned over the branch as it is. */
  readonly left: PhasePlan;
  /** The whole phase with what is written already, as a plan that ends in the branch's text: what is shown and counted. */
  readonly whole: PhasePlan;
}

/** Plans the phase over a branch, for a writer that finds people's work where it would write. */
export type PlanOver = (branch: WorkedBranch) => Promise<BranchPlans>;

/** What a writer did, in one sentence, with a link or a path. */
export interface Written {
  readonly summary: string;
  readonly changed: boolean;
  readonly url?: string;
}

/** Publishes a verified phase: a pull request, edited files, a branch. */
export interface ChangeWriter {
  publish(plan: PhasePlan, planOver?: PlanOver): Promise<Written>;
}

/** Told about progress; for bars and logs. `total` is the number of files with a hit so far known. */
export type Progress = (event: {
  readonly stage: 'list' | 'read' | 'plan' | 'write';
  readonly done: number;
  readonly total: number;
  readonly path?: string;
}) => void;
