/** How badly a text parses, so that a result can be held against what was there before. */
import type { SyntaxNodeRef } from '@lezer/common';
import { parser as json } from '@lezer/json';
import { pythonTree } from '../core/syntax.js';
import { yamlTree } from '../core/yaml-tree.js';

/** The number of places at which the grammar of `language` gives up; 0 for languages without one. */
export function countFaults(language: string, text: string): number {
  if (language === 'python') return countPython(withoutMagics(text));
  let faults = 0;
  const enter = (node: SyntaxNodeRef): void => {
    if (node.type.isError) faults++;
  };
  if (language === 'yaml') yamlTree(text).iterate({ enter });
  else if (language === 'json') json.parse(text).iterate({ enter });
  return faults;
}

/** The grammar takes a string that ends with its line for a whole one; Python does not. */
function countPython(text: string): number {
  let faults = 0;
  pythonTree(text).iterate({
    enter(node) {
      if (node.type.isError) faults++;
      else if ((node.name === 'String' || node.name === 'FormatString') && !isClosed(text.slice(node.from, node.to)))
        faults++;
    },
  });
  return faults;
}

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

/** The reason why `after` parses worse than `before`; none when it does not. */
export function worseThan(language: string, before: string, after: string): readonly string[] {
  if (before === after) return [];
  const had = countFaults(language, before);
  const has = countFaults(language, after);
  if (has <= had) return [];
  return [`the ${language} parses worse than before: ${has} syntax error${has === 1 ? '' : 's'}, ${had} before`];
}
