/** The stretches of a Python text that its grammar needs to read: the inside of a long string is one sign to it, read letter by letter. */
import { isFormatString, walkPythonLines } from './python-lines.js';
import type { Span } from './source.js';

/** Characters from which a string is long: of a shorter one little would be left out. */
const LONG = 64;

/**
 * The text between two offsets without the insides of its long strings; of each the first character stays, so that quotes do not run
 * together. The grammar gives the same tree for these stretches as for the whole, but for the escapes in what is left out.
 */
export function stretchesToRead(text: string, { start, end }: Span): readonly Span[] {
  const stretches: Span[] = [];
  let from = start;
  let isTold = true;
  walkPythonLines(text, start, end, {
    line() {},
    string(open, close) {
      const hasFields = isFormatString(text, open) && /[{}]/.test(text.slice(open, close));
      // A field that its string does not close has the quotes of the string in it, `f"{x["a"]} b"`: what follows may be anything.
      if (hasFields) isTold &&= closesFields(text.slice(open, close));
      const inside = hasFields || !isTold || close - open < LONG ? undefined : insideOf(text, open, close);
      if (inside === undefined) return;
      stretches.push({ start: from, end: inside.start });
      from = inside.end;
    },
  });
  return [...stretches, { start: from, end }];
}

/** Whether every brace of a string is doubled or that of a field, which holds whole strings if any. */
function closesFields(string: string): boolean {
  return !/[{}]/.test(string.replace(/\{\{|\}\}/g, '').replace(FIELD, ''));
}

const FIELD = /\{(?:[^{}"']|"[^{}"']*"|'[^{}"']*')*\}/g;

/** What need not be read between the quotes; undefined for a string that is not closed, and where the quotes would run together. */
function insideOf(text: string, open: number, close: number): Span | undefined {
  const mark = text.charAt(open);
  const quote = text.startsWith(mark.repeat(3), open) ? mark.repeat(3) : mark;
  const start = open + quote.length;
  const end = close - quote.length;
  const isClosed = text.startsWith(quote, end) && text.charAt(end - 1) !== '\\';
  if (!isClosed || text.charAt(start) === mark) return undefined;
  const escaped = text.startsWith('\\\r\n', start) ? 2 : text.charAt(start) === '\\' ? 1 : 0;
  return { start: start + 1 + escaped, end };
}
