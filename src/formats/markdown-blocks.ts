/** The blocks of a Markdown text, counted: what a change of names must leave as it was. */
import { cutMarkdown, markdownBlocks, markdownTree } from '../core/syntax.js';
import { differingParts } from './differing-parts.js';
import { nameChanges } from './inert-change.js';

/** Blocks that were inserted between markers of ours do not count. */
const INSERTED =
  /^[ \t]*<!-- cutover:begin [^\n]*-->[^\n]*\n(?:(?![ \t]*<!-- cutover:end )[^\n]*\n)*[ \t]*<!-- cutover:end [^\n]*-->[^\n]*\n?/gm;

interface Blocks {
  readonly counts: ReadonlyMap<string, number>;
  /** Columns of each table's header. */
  readonly columns: readonly number[];
  /** Rows that have another number of cells than their header. */
  readonly uneven: number;
}

const COUNTED: Readonly<Record<string, string>> = {
  FencedCode: 'fences',
  CodeBlock: 'indented code blocks',
  Table: 'tables',
  BulletList: 'lists',
  OrderedList: 'lists',
  ListItem: 'list items',
  Blockquote: 'quotes',
  HTMLBlock: 'HTML blocks',
  Link: 'links',
  Image: 'images',
};

/** The sections of a text: what stands in one that is the same in both texts need not be looked at. */
function sectionsOf(source: string): readonly string[] {
  const { text, sections } = cutMarkdown(withoutInserted(source));
  return sections.map(({ start, end }) => text.slice(start, end));
}

/** The blocks of a text that stand in no other block, in order, with what is between them. */
function topBlocks(text: string): readonly string[] {
  const blocks: string[] = [];
  let from = 0;
  for (let node = markdownBlocks(text).topNode.firstChild; node !== null; node = node.nextSibling) {
    const start = Math.max(from, text.lastIndexOf('\n', node.from) + 1);
    if (start > from) blocks.push(text.slice(from, start));
    blocks.push(text.slice(start, node.to));
    from = node.to;
  }
  return [...blocks, text.slice(from)];
}

function withoutInserted(text: string): string {
  const body = text.replace(/^\uFEFF/, '');
  return body.includes('<!-- cutover:begin ') ? body.replace(INSERTED, '') : body;
}

function countBlocks(texts: readonly string[]): Blocks {
  const counts = new Map<string, number>();
  const columns: number[] = [];
  let uneven = 0;
  for (const text of texts) {
    markdownTree(text).iterate({
      enter(node) {
        const name = /^(?:ATX|Setext)Heading/.test(node.name)
          ? `headings of level ${node.name.at(-1)}`
          : COUNTED[node.name];
        if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
        if (node.name === 'TableHeader') columns.push(cellsOf(text.slice(node.from, node.to)));
        else if (node.name === 'TableRow' && cellsOf(text.slice(node.from, node.to)) !== columns.at(-1)) uneven++;
      },
    });
  }
  return { counts, columns, uneven };
}

function cellsOf(row: string): number {
  return row
    .trim()
    .replace(/\\[\s\S]/g, '')
    .replace(/^\||\|$/g, '')
    .split('|').length;
}

/** Signs of links, images and HTML. */
const BRACKETS = /[[\]<>]/;

/**
 * Whether names alone gave way to names, each behind the signs that say what its line is, and in no line with brackets: then every line
 * opens and closes what it did. What defines or spans a link over several lines is left to the grammar.
 */
function renamesInLines(before: string, after: string): boolean {
  if (before.includes(']:')) return false;
  const changes = nameChanges(before, after);
  if (changes === undefined) return false;
  const hasLinks = before.includes('](');
  return changes.every(({ line, at, old, now }) => {
    if (BRACKETS.test(line) || (hasLinks && /\s/.test(old + now))) return false;
    return /[A-Za-z]/.test(line.slice(0, at)) || (/^[A-Za-z]/.test(old) && /^[A-Za-z]/.test(now));
  });
}

/** In which blocks two texts differ, in words. Blocks that are the same in both are not counted. */
export function blocksDiffer(before: string, after: string): readonly string[] {
  if (before === after || renamesInLines(before, after)) return [];
  const [oldSections, newSections] = differingParts(sectionsOf(before), sectionsOf(after));
  const [old, now] = differingParts(oldSections.flatMap(topBlocks), newSections.flatMap(topBlocks));
  const had = countBlocks(old);
  const has = countBlocks(now);
  const reasons: string[] = [];
  for (const name of new Set([...had.counts.keys(), ...has.counts.keys()])) {
    const count = has.counts.get(name) ?? 0;
    const earlier = had.counts.get(name) ?? 0;
    if (count !== earlier) reasons.push(`${count} ${name}, ${earlier} before`);
  }
  if (had.columns.join() !== has.columns.join()) reasons.push('a table has another number of columns than before');
  if (has.uneven > had.uneven) reasons.push('a table row has another number of cells than its header');
  return reasons;
}
