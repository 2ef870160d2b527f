/** Python statements that are what they are wherever they stand, so that they are parsed without what holds them. */
import { Tree } from '@lezer/common';
import { indexBefore } from './index-before.js';
import { endsHead, leadAt, lineStart, startsHead } from './python-heads.js';
import { walkPythonLines } from './python-lines.js';
import type { PythonStatement, PythonStatements } from './python-statements.js';
import type { Span } from './source.js';
import { pythonTree } from './syntax.js';

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
  const start = line + leadAt(text, line, end).length;
  if (offset < start || firstName < start) return undefined;
  SIMPLE.lastIndex = start;
  if (SIMPLE.test(text)) return { start, end, isHead: false };
  return startsHead(text, start) && endsHead(text.slice(start, end)) ? { start, end, isHead: true } : undefined;
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
