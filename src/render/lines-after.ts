/** Where a place stands after the edits. Ledger and warnings count lines before them; people look at the file as it is afterwards. */
import { mapSpan } from '../core/edit.js';
import type { FilePlan } from '../core/file-plan.js';
import { indexLines, type LineIndex, positionAt } from '../core/source.js';

/** A place of a file as it was before: a 1-based line and, where known, the 0-based column or the offset in the text. */
export interface PlaceBefore {
  readonly line: number;
  readonly col?: number;
  readonly offset?: number;
}

/** Answers, for a file, on which 1-based line a place stands after the edits; always a line that the file has. */
export type LinesAfter = (place: PlaceBefore) => number;

/** Makes the answer for a file. The lines are indexed at the first question. */
export function linesAfter(file: FilePlan): LinesAfter {
  let before: LineIndex | undefined;
  let after: LineIndex | undefined;
  return (place) => {
    before ??= indexLines(file.before);
    after ??= file.after === file.before ? before : indexLines(file.after);
    if (after === before) return Math.min(Math.max(1, place.line), before.starts.length);
    const offset = place.offset ?? offsetOf(file, before, place);
    return positionAt(after, mapSpan(file.changes, { start: offset, end: offset }).start).line;
  };
}

/** The offset of a line's column. A column that is not on the line (a notebook's counts in the cell) gives the line's first character. */
function offsetOf(file: FilePlan, index: LineIndex, place: PlaceBefore): number {
  const line = Math.min(Math.max(1, place.line), index.starts.length);
  const start = index.starts[line - 1] ?? 0;
  const next = index.starts[line] ?? file.before.length + 1;
  const inside = file.path.endsWith('.ipynb') ? 1 : (place.col ?? 1);
  return Math.min(start + inside, Math.max(start, next - 1));
}

/** The answers for all files of a plan, made when first asked for; a path that is not in the plan keeps its line. */
export function linesAfterAll(files: readonly FilePlan[]): (path: string, place: PlaceBefore) => number {
  const byPath = new Map(files.map((file): [string, FilePlan] => [file.path, file]));
  const known = new Map<string, LinesAfter>();
  return (path, place) => {
    const file = byPath.get(path);
    if (file === undefined) return place.line;
    const answer = known.get(path) ?? linesAfter(file);
    known.set(path, answer);
    return answer(place);
  };
}
