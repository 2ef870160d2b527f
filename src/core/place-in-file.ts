/** Positions for people: the line in the raw file and, in a notebook, the cell and the line of its decoded source. */
import { outerSpans, toOuter } from './embedded-text.js';
import type { Unit } from './format.js';
import { indexLines, type LineIndex, positionAt, type SourceFile, type Span } from './source.js';

/** A position as ledgers and warnings write it. */
export interface FilePosition {
  /** Span in the file's text, from the first to the last character of the place. */
  readonly span: Span;
  /** 1-based line of the raw file. */
  readonly line: number;
  readonly cell?: number;
  /** 1-based line of the cell's decoded source. */
  readonly sourceLine?: number;
  /** 0-based UTF-16 column in the decoded line. */
  readonly col: number;
}

const fileLines = new WeakMap<SourceFile, LineIndex>();
const unitLines = new WeakMap<Unit, LineIndex>();

function linesOf<K extends object>(cache: WeakMap<K, LineIndex>, key: K, text: string): LineIndex {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = indexLines(text);
  cache.set(key, made);
  return made;
}

/** Where a span of a unit stands in the file. */
export function placeInFile(file: SourceFile, unit: Unit, span: Span): FilePosition {
  const runs = outerSpans(unit.map, span);
  const start = runs[0]?.start ?? toOuter(unit.map, span.start);
  const outer = { start, end: runs.at(-1)?.end ?? start };
  const raw = positionAt(linesOf(fileLines, file, file.text), outer.start);
  if (unit.cell === undefined) {
    const withoutBom = raw.line === 1 && file.text.startsWith('\uFEFF') ? raw.col - 1 : raw.col;
    return { span: outer, line: raw.line, col: Math.max(0, withoutBom) };
  }
  if (unit.shielded !== undefined) return { span: outer, line: raw.line, cell: unit.cell.index, col: raw.col };
  const decoded = positionAt(linesOf(unitLines, unit, unit.text), span.start);
  return { span: outer, line: raw.line, cell: unit.cell.index, sourceLine: decoded.line, col: decoded.col };
}
