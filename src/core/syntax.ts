/** The syntax trees of Markdown and Python, shared by those who say what a text means and those who hold it against what it was. */
import { NodeType, Tree } from '@lezer/common';
import { parser as commonMark, GFM, type MarkdownParser } from '@lezer/markdown';
import { parser as python } from '@lezer/python';
import { cutSections, type MarkdownSection } from './markdown-sections.js';
import { stretchesToRead } from './python-stretches.js';
import { rememberTexts } from './remember-texts.js';
import type { Span } from './source.js';

/** Characters of text whose tree is kept. */
const REMEMBERED = 200_000;

const gfm = commonMark.configure(GFM);

/** The grammar without what stands inside lines, which takes more than half of the time of a parse. */
const blocksOnly: MarkdownParser = Object.create(gfm, { parseInline: { value: () => [] } });

/**
 * The blocks of a Markdown text, GitHub's extensions included: lists, tables with their cells, fences with their marks, definitions of
 * links, but nothing inside a paragraph, heading or cell; for that ask {@link markdownTree} for the part that matters.
 */
export const markdownBlocks: (text: string) => Tree = rememberTexts(REMEMBERED, (source) => {
  const { text, sections } = cutMarkdown(source);
  const trees = sections.map(({ start, end }) => blocksOfSection(text.slice(start, end)));
  const starts = sections.map(({ start }) => start);
  return new Tree(DOCUMENT, trees, starts, text.length).balance();
});

/** A Markdown text cut into sections, written as the grammar reads it. */
export interface CutMarkdown {
  readonly text: string;
  readonly sections: readonly MarkdownSection[];
}

/** Cuts a text, so that only those of its sections that somebody looks into need the grammar; the last ones are remembered. */
export const cutMarkdown: (source: string) => CutMarkdown = rememberTexts(REMEMBERED, (source) => {
  const text = readable(source);
  return { text, sections: cutSections(text) };
});

/** The blocks of one section, at its place in a document that holds nothing else. */
export function sectionBlocks({ text }: CutMarkdown, { start, end }: MarkdownSection): Tree {
  return new Tree(DOCUMENT, [blocksOfSection(text.slice(start, end))], [start], text.length);
}

const DOCUMENT = blocksOnly.parse('').type;

/** The blocks of one section, as a part of a document that does not show in it. */
const blocksOfSection: (text: string) => Tree = rememberTexts(REMEMBERED, (text) => {
  const { children, positions, length } = blocksOnly.parse(text);
  return new Tree(NodeType.none, children, positions, length);
});

/**
 * The whole tree of a Markdown text. A block that stands in no other block has the same tree when its lines are parsed alone, so that
 * only the blocks that somebody looks into need it.
 */
export const markdownTree: (text: string) => Tree = rememberTexts(REMEMBERED, (text) => gfm.parse(readable(text)));

/** The block that holds the offset and stands in no other block, from the start of its first line; undefined between blocks. */
export function topBlockAt(text: string, blocks: Tree, offset: number): Span | undefined {
  const block = blocks.topNode.childAfter(offset);
  if (block === null || block.from > offset) return undefined;
  return { start: block.from === 0 ? 0 : text.lastIndexOf('\n', block.from - 1) + 1, end: block.to };
}

/**
 * The text with what the grammar is too strict about written as it likes it, every character at its place: it takes a carriage return for
 * a character of the line, sees no table where blanks follow the last bar of the line of dashes, and goes back over long runs of blanks and
 * half-open links again and again, and over each mark of a list in a list in a list: those are written over in runs and lines that nobody
 * writes by hand.
 */
function readable(text: string): string {
  const feeds = text.includes('\r\n') ? text.replaceAll('\r\n', ' \n') : text;
  const ruled =
    feeds.includes(' \n') || feeds.includes('\t\n') || feeds.endsWith(' ') || feeds.endsWith('\t')
      ? feeds.replace(/^([ \t>|:-]*-[ \t:]*)\|([ \t]+)$/gm, '$1$2|')
      : feeds;
  const filled = ruled.includes(LONG_BLANK)
    ? ruled.replace(/(?<=\S) {100,}(?=\S)/g, (blanks) => ` ${'x'.repeat(blanks.length - 2)} `)
    : ruled;
  const flat = MARKS.some((marks) => filled.includes(marks))
    ? filled.replace(/(?:[-*+][ \t]+){100,}/g, (marks) => marks.replace(/[-*+]/g, 'x'))
    : filled;
  if (!hasLongLine(flat)) return flat;
  return flat.replace(/^[^\n]{20000,}/gm, (line) => line.replace(/[[\]<>!]/g, 'x'));
}

/** Whether a line has {@link LONG_LINE} characters and more. */
function hasLongLine(text: string): boolean {
  for (let start = 0; text.length - start >= LONG_LINE; ) {
    const end = text.lastIndexOf('\n', start + LONG_LINE - 1);
    if (end < start) return true;
    start = end + 1;
  }
  return false;
}

const LONG_BLANK = ' '.repeat(100);
const MARKS = ['- ', '* ', '+ '].map((mark) => mark.repeat(40));
const LONG_LINE = 20_000;

/** The tree of a Python text. */
export const pythonTree: (text: string) => Tree = rememberTexts(REMEMBERED, (text) =>
  treeOf(withoutRules(text), [{ start: 0, end: text.length }]),
);

/** The tree of some stretches of a Python text as if nothing else stood in it; positions count from the start of the first. */
export function treeOfStretches(text: string, stretches: readonly Span[]): Tree {
  return treeOf(withoutRulesOnce(text), stretches);
}

function treeOf(text: string, stretches: readonly Span[]): Tree {
  const ranges = stretches
    .flatMap((stretch) => stretchesToRead(text, stretch))
    .map(({ start, end }) => ({ from: start, to: end }));
  return python.parse(text, undefined, ranges);
}

/** A text is asked for once a statement. */
const withoutRulesOnce: (text: string) => string = rememberTexts(1, withoutRules);

function withoutRules(text: string): string {
  return text.replace(LONG_RUN, (run) => 'x'.repeat(run.length));
}

/** Fifty equal signs in a row are a rule drawn in a string or comment, or no Python; recovering from each of them takes a while. */
const LONG_RUN = /([^\w\s'"#\\])\1{49,}/g;
