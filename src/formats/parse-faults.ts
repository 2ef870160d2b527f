/** How badly a text parses, so that a result can be held against what was there before. */
import type { SyntaxNodeRef } from '@lezer/common';
import { parser as json } from '@lezer/json';
import { indexBefore } from '../core/index-before.js';
import { type PythonStatements, splitStatements } from '../core/python-statements.js';
import { rememberTexts } from '../core/remember-texts.js';
import { pythonTree } from '../core/syntax.js';
import { yamlTree } from '../core/yaml-tree.js';
import { differingParts } from './differing-parts.js';
import { nameChanges } from './inert-change.js';

/** The reason why `after` parses worse than `before`; none when it does not, nor for languages without a grammar. */
export function worseThan(language: string, before: string, after: string): readonly string[] {
  if (before === after) return [];
  const [had, has] = language === 'python' ? countPython(before, after) : [before, after].map(COUNTS[language] ?? none);
  if (has === undefined || had === undefined || has <= had) return [];
  return [`the ${language} parses worse than before: ${has} syntax error${has === 1 ? '' : 's'}, ${had} before`];
}

function none(): number {
  return 0;
}

/** The number of places at which the grammar of a language gives up. */
const COUNTS: Readonly<Record<string, (text: string) => number>> = {
  yaml: (text) => countErrors((enter) => yamlTree(text).iterate({ enter })),
  json: (text) => countErrors((enter) => json.parse(text).iterate({ enter })),
};

function countErrors(iterate: (enter: (node: SyntaxNodeRef) => void) => void): number {
  let faults = 0;
  iterate(({ type }) => {
    if (type.isError) faults++;
  });
  return faults;
}

/** The faults of both texts in the statements in which they differ, where what differs could matter. */
function countPython(before: string, after: string): readonly [number, number] {
  const had = splitStatements(withoutMagics(before));
  const has = withoutMagics(after);
  if (renamesInTexts(had, has)) return [0, 0];
  const [old, now] = differingParts(statementsOf(had), statementsOf(splitStatements(has)));
  return [countAll(old), countAll(now)];
}

/** Whether names alone gave way to names, inside strings and comments: to the grammar nothing changed. */
function renamesInTexts({ text, strings, comments }: PythonStatements, after: string): boolean {
  const changes = nameChanges(text, after);
  if (changes === undefined) return false;
  return changes.every(({ offset, at, old }) => {
    const start = offset + at;
    const end = start + old.length;
    const string = strings[indexBefore(strings, start - 1)];
    const comment = comments[indexBefore(comments, start - 1)];
    if (comment !== undefined && end <= comment.end && start <= comment.end) return true;
    return (
      string !== undefined &&
      end < string.end &&
      start < string.end &&
      isPlainText(text.slice(string.start, string.end))
    );
  });
}

/** Whether a string holds text alone: braces may hold code. */
function isPlainText(literal: string): boolean {
  return !literal.includes('{');
}

function countAll(statements: readonly string[]): number {
  return statements.reduce((faults, statement) => faults + countStatement(statement), 0);
}

function statementsOf({ text, statements }: PythonStatements): readonly string[] {
  return statements.map(({ start, end }) => text.slice(start, end));
}

/** The grammar takes a string that ends with its line for a whole one; Python does not. */
const countStatement: (statement: string) => number = rememberTexts(500_000, (statement) => {
  let faults = 0;
  pythonTree(statement).iterate({
    enter(node) {
      if (node.type.isError) faults++;
      else if (
        (node.name === 'String' || node.name === 'FormatString') &&
        !isClosed(statement.slice(node.from, node.to))
      )
        faults++;
    },
  });
  return faults;
});

function isClosed(literal: string): boolean {
  const open = /^[A-Za-z]{0,3}("""|'''|"|')/.exec(literal);
  if (open === null) return true;
  return literal.length >= open[0].length + (open[1] ?? '').length && literal.endsWith(open[1] ?? '');
}

/** Python with IPython's lines turned into comments: they are commands, and no worse for not being Python. */
function withoutMagics(text: string): string {
  if (/^\s*%%(?!time|capture|prun)/.test(text)) return '';
  return text
    .replace(/^[ \t]*(?:!(?!=)|%{1,2}[A-Za-z]|\?)(?:[^\n\\]|\\(?:\r?\n)?)*/gm, (line) => line.replace(/[^\n]/g, '#'))
    .replace(/=[ \t]*[!%](?!=)[^\n]*/g, '= 0');
}
