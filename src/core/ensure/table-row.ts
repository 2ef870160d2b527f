/** Rows in tables that a document has, in their columns and style. */
import type { Ensure } from '../migration.js';
import type { Model } from '../model.js';
import { cellOf, type Meaning, meaningOf, NOT_MEASURED, type YesNo } from './cell-of.js';
import { type DocumentTable, lineEndOf, type MarkdownDocument, nextLine, type TableLine } from './document.js';
import { findHeading, headingBefore, plainTitle } from './find-section.js';
import { type EnsureFacts, type InsertionDraft, insertAt, there, unsafe } from './insertion.js';
import { displayName, mayName, namesIn, namesModel } from './names-in.js';
import { inOwnBlock, type OwnBlock } from './own-block.js';
import { madeFalse } from './stale-sentences.js';

/** Plans the row of one model. */
export function tableRow(
  document: MarkdownDocument,
  model: Model,
  { heading }: Extract<Ensure, { kind: 'table-row' }>,
  own: readonly OwnBlock[],
  facts: EnsureFacts,
): InsertionDraft {
  const { text } = document;
  const tables = document
    .tablesWhere((section) => mayName(section, facts))
    .filter((table) => !inOwnBlock(own, table) && modelColumn(table, facts) >= 0);
  const present = tables.flatMap((table) =>
    table.rows.filter(({ cells }) => namesModel(cells[modelColumn(table, facts)] ?? '', model, facts)),
  )[0];
  if (present !== undefined)
    return there(`a table names ${displayName(model)} already: ${text.slice(present.start, present.end).trim()}`);
  const table = tableUnder(document, tables, heading);
  if (table === undefined) return unsafe('there is no table of models that a row could join');
  const after = lastRow(table);
  if (after === undefined) return unsafe('the table has no row to go by');
  const row = rowLike(table, after, model, facts);
  const eol = lineEndOf(text);
  const at = nextLine(text, after.end);
  const title = plainTitle(document.headings[headingBefore(document, table.start)]?.title ?? '');
  const where = `inserted as a row of the table${title === '' ? '' : ` under “${title}”`}`;
  const draft = insertAt(at ?? text.length, at === undefined ? `${eol}${row}` : `${row}${eol}`, row.trim(), where);
  return { ...draft, model: model.id, places: madeFalse(document, table, draft.edits, own) };
}

/** The column that says which model a row is about; -1 for a table that is not about models. */
function modelColumn({ header, rows }: DocumentTable, facts: EnsureFacts): number {
  const named = header.cells.map(
    (_, column) => rows.filter(({ cells }) => namesIn(cells[column] ?? '', facts).length > 0).length,
  );
  const declared = header.cells.findIndex((cell) => meaningOf(cell).kind === 'model');
  if (declared >= 0 && (named[declared] ?? 0) > 0) return declared;
  return rows.length > 0 && (named[0] ?? 0) * 2 >= rows.length ? 0 : -1;
}

/** The table under the heading or a heading below it, else the only one of the document that is about models. */
function tableUnder(
  document: MarkdownDocument,
  tables: readonly DocumentTable[],
  wanted: string,
): DocumentTable | undefined {
  const found = findHeading(document, wanted);
  const heading = found === undefined ? undefined : document.headings[found.index];
  if (found !== undefined && heading !== undefined) {
    const next = document.headings.slice(found.index + 1).find(({ level }) => level <= heading.level);
    const under = tables.find(
      ({ start }) => start > heading.start && start < (next?.start ?? Number.POSITIVE_INFINITY),
    );
    if (under !== undefined) return under;
  }
  return tables.length === 1 ? tables[0] : undefined;
}

/** The last row that is about a model: sums stay at the end. */
function lastRow({ rows }: DocumentTable): TableLine | undefined {
  const models = rows.filter(({ cells }) => !/^\W*(?:total|sum|average|mean)\b/i.test(cells[0] ?? ''));
  return models.at(-1) ?? rows[0];
}

function rowLike(table: DocumentTable, like: TableLine, model: Model, facts: EnsureFacts): string {
  const about = modelColumn(table, facts);
  const cells = table.header.cells.map((header, column) => {
    const others = table.rows.map(({ cells: row }) => row[column] ?? '');
    if (column === about) return named(model, others, facts);
    return valueCell(model, meaningOf(header), others, facts).replace(/\\?\|/g, '\\|');
  });
  return layOut(cells, like, table);
}

/** The model's name as the column writes names: a tag in code, a repository, or in prose; bold where all are. */
function named(model: Model, others: readonly string[], facts: EnsureFacts): string {
  const names = others.flatMap((cell) => namesIn(cell, facts));
  const most = (registry: string) => names.filter((name) => name.registry === registry).length * 2 > names.length;
  const id = most('ollama') ? model.ollama?.insert : most('huggingface') ? model.huggingface?.instruct : undefined;
  const inCode = others.filter((cell) => cell.includes('`')).length * 2 > others.length;
  const bold = others.every((cell) => /^\*\*.*\*\*$/.test(cell));
  const name = id === undefined ? displayName(model) : inCode ? `\`${id}\`` : id;
  return bold ? `**${name}**` : name;
}

function valueCell(model: Model, meaning: Meaning, others: readonly string[], facts: EnsureFacts): string {
  const figures = others.some((cell) => /^[~<>≈]?\d/.test(cell));
  if (meaning.kind === 'capability' && figures) return NOT_MEASURED;
  const yesNo: YesNo = others.some((cell) => /^(?:yes|no|partly|partial)\b/i.test(cell)) ? 'words' : 'marks';
  const inBillions =
    others.some((cell) => /^~?\d+(?:\.\d+)?\s*B\b/i.test(cell)) && !others.some((cell) => /GB/i.test(cell));
  const asked = meaning.kind === 'memory' && inBillions ? ({ kind: 'parameters' } as const) : meaning;
  const text = cellOf(model, asked, yesNo, facts)?.text ?? NOT_MEASURED;
  if (asked.kind !== 'memory') return text;
  return others.some((cell) => /\dGB/.test(cell)) ? text.replace(' GB', 'GB') : text;
}

/** A row with the bars, indent and, where the table is laid out in columns, the widths of another. */
function layOut(cells: readonly string[], like: TableLine, { header, rows }: DocumentTable): string {
  const source = like.source;
  const indent = /^\s*/.exec(source)?.[0] ?? '';
  const open = source.trimStart().startsWith('|');
  const closed = source.trimEnd().endsWith('|');
  const widths = [header, ...rows].map((row) => row.source.trimEnd().length);
  const even = rows.length > 1 && new Set(widths).size === 1;
  const columns = even ? barWidths(source, open) : [];
  const padded = cells.map((cell, column) => cell.padEnd(even ? (columns[column] ?? 0) : 0));
  return `${indent}${open ? '| ' : ''}${padded.join(' | ')}${closed ? ' |' : ''}`;
}

function barWidths(source: string, open: boolean): readonly number[] {
  const inner = source.trim().replace(/^\|/, '').replace(/\|$/, '').replace(/\\\|/g, 'xx');
  return inner.split('|').map((part, column) => part.length - (column === 0 && !open ? 1 : 2));
}
