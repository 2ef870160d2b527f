/** A Markdown text as insertions see it: its blocks, headings, fences and tables, with spans in the text. */
import type { SyntaxNode } from '@lezer/common';
import { headingLevelAt, type MarkdownSection } from '../markdown-sections.js';
import { rememberTexts } from '../remember-texts.js';
import type { Span } from '../source.js';
import { cutMarkdown, sectionBlocks } from '../syntax.js';

/** A block that stands in no other block. */
export interface Block extends Span {
  /** Name of the grammar's node: `Paragraph`, `Table`, `CommentBlock`. */
  readonly kind: string;
}

/** A heading that stands in no other block. */
export interface DocumentHeading extends Span {
  readonly level: number;
  readonly title: string;
}

/** A fence at any depth. */
export interface Fence extends Span {
  /** Its lines, without those of its marks. */
  readonly body: Span;
}

/** A row of a table; the span is its line without the line end. */
export interface TableLine extends Span {
  readonly source: string;
  readonly cells: readonly string[];
}

/** A table that stands in no other block, its delimiter row left out. */
export interface DocumentTable extends Span {
  readonly header: TableLine;
  readonly rows: readonly TableLine[];
}

/** A stretch of a document with the blocks that start in it. */
export interface DocumentSection extends Span {
  /** Its characters as the grammar reads them. */
  readonly read: string;
}

/** A parsed text. Everything is in the order of the text. */
export interface MarkdownDocument {
  readonly text: string;
  /** The blocks that start in a span. */
  blocksWithin(span: Span): readonly Block[];
  /** The block that nothing follows. */
  lastBlock(): Block | undefined;
  /** Comments that stand in no other block. */
  readonly comments: readonly Span[];
  readonly headings: readonly DocumentHeading[];
  /** The fences of the sections whose text passes a test. */
  fencesWhere(mayCount: (section: string) => boolean): readonly Fence[];
  /** The tables of the sections whose text passes a test. */
  tablesWhere(mayCount: (section: string) => boolean): readonly DocumentTable[];
  /** What it is cut into; the blocks of a section are those of its characters alone. */
  readonly sections: readonly DocumentSection[];
  /** Whether it is a script: lines can join it, blocks cannot. */
  readonly script?: boolean;
}

/** A script as a document: one list of commands, without headings, tables or places for blocks. */
export function scriptDocument(text: string): MarkdownDocument {
  const whole = { start: 0, end: text.length };
  return {
    text,
    blocksWithin: () => [],
    comments: [],
    headings: [],
    lastBlock: () => undefined,
    fencesWhere: (mayCount) => (mayCount(text) ? [{ ...whole, body: whole }] : []),
    tablesWhere: () => [],
    sections: [],
    script: true,
  };
}

/**
 * Opens a text, the last few of which are remembered. A byte order mark and front matter count as nothing. Of its sections only those
 * are parsed that can hold what is asked for.
 */
export const parseDocument: (text: string) => MarkdownDocument = rememberTexts(500_000, open);

function open(text: string): MarkdownDocument {
  const cut = cutMarkdown(masked(text));
  const { sections } = cut;
  const trees = new Map<MarkdownSection, SyntaxNode>();
  function topOf(section: MarkdownSection): SyntaxNode {
    const known = trees.get(section) ?? sectionBlocks(cut, section).topNode;
    trees.set(section, known);
    return known;
  }
  const mayHold = (sign: RegExp, mayCount: (section: string) => boolean = () => true) =>
    sections.filter(({ start, end }) => {
      const section = text.slice(start, end);
      return sign.test(section) && mayCount(section);
    });
  const blocksOf = (within: readonly MarkdownSection[]) =>
    within.flatMap((section) => childrenOf(topOf(section)).map(blockOf));
  const comments = once(() => blocksOf(mayHold(/<!--/)).filter(({ kind }) => kind === 'CommentBlock'));
  const headings = once(() =>
    sections.flatMap((section) =>
      section.isPlain
        ? plainHeading(text, section)
        : childrenOf(topOf(section)).flatMap((node) => headingOf(text, node)),
    ),
  );
  return {
    text,
    blocksWithin({ start, end }) {
      const met = sections.filter((section) => section.start < end && section.end > start);
      return blocksOf(met).filter((block) => block.start >= start && block.start < end);
    },
    lastBlock() {
      for (const section of sections.toReversed()) {
        const last = blocksOf([section]).at(-1);
        if (last !== undefined) return last;
      }
      return undefined;
    },
    fencesWhere: (mayCount) => mayHold(/```|~~~/, mayCount).flatMap((section) => fencesIn(text, topOf(section))),
    tablesWhere: (mayCount) =>
      mayHold(/\|/, mayCount).flatMap((section) =>
        childrenOf(topOf(section)).flatMap((node) => (node.name === 'Table' ? tableOf(text, node) : [])),
      ),
    get comments() {
      return comments();
    },
    get headings() {
      return headings();
    },
    get sections() {
      return sections.map(({ start, end }) => ({ start, end, read: cut.text.slice(start, end) }));
    },
  };
}

/**
 * Whether all blocks of a document are of the kinds they were, but for those in a span where something was inserted. Sections that stand
 * in both are passed over.
 */
export function keepsBlocks(before: MarkdownDocument, after: MarkdownDocument, inserted: Span): boolean {
  const olds = before.sections;
  const news = after.sections;
  const shift = after.text.length - before.text.length;
  let first = 0;
  while (first < olds.length && (news[first]?.end ?? 0) <= inserted.start && olds[first]?.read === news[first]?.read)
    first++;
  let old = olds.length;
  let fresh = news.length;
  while (
    old > first &&
    (news[fresh - 1]?.start ?? 0) >= inserted.end &&
    olds[old - 1]?.start === (news[fresh - 1]?.start ?? 0) - shift &&
    olds[old - 1]?.read === news[fresh - 1]?.read
  ) {
    old--;
    fresh--;
  }
  const start = olds[first]?.start ?? before.text.length;
  const kinds = (blocks: readonly Block[]) => blocks.map(({ kind }) => kind).join();
  const others = after
    .blocksWithin({ start, end: news[fresh]?.start ?? after.text.length })
    .filter((block) => block.start < inserted.start || block.start >= inserted.end);
  return kinds(others) === kinds(before.blocksWithin({ start, end: olds[old]?.start ?? before.text.length }));
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

function blockOf({ name, from, to }: SyntaxNode): Block {
  return { kind: name, start: from, end: to };
}

function headingOf(text: string, node: SyntaxNode): readonly DocumentHeading[] {
  const level = /^(?:ATX|Setext)Heading(\d)$/.exec(node.name)?.[1];
  return level === undefined
    ? []
    : [{ start: node.from, end: node.to, level: Number(level), title: titleOf(text.slice(node.from, node.to)) }];
}

/** The heading that a section without others begins with. */
function plainHeading(text: string, { start }: Span): readonly DocumentHeading[] {
  const level = headingLevelAt(text, start);
  if (level === 0) return [];
  const feed = text.indexOf('\n', start);
  const end = feed < 0 ? text.length : feed;
  return [{ start, end, level, title: titleOf(text.slice(start, end)) }];
}

function fencesIn(text: string, top: SyntaxNode): readonly Fence[] {
  const fences: Fence[] = [];
  top.cursor().iterate(({ name, node }) => {
    if (name === 'FencedCode') fences.push(...fenceOf(text, node));
    return /^(?:Document|Blockquote|BulletList|OrderedList|ListItem)$/.test(name);
  });
  return fences;
}

/** The start of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** The end of the line that holds `offset`, before its line end. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  const end = feed < 0 ? text.length : feed;
  return end > offset && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

/** The start of the line after the one that holds `offset`; undefined where that line has no line end. */
export function nextLine(text: string, offset: number): number | undefined {
  const feed = text.indexOf('\n', offset);
  return feed < 0 ? undefined : feed + 1;
}

/** The line end that most lines of a text have. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const feeds = text.split('\n').length - 1;
  const pairs = text.split('\r\n').length - 1;
  return pairs * 2 > feeds ? '\r\n' : '\n';
}

/** The trimmed cells of a row. A bar after a backslash belongs to its cell. */
export function cellsOf(row: string): readonly string[] {
  const cells = row
    .trim()
    .replace(/^\|/, '')
    .replace(/\\[\s\S]|\|/g, (found) => (found === '|' ? '\n' : found))
    .split('\n')
    .map((cell) => cell.trim());
  return cells.length > 1 && cells.at(-1) === '' ? cells.slice(0, -1) : cells;
}

function masked(text: string): string {
  const blank = (part: string) => part.replace(/[^\r\n]/g, ' ');
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  const front = /^---[ \t]*\r?\n/.exec(text.slice(mark));
  if (front === null) return mark === 0 ? text : ` ${text.slice(1)}`;
  const close = /^(?:---|\.\.\.)[ \t]*\r?$/gm;
  close.lastIndex = mark + front[0].length;
  const found = close.exec(text);
  const end = found === null ? mark : found.index + found[0].length;
  return blank(text.slice(0, end)) + text.slice(end);
}

function titleOf(heading: string): string {
  const source = heading.trim();
  return source.startsWith('#')
    ? source
        .replace(/^#{1,6}[ \t]*/, '')
        .replace(/[ \t]#+$/, '')
        .trim()
    : source.replace(/\r?\n[^\n]*$/, '').trim();
}

/** A fence with both its marks; one that is never closed is left out. */
function fenceOf(text: string, node: SyntaxNode): readonly Fence[] {
  const marks = node.getChildren('CodeMark');
  const open = marks[0];
  const close = marks[1];
  if (open === undefined || close === undefined) return [];
  const start = nextLine(text, open.to) ?? close.from;
  return [{ start: node.from, end: node.to, body: { start, end: Math.max(start, lineStart(text, close.from)) } }];
}

function tableOf(text: string, node: SyntaxNode): readonly DocumentTable[] {
  const lineOf = ({ from }: SyntaxNode): TableLine => {
    const start = lineStart(text, from);
    const end = lineEnd(text, from);
    const source = text.slice(start, end);
    return { start, end, source, cells: cellsOf(source) };
  };
  const head = node.getChild('TableHeader');
  if (head === null) return [];
  return [{ start: node.from, end: node.to, header: lineOf(head), rows: node.getChildren('TableRow').map(lineOf) }];
}
