/** The blocks of a Markdown text, counted: what a change of names must leave as it was. */
import { markdownTree } from '../core/syntax.js';

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

function countBlocks(source: string): Blocks {
  const text = source.replace(/^\uFEFF/, '').replace(INSERTED, '');
  const counts = new Map<string, number>();
  const columns: number[] = [];
  let uneven = 0;
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
  return { counts, columns, uneven };
}

function cellsOf(row: string): number {
  return row
    .trim()
    .replace(/\\[\s\S]/g, '')
    .replace(/^\||\|$/g, '')
    .split('|').length;
}

/** In which blocks two texts differ, in words. */
export function blocksDiffer(before: string, after: string): readonly string[] {
  if (before === after) return [];
  const had = countBlocks(before);
  const has = countBlocks(after);
  const reasons: string[] = [];
  for (const name of new Set([...had.counts.keys(), ...has.counts.keys()])) {
    const old = had.counts.get(name) ?? 0;
    const now = has.counts.get(name) ?? 0;
    if (old !== now) reasons.push(`${now} ${name}, ${old} before`);
  }
  if (had.columns.join() !== has.columns.join()) reasons.push('a table has another number of columns than before');
  if (has.uneven > had.uneven) reasons.push('a table row has another number of cells than its header');
  return reasons;
}
