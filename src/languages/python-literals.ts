/** String literals and comments of Python: their value with a map, and the texts of other languages in them. */
import type { EmbeddedText } from '../core/embedded-text.js';
import type { Span } from '../core/source.js';
import { commandIn } from './command-line.js';
import { guessLanguage, languageOfShebang, looksLikeJson, looksLikeTable } from './guess-language.js';
import {
  dedentedRuns,
  embed,
  joinStretches,
  linesOf,
  type MappedText,
  pickRuns,
  type Stretch,
  wholeText,
} from './text-runs.js';

/** A literal taken apart. */
export interface Literal {
  /** Span between the quotes. */
  readonly content: Span;
  /** The decoded value. */
  readonly value: MappedText;
}

/** Takes the string literal at `[from, to)` apart. */
export function readLiteral(text: string, from: number, to: number): Literal {
  const prefix = /^[A-Za-z]{0,3}/.exec(text.slice(from, from + 3))?.[0] ?? '';
  const open = from + prefix.length;
  const quote =
    text.startsWith(text.charAt(open).repeat(3), open) && to - open >= 6
      ? text.slice(open, open + 3)
      : text.charAt(open);
  const start = open + quote.length;
  const end = to - quote.length >= start && text.startsWith(quote, to - quote.length) ? to - quote.length : to;
  const raw = /r/i.test(prefix);
  return { content: { start, end }, value: decode(text, { start, end }, !raw, /[ft]/i.test(prefix)) };
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
  '\r': '',
};

/** Decodes escapes (and the doubled braces of an f-string); unknown ones stay as written, as Python does. */
function decode(text: string, { start, end }: Span, escapes: boolean, format: boolean): MappedText {
  const special = escapes && format ? /\\|\{\{|\}\}/g : escapes ? /\\/g : /\{\{|\}\}/g;
  const stretches: Stretch[] = [];
  let at = start;
  if (escapes || format) {
    special.lastIndex = start;
    for (let found = special.exec(text); found !== null && found.index < end; found = special.exec(text)) {
      const read = readEscape(text, found.index);
      stretches.push({ start: at, end: found.index });
      at = Math.min(end, found.index + read.length);
      stretches.push(
        read.as === undefined ? { start: found.index, end: at } : { start: found.index, end: at, as: read.as },
      );
      special.lastIndex = at;
    }
  }
  stretches.push({ start: at, end });
  return joinStretches(text, stretches);
}

function readEscape(text: string, at: number): { length: number; as?: string } {
  const first = text.charAt(at);
  if (first !== '\\') return { length: 2, as: first };
  const next = text.charAt(at + 1);
  const simple = ESCAPES[next];
  if (simple !== undefined) return { length: next === '\r' && text.charAt(at + 2) === '\n' ? 3 : 2, as: simple };
  const rest = text.slice(at + 1, at + 10);
  const code = /^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3}))/.exec(rest);
  if (code === null) return { length: 2 };
  const number =
    code[4] === undefined ? Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16) : Number.parseInt(code[4], 8);
  return number <= 0x10ffff
    ? { length: 1 + code[0].length, as: String.fromCodePoint(number) }
    : { length: 1 + code[0].length };
}

/** The texts of other languages in a string's value: the whole of it, or single lines. */
export function embeddedInString(value: MappedText, isDocstring: boolean): readonly EmbeddedText[] {
  const { text } = value;
  const trimmed = text.trim();
  if (!/\s/.test(trimmed)) return [];
  if (looksLikeJson(trimmed)) return [embed('json', value)];
  if (trimmed.includes('\n')) return embeddedInBlock(value, isDocstring);
  const command = commandIn(text);
  return command === undefined ? [] : [embed('shell', pickRuns(value, [command]))];
}

function embeddedInBlock(value: MappedText, isDocstring: boolean): readonly EmbeddedText[] {
  const block = pickRuns(value, dedentedRuns(value.text, !/^[ \t]*\r?\n/.test(value.text)));
  const { text } = block;
  const shebang = languageOfShebang(text.trimStart());
  if (shebang !== undefined) return [embed(shebang, block)];
  const hasFence = /^[ \t]*(?:```|~~~)/m.test(text);
  if (!isDocstring) {
    const guess = guessLanguage(text);
    if (guess === 'python' || (guess !== 'plain' && !hasFence)) return [embed(guess, block)];
    if (/^[ \t]*(?:apiVersion|services|version|model_list|jobs|on): ?\S*\s*$/m.test(text))
      return [embed('yaml', block)];
  }
  if (hasFence || looksLikeTable(text) || (text.match(/^#{1,6} \S/gm)?.length ?? 0) > 1)
    return [embed('markdown', block)];
  return embeddedLines(block);
}

/** Commands, with the lines that continue them, and doctest lines. */
function embeddedLines(block: MappedText): readonly EmbeddedText[] {
  const pieces: EmbeddedText[] = [];
  const doctest: Span[] = [];
  const lines = linesOf(block.text);
  for (let i = 0; i < lines.length; i++) {
    const { start, end } = lines[i] ?? { start: 0, end: 0 };
    const line = block.text.slice(start, end).trimEnd();
    const prompt = /^\s*(?:>>>|\.\.\.) /.exec(line)?.[0];
    if (prompt !== undefined) {
      doctest.push({ start: start + prompt.length, end });
      continue;
    }
    const command = commandIn(line);
    if (command === undefined) continue;
    let last = start + command.end;
    if (command.end === line.length) {
      while (block.text.slice(start, last).trimEnd().endsWith('\\') && i + 1 < lines.length)
        last = lines[++i]?.end ?? last;
    }
    pieces.push(embed('shell', pickRuns(block, [{ start: start + command.start, end: last }])));
  }
  if (doctest.length > 0) pieces.push(embed('python', pickRuns(block, doctest)));
  return pieces;
}

/** The text of a comment without its marks. */
export function readComment(text: string, from: number, to: number): Span {
  const mark = /^#+[ \t]?/.exec(text.slice(from, to))?.[0].length ?? 0;
  return { start: from + mark, end: from + text.slice(from, to).trimEnd().length };
}

const CODE_IN_COMMENT =
  /^\s*(?:(?:from|import)\s+\w|[\w.[\]"']{1,60}\s*=\s*\S|["'][^"']{1,80}["']\s*:\s*\S|[\w.]{1,60}\(.*\)\s*$)/;

/** The command, or the statement that was commented out, in a comment. */
export function embeddedInComment(text: string, content: Span): readonly EmbeddedText[] {
  const comment = text.slice(content.start, content.end);
  const command = commandIn(comment);
  const whole = wholeText(text);
  if (command !== undefined) {
    return [
      embed('shell', pickRuns(whole, [{ start: content.start + command.start, end: content.start + command.end }])),
    ];
  }
  return CODE_IN_COMMENT.test(comment) ? [embed('python', pickRuns(whole, [content]))] : [];
}
