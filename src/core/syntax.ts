/** The syntax trees of Markdown and Python, shared by those who say what a text means and those who hold it against what it was. */
import type { Tree } from '@lezer/common';
import { parser as commonMark, GFM } from '@lezer/markdown';
import { parser as python } from '@lezer/python';
import { rememberTexts } from './remember-texts.js';

/** Characters of text whose tree is kept. */
const REMEMBERED = 1_000_000;

const gfm = commonMark.configure(GFM);

/** The tree of a Markdown text, GitHub's extensions included. */
export const markdownTree: (text: string) => Tree = rememberTexts(REMEMBERED, (text) => gfm.parse(readable(text)));

/**
 * The text with what the grammar is too strict about written as it likes it, every character at its place: it takes a carriage return for
 * a character of the line, and sees no table where blanks follow the last bar of the line of dashes.
 */
function readable(text: string): string {
  const feeds = text.includes('\r\n') ? text.replaceAll('\r\n', ' \n') : text;
  return feeds.replace(/^([ \t>|:-]*-[ \t:]*)\|([ \t]+)$/gm, '$1$2|');
}

/** The tree of a Python text. */
export const pythonTree: (text: string) => Tree = rememberTexts(REMEMBERED, (text) => python.parse(text));
