/**
 * What a repository consists of, as the engine sees it.
 *
 * Said once, here: every {@link Span} counts UTF-16 code units of the *decoded* text, start inclusive, end exclusive. Decoding is
 * lossless (strict UTF-8, a leading BOM kept as U+FEFF), so that a byte outside the spans of a text is a byte outside the edits.
 */

/** A path inside the repository: forward slashes, relative to its root, no leading `./`. */
export type RepoPath = string;

/** A half-open range `[start, end)` of UTF-16 offsets into a decoded text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Git's modes for what a tree entry can be. */
export type FileMode = '100644' | '100755' | '120000' | '160000';

/** One entry of the repository's tree, before anything is read. */
export interface TreeEntry {
  readonly path: RepoPath;
  readonly mode: FileMode;
  /** Git blob id (SHA-1, 40 hex digits); for a submodule the commit id. */
  readonly blob: string;
  /** Size in bytes; 0 where it is not known. */
  readonly size: number;
}

/** Why a file must not be edited although it can be looked at. */
export type Unreadable = 'binary' | 'not-utf8' | 'symlink' | 'submodule' | 'lfs-pointer' | 'too-large';

/**
 * A file that was read. `unreadable` files carry a best-effort text (each byte one character) so that the names in them can be
 * listed; they are never edited.
 */
export interface SourceFile extends TreeEntry {
  readonly text: string;
  readonly unreadable?: Unreadable;
}

/** A position for people: 1-based line, 0-based UTF-16 column. */
export interface Position {
  readonly line: number;
  readonly col: number;
}

/** Where the lines of a text start, made once and asked often. Lines end at LF, CRLF or CR. */
export interface LineIndex {
  readonly starts: readonly number[];
  readonly length: number;
}

/** Finds the line starts of `text`. */
export function indexLines(text: string): LineIndex {
  const starts = [0];
  let feed = text.indexOf('\n');
  let carriage = text.indexOf('\r');
  while (feed >= 0 || carriage >= 0) {
    if (carriage < 0 || (feed >= 0 && feed <= carriage + 1)) {
      // A line feed, with the carriage return before it or not.
      starts.push(feed + 1);
      if (carriage >= 0 && carriage < feed) carriage = text.indexOf('\r', feed + 1);
      feed = text.indexOf('\n', feed + 1);
    } else {
      starts.push(carriage + 1);
      carriage = text.indexOf('\r', carriage + 1);
    }
  }
  return { starts, length: text.length };
}

/** The position of `offset`. Offsets past the end stand at the end. */
export function positionAt(index: LineIndex, offset: number): Position {
  let low = 0;
  let high = index.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, col: Math.min(offset, index.length) - (index.starts[low] ?? 0) };
}

/** The span of the 1-based line `line` of `text`, without its line end. */
export function lineSpan(text: string, index: LineIndex, line: number): Span {
  const start = index.starts[line - 1] ?? text.length;
  let end = index.starts[line] ?? text.length;
  while (end > start && (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 13)) end--;
  return { start, end };
}
