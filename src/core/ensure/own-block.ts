/**
 * Blocks of our own between two comments, each on its own line. Everything that is inserted stands between them, so that taking the
 * lines out, markers included, restores the text.
 */
import type { Span } from '../source.js';
import { lineEnd, lineStart, type MarkdownDocument, nextLine } from './document.js';

const BEGIN = '<!-- cutover:begin ';
const MARKER = /^<!-- cutover:(begin|end) ([\w.:-]+) -->$/;
const BLOCK =
  /(?<![^\n\uFEFF])<!-- cutover:begin ([\w.:-]+) -->[ \t]*\r?\n(?:(?!<!-- cutover:)[^\n]*\n)*<!-- cutover:end \1 -->[ \t]*(?:\r?\n|(?![\s\S]))/g;

/** A block of ours: the span of its lines, with the last line end. */
export interface OwnBlock extends Span {
  readonly name: string;
}

/** The text of a block: markers, a blank line, the lines, a blank line; it ends in a line end. */
export function ownBlockText(name: string, lines: readonly string[], eol: string): string {
  return [`${BEGIN}${name} -->`, '', ...lines, '', `<!-- cutover:end ${name} -->`, ''].join(eol);
}

/** The blocks of a text, found by their lines alone: for leaving alone what stands in them. */
export function ownBlocksIn(text: string): readonly OwnBlock[] {
  if (!text.includes(BEGIN)) return [];
  return [...text.matchAll(BLOCK)].map((match) => ({
    name: match[1] ?? '',
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The text without its blocks. */
export function withoutOwnBlocks(text: string): string {
  let from = 0;
  const parts = ownBlocksIn(text).map(({ start, end }) => {
    const part = text.slice(from, start);
    from = end;
    return part;
  });
  return parts.length === 0 ? text : [...parts, text.slice(from)].join('');
}

/** Whether a span stands in a block of ours. */
export function inOwnBlock(blocks: readonly OwnBlock[], { start, end }: Span): boolean {
  return blocks.some((block) => block.start <= start && end <= block.end);
}

/**
 * The block `name` of a document, whose markers must be blocks of the document themselves. `broken` says why there is none although
 * there is a marker of that name.
 */
export function findOwnBlock(
  document: MarkdownDocument,
  name: string,
): { readonly block?: OwnBlock; readonly broken?: string } {
  const { text } = document;
  const markers = document.comments.flatMap(({ start, end }) => {
    const found = MARKER.exec(text.slice(start, end).trim());
    return found?.[2] === name ? [{ kind: found[1], at: start }] : [];
  });
  if (markers.length === 0) return {};
  const [begin, end] = markers;
  if (markers.length !== 2 || begin?.kind !== 'begin' || end?.kind !== 'end')
    return { broken: `the markers of the block ${name} are not one begin and one end` };
  const after = nextLine(text, end.at) ?? lineEnd(text, end.at);
  return { block: { name, start: lineStart(text, begin.at), end: after } };
}
