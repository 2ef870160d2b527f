/** The cells of a notebook before and after the edits, read from its JSON (nbformat 4). */

/** A cell as both texts have it. */
export interface CellPair {
  /** 0-based position. */
  readonly index: number;
  readonly type: 'code' | 'markdown' | 'raw';
  readonly before: string;
  readonly after: string;
}

/**
 * The cells of a notebook; undefined where the two texts do not have the same cells (not valid JSON, another version of the format):
 * such a file is shown by its own lines.
 */
export function pairCells(before: string, after: string): readonly CellPair[] | undefined {
  const old = readCells(before);
  const fresh = after === before ? old : readCells(after);
  if (old === undefined || fresh === undefined || old.length !== fresh.length) return undefined;
  const pairs: CellPair[] = [];
  for (const [index, cell] of old.entries()) {
    const other = fresh[index];
    if (other === undefined || other.type !== cell.type) return undefined;
    pairs.push({ index, type: cell.type, before: cell.source, after: other.source });
  }
  return pairs;
}

interface Cell {
  readonly type: CellPair['type'];
  readonly source: string;
}

function readCells(text: string): readonly Cell[] | undefined {
  const notebook = parseJson(text);
  const cells = fieldOf(notebook, 'cells');
  if (!Array.isArray(cells)) return undefined;
  const read: Cell[] = [];
  for (const cell of cells) {
    const type = fieldOf(cell, 'cell_type');
    const source = readSource(fieldOf(cell, 'source'));
    if ((type !== 'code' && type !== 'markdown' && type !== 'raw') || source === undefined) return undefined;
    read.push({ type, source });
  }
  return read;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

function readSource(source: unknown): string | undefined {
  if (typeof source === 'string') return source;
  if (!Array.isArray(source)) return undefined;
  const lines: string[] = [];
  for (const line of source) {
    if (typeof line !== 'string') return undefined;
    lines.push(line);
  }
  return lines.join('');
}
