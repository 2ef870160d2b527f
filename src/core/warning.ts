/** Warnings: a fact, a place, why it matters there, what to do. */
import type { RepoPath, Span } from './source.js';

/** `critical`: it will break. `warning`: it may break or mislead. `note`: good to know. */
export type Severity = 'critical' | 'warning' | 'note';

/** A warning at a place of the file as it was before the edits. */
export interface Warning {
  readonly rule: string;
  readonly severity: Severity;
  readonly path: RepoPath;
  /** Span in the file's text. */
  readonly span: Span;
  /** 1-based line of the file. */
  readonly line: number;
  /** 0-based cell and 1-based line of its source, in a notebook. */
  readonly cell?: number;
  readonly sourceLine?: number;
  /** 0-based UTF-16 column in the decoded line. */
  readonly col: number;
  /** What happens and why it matters here, one or two sentences. */
  readonly message: string;
  /** What to do. */
  readonly advice: string;
  /** Keys of the catalogue's sources that the fact rests on. */
  readonly sources: readonly string[];
}
