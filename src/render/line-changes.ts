/** What changed in a file, as a reader of it counts: cells and their lines in a notebook, lines elsewhere. */
import type { FilePlan } from '../core/file-plan.js';
import { type CellPair, pairCells } from './report/cells.js';
import { type Block, blocksOf } from './report/diff-lines.js';
import { blocksBetween } from './report/line-diff.js';

/** Lines that gave way to others. */
export interface ChangedLines {
  /** 1-based line after the edits, of the file or of the cell's source. */
  readonly line: number;
  readonly old: readonly string[];
  readonly new: readonly string[];
}

/** A cell, or the whole of a file that is no notebook, with its changes in order. */
export interface ChangedPart {
  readonly cell?: { readonly index: number; readonly type: CellPair['type'] };
  readonly changes: readonly ChangedLines[];
}

/** The changed parts of a file, in order; none where nothing changes. A notebook whose cells cannot be told apart is shown by its lines. */
export function changedParts(file: FilePlan): readonly ChangedPart[] {
  if (file.changes.edits.length === 0) return [];
  const cells = file.path.endsWith('.ipynb') ? pairCells(file.before, file.after) : undefined;
  if (cells === undefined) return [{ changes: linesOf(blocksOf(file.before, file.changes)) }];
  const parts = cells.flatMap(({ index, type, before, after }): ChangedPart[] =>
    before === after
      ? []
      : [{ cell: { index, type }, changes: linesOf(blocksBetween(splitLines(before), splitLines(after))) }],
  );
  return parts.length > 0 ? parts : [{ changes: linesOf(blocksOf(file.before, file.changes)) }];
}

function linesOf(blocks: readonly Block[]): readonly ChangedLines[] {
  let shift = 0;
  return blocks.map(({ from, old, new: fresh }) => {
    const line = from + shift;
    shift += fresh.length - old.length;
    return { line, old: old.map(textOf), new: fresh.map(textOf) };
  });
}

function textOf(line: readonly { readonly text: string }[]): string {
  return line.map(({ text }) => text).join('');
}

function splitLines(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/);
}
