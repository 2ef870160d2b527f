/** Holds a notebook against what it was: nothing but the text in the cells' sources may differ. */

import type { Span } from '../core/source.js';
import { skipString } from './json-walk.js';
import { blocksDiffer } from './markdown-blocks.js';
import { kernelLanguage, type ScannedCell, type ScannedNotebook, scanNotebook } from './notebook-scan.js';
import { decodeSource } from './notebook-source.js';
import { worseThan } from './parse-faults.js';

/** Why `after` is not an acceptable change of `before`, in words; empty when it is. */
export function compareNotebooks(before: string, after: string): readonly string[] {
  if (before === after) return [];
  const had = scanNotebook(before);
  const sources = had.error === undefined ? sourcesAfter(before, after, had) : undefined;
  if (sources === undefined) return compareStructures(before, after, had);
  return had.cells.flatMap((cell, i) => {
    const strings = sources[i];
    if (strings === undefined) return [];
    const now = { ...cell, strings: () => strings };
    return textDiffers(before, after, cell, now, kernelLanguage(had.language)).map((reason) => `cell ${i}: ${reason}`);
  });
}

/**
 * Where the string tokens of each cell's source stand in `after`, undefined for a source that is the same, when every character outside
 * them is the same in both texts; undefined when one is not. Then `after` has the structure of `before`, and needs no parsing to show it.
 */
function sourcesAfter(
  before: string,
  after: string,
  had: ScannedNotebook,
): readonly (readonly Span[] | undefined)[] | undefined {
  let at = 0;
  let shift = 0;
  const isSame = (end: number): boolean => at <= end && after.startsWith(before.slice(at, end), at + shift);
  const sources: (readonly Span[] | undefined)[] = [];
  for (const { source, strings } of had.cells) {
    if (source === undefined || isSame(source.end)) {
      at = source?.end ?? at;
      sources.push(undefined);
      continue;
    }
    const now: Span[] = [];
    for (const { start, end } of strings()) {
      if (!isSame(start + 1)) return undefined;
      const close = skipString(after, start + shift);
      now.push({ start: start + shift, end: close });
      shift = close - end;
      at = end;
    }
    sources.push(now);
  }
  return after.length === before.length + shift && after.endsWith(before.slice(at)) ? sources : undefined;
}

/** Parses both and says in which part they differ. */
function compareStructures(before: string, after: string, had: ScannedNotebook): readonly string[] {
  const has = scanNotebook(after);
  if (has.error !== undefined)
    return had.error === undefined ? [`after the change it is no valid JSON: ${has.error.words}`] : [];
  if (had.cells.length !== has.cells.length) return [`${has.cells.length} cells, ${had.cells.length} before`];
  const reasons: string[] = [];
  let atBefore = 0;
  let atAfter = 0;
  for (const [i, cell] of had.cells.entries()) {
    const now = has.cells[i];
    if (now === undefined) break;
    const shape = sourceDiffers(cell, now);
    if (shape !== undefined) {
      reasons.push(`cell ${i}: ${shape}`);
      return reasons;
    }
    const strings = now.strings();
    for (const [k, string] of cell.strings().entries()) {
      const other = strings[k] ?? string;
      if (before.slice(atBefore, string.start) !== after.slice(atAfter, other.start)) {
        reasons.push(`something besides the text of sources changed before ${placeOf(had, i, k)}`);
        return reasons;
      }
      atBefore = string.end;
      atAfter = other.end;
    }
    reasons.push(
      ...textDiffers(before, after, cell, now, kernelLanguage(had.language)).map((reason) => `cell ${i}: ${reason}`),
    );
  }
  if (before.slice(atBefore) !== after.slice(atAfter))
    reasons.push(`something besides the text of sources changed after the last source`);
  return reasons;
}

function placeOf(had: ScannedNotebook, cell: number, string: number): string {
  return had.cells[cell]?.isList === true
    ? `element ${string} of the source of cell ${cell}`
    : `the source of cell ${cell}`;
}

function sourceDiffers(before: ScannedCell, after: ScannedCell): string | undefined {
  if (before.type !== after.type) return `its type is ${after.type ?? 'missing'}, ${before.type ?? 'missing'} before`;
  if (before.isList !== after.isList) return 'its source was a list and is a string, or the other way round';
  const had = before.strings().length;
  const has = after.strings().length;
  return had === has ? undefined : `its source has ${has} elements, ${had} before`;
}

/** The source as it stands in the text. */
function writtenSource(text: string, cell: ScannedCell): string {
  const strings = cell.strings();
  return text.slice(strings[0]?.start ?? 0, strings.at(-1)?.end ?? 0);
}

function textDiffers(
  before: string,
  after: string,
  cell: ScannedCell,
  now: ScannedCell,
  code: string,
): readonly string[] {
  if (writtenSource(before, cell) === writtenSource(after, now)) return [];
  const had = decodeSource(before, cell.strings());
  const has = decodeSource(after, now.strings());
  if (had === undefined || has === undefined) return ['its source cannot be decoded'];
  if (had === has) return [];
  if (cell.type === 'markdown') return blocksDiffer(had, has);
  return cell.type === 'code' ? worseThan(code, had, has) : [];
}
