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

/** What stands before a body: `class A(B):`, with the comments and decorators above it. */
export interface Head extends Span {
  /** Column in which it starts; its body stands deeper. */
  readonly column: number;
  /** Name of the class or function. */
  readonly class?: string;
  readonly function?: string;
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
  let found: PythonStatement = {
    ...(statements[index] ?? { start: 0, end: text.length }),
    heads: [],
    isFirst: index === 0,
  };
  for (let body = bodyOf(cut, found); body !== undefined; body = bodyOf(cut, found)) {
    const within = indexBefore(body.statements, offset);
    const inner = body.statements[within];
    // An offset in the head has the whole.
    if (inner === undefined) break;
    found = { ...inner, heads: [...found.heads, body.head], isFirst: within === 0 };
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
      const lead = LEAD.exec(text.slice(at, at + 200))?.[0] ?? '';
      // A comment is no line of code, and a closing bracket that nothing opened none of its own.
      if (/[#)\]}]/.test(text.charAt(at + lead.length))) return;
      if (lead.length <= column) isOneBody = false;
      indent ??= lead;
      if (lead !== indent) return;
      if (starts.length === 0) {
        isOneBody &&= HEAD_END.test(text.slice(Math.max(keyword, at - 1000), at));
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

/** The end of a head whose body does not begin on its line, with the comments below it. */
const HEAD_END = /:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*$/;

function nameAt(text: string, keyword: number): Pick<Head, 'class' | 'function'> {
  NAMED.lastIndex = keyword;
  const [, kind, name] = NAMED.exec(text) ?? [];
  if (kind === undefined || name === undefined) return {};
  return kind === 'class' ? { class: name } : { function: name };
}

const NAMED = /(?:async\s+)?(class|def)\s+(\w+)/y;

const LEAD = /^[ \t]*/;

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

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset of the keyword that the head of a statement starts with, behind comments and decorators; undefined for one without a body. */
function headAt(text: string, { start, end }: Span): number | undefined {
  let at: number | undefined;
  let isOver = false;
  const look = (line: number): void => {
    if (isOver) return;
    const rest = text.slice(line, Math.min(end, line + 80));
    if (/^\s*(?:[#@)\]}]|$)/.test(rest)) return;
    isOver = true;
    HEAD.lastIndex = 0;
    const found = HEAD.exec(rest);
    if (found !== null) at = line + found[0].length;
  };
  look(start);
  if (!isOver) walkPythonLines(text, start, end, { line: look });
  return at;
}

/** `try` and `match` are left out: they have several bodies, or none of statements. */
const HEAD = /[ \t]*(?=(?:(?:async[ \t]+)?(?:def|for|with)|class|if|while)\b)/y;

/** The logical lines of a statement that is not cut further. */
interface Lines {
  readonly starts: readonly { readonly start: number }[];
  /** Offset of the first word that begins a function or class: what follows may stand in it. */
  readonly firstName: number;
}

const lines = new WeakMap<PythonStatements, Map<number, Lines>>();

function linesOf(cut: PythonStatements, { start, end }: Span): Lines {
  let known = lines.get(cut);
  if (known === undefined) {
    known = new Map();
    lines.set(cut, known);
  }
  let found = known.get(start);
  if (found === undefined) {
    const starts = [{ start }];
    walkPythonLines(cut.text, start, end, { line: (at) => void starts.push({ start: at }) });
    const name = cut.text.slice(start, end).search(/\b(?:def|class)\b/);
    found = { starts, firstName: name < 0 ? end : start + name };
    known.set(start, found);
  }
  return found;
}

/** Whether the heads above a statement tell all functions and classes around a comment in it: it may stand further left than its body. */
export function headsTellNames(cut: PythonStatements, around: PythonStatement, comment: number): boolean {
  const column = comment - lineStart(cut.text, comment);
  return linesOf(cut, around).firstName >= comment && (around.heads.at(-1)?.column ?? -1) < column;
}

/** A statement without what holds it, from its first word. */
export interface LoneStatement extends Span {
  /** Whether it is the head of a body that is left out. */
  readonly isHead: boolean;
}

/**
 * The statement that holds an offset, where it is what it is wherever it stands and can be parsed without what holds it: one without a body,
 * or the head of one. Undefined for a clause, a comment, what may be a docstring, and where the names around it are not in the heads.
 */
export function loneStatementAt(
  cut: PythonStatements,
  around: PythonStatement,
  offset: number,
): LoneStatement | undefined {
  const { text } = cut;
  const { starts, firstName } = linesOf(cut, around);
  const index = indexBefore(starts, offset);
  const line = starts[index]?.start ?? around.start;
  const end = starts[index + 1]?.start ?? around.end;
  const start = line + (LEAD.exec(text.slice(line, Math.min(end, line + 200)))?.[0].length ?? 0);
  if (offset < start || firstName < start) return undefined;
  SIMPLE.lastIndex = start;
  if (SIMPLE.test(text)) return { start, end, isHead: false };
  HEAD.lastIndex = start;
  return HEAD.test(text) && HEAD_END.test(text.slice(start, end)) ? { start, end, isHead: true } : undefined;
}

/** The start of a statement that has no body, is no clause of one, no comment and no string. */
const SIMPLE =
  /(?!(?:async|def|class|if|elif|else|for|while|with|try|except|finally|match|case)\b|[A-Za-z]{0,2}["'])[\w([{~*+-]/y;

/** The tree of a lone statement at its place: a head has a body of one word behind it. */
export function loneTree({ text }: PythonStatements, { start, end, isHead }: LoneStatement): Tree {
  const { type, children, positions } = pythonTree(isHead ? `${text.slice(start, end)} pass` : text.slice(start, end));
  return new Tree(
    type,
    children,
    positions.map((position) => position + start),
    Math.max(text.length, end + 5),
  );
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
