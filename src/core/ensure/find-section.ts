/** Where in a document a block goes: under the heading that a bullet names, the nearest that fits, or at the end. */
import type { Span } from '../source.js';
import { lineStart, type MarkdownDocument, nextLine } from './document.js';

/** A place for a block. */
export interface BlockPlace {
  /** Start of a line. */
  readonly at: number;
  /** In words: `under “Key Values”`. */
  readonly where: string;
}

/** Words that many headings have; they alone make none fit. */
const WEAK = new Set(['model', 'key', 'common', 'list', 'table', 'note', 'the', 'of', 'and', 'for', 'a', 'to']);

/** The heading of a document that fits best, and whether it has all words of the wanted one; undefined where none fits. */
export function findHeading(
  { headings }: MarkdownDocument,
  wanted: string,
): { readonly index: number; readonly exact: boolean } | undefined {
  const words = wordsOf(wanted);
  const whole = sum(words);
  let best: { index: number; score: number; extra: number } | undefined;
  for (const [index, { title }] of headings.entries()) {
    const own = wordsOf(title);
    const score = whole === 0 ? 0 : sum(words.filter((word) => own.includes(word))) / whole;
    const extra = own.length;
    if (score < 0.5 || (best !== undefined && (best.score > score || (best.score === score && best.extra <= extra))))
      continue;
    best = { index, score, extra };
  }
  return best === undefined ? undefined : { index: best.index, exact: best.score === 1 };
}

/** The places for a block under `wanted`, the best first. Whether a block is a block there is for the caller to see. */
export function placesForBlock(document: MarkdownDocument, wanted: string): readonly BlockPlace[] {
  const found = findHeading(document, wanted);
  const heading = found === undefined ? undefined : document.headings[found.index];
  if (found === undefined || heading === undefined) return placesAtEnd(document, wanted);
  const title = `“${plainTitle(heading.title)}”`;
  const where = found.exact ? `under ${title}` : `under ${title}, the nearest heading to “${wanted}”`;
  return [...placesUnder(document, found.index).map((at) => ({ at, where })), ...placesAtEnd(document, wanted, title)];
}

/** The span from a heading to the next one, of any level: the heading's own content. */
export function ownContent({ text, headings }: MarkdownDocument, index: number): Span {
  return { start: headings[index]?.start ?? 0, end: headings[index + 1]?.start ?? text.length };
}

/** The heading before `offset`, by its index; -1 where there is none. */
export function headingBefore({ headings }: MarkdownDocument, offset: number): number {
  let index = -1;
  while ((headings[index + 1]?.start ?? Number.POSITIVE_INFINITY) <= offset) index++;
  return index;
}

/** A heading without its marks and signs, for a sentence. */
export function plainTitle(title: string): string {
  return title
    .replace(/[*_`]/g, '')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trim();
}

/**
 * After the heading's own content, after the blank line there, or right below the heading: where the content runs to the end of a text
 * without a final line end, or would swallow what follows.
 */
function placesUnder(document: MarkdownDocument, index: number): readonly number[] {
  const { text, headings } = document;
  const heading = headings[index];
  if (heading === undefined) return [];
  const { end } = ownContent(document, index);
  const content = document
    .blocksWithin({ start: heading.start + 1, end })
    .filter(({ kind }) => kind !== 'HorizontalRule');
  const last = content.at(-1) ?? heading;
  const after = nextLine(text, Math.max(last.start, last.end - 1));
  return [after, afterBlankLine(text, after), nextLine(text, heading.end)].filter((at) => at !== undefined);
}

/** After the last line; before the last block where that line has no line end, so that the text still ends as it did. */
function placesAtEnd(document: MarkdownDocument, wanted: string, instead?: string): readonly BlockPlace[] {
  const where =
    instead === undefined
      ? `at the end, as no heading fits “${wanted}”`
      : `at the end, as there is no room under ${instead}`;
  const { text } = document;
  if (text === '' || text.endsWith('\n')) return [{ at: text.length, where }];
  const last = document.lastBlock();
  if (last === undefined) return [];
  const at = lineStart(text, last.start);
  return [{ at: at === 0 && text.startsWith('\uFEFF') ? 1 : at, where }];
}

function afterBlankLine(text: string, at: number | undefined): number | undefined {
  if (at === undefined || !/^[ \t]*\r?\n/.test(text.slice(at, at + 200))) return undefined;
  return nextLine(text, at);
}

function wordsOf(title: string): readonly string[] {
  return title
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => (word.length > 3 ? word.replace(/s$/, '') : word));
}

function sum(words: readonly string[]): number {
  return words.reduce((total, word) => total + (WEAK.has(word) ? 0.5 : 1), 0);
}
