/** The heads of Python's compound statements, told without parsing: `class A(B):`, `for x in y:`. */
import { walkPythonLines } from './python-lines.js';
import type { Span } from './source.js';

/** What stands before a body: `class A(B):`, with the comments and decorators above it. */
export interface Head extends Span {
  /** Column in which it starts; its body stands deeper. */
  readonly column: number;
  /** Name of the class or function. */
  readonly class?: string;
  readonly function?: string;
}

/** Offset of the first character of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The blanks that the line at `line` starts with, at most 200, and none from `end` on. */
export function leadAt(text: string, line: number, end = text.length): string {
  return /^[ \t]*/.exec(text.slice(line, Math.min(end, line + 200)))?.[0] ?? '';
}

/** Offset of the keyword that the head of a statement starts with, behind comments and decorators; undefined for one without a body. */
export function headAt(text: string, { start, end }: Span): number | undefined {
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

/** Whether a head starts at an offset that no blank follows. */
export function startsHead(text: string, at: number): boolean {
  HEAD.lastIndex = at;
  return HEAD.test(text);
}

/** Whether a text ends as a head does whose body does not begin on its line. */
export function endsHead(text: string): boolean {
  return HEAD_END.test(text);
}

/** The end of a head whose body does not begin on its line, with the comments below it. */
const HEAD_END = /:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*$/;

/** The name of the class or function whose head starts at `keyword`. */
export function nameAt(text: string, keyword: number): Pick<Head, 'class' | 'function'> {
  NAMED.lastIndex = keyword;
  const [, kind, name] = NAMED.exec(text) ?? [];
  if (kind === undefined || name === undefined) return {};
  return kind === 'class' ? { class: name } : { function: name };
}

const NAMED = /(?:async\s+)?(class|def)\s+(\w+)/y;
