/**
 * Cuts a Python text into its statements without parsing it, so that only those that somebody looks into need the grammar, and a statement
 * that stands unchanged elsewhere, or after an edit, needs it once.
 *
 *     import os          ┐ 1
 *     # The model.       ┐ 2: comments stand with what follows
 *     MODEL = (          │
 *     "a")               ┘
 *     def f():           ┐ 3: to the next line that starts in the first column;
 *         g()            │    in it two statements, cut when somebody looks into one
 *         return 1       ┘
 *
 * Where a bracket stays open the rest is one statement, as it is to the grammar.
 */
import { Tree } from '@lezer/common';
import { indexBefore } from './index-before.js';
import { endsHead, type Head, headAt, leadAt, lineStart, nameAt } from './python-heads.js';
import { walkPythonLines } from './python-lines.js';
import { rememberTexts } from './remember-texts.js';
import type { Span } from './source.js';
import { pythonTree, treeOfStretches } from './syntax.js';

/** A text cut into statements: sorted, adjoining, covering the text. */
export interface PythonStatements {
  readonly text: string;
  readonly statements: readonly Span[];
  /** All comments, from the `#` to before the end of the line. */
  readonly comments: readonly Span[];
  /** All strings, from the first quote to behind the last. */
  readonly strings: readonly Span[];
}

/** A statement with the heads of the classes, functions, loops and conditions that hold it, outermost first. */
export interface PythonStatement extends Span {
  readonly heads: readonly Head[];
  /** Whether nothing but comments stands before it in the text, or in the body of the innermost head. */
  readonly isFirst: boolean;
}

/** Cuts a text; the last ones are remembered. */
export const splitStatements: (text: string) => PythonStatements = rememberTexts(200_000, cut);

function cut(text: string): PythonStatements {
  const comments: Span[] = [];
  const strings: Span[] = [];
  const starts = [0];
  let passed = 0;
  let head = firstLine(text);
  const visitor = {
    line(at: number) {
      if (at <= head) return;
      if (!continues(text, at, head)) starts.push(beforeComments(text, at, passed, ''));
      head = at;
    },
    comment: (start: number, end: number) => void comments.push({ start, end }),
    string: (start: number, end: number) => void strings.push({ start, end }),
    passed: (end: number) => {
      passed = end;
    },
  };
  walkPythonLines(text, 0, text.length, visitor, true);
  return { text, statements: spansOf(starts, text.length), comments, strings };
}

function spansOf(starts: readonly number[], end: number): readonly Span[] {
  return starts.map((start, i) => ({ start, end: starts[i + 1] ?? end }));
}

/** Where the first line with code starts. */
function firstLine(text: string): number {
  const found = /^(?:[^\S\n]*(?:#[^\n]*)?\n)*/.exec(text);
  return found === null ? 0 : found[0].length;
}

/** Lines that go on with the statement before them. */
const CLAUSE = /[ \t]*(?:else|elif|except|finally)\b/y;

/** Whether the line at `at` goes on with the statement whose last line of that indent started at `head`. */
function continues(text: string, at: number, head: number): boolean {
  CLAUSE.lastIndex = at;
  DECORATOR.lastIndex = head;
  return DECORATOR.test(text) || CLAUSE.test(text);
}

const DECORATOR = /[ \t]*@/y;

/** The start of the comment lines of that indent and blank lines right above the line at `at`; not above `floor`. */
function beforeComments(text: string, at: number, floor: number, indent: string): number {
  let start = at;
  let line = at;
  while (line > floor) {
    const above = text.lastIndexOf('\n', line - 2) + 1;
    if (above < floor || above === line) break;
    if (text.startsWith(`${indent}#`, above)) start = above;
    else if (text.slice(above, line).trim() !== '') break;
    line = above;
  }
  return start;
}

/** The innermost statement around `offset`, as far as bodies that it has to itself hold it. */
export function statementAround(cut: PythonStatements, offset: number): PythonStatement {
  const { text, statements } = cut;
  const index = Math.max(0, indexBefore(statements, offset));
  const { start, end } = statements[index] ?? { start: 0, end: text.length };
  let found: PythonStatement = { start, end, heads: [], isFirst: index === 0 };
  for (let body = bodyOf(cut, found); body !== undefined; body = bodyOf(cut, found)) {
    const within = indexBefore(body.statements, offset);
    const inner = body.statements[within];
    // An offset in the head has the whole.
    if (inner === undefined) break;
    found = { start: inner.start, end: inner.end, heads: [...found.heads, body.head], isFirst: within === 0 };
  }
  return found;
}

/** The body of a statement: its head, and its statements, which cover the rest. */
interface Body {
  readonly head: Head;
  readonly statements: readonly Span[];
}

const bodies = new WeakMap<PythonStatements, Map<number, Body | undefined>>();

/** The body, cut once. Where a statement and one in it start at the same place, they are the same one. */
function bodyOf(cut: PythonStatements, outer: Span): Body | undefined {
  let known = bodies.get(cut);
  if (known === undefined) {
    known = new Map();
    bodies.set(cut, known);
  }
  if (!known.has(outer.start)) known.set(outer.start, cutBody(cut.text, outer));
  return known.get(outer.start);
}

/**
 * Cuts the body of a statement; undefined where it cannot be told from the rest: it stands on the line of the head, is no deeper than it,
 * or is one of several (`else:`).
 */
function cutBody(text: string, outer: Span): Body | undefined {
  const keyword = headAt(text, outer);
  if (keyword === undefined) return undefined;
  const column = keyword - lineStart(text, keyword);
  const starts: number[] = [];
  let indent: string | undefined;
  let isOneBody = true;
  let passed = keyword;
  let line = keyword;
  walkPythonLines(text, keyword, outer.end, {
    line(at) {
      const lead = leadAt(text, at);
      // A comment is no line of code, and a closing bracket that nothing opened none of its own.
      if (/[#)\]}]/.test(text.charAt(at + lead.length))) return;
      if (lead.length <= column) isOneBody = false;
      indent ??= lead;
      if (lead !== indent) return;
      if (starts.length === 0) {
        isOneBody &&= endsHead(text.slice(Math.max(keyword, at - 1000), at));
        starts.push(afterHead(text, at, passed));
      } else if (!continues(text, at, line)) starts.push(beforeComments(text, at, passed, indent));
      line = at;
    },
    passed(end) {
      passed = end;
    },
  });
  const [first] = starts;
  if (!isOneBody || first === undefined) return undefined;
  const head: Head = { start: outer.start, end: first, column, ...nameAt(text, keyword) };
  return { head, statements: spansOf(starts, outer.end) };
}

/** Where the body starts whose first line of code is at `at`: right after the head, comments included. */
function afterHead(text: string, at: number, floor: number): number {
  let start = at;
  while (start > floor) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    if (above < floor || above === start || !/^\s*(?:#|$)/.test(text.slice(above, start).trimEnd())) break;
    start = above;
  }
  return start;
}

/**
 * The tree of a statement with its heads and nothing else of the text, at its place: all positions count from the start of the text. The
 * path from the statement up is what it is in the whole text; its siblings are missing.
 */
export function statementTree({ text }: PythonStatements, { heads, start, end }: PythonStatement): Tree {
  const from = heads[0]?.start ?? start;
  const { type, children, positions } =
    heads.length === 0 ? pythonTree(text.slice(start, end)) : treeOfStretches(text, [...heads, { start, end }]);
  const moved = from === 0 ? positions : positions.map((position) => position + from);
  return new Tree(type, children, moved, text.length);
}
