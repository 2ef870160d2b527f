/** How badly a text parses, so that a result can be held against what was there before. */
import type { SyntaxNodeRef } from '@lezer/common';
import { parser as json } from '@lezer/json';
import { parser as python } from '@lezer/python';
import { parser as yaml } from '@lezer/yaml';

/** The number of places at which the grammar of `language` gives up; 0 for languages without one. */
export function countFaults(language: string, text: string): number {
  let faults = 0;
  const enter = (node: SyntaxNodeRef): void => {
    if (node.type.isError) faults++;
  };
  if (language === 'python') python.parse(withoutMagics(text)).iterate({ enter });
  else if (language === 'yaml') yaml.parse(text).iterate({ enter });
  else if (language === 'json') json.parse(text).iterate({ enter });
  return faults;
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
