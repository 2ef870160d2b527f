/** Jupyter notebooks, nbformat 4 and 3. Cells are units; outputs, metadata and all else are listed and never edited. */
import type { Format, OpenedFile, Shielded, Unit } from '../core/format.js';
import { indexLines, positionAt, type SourceFile, type Span } from '../core/source.js';
import { compareNotebooks } from './notebook-compare.js';
import { kernelLanguage, type ScannedCell, type ScannedNotebook, scanNotebook } from './notebook-scan.js';
import { decodeSource, mapSource, spliceSource } from './notebook-source.js';
import { conflictFault, hasExtension, openWhole } from './whole-file.js';

export const notebook: Format = {
  name: 'notebook',
  claims: (path) => hasExtension(path, ['.ipynb']),
  open: openNotebook,
  splice(file, unit, span, insert) {
    if (unit.text.slice(span.start, span.end) === insert) return [];
    if (unit.cell === undefined) return [{ span, expected: file.text.slice(span.start, span.end), insert }];
    return spliceSource(file.text, unit.map, span, insert);
  },
  compare: (before, after) => compareNotebooks(before.text, after),
};

function openNotebook(file: SourceFile): OpenedFile {
  if (conflictFault(file.text) !== undefined) return openWhole(file, 'plain');
  const scanned = scanNotebook(file.text);
  if (scanned.error !== undefined) {
    const { line, col } = positionAt(indexLines(file.text), scanned.error.offset);
    const message = `Line ${line}, column ${col + 1}: ${scanned.error.words}. Repair the notebook's JSON, then run the phase again.`;
    return openWhole(file, 'plain', { rule: 'invalid-json', message });
  }
  if (!scanned.hasCells || (scanned.nbformat !== 4 && scanned.nbformat !== 3)) {
    const found = scanned.nbformat === undefined ? 'it does not say its format' : `its format is ${scanned.nbformat}`;
    const message = `Only notebooks of format 3 and 4 can be edited; ${scanned.hasCells ? found : 'it has no cells'}. Convert it with jupyter nbconvert --to notebook.`;
    return openWhole(file, 'plain', { rule: 'unsupported-notebook', message });
  }
  const units = unitsOf(file.text, scanned);
  return { units, shielded: shieldedOf(file.text, scanned, units) };
}

function unitsOf(text: string, scanned: ScannedNotebook): readonly Unit[] {
  const units: Unit[] = [];
  const code = kernelLanguage(scanned.language);
  for (const [index, cell] of scanned.cells.entries()) {
    const type = cellType(cell);
    if (type === undefined || cell.source === undefined) continue;
    const source = cell.text ?? decodeSource(text, cell.strings());
    // An empty list has no place for text, and nothing in it to find.
    if (source === undefined || (source === '' && cell.strings().length === 0)) continue;
    const language = type === 'code' ? code : type === 'markdown' ? 'markdown' : 'plain';
    units.push({
      index: units.length,
      language,
      text: source,
      map: mapSource(text, cell.strings, cell.lengths),
      cell: { index, type },
    });
  }
  return units;
}

/** nbformat 3 has headings and HTML as types of their own. */
function cellType(cell: ScannedCell): 'code' | 'markdown' | 'raw' | undefined {
  switch (cell.type) {
    case 'code':
    case 'markdown':
    case 'raw':
      return cell.type;
    case 'heading':
      return 'markdown';
    case 'html':
      return 'raw';
    default:
      return undefined;
  }
}

/** What a cell holds apart from metadata, in the order of the text; without a rule what is no unit by its kind. */
function partsOf({ source, outputs, attachments }: ScannedCell, isEditable: boolean) {
  const parts: { readonly span: Span; readonly rule?: string }[] = [];
  if (source !== undefined) parts.push(isEditable ? { span: source } : { span: source, rule: 'notebook-metadata' });
  if (outputs !== undefined) parts.push({ span: outputs, rule: 'notebook-output' });
  if (attachments !== undefined) parts.push({ span: attachments, rule: 'notebook-attachment' });
  return parts.length < 2 ? parts : parts.sort((a, b) => a.span.start - b.span.start);
}

/** Everything outside the units: outputs and attachments by name, the rest as metadata, cell by cell. */
function shieldedOf(text: string, scanned: ScannedNotebook, units: readonly Unit[]): readonly Shielded[] {
  const editable = new Set(units.map((unit) => unit.cell?.index));
  const shielded: Shielded[] = [];
  let at = 0;
  const rest = (end: number, cell?: number): void => {
    if (end > at)
      shielded.push({ span: { start: at, end }, rule: 'notebook-metadata', ...(cell === undefined ? {} : { cell }) });
    at = Math.max(at, end);
  };
  for (const [index, cell] of scanned.cells.entries()) {
    rest(cell.start);
    for (const { span, rule } of partsOf(cell, editable.has(index))) {
      rest(span.start, index);
      if (rule !== undefined) shielded.push({ span, rule, cell: index });
      at = span.end;
    }
    rest(cell.end, index);
  }
  rest(text.length);
  return shielded;
}
