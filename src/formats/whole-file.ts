/** What formats share whose file is one unit: text in, text out, nothing escaped. */

import type { Edit } from '../core/edit.js';
import { sliceMap } from '../core/embedded-text.js';
import type { FileFault, OpenedFile, Unit } from '../core/format.js';
import type { RepoPath, SourceFile, Span } from '../core/source.js';

/** The last part of a path, in lower case. */
export function fileName(path: RepoPath): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

/** Whether the path ends in one of the extensions, given with their dot. */
export function hasExtension(path: RepoPath, extensions: readonly string[]): boolean {
  const name = fileName(path);
  return extensions.some((extension) => name.endsWith(extension));
}

/** The fault of a file in which a merge was left unfinished. */
export function conflictFault(text: string): FileFault | undefined {
  if (!text.includes('<<<<<<< ')) return undefined;
  const start = /^<{7} /m.exec(text);
  if (start === null) return undefined;
  const middle = /^={7}\r?$/gm;
  middle.lastIndex = start.index;
  const found = middle.exec(text);
  if (found === null) return undefined;
  const end = /^>{7} /gm;
  end.lastIndex = found.index;
  if (end.exec(text) === null) return undefined;
  const line = text.slice(0, start.index).split('\n').length;
  return {
    rule: 'conflict-markers',
    message: `Line ${line} opens a merge conflict that was never resolved. Resolve it, commit, and run the phase again.`,
  };
}

/** The file as one unit of `language`, with a fault when it has one. */
export function openWhole(file: SourceFile, language: string, fault?: FileFault): OpenedFile {
  const unit: Unit = { index: 0, language, text: file.text, map: sliceMap(0, file.text.length) };
  const found = conflictFault(file.text) ?? fault;
  if (found === undefined) return { units: [unit], shielded: [] };
  return { units: [{ ...unit, language: 'plain' }], shielded: [], fault: found };
}

/** Replaces a span of a file that is its own unit; no edit where nothing changes. */
export function spliceWhole(file: SourceFile, span: Span, insert: string): readonly Edit[] {
  const expected = file.text.slice(span.start, span.end);
  return expected === insert ? [] : [{ span, expected, insert }];
}
