/** Where text sits in a file, and how a change to it gets back into the file. */

import type { Edit } from './edit.js';
import type { TextMap } from './embedded-text.js';
import type { RepoPath, SourceFile, Span } from './source.js';

/** A text of a file that is read as a whole: the file itself, or the source of one notebook cell. */
export interface Unit {
  /** Position among the file's units. */
  readonly index: number;
  readonly language: string;
  readonly text: string;
  /** From the unit's text to the file's text. */
  readonly map: TextMap;
  readonly cell?: { readonly index: number; readonly type: 'code' | 'markdown' | 'raw' };
  /** The keep rule of all its references, for a text that is listed but never edited. Set by the scanner, not by formats. */
  readonly shielded?: string;
}

/** A place of the file that is listed but never edited: an output, metadata, an attachment. */
export interface Shielded {
  readonly span: Span;
  /** Name of the keep rule: `notebook-output`, `notebook-metadata`, `notebook-attachment`. */
  readonly rule: string;
  readonly cell?: number;
}

/** Why a file cannot be edited although its bytes can be read. */
export interface FileFault {
  /** Name of the keep rule: `invalid-json`, `conflict-markers`, `unsupported-notebook`. */
  readonly rule: string;
  readonly message: string;
}

/** A file cut into units. With a fault there may be one unit, the whole text, for listing. */
export interface OpenedFile {
  readonly units: readonly Unit[];
  readonly shielded: readonly Shielded[];
  readonly fault?: FileFault;
}

/** A file format. */
export interface Format {
  readonly name: string;
  /** Whether the format is responsible for a path; the first of the list wins. */
  claims(path: RepoPath): boolean;
  open(file: SourceFile): OpenedFile;
  /** The edits of the file's text that replace `span` of the unit's text by `insert`, escaped as the format needs it. */
  splice(file: SourceFile, unit: Unit, span: Span, insert: string): readonly Edit[];
  /**
   * Compares the file's text before and after edits. Returns why the result is not acceptable: it parses worse, or differs in more
   * than the units' text.
   */
  compare(before: SourceFile, after: string): readonly string[];
}
