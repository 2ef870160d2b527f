/**
 * Finds the cells of a notebook in its text, by offsets. The values are read by the platform's own parser, the places by one walk over the
 * text that passes over outputs and metadata whole. Where a key stands twice in an object the last one counts, as for every reader of JSON.
 */
import { rememberTexts } from '../core/remember-texts.js';
import type { Span } from '../core/source.js';
import { findJsonFault, type JsonFault } from './json-fault.js';
import { isArray, isObject, isString, skipBlank, skipValue, walkArray, walkObject } from './json-walk.js';

/** A cell as it stands in the text. */
export interface ScannedCell extends Span {
  readonly type?: string;
  /** The whole value of `source` (or `input`): a string, or a list. */
  readonly source?: Span;
  /** The string tokens of the source with their quotes, in order; empty for a source of another kind. Found when first asked for. */
  readonly strings: () => readonly Span[];
  /** The text of the source, and of each of its strings the length, where the platform's parser gave them. */
  readonly text?: string;
  readonly lengths?: readonly number[];
  readonly isList: boolean;
  readonly outputs?: Span;
  readonly attachments?: Span;
}

/** A notebook as it stands in the text. */
export interface ScannedNotebook {
  readonly error?: JsonFault;
  readonly nbformat?: number;
  readonly hasCells: boolean;
  readonly cells: readonly ScannedCell[];
  /** Language of the kernel, as the metadata says it. */
  readonly language?: string;
}

/** Scans the text of a notebook, a leading BOM aside. The last few are remembered: a file is opened, compared and opened again. */
export const scanNotebook: (text: string) => ScannedNotebook = rememberTexts(500_000, scanText);

function scanText(text: string): ScannedNotebook {
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const json = bom === 0 ? text : text.slice(1);
  const value = parse(json);
  if (value === undefined) return { error: faultOf(json, bom), hasCells: false, cells: [] };
  const start = skipBlank(text, bom);
  if (!isObject(text, start)) return { hasCells: false, cells: [] };
  const { nbformat, metadata } = recordOf(value);
  const language = languageOf(recordOf(metadata));
  return {
    ...(typeof nbformat === 'number' ? { nbformat } : {}),
    ...(language === undefined ? {} : { language }),
    ...withTexts(cellsOf(text, start), recordOf(value)),
  };
}

/** Gives each cell the text that the parsed notebook has for it; where cells stand in several lists they are left to be decoded. */
function withTexts(
  found: Pick<ScannedNotebook, 'cells' | 'hasCells'>,
  { cells, worksheets }: Readonly<Record<string, unknown>>,
): Pick<ScannedNotebook, 'cells' | 'hasCells'> {
  if (!Array.isArray(cells) || worksheets !== undefined) return found;
  const values = cells.filter((cell) => typeof cell === 'object' && cell !== null && !Array.isArray(cell));
  if (values.length !== found.cells.length) return found;
  return {
    ...found,
    cells: found.cells.map((cell, i) => {
      const read = sourceText(values[i]);
      return read === undefined ? cell : { ...cell, ...read };
    }),
  };
}

function sourceText({
  source,
  input,
}: Readonly<Record<string, unknown>>): Required<Pick<ScannedCell, 'text' | 'lengths'>> | undefined {
  const written = input === undefined ? source : source === undefined ? input : undefined;
  if (typeof written === 'string') return { text: written, lengths: [written.length] };
  const isText = Array.isArray(written) && written.every((one) => typeof one === 'string');
  return isText ? { text: written.join(''), lengths: written.map(({ length }) => length) } : undefined;
}

/** The value of a JSON text; undefined where it is none. */
function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function faultOf(json: string, shift: number): JsonFault {
  const found = findJsonFault(json, { disallowComments: true });
  return { words: found?.words ?? 'no valid JSON', offset: (found?.offset ?? 0) + shift };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The kernel's own word for its language is worth more than the name of the language's description. */
function languageOf({ kernelspec, language_info }: Readonly<Record<string, unknown>>): string | undefined {
  const info = recordOf(language_info);
  return [recordOf(kernelspec).language, info.language, info.name].find((name) => typeof name === 'string');
}

/** The last of `cells` and `worksheets` counts; several worksheets each have their cells. */
function cellsOf(text: string, start: number): Pick<ScannedNotebook, 'cells' | 'hasCells'> {
  let cells: ScannedCell[] = [];
  let hasCells = false;
  const readCells = (at: number): number => {
    hasCells = true;
    return walkArray(text, at, (element) => {
      if (!isObject(text, element)) return skipValue(text, element);
      const cell = scanCell(text, element);
      cells.push(cell);
      return cell.end;
    });
  };
  walkObject(text, start, (key, at) => {
    if (!isArray(text, at) || (key !== 'cells' && key !== 'worksheets')) return skipValue(text, at);
    cells = [];
    if (key === 'cells') return readCells(at);
    return walkArray(text, at, (sheet) =>
      isObject(text, sheet)
        ? walkObject(text, sheet, (name, value) =>
            name === 'cells' && isArray(text, value) ? readCells(value) : skipValue(text, value),
          )
        : skipValue(text, sheet),
    );
  });
  return { cells, hasCells };
}

type CellDraft = { -readonly [Key in keyof ScannedCell]: ScannedCell[Key] };

function scanCell(text: string, start: number): ScannedCell {
  const cell: CellDraft = { start, end: start, strings: noStrings, isList: false };
  cell.end = walkObject(text, start, (key, at) => {
    const end = skipValue(text, at);
    if (key === 'source' || key === 'input') readSource(text, { start: at, end }, cell);
    else if (key === 'cell_type' && isString(text, at)) cell.type = String(JSON.parse(text.slice(at, end)));
    else if (key === 'outputs') cell.outputs = { start: at, end };
    else if (key === 'attachments') cell.attachments = { start: at, end };
    return end;
  });
  return cell;
}

/** A source that is neither a string nor a list is none. */
function readSource(text: string, source: Span, cell: CellDraft): void {
  delete cell.source;
  cell.strings = noStrings;
  cell.isList = isArray(text, source.start);
  if (cell.isList) {
    let strings: readonly Span[] | undefined;
    cell.strings = () => {
      strings ??= stringsOf(text, source.start);
      return strings;
    };
  } else if (isString(text, source.start)) {
    const strings = [source];
    cell.strings = () => strings;
  } else return;
  cell.source = source;
}

function noStrings(): readonly Span[] {
  return [];
}

function stringsOf(text: string, list: number): readonly Span[] {
  const strings: Span[] = [];
  walkArray(text, list, (element) => {
    const end = skipValue(text, element);
    if (isString(text, element)) strings.push({ start: element, end });
    return end;
  });
  return strings;
}

/** The language of code cells by what the metadata calls it; Python where it says nothing. */
export function kernelLanguage(name: string | undefined): string {
  if (name === undefined || /^i?python\d*$/i.test(name)) return 'python';
  return /^(?:bash|sh|zsh|shell)$/i.test(name) ? 'shell' : 'plain';
}
