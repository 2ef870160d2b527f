/**
 * Cuts a Python text into its top-level statements without parsing it, so that only those that somebody looks into need the grammar, and
 * a statement that stands unchanged elsewhere, or after an edit, needs it once.
 *
 *     import os          ┐ 1
 *     # The model.       ┐ 2: comments stand with what follows
 *     MODEL = (          │
 *     "a")               ┘
 *     def f():           ┐ 3: to the next line that starts in the first column
 *         return 1       ┘
 *
 * Only strings, comments, brackets and first columns are looked at. Where a bracket stays open the rest is one statement, as it is to the
 * grammar. Each statement parses alone as it does in the whole text.
 */
import { Tree } from '@lezer/common';
import { indexBefore } from './index-before.js';
import { rememberTexts } from './remember-texts.js';
import type { Span } from './source.js';
import { pythonTree } from './syntax.js';

/** A text cut into statements: sorted, adjoining, covering the text. */
export interface PythonStatements {
  readonly text: string;
  readonly statements: readonly Span[];
  /** All comments, from the `#` to before the end of the line. */
  readonly comments: readonly Span[];
  /** All strings, from the first quote to behind the last. */
  readonly strings: readonly Span[];
}

/** What matters to where a statement ends; everything else is passed over. A line feed counts before a line that may start a statement. */
const TOKEN = /#[^\r\n]*|"""|'''|["'([{)\]}]|\\\r?\n|\n(?=[^\s#)\]}])/g;

/** Lines in the first column that go on with the statement before them. */
const CLAUSE = /(?:else|elif|except|finally)\b/y;

/** Cuts a text; the last ones are remembered. */
export const splitStatements: (text: string) => PythonStatements = rememberTexts(200_000, cut);

function cut(text: string): PythonStatements {
  const comments: Span[] = [];
  const strings: Span[] = [];
  const starts = [0];
  let depth = 0;
  /** Behind the last string or bracket: what looks like a comment before that may be part of a string. */
  let passed = 0;
  let head = firstLine(text);
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found !== null; found = TOKEN.exec(text)) {
    const token = found[0];
    const { index } = found;
    switch (token.charAt(0)) {
      case '#':
        comments.push({ start: index, end: index + token.length });
        break;
      case '\n':
        if (depth > 0 || index < head) break;
        if (!continues(text, index + 1, head)) starts.push(beforeComments(text, index + 1, passed));
        head = index + 1;
        break;
      case '\\':
        break;
      case '"':
      case "'":
        passed = endOfString(text, index, token);
        strings.push({ start: index, end: passed });
        TOKEN.lastIndex = passed;
        break;
      case '(':
      case '[':
      case '{':
        depth++;
        passed = index + 1;
        break;
      default:
        depth = Math.max(0, depth - 1);
        passed = index + 1;
    }
  }
  const statements = starts.map((start, i) => ({ start, end: starts[i + 1] ?? text.length }));
  return { text, statements, comments, strings };
}

/** Where the first line with code starts. */
function firstLine(text: string): number {
  const found = /^(?:[^\S\n]*(?:#[^\n]*)?\n)*/.exec(text);
  return found === null ? 0 : found[0].length;
}

/** Whether the line at `at` goes on with the statement whose last line in the first column started at `head`. */
function continues(text: string, at: number, head: number): boolean {
  CLAUSE.lastIndex = at;
  return text.charAt(head) === '@' || CLAUSE.test(text);
}

/** The start of the comment lines and blank lines right above the line at `at`; not above `floor`. */
function beforeComments(text: string, at: number, floor: number): number {
  let start = at;
  let line = at;
  while (line > floor) {
    const above = text.lastIndexOf('\n', line - 2) + 1;
    if (above < floor || above === line) break;
    const first = text.charAt(above);
    if (first === '#') start = above;
    else if (text.slice(above, line).trim() !== '') break;
    line = above;
  }
  return start;
}

/** Offset behind the string that opens at `open` with `quote`: a short one ends with its line at the latest. */
function endOfString(text: string, open: number, quote: string): number {
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

/** The index of the statement that holds `offset`. */
export function statementAt({ statements }: PythonStatements, offset: number): number {
  return Math.max(0, indexBefore(statements, offset));
}

/** The tree of one statement alone, at its place in the text: all positions count from the start of the text. */
export function statementTree({ text, statements }: PythonStatements, index: number): Tree {
  const { start, end } = statements[index] ?? { start: 0, end: text.length };
  const { type, children, positions } = pythonTree(text.slice(start, end));
  const moved = start === 0 ? positions : positions.map((position) => position + start);
  return new Tree(type, children, moved, text.length);
}
