/** Tables cut into rows and cells. The grammar has no node for an empty cell, so the bars are found in the row's text. */
import type { SyntaxNode } from '@lezer/common';
import { indexBefore } from '../core/index-before.js';
import type { TableSite } from '../core/site.js';
import type { Span } from '../core/source.js';

interface Row extends Span {
  readonly cells: readonly string[];
  readonly spans: readonly Span[];
  readonly inHeader: boolean;
}

/** A table with its rows in order, the delimiter row left out. */
export interface CutTable {
  readonly rows: readonly Row[];
  readonly header: readonly string[];
  readonly firstColumn: readonly string[];
}

/** Cuts a Table node. */
export function cutTable(text: string, table: SyntaxNode): CutTable {
  const rows: Row[] = [];
  for (let node = table.firstChild; node !== null; node = node.nextSibling) {
    if (node.name !== 'TableHeader' && node.name !== 'TableRow') continue;
    const spans = cutRow(text, node.from, node.to);
    rows.push({
      start: node.from,
      end: node.to,
      spans,
      cells: spans.map(({ start, end }) => text.slice(start, end)),
      inHeader: node.name === 'TableHeader',
    });
  }
  const header = rows.find((row) => row.inHeader)?.cells ?? [];
  return { rows, header, firstColumn: rows.filter((row) => !row.inHeader).map((row) => row.cells[0] ?? '') };
}

/** Spans of the trimmed cells of the row in `[from, to)`. A bar after a backslash belongs to its cell. */
export function cutRow(text: string, from: number, to: number): readonly Span[] {
  const cells: Span[] = [];
  let start = from;
  let first = true;
  for (let i = from; i <= to; i++) {
    const c = text.charCodeAt(i);
    if (i < to && c === 92) {
      i++;
      continue;
    }
    if (i < to && c !== 124) continue;
    const cell = trim(text, start, Math.min(i, to));
    // Nothing stands before the leading bar or after the closing one.
    const outside = (first || i >= to) && cell.start === cell.end;
    if (!outside) cells.push(cell);
    first = false;
    start = i + 1;
  }
  return cells;
}

function trim(text: string, start: number, end: number): Span {
  let from = start;
  let to = end;
  while (from < to && text.charCodeAt(from) <= 32) from++;
  while (to > from && text.charCodeAt(to - 1) <= 32) to--;
  return { start: from, end: to };
}

/** Describes the place at `offset`. */
export function tableSite(table: CutTable, offset: number): TableSite | undefined {
  const row = table.rows[indexBefore(table.rows, offset)];
  if (row === undefined || offset >= row.end) return undefined;
  const column = Math.max(0, indexBefore(row.spans, offset));
  const body = row.inHeader ? table.rows.filter((one) => !one.inHeader) : undefined;
  return {
    header: table.header,
    row: row.cells,
    column,
    inHeader: row.inHeader,
    ...(body === undefined ? {} : { below: body.map((one) => one.cells[column] ?? '') }),
    firstColumn: table.firstColumn,
    cellSpans: row.spans,
  };
}
