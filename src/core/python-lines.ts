/** Passes over a Python text from logical line to logical line, without parsing it: only strings, comments and brackets are looked at. */

/** What is met on the way. */
export interface PythonVisitor {
  /** A line that no string and no bracket holds, and that no line before it goes on to, starts at `at`. */
  line(at: number): void;
  comment?(start: number, end: number): void;
  /** From the first quote to behind the last. */
  string?(start: number, end: number): void;
  /** Behind the last string or bracket: what looks like a comment before that may be part of a string. */
  passed?(end: number): void;
}

/** Whether the string that opens at an offset may have fields: `f"`, `rf"`, `t"`. */
export function isFormatString(text: string, open: number): boolean {
  return /[ft][A-Za-z]?$/i.test(text.slice(Math.max(0, open - 2), open));
}

/** What matters to where a line ends; everything else is passed over. */
const SIGNS = String.raw`#[^\r\n]*|"""|'''|["'([{)\]}]|\\\r?\n`;

/** Every line; a closing bracket in front belongs to what was opened, if nothing was it is no line of its own. */
const ANY_LINE = new RegExp(String.raw`${SIGNS}|\n(?=[^\n]*\S)`, 'g');
/** Lines in the first column that are no comment. */
const FIRST_COLUMN = new RegExp(String.raw`${SIGNS}|\n(?=[^\s#)\]}])`, 'g');

/** Visits the lines of `text` between two offsets, those in the first column alone where `firstColumn`. The line at `from` is not told. */
export function walkPythonLines(
  text: string,
  from: number,
  to: number,
  visitor: PythonVisitor,
  firstColumn = false,
): void {
  const token = firstColumn ? FIRST_COLUMN : ANY_LINE;
  let depth = 0;
  token.lastIndex = from;
  for (let found = token.exec(text); found !== null && found.index < to; found = token.exec(text)) {
    const sign = found[0];
    const { index } = found;
    switch (sign.charAt(0)) {
      case '#':
        visitor.comment?.(index, index + sign.length);
        break;
      case '\n':
        if (depth === 0 && index + 1 < to) visitor.line(index + 1);
        break;
      case '\\':
        break;
      case '"':
      case "'": {
        const end = endOfString(text, index, sign);
        visitor.string?.(index, end);
        visitor.passed?.(end);
        token.lastIndex = end;
        break;
      }
      case '(':
      case '[':
      case '{':
        depth++;
        visitor.passed?.(index + 1);
        break;
      default:
        depth = Math.max(0, depth - 1);
        visitor.passed?.(index + 1);
    }
  }
}

/** Offset behind the string that opens at `open` with `quote`: a short one ends with its line at the latest. */
export function endOfString(text: string, open: number, quote: string): number {
  const stop = STOPS[quote] ?? LINE_END;
  stop.lastIndex = open + quote.length;
  for (let found = stop.exec(text); found !== null; found = stop.exec(text)) {
    if (found[0] === quote) return stop.lastIndex;
    if (!found[0].startsWith('\\')) return found.index;
  }
  return text.length;
}

const LINE_END = /[\r\n]/g;

/** Where a string may end, by its quote; what is escaped does not end it. */
const STOPS: Readonly<Record<string, RegExp>> = {
  '"': /\\(?:\r\n|[\s\S])|["\r\n]/g,
  "'": /\\(?:\r\n|[\s\S])|['\r\n]/g,
  '"""': /\\[\s\S]|"""/g,
  "'''": /\\[\s\S]|'''/g,
};
