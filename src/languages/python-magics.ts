/**
 * What IPython adds to Python: `!command`, `%magic`, `%%cell`, `?help`, `name?`. Such lines are replaced by a text of the same length that
 * parses, so that offsets stay, and handed on in their own language.
 */
import type { EmbeddedText } from '../core/embedded-text.js';
import type { Span } from '../core/source.js';
import { languageNamed, languageOfFileName } from './guess-language.js';
import { embed, joinStretches } from './text-runs.js';

/** A stretch that is not Python, with the text in it. */
export interface Magic extends Span {
  readonly inner?: EmbeddedText;
}

/** A text with its magics masked. */
export interface MaskedPython {
  readonly text: string;
  readonly magics: readonly Magic[];
}

const CANDIDATE = /^[ \t]*[!%?]|=[ \t]*[!%]|\?[ \t]*\r?$/m;

/** Masks the magics of `text`. */
export function maskMagics(text: string): MaskedPython {
  if (!CANDIDATE.test(text)) return { text, magics: [] };
  const cell = cellMagic(text);
  if (cell?.language !== undefined) return maskCell(text, cell.end, cell.language);
  const magics: Magic[] = cell === undefined ? [] : [lineMagic(text, { start: cell.start, end: cell.end }, 2)];
  scanLines(text, cell?.end ?? 0, magics);
  return { text: mask(text, magics), magics };
}

function mask(text: string, magics: readonly Magic[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of magics) {
    const masked = text.slice(start, end).replace(/[^\r\n]/g, ' ');
    parts.push(text.slice(at, start), `0${masked.slice(1)}`);
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** The `%%` line that opens the text; with the language of what follows when that is not Python. */
function cellMagic(text: string): { start: number; end: number; language?: string } | undefined {
  const found = /^(\s*)%%(\w+)([^\r\n]*)/.exec(text);
  if (found === null) return undefined;
  const at = { start: (found[1] ?? '').length, end: found[0].length };
  const rest = (found[3] ?? '').trim();
  switch (found[2]) {
    case 'bash':
    case 'sh':
    case 'system':
    case 'sx':
      return { ...at, language: 'shell' };
    case 'script':
      return { ...at, language: /\b(?:ba|z)?sh\b/.test(rest) ? 'shell' : 'plain' };
    case 'writefile':
    case 'file':
      return {
        ...at,
        language: languageOfFileName(
          rest
            .replace(/^-a\s+/, '')
            .replace(/["']/g, '')
            .trim(),
        ),
      };
    case 'markdown':
      return { ...at, language: 'markdown' };
    case 'html':
    case 'javascript':
    case 'js':
    case 'latex':
    case 'svg':
    case 'sql':
    case 'cython':
    case 'R':
      return { ...at, language: languageNamed(found[2]) ?? 'plain' };
    default:
      return at;
  }
}

function maskCell(text: string, head: number, language: string): MaskedPython {
  const feed = text.indexOf('\n', head);
  const body = feed === -1 ? text.length : feed + 1;
  const start = text.search(/\S/);
  const inner = embed(language, joinStretches(text, [{ start: body, end: text.length }]));
  const magics: Magic[] = [lineMagic(text, { start, end: head }, 2)];
  if (body < text.length) magics.push({ start: body, end: text.length, inner });
  return { text: mask(text, magics), magics };
}

function lineMagic(text: string, span: Span, mark: number): Magic {
  const start = span.start + mark;
  if (start >= span.end) return span;
  return { ...span, inner: embed('shell', joinStretches(text, [{ start, end: span.end }])) };
}

/** End of the line at `offset`, lines that go on after a backslash included. */
function endOfCommand(text: string, offset: number): number {
  let end = offset;
  for (;;) {
    const feed = text.indexOf('\n', end);
    if (feed === -1) return text.length;
    const last = text.charCodeAt(feed - 1) === 13 ? feed - 1 : feed;
    if (text.charCodeAt(last - 1) !== 92) return last;
    end = feed + 1;
  }
}

const LINE_MAGIC = /[ \t]*(?:(!!?)(?!=)|(%)(?=[A-Za-z])|(\?{1,2})(?=[\w%]))/y;
const KNOWN = /^%(?:pip|conda|load_ext|matplotlib|env|cd|run|time|timeit|autoreload|config)\b/;

/** A lexer that knows strings, comments and brackets, and collects magics. (A state machine.) */
function scanLines(text: string, from: number, magics: Magic[]): void {
  let depth = 0;
  let i = from;
  while (i < text.length) {
    const lineStart = i;
    LINE_MAGIC.lastIndex = i;
    const magic = LINE_MAGIC.exec(text);
    if (magic !== null) {
      const mark = (magic[1] ?? magic[2] ?? magic[3] ?? '').length;
      const start = LINE_MAGIC.lastIndex - mark;
      if (magic[2] === undefined || depth === 0 || KNOWN.test(text.slice(start, start + 16))) {
        const end = endOfCommand(text, start);
        magics.push(magic[3] === undefined ? lineMagic(text, { start, end }, mark) : { start, end });
        i = nextLine(text, end);
        continue;
      }
    }
    let last = '';
    while (i < text.length) {
      const c = text.charAt(i);
      if (c === '\n') break;
      if (c === '#') {
        i = lineEnd(text, i);
        break;
      }
      if (c === '"' || c === "'") i = skipString(text, i);
      else if ((c === '!' || c === '%') && last === '=' && text.charAt(i + 1) !== '=') {
        const end = endOfCommand(text, i);
        magics.push(lineMagic(text, { start: i, end }, 1));
        i = end;
      } else {
        if (c === '(' || c === '[' || c === '{') depth++;
        else if (c === ')' || c === ']' || c === '}') depth = Math.max(0, depth - 1);
        i += c === '\\' ? 2 : 1;
      }
      if (c !== ' ' && c !== '\t' && c !== '\r') last = c;
    }
    if (last === '?' && text.slice(lineStart, i).trim().length > 1) {
      const start = lineStart + text.slice(lineStart, i).search(/\S/);
      magics.push({ start, end: lineStart + text.slice(lineStart, i).trimEnd().length });
    }
    i = nextLine(text, i);
  }
}

function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed === -1 ? text.length : feed;
}

function nextLine(text: string, offset: number): number {
  return lineEnd(text, offset) + 1;
}

/** The offset after the string that opens at `i`. */
function skipString(text: string, i: number): number {
  const quote = text.charAt(i);
  const triple = text.startsWith(quote.repeat(3), i);
  const close = triple ? quote.repeat(3) : quote;
  let at = i + close.length;
  while (at < text.length) {
    const c = text.charAt(at);
    if (c === '\\') at += 2;
    else if (text.startsWith(close, at)) return at + close.length;
    else if (c === '\n' && !triple) return at;
    else at++;
  }
  return text.length;
}
