/** The syntax tree of a YAML text, with an end to the work: the grammar takes long over what nobody writes by hand. */
import type { Tree } from '@lezer/common';
import { parser } from '@lezer/yaml';
import { rememberTexts } from './remember-texts.js';

/** Characters of text whose tree is kept. */
const REMEMBERED = 1_000_000;

/** Steps of the parser: a quarter of the characters of an ordinary file, so enough for one of 250 kB. */
const MOST_STEPS = 60_000;

/** Characters of a line up to which its signs are read; in a longer one they are text. */
const LINE_CHARACTERS = 1000;

/** Brackets in one another that are followed: the parser calls itself for each. */
const DEEPEST = 100;

/** The tree of a YAML text; one without nodes where that would take too long. */
export const yamlTree: (text: string) => Tree = rememberTexts(REMEMBERED, parse);

function parse(text: string): Tree {
  const parsing = parser.startParse(readable(text));
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const tree = parsing.advance();
    if (tree !== null) return tree;
  }
  return parser.parse('');
}

/** The text with what would be followed for long written as plain letters, every character at its place. */
function readable(text: string): string {
  const lines = text.length <= LINE_CHARACTERS ? text : text.replace(LONG_LINE, (line) => line.replace(SIGNS, 'x'));
  return lines.split('[').length + lines.split('{').length > DEEPEST ? withoutDeepBrackets(lines) : lines;
}

const LONG_LINE = new RegExp(`(?<![^\\n])[^\\n]{${LINE_CHARACTERS + 1},}`, 'g');
const SIGNS = /[^\w\s.,/"']/g;

function withoutDeepBrackets(text: string): string {
  let depth = 0;
  return text.replace(/[[{\]}]|\n(?=\S)/g, (sign) => {
    if (sign === '\n') depth = 0;
    else if (sign === '[' || sign === '{') return ++depth > DEEPEST ? 'x' : sign;
    else if (depth > 0) return depth-- > DEEPEST ? 'x' : sign;
    return sign;
  });
}
