/** The plan of one file: what `planFile` makes and `verify` vouches for. */
import type { Decision, Outcome } from './decision.js';
import type { ChangeSet } from './edit.js';
import type { InsertionState } from './ensure/insertion.js';
import type { LedgerRow } from './ledger.js';
import type { LookAlike, Reference } from './reference.js';
import type { FileMode, RepoPath } from './source.js';
import type { Warning } from './warning.js';

/** Something about a file that a person must know: it could not be read, parsed or verified. */
export interface FileProblem {
  readonly path: RepoPath;
  readonly message: string;
  /** Whether work that should have been done was not (the command line then exits with 3). */
  readonly unverified: boolean;
}

/** Counts of a file, a section or a phase. */
export interface Counts {
  readonly files: number;
  readonly changedFiles: number;
  readonly notebooks: number;
  readonly changedNotebooks: number;
  readonly references: Readonly<Record<Outcome, number>>;
  readonly companions: number;
  readonly addedLines: number;
  readonly removedLines: number;
  readonly warnings: Readonly<Record<'critical' | 'warning' | 'note', number>>;
}

/** The verified plan of one file. */
export interface FilePlan {
  readonly path: RepoPath;
  readonly mode: FileMode;
  readonly blob: string;
  /** Phase and section that claim the file; absent outside every phase. */
  readonly phase?: string;
  readonly section?: string;
  readonly before: string;
  /** The text after the edits; the very same string where nothing changes. */
  readonly after: string;
  readonly changes: ChangeSet;
  readonly references: readonly Reference[];
  readonly lookAlikes: readonly LookAlike[];
  readonly decisions: readonly Decision[];
  readonly rows: readonly LedgerRow[];
  readonly warnings: readonly Warning[];
  readonly problems: readonly FileProblem[];
  /** What became of the insertions that bullets declare for this file; absent where none does. */
  readonly insertions?: readonly InsertionState[];
}
