/** The syntax trees of Markdown and Python, shared by those who say what a text means and those who hold it against what it was. */
import type { Tree } from '@lezer/common';
import { parser as commonMark, GFM } from '@lezer/markdown';
import { parser as python } from '@lezer/python';
import { rememberTexts } from './remember-texts.js';

/** Characters of text whose tree is kept. */
const REMEMBERED = 1_000_000;

const gfm = commonMark.configure(GFM);

/** The tree of a Markdown text, GitHub's extensions included. */
export const markdownTree: (text: string) => Tree = rememberTexts(REMEMBERED, (text) => gfm.parse(text));

/** The tree of a Python text. */
export const pythonTree: (text: string) => Tree = rememberTexts(REMEMBERED, (text) => python.parse(text));
