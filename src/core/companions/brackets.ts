/** Brackets of code, read past strings and comments: enough of a grammar to know what stands between two of them. */
import { endOfString } from '../python-lines.js';
import type { Span } from '../source.js';

/** How much code is read for one pair of brackets, in characters. */
const MOST = 20_000;
const PAIRS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** What ends a part, opens a string or begins a comment. */
const SIGN = /["'#()[\]{},]/g;

/** Calls `see` for every bracket and comma outside strings and comments, until it answers `true`. */
function walk(text: string, from: number, to: number, see: (char: string, at: number) => boolean): void {
  const end = Math.min(to, from + MOST);
  SIGN.lastIndex = from;
  while (SIGN.test(text)) {
    const at = SIGN.lastIndex - 1;
    if (at >= end) return;
    const char = text.charAt(at);
    let next = at + 1;
    if (char === '"' || char === "'") {
      const triple = char.repeat(3);
      next = endOfString(text, at, text.startsWith(triple, at) ? triple : char);
    } else if (char === '#') {
      const feed = text.indexOf('\n', at);
      next = feed < 0 ? to : feed;
    } else if (see(char, at)) return;
    // Whoever is called may walk as well.
    SIGN.lastIndex = next;
  }
}

/** The offset of the bracket that closes the one at `open`; undefined where there is none. */
export function closingBracket(text: string, open: number): number | undefined {
  let depth = 0;
  let found: number | undefined;
  walk(text, open, text.length, (char, at) => {
    if (char in PAIRS) depth++;
    else if (char === ')' || char === ']' || char === '}') depth--;
    if (depth === 0) found = at;
    return depth === 0;
  });
  return found;
}

/** The parts between two brackets, as their commas divide them, trimmed; comments and empty parts left out. */
export function partsBetween(text: string, open: number, close: number): readonly Span[] {
  const parts: Span[] = [];
  let depth = 0;
  let start = open + 1;
  function cut(end: number): void {
    const raw = text.slice(start, end);
    const lead = /^(?:\s|#[^\n]*\n)*/.exec(raw)?.[0].length ?? 0;
    const body = raw.slice(lead).trimEnd();
    if (body !== '') parts.push({ start: start + lead, end: start + lead + body.length });
    start = end + 1;
  }
  walk(text, open + 1, close, (char, at) => {
    if (char in PAIRS) depth++;
    else if (char === ')' || char === ']' || char === '}') depth--;
    else if (char === ',' && depth === 0) cut(at);
    return false;
  });
  cut(close);
  return parts;
}

/** The innermost brackets around `at`, read from `from`, where a statement or text begins. */
export function bracketsAround(text: string, at: number, from: number): Span | undefined {
  const open: number[] = [];
  walk(text, from, at, (char, i) => {
    if (char in PAIRS) open.push(i);
    else if (char === ')' || char === ']' || char === '}') open.pop();
    return false;
  });
  const start = open.at(-1);
  const end = start === undefined ? undefined : closingBracket(text, start);
  return start === undefined || end === undefined || end < at ? undefined : { start, end };
}
