/** The ledger: one row a reference and a companion edit, positions before the edits. */
import type { Outcome } from './decision.js';
import type { Strength } from './reference.js';
import type { RepoPath } from './source.js';

/** A row of the ledger; printed as one line of JSON. */
export interface LedgerRow {
  readonly path: RepoPath;
  /** 1-based line in the raw file. */
  readonly line: number;
  /** 0-based cell, in a notebook. */
  readonly cell?: number;
  /** 1-based line of the cell's decoded source, in a notebook. */
  readonly src_line?: number;
  /** 0-based UTF-16 offset in that decoded line. */
  readonly col: number;
  readonly surface: string;
  /** Model ids joined by `,`; the family where no size is said. */
  readonly model: string;
  readonly strength: Strength | 'companion';
  readonly outcome: Outcome | 'companion';
  /** What stands there afterwards, for rewrite and companion. */
  readonly to?: string;
  readonly candidates: readonly string[];
  readonly rule: string;
  readonly reason: string;
  readonly evidence: readonly string[];
  readonly group: string;
  /** Phase and section that claim the file; absent outside every phase. */
  readonly phase?: string;
  readonly section?: string;
}
