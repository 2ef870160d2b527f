/**
 * Finds the cells of a notebook in its text, by offsets: one pass over the tokens, nothing of the outputs kept. Where a key stands twice
 * in an object the last one counts, as for every reader of JSON. (A state machine.)
 */
import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';
import { rememberTexts } from '../core/remember-texts.js';
import type { Span } from '../core/source.js';
import { DEEPEST, TOO_DEEP } from './nesting.js';

/** A cell as it stands in the text. */
export interface ScannedCell extends Span {
  readonly type?: string;
  /** The whole value of `source` (or `input`): a string, or a list. */
  readonly source?: Span;
  /** The string tokens of the source with their quotes, in order; empty for a source of another kind. */
  readonly strings: readonly Span[];
  readonly isList: boolean;
  readonly outputs?: Span;
  readonly attachments?: Span;
}

/** A notebook as it stands in the text. */
export interface ScannedNotebook {
  readonly error?: { readonly words: string; readonly offset: number };
  readonly nbformat?: number;
  readonly hasCells: boolean;
  readonly cells: readonly ScannedCell[];
  /** Language of the kernel, as the metadata says it. */
  readonly language?: string;
}

interface CellDraft {
  start: number;
  end: number;
  type?: string;
  source?: Span;
  strings: Span[];
  isList: boolean;
  outputs?: Span;
  attachments?: Span;
}

interface Frame {
  readonly kind: 'object' | 'array';
  readonly start: number;
  key: string;
  /** Role of the value: what its holder takes it for. */
  readonly role: Role;
}

type Role = 'root' | 'cells' | 'worksheets' | 'worksheet' | 'cell' | 'source' | 'metadata' | 'kernel' | 'other';

interface Draft {
  error?: { words: string; offset: number };
  nbformat?: number;
  hasCells: boolean;
  cells: CellDraft[];
  /** Language by where it is said; the kernel's own word is worth more than the name. */
  language?: string;
  kernel?: string;
  stack: Frame[];
  cell?: CellDraft;
}

/** Scans the text of a notebook, a leading BOM aside. The last few are remembered: a file is opened, compared and opened again. */
export const scanNotebook: (text: string) => ScannedNotebook = rememberTexts(4_000_000, scanText);

function scanText(text: string): ScannedNotebook {
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const draft: Draft = { hasCells: false, cells: [], stack: [] };
  const open = (kind: Frame['kind'], offset: number): void => {
    if (draft.stack.length >= DEEPEST) {
      draft.error = { words: TOO_DEEP, offset: offset + bom };
      throw new RangeError(TOO_DEEP);
    }
    enter(draft, kind, offset + bom);
  };
  const close = (offset: number): void => leave(draft, offset + bom + 1);
  try {
    visit(
      bom === 1 ? text.slice(1) : text,
      {
        onObjectBegin: (offset) => open('object', offset),
        onArrayBegin: (offset) => open('array', offset),
        onObjectEnd: (offset) => close(offset),
        onArrayEnd: (offset) => close(offset),
        onObjectProperty: (name) => {
          const top = draft.stack.at(-1);
          if (top !== undefined) top.key = name;
        },
        onLiteralValue: (value: unknown, offset, length) =>
          literal(draft, value, { start: offset + bom, end: offset + bom + length }),
        onError: (error: ParseErrorCode, offset) => {
          draft.error ??= {
            words: printParseErrorCode(error)
              .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
              .toLowerCase(),
            offset: offset + bom,
          };
        },
      },
      { disallowComments: true },
    );
  } catch (error) {
    if (draft.error?.words !== TOO_DEEP) throw error;
  }
  const { error, nbformat, hasCells, cells } = draft;
  const language = draft.kernel ?? draft.language;
  return {
    ...(error === undefined ? {} : { error }),
    ...(nbformat === undefined ? {} : { nbformat }),
    ...(language === undefined ? {} : { language }),
    hasCells,
    cells,
  };
}

/** What a value is, by its holder. */
function roleOf(draft: Draft, kind: Frame['kind']): Role {
  const top = draft.stack.at(-1);
  if (top === undefined) return 'root';
  const isCells = top.key === 'cells' && kind === 'array';
  switch (top.role) {
    case 'root':
      if (isCells) return 'cells';
      if (top.key === 'worksheets' && kind === 'array') return 'worksheets';
      return top.key === 'metadata' ? 'metadata' : 'other';
    case 'worksheets':
      return kind === 'object' ? 'worksheet' : 'other';
    case 'worksheet':
      return isCells ? 'cells' : 'other';
    case 'cells':
      return kind === 'object' ? 'cell' : 'other';
    case 'cell':
      return (top.key === 'source' || top.key === 'input') && kind === 'array' ? 'source' : 'other';
    case 'metadata':
      return top.key === 'kernelspec' || top.key === 'language_info' ? 'kernel' : 'other';
    case 'source':
    case 'kernel':
    case 'other':
      return 'other';
    default:
      return top.role satisfies never;
  }
}

function enter(draft: Draft, kind: Frame['kind'], offset: number): void {
  const role = roleOf(draft, kind);
  if (role === 'cells') {
    draft.hasCells = true;
    // The last of two equal keys counts; several worksheets each have their cells.
    if (draft.stack.length === 1) draft.cells = [];
  } else if (role === 'worksheets') draft.cells = [];
  else if (role === 'cell') {
    draft.cell = { start: offset, end: offset, strings: [], isList: false };
    draft.cells.push(draft.cell);
  } else if (role === 'source' && draft.cell !== undefined) {
    draft.cell.strings = [];
    draft.cell.isList = true;
  }
  draft.stack.push({ kind, start: offset, key: '', role });
}

function leave(draft: Draft, end: number): void {
  const frame = draft.stack.pop();
  if (frame === undefined || draft.cell === undefined) return;
  if (frame.role === 'cell') {
    draft.cell.end = end;
    delete draft.cell;
    return;
  }
  const holder = draft.stack.at(-1);
  if (holder?.role !== 'cell') return;
  const span = { start: frame.start, end };
  if (frame.role === 'source') draft.cell.source = span;
  else if (holder.key === 'source' || holder.key === 'input') dropSource(draft.cell);
  else if (holder.key === 'outputs') draft.cell.outputs = span;
  else if (holder.key === 'attachments') draft.cell.attachments = span;
}

/** A source that is neither a string nor a list is none. */
function dropSource(cell: CellDraft): void {
  cell.strings = [];
  delete cell.source;
}

function literal(draft: Draft, value: unknown, span: Span): void {
  const top = draft.stack.at(-1);
  if (top === undefined) return;
  if (top.role === 'source') {
    if (typeof value === 'string') draft.cell?.strings.push(span);
  } else if (top.role === 'cell' && draft.cell !== undefined) literalOfCell(draft.cell, top.key, value, span);
  else if (top.role === 'root' && top.key === 'nbformat' && typeof value === 'number') draft.nbformat = value;
  else if (top.role === 'kernel' && typeof value === 'string') {
    if (top.key === 'language') draft.kernel = value;
    else if (top.key === 'name' && draft.stack.at(-2)?.key === 'language_info') draft.language = value;
  }
}

function literalOfCell(cell: CellDraft, key: string, value: unknown, span: Span): void {
  if (key === 'cell_type' && typeof value === 'string') cell.type = value;
  else if (key === 'source' || key === 'input') {
    dropSource(cell);
    if (typeof value !== 'string') return;
    cell.strings = [span];
    cell.source = span;
    cell.isList = false;
  }
}

/** The language of code cells by what the metadata calls it; Python where it says nothing. */
export function kernelLanguage(name: string | undefined): string {
  if (name === undefined || /^i?python\d*$/i.test(name)) return 'python';
  return /^(?:bash|sh|zsh|shell)$/i.test(name) ? 'shell' : 'plain';
}
