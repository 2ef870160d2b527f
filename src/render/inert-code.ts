/**
 * Text that others wrote, made harmless: a code span that cannot be broken out of, and sentences in which nothing can page a person,
 * refer to an issue, close one, or become HTML.
 */
import type { InlineCode, PhrasingContent } from 'mdast';

/** Longest text of a code span, in code points; longer ones lose their middle. */
const CODE_LIMIT = 160;
/** Longest sentence, in code points. */
const SENTENCE_LIMIT = 1200;

/**
 * A code span that shows `text` on one line. Line ends show as `↵`, other characters that a reader cannot see (controls, text
 * direction, zero width) as `\u{…}`; a text longer than `limit` code points loses its middle, visibly; an empty one says so.
 */
export function inertCode(text: string, limit: number = CODE_LIMIT): InlineCode {
  const value = clipMiddle(showInvisible(text.replace(/\r\n|[\r\n\u2028\u2029]/g, '↵')).trim(), limit);
  return { type: 'inlineCode', value: value === '' ? '(empty)' : value };
}

/**
 * A sentence as Markdown: what stands between backticks becomes code spans, and so does every word that GitHub would act on (a
 * mention, a reference, an address, a formula). All other characters are plain text.
 */
export function inertSentence(text: string, limit: number = SENTENCE_LIMIT): PhrasingContent[] {
  const pieces: PhrasingContent[] = [];
  const parts = clipMiddle(showInvisible(text.replace(/\s+/g, ' ')).trim(), limit).split('`');
  let plain = '';
  parts.forEach((part, index) => {
    const quoted = index % 2 === 1 && index < parts.length - 1 && part.trim() !== '';
    if (quoted) {
      addWords(pieces, plain);
      addPiece(pieces, inertCode(part, limit));
      plain = '';
    } else plain += plainPart(part, index, parts);
  });
  addWords(pieces, plain);
  return pieces;
}

/** A part between backticks that quote nothing: they show as apostrophes, so that what stood on either side does not become one word. */
function plainPart(part: string, index: number, parts: readonly string[]): string {
  if (index % 2 === 0) return part;
  return index === parts.length - 1 ? `'${part}` : `'${part}'`;
}

/** Adds plain words, those that GitHub would act on as code. */
function addWords(pieces: PhrasingContent[], text: string): void {
  for (const word of text.split(/(\s+)/)) {
    if (word === '') continue;
    addPiece(pieces, isActive(word) ? inertCode(word) : { type: 'text', value: word });
  }
}

/** Adds a piece; two code spans that would touch become one, because their backticks would run together. */
function addPiece(pieces: PhrasingContent[], piece: PhrasingContent): void {
  const last = pieces.at(-1);
  if (piece.type === 'text' && last?.type === 'text') last.value += piece.value;
  else if (piece.type === 'inlineCode' && last?.type === 'inlineCode') last.value += piece.value;
  else pieces.push(piece);
}

/**
 * Whether GitHub would act on a word: `@name`, `#12`, `GH-12`, an address, `$formula$`, a commit id.
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 */
export function isActive(word: string): boolean {
  return /@[\p{L}\p{N}_]|#\p{N}|gh-\p{N}|:\/\/|www\.|\$|&#?\w+;|[<>]|(?<![\w.-])[0-9a-f]{7,40}(?![\w.-])/iu.test(word);
}

/**
 * A line that is not Markdown (a title, a commit message): no line end, and the signs of mentions and references give way to words.
 */
export function inertLine(text: string, limit: number): string {
  const line = showInvisible(text.replace(/\s+/g, ' '))
    .replace(/@(?=[\p{L}\p{N}_])/gu, '(at)')
    .replace(/#(?=\p{N})/gu, 'no. ')
    .replace(/\bgh-(?=\p{N})/giu, 'GH ')
    .replace(/:\/\//g, ': ')
    .trim();
  return clipMiddle(line, limit);
}

/** A line of a fenced block: what a reader cannot see is shown by its number, and a line longer than `limit` code points loses its middle. */
export function inertFenceLine(text: string, limit: number): string {
  return clipMiddle(showInvisible(text), limit);
}

/** Whether a line shows all that it holds: a suggestion must repeat it to the last character. */
export function isPlainlyShown(line: string): boolean {
  return !/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029\ufffe\uffff]/u.test(line.replaceAll('\t', ' '));
}

/** `text` within `limit` code points; a longer one keeps its start and end around `…`. */
export function clipMiddle(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const points = [...text];
  if (points.length <= limit) return text;
  const head = Math.ceil((limit - 1) * 0.7);
  const tail = limit - 1 - head;
  return `${points.slice(0, head).join('')}…${points.slice(points.length - tail).join('')}`;
}

/** Characters that hide, reorder or cannot be printed, shown by their number. */
function showInvisible(text: string): string {
  return text
    .replace(/\t/g, ' ')
    .replace(
      /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029\ufffe\uffff]/gu,
      (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`,
    );
}
