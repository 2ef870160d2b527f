/** Markdown with tables: blocks, headings above, inline structure; fences, code spans and front matter are handed on. */
import type { SyntaxNode, Tree } from '@lezer/common';
import type { EmbeddedText } from '../core/embedded-text.js';
import { indexBefore } from '../core/index-before.js';
import type { Described, Language, MarkdownLayer, OpenText } from '../core/site.js';
import type { Span } from '../core/source.js';
import { type CutMarkdown, cutMarkdown, markdownTree, sectionBlocks, topBlockAt } from '../core/syntax.js';
import { embeddedCode, embeddedSpan } from './markdown-code.js';
import { type Inline, type InlineSource, inlineAt } from './markdown-inline.js';
import { leadOf } from './markdown-lead.js';
import { type Outline, outlineOf } from './markdown-outline.js';
import { type CutTable, cutTable, tableSite } from './markdown-table.js';
import { embed, pickRuns, pieceAt, wholeText } from './text-runs.js';

/**
 * A Markdown text. The blocks of a section, and what stands inside the lines of a block, are parsed when somebody asks for them, and then
 * once.
 */
export interface MarkdownText {
  readonly text: string;
  /** The text with what precedes the body blanked. */
  readonly body: string;
  readonly blocksAt: (offset: number) => Tree;
  readonly outline: Outline;
  readonly frontMatter?: { readonly end: number; readonly inner: EmbeddedText };
  readonly tables: Map<number, CutTable>;
  readonly code: Map<number, readonly EmbeddedText[]>;
  /** What was parsed with all that stands inside lines, by where it starts: whole blocks, and lines alone. */
  readonly opened: Map<number, OpenedBlock>;
  readonly lines: Map<number, OpenedBlock>;
}

/** A block that stands in no other block, or lines of one, parsed; offsets in the tree and the spans of HTML count from its start. */
interface OpenedBlock extends InlineSource {
  readonly start: number;
  readonly isLine: boolean;
  readonly tree: Tree;
}

export const markdown: Language = {
  name: 'markdown',
  aliases: ['md', 'mdx'],
  open(text): OpenText {
    let parsed: MarkdownText | undefined;
    return {
      at(span) {
        parsed ??= parseMarkdown(text);
        return describe(parsed, span);
      },
    };
  },
};

function parseMarkdown(text: string): MarkdownText {
  const front = /^\uFEFF?---[ \t]*\r?\n(?=[ \t]*(?:#|[\w"'-]+[ \t]*:))/.exec(text);
  const close = front === null ? undefined : closingFence(text, front[0].length);
  const body = close?.after ?? (text.charCodeAt(0) === 0xfeff ? 1 : 0);
  // What precedes the body is blanked, not cut, so that offsets stay.
  const blanked = body === 0 ? text : text.slice(0, body).replace(/[^\r\n]/g, ' ') + text.slice(body);
  const cut = cutMarkdown(blanked);
  const blocksAt = sectionReader(cut);
  const base = {
    text,
    body: blanked,
    blocksAt,
    outline: outlineOf(text, cut.sections, blocksAt),
    tables: new Map(),
    code: new Map(),
    opened: new Map(),
    lines: new Map(),
  };
  if (front === null || close === undefined) return base;
  const inner = embed('yaml', pickRuns(wholeText(text), [{ start: front[0].length, end: close.at }]));
  return { ...base, frontMatter: { end: close.after, inner } };
}

/** Answers with the blocks of the section that holds an offset: nothing that a place is asked for reaches beyond its section. */
function sectionReader(cut: CutMarkdown): (offset: number) => Tree {
  const trees = new Map<number, Tree>();
  return (offset) => {
    const index = indexBefore(cut.sections, offset);
    const section = cut.sections[index] ?? { start: 0, end: cut.text.length, isPlain: false };
    let tree = trees.get(index);
    if (tree === undefined) {
      tree = sectionBlocks(cut, section);
      trees.set(index, tree);
    }
    return tree;
  };
}

function closingFence(text: string, from: number): { readonly at: number; readonly after: number } | undefined {
  const closing = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$(?![\s\S]))/gm;
  closing.lastIndex = from;
  const found = closing.exec(text);
  return found === null ? undefined : { at: found.index, after: found.index + found[0].length };
}

const BLOCKS: Readonly<Record<string, MarkdownLayer['block']>> = {
  Table: 'table',
  FencedCode: 'fence',
  CodeBlock: 'indented-code',
  HTMLBlock: 'html',
  CommentBlock: 'html',
  ProcessingInstructionBlock: 'html',
  LinkReference: 'link-definition',
};

interface Block {
  readonly kind: MarkdownLayer['block'];
  readonly node: SyntaxNode | undefined;
  readonly span: Span;
}

/** The innermost block around `node` that the layer speaks of. */
function blockAround(text: string, node: SyntaxNode): Block {
  let leaf: SyntaxNode | undefined;
  for (let n: SyntaxNode | null = node; n !== null; n = n.parent) {
    const kind = BLOCKS[n.name];
    if (kind !== undefined) return { kind, node: n, span: { start: n.from, end: n.to } };
    if (/^(?:ATX|Setext)Heading/.test(n.name)) return { kind: 'heading', node: n, span: { start: n.from, end: n.to } };
    if (n.name === 'Paragraph' || n.name === 'Task') leaf = n;
    else if (n.name === 'ListItem') return { kind: 'list-item', node: n, span: { start: n.from, end: (leaf ?? n).to } };
    else if (n.name === 'Blockquote') {
      return {
        kind: 'quote',
        node: n,
        span: leaf === undefined ? { start: n.from, end: n.to } : { start: leaf.from, end: leaf.to },
      };
    }
  }
  if (leaf !== undefined) return { kind: 'paragraph', node: leaf, span: { start: leaf.from, end: leaf.to } };
  const start = text.lastIndexOf('\n', node.from - 1) + 1;
  const end = text.indexOf('\n', start);
  return { kind: 'paragraph', node: undefined, span: { start, end: end === -1 ? text.length : end } };
}

function describe(md: MarkdownText, span: Span): Described {
  if (md.frontMatter !== undefined && span.start < md.frontMatter.end) {
    const { end, inner } = md.frontMatter;
    const layer: MarkdownLayer = {
      language: 'markdown',
      block: 'front-matter',
      headings: [],
      blockSpan: { start: 0, end },
    };
    return { layer, ...found(pieceAt([inner], span)) };
  }
  const block = blockAround(md.text, md.blocksAt(span.start).resolveInner(span.start, 1));
  const inCode = block.kind === 'fence' || block.kind === 'indented-code';
  const inline: DescribedInline = inCode ? { site: {} } : describeInline(md, span);
  const lead = block.node === undefined ? undefined : leadOf(md.text, block.node);
  const table = block.kind === 'table' ? describeTable(md, block, span) : undefined;
  const info = block.kind === 'fence' ? infoOf(md.text, block.node) : undefined;
  const layer: MarkdownLayer = {
    language: 'markdown',
    block: block.kind,
    headings: headingsAt(
      md.outline,
      block.kind === 'heading' ? block.span.start : span.start,
      block.kind === 'heading',
    ),
    ...inline.site,
    ...(table === undefined ? {} : { table }),
    ...(lead === undefined ? {} : { lead }),
    ...(info === undefined ? {} : { info }),
    blockSpan: block.span,
  };
  return { layer, ...found(innerAt(md, block, inline.code, span)) };
}

function found(inner: EmbeddedText | undefined): { inner?: EmbeddedText } {
  return inner === undefined ? {} : { inner };
}

interface DescribedInline {
  readonly site: Inline;
  /** The code span that holds the place. */
  readonly code?: Span;
}

/** What stands at `span` inside the lines of its block. */
function describeInline(md: MarkdownText, span: Span): DescribedInline {
  const opened = openBlock(md, span.start);
  if (opened === undefined) return { site: {} };
  const { start, tree, text, isLine } = opened;
  const node = tree.resolveInner(span.start - start, 1);
  const block = isLine ? undefined : blockAround(text, node).node;
  const site = inlineAt(opened, node, block, { start: span.start - start, end: span.end - start });
  return node.name === 'InlineCode' ? { site, code: { start: start + node.from, end: start + node.to } } : { site };
}

/** What stands in lines is the same wherever they stand: of a list or a table only the paragraph or the cell is parsed. */
function openBlock(md: MarkdownText, offset: number): OpenedBlock | undefined {
  const blocks = md.blocksAt(offset);
  const line = linesAt(blocks, offset);
  const span = line ?? topBlockAt(md.body, blocks, offset);
  if (span === undefined) return undefined;
  const known = line === undefined ? md.opened : md.lines;
  let opened = known.get(span.start);
  if (opened === undefined) {
    const isLine = line !== undefined;
    const text = `${isLine ? WORD : ''}${md.body.slice(span.start, span.end)}`;
    const start = isLine ? span.start - WORD.length : span.start;
    opened = { start, text, isLine, tree: markdownTree(text), outline: md.outline, html: new Map() };
    known.set(span.start, opened);
  }
  return opened;
}

/** Put before the text of a paragraph, heading or cell that is parsed alone, so that it opens no list, fence or heading. */
const WORD = 'x ';

/** The paragraph, heading or cell around an offset; undefined where it is none, and in quotations, whose marks are in every line. */
function linesAt(blocks: Tree, offset: number): Span | undefined {
  let found: Span | undefined;
  for (let n: SyntaxNode | null = blocks.resolveInner(offset, 1); n !== null; n = n.parent) {
    if (/^(?:Paragraph|Task|TableCell|(?:ATX|Setext)Heading\d)$/.test(n.name)) found ??= { start: n.from, end: n.to };
    else if (n.name === 'Blockquote') return undefined;
  }
  return found;
}

function innerAt(md: MarkdownText, block: Block, code: Span | undefined, span: Span): EmbeddedText | undefined {
  if (block.node !== undefined && (block.kind === 'fence' || block.kind === 'indented-code')) {
    const { node: host } = block;
    return pieceAt(
      remembered(md, host.from, () => embeddedCode(md.text, host, infoOf(md.text, host))),
      span,
    );
  }
  return (
    code &&
    pieceAt(
      remembered(md, code.start, () => embeddedSpan(md.text, code)),
      span,
    )
  );
}

function remembered(
  { code }: MarkdownText,
  start: number,
  make: () => readonly EmbeddedText[],
): readonly EmbeddedText[] {
  const known = code.get(start);
  if (known !== undefined) return known;
  const made = make();
  code.set(start, made);
  return made;
}

function describeTable(md: MarkdownText, block: Block, span: Span): MarkdownLayer['table'] {
  if (block.node === undefined) return undefined;
  let table = md.tables.get(block.node.from);
  if (table === undefined) {
    table = cutTable(md.text, block.node);
    md.tables.set(block.node.from, table);
  }
  return tableSite(table, span.start);
}

function infoOf(text: string, fence: SyntaxNode | undefined): string | undefined {
  const info = fence?.getChild('CodeInfo');
  return info === undefined || info === null ? undefined : text.slice(info.from, info.to).trim();
}

function headingsAt(outline: Outline, offset: number, self: boolean): readonly string[] {
  const headings = outline.headingsTo(offset);
  const heading = headings[indexBefore(headings, offset)];
  if (heading === undefined) return [];
  return self ? heading.above : [...heading.above, heading.text];
}
