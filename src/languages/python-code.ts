/** Where the grammar may find code, told without it, as far as statements, strings and comments tell. */
import { indexBefore, spanAround } from '../core/index-before.js';
import { isFormatString } from '../core/python-lines.js';
import { type PythonStatements, statementAround } from '../core/python-statements.js';
import type { CodeScope } from '../core/site.js';
import type { Span } from '../core/source.js';
import type { Magic } from './python-magics.js';

/** A text cut into statements, with the lines that are IPython's. */
export interface CutPython {
  readonly text: string;
  readonly magics: readonly Magic[];
  readonly statements: PythonStatements;
}

/** Whether the grammar may find code of the scope at an offset, as far as statements, strings and comments tell. */
export function mayBeCode({ text, magics, statements }: CutPython, offset: number, scope: CodeScope): boolean {
  if (holds(magics, offset) || holds(statements.comments, offset)) return false;
  if (holds(statements.strings, offset) && !mayBeField(text, statements.strings, offset)) return false;
  const { start, end, heads } = statementAround(statements, offset);
  const mayStandIn = (kind: 'function' | 'class', name: string | undefined): boolean =>
    name === undefined || heads.some((head) => head[kind] === name) || text.slice(start, end).includes(name);
  return mayStandIn('function', scope.function) && mayStandIn('class', scope.class);
}

/** Strings before a place on its line that are looked at: in a line of more the grammar says what is what. */
const MOST_STRINGS = 8;

/**
 * Whether a place in a string may be in a field, `f"{here}"`: behind a brace of an f-string, or in a string that follows one on its line,
 * which may be the rest of it where the quotes inside are those outside.
 */
function mayBeField(text: string, strings: readonly Span[], offset: number): boolean {
  const own = indexBefore(strings, offset);
  const line = text.lastIndexOf('\n', strings[own]?.start) + 1;
  for (let index = own; index > own - MOST_STRINGS; index--) {
    const start = strings[index]?.start ?? -1;
    if (start < line) return false;
    if (isFormatString(text, start) && text.slice(start, offset).replaceAll('{{', '').includes('{')) return true;
  }
  return true;
}

function holds(spans: readonly Span[], offset: number): boolean {
  return spanAround(spans, offset) !== undefined;
}
