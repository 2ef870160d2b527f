/** Markdown as data: the few nodes that our texts are built from, and the one place where they are printed. */
import type {
  BlockContent,
  Heading,
  Html,
  List,
  ListItem,
  Nodes,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
  Table,
  TableRow,
  Text,
} from 'mdast';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';

export { amount, number } from './amounts.js';

/** What was printed of a block, a row or an item: bodies are fitted by trying, and most of a trial is the trial before. */
const printed = new WeakMap<Nodes, string>();

/** Prints blocks; ends without a line end. Tables are not padded: a padded one is mostly blanks. Nodes must not change afterwards. */
export function printMarkdown(children: readonly RootContent[]): string {
  return children.map((block) => remember(block, () => printBlock(block))).join('\n\n');
}

/** A table row by row and a list item by item, so that a shorter one is printed from the same pieces. */
function printBlock(block: RootContent): string {
  if (block.type === 'table') {
    const [head = '', ...rows] = block.children.map((row) => {
      const text = remember(row, () => printNode({ ...block, children: [row] }));
      return row === block.children[0] ? text : text.slice(0, text.indexOf('\n'));
    });
    return [head, ...rows].join('\n');
  }
  if (block.type === 'list' && block.ordered !== true) {
    return block.children.map((one) => remember(one, () => printNode({ ...block, children: [one] }))).join('\n');
  }
  return printNode(block);
}

function remember(node: Nodes, print: () => string): string {
  const known = printed.get(node) ?? print();
  printed.set(node, known);
  return known;
}

function printNode(node: RootContent): string {
  printer ??= makePrinter();
  return printer.stringify({ type: 'root', children: [node] }).replace(/\n+$/, '');
}

let printer: ReturnType<typeof makePrinter> | undefined;

function makePrinter() {
  return remark()
    .use(remarkGfm, { tablePipeAlign: false })
    .data('settings', {
      bullet: '-',
      emphasis: '_',
      rule: '-',
      fences: true,
      resourceLink: true,
      handlers: {
        text: (node: Text, _parent, state, info) =>
          isPlain(node.value, info.before, info.after) ? node.value : state.safe(node.value, info),
      },
    })
    .freeze();
}

/** Words that need no escape unless they touch the start or end of a line; trying every escape on them is most of the work. */
function isPlain(value: string, before: string, after: string): boolean {
  return before !== '\n' && after !== '\n' && /^[A-Za-z0-9 ,;.'()"?…–−+-]*$/.test(value) && !/www\./i.test(value);
}

/** Reads Markdown as GitHub does; for checking what was printed. */
export function parseMarkdown(text: string): Root {
  return remark().use(remarkGfm).parse(text);
}

/** Plain words of our own. */
export function words(value: string): PhrasingContent {
  return { type: 'text', value };
}

/** Plain words of our own, in bold. */
export function bold(value: string): PhrasingContent {
  return { type: 'strong', children: [{ type: 'text', value }] };
}

/** A link; the address is encoded so that it stays one. */
export function link(url: string, ...children: PhrasingContent[]): PhrasingContent {
  return { type: 'link', url, children: children as never };
}

export function paragraph(...children: readonly PhrasingContent[]): Paragraph {
  return { type: 'paragraph', children: [...children] };
}

export function heading(depth: 1 | 2 | 3 | 4, ...children: readonly PhrasingContent[]): Heading {
  return { type: 'heading', depth, children: [...children] };
}

/** An item of a list; `checked` makes it a task. */
export function item(children: readonly BlockContent[], checked?: boolean): ListItem {
  return { type: 'listItem', spread: false, checked: checked ?? null, children: [...children] };
}

export function list(items: readonly ListItem[], ordered = false): List {
  return { type: 'list', ordered, spread: false, children: [...items] };
}

/** The cells of a row, each a run of phrasing. */
export type Cells = readonly (readonly PhrasingContent[])[];

/** A table of cells, or of rows made by {@link tableRow} for use in several; `numbers` are the columns to align right. */
export function table(
  header: readonly string[],
  rows: readonly (TableRow | Cells)[],
  numbers: readonly number[] = [],
): Table {
  return {
    type: 'table',
    align: header.map((_, column) => (numbers.includes(column) ? 'right' : null)),
    children: [header.map((title) => [words(title)]), ...rows].map((row) => ('type' in row ? row : tableRow(row))),
  };
}

/** A row of a table. */
export function tableRow(cells: Cells): TableRow {
  return {
    type: 'tableRow',
    children: cells.map((children) => ({ type: 'tableCell', children: children.map(withoutPipe) })),
  };
}

/** A pipe that follows a backslash cannot be escaped inside a code span of a table: the backslash is set apart from it. */
function withoutPipe(node: PhrasingContent): PhrasingContent {
  if (node.type === 'inlineCode')
    return { ...node, value: node.value.replace(/\\+\|/g, (run) => `${run.slice(0, -1)} |`) };
  if (node.type === 'link') return { ...node, children: node.children.map(withoutPipe) as never };
  return node;
}

/** Blocks behind a line that opens them. `label` is our own words and numbers: anything else is taken out of it. */
export function collapsed(label: string, blocks: readonly RootContent[]): RootContent[] {
  const safe = label.replace(/[^A-Za-z0-9 ,.:;()'–-]/g, '');
  return [htmlBlock(`<details><summary>${safe}</summary>`), ...blocks, htmlBlock('</details>')];
}

function htmlBlock(value: string): Html {
  return { type: 'html', value };
}

/** A hidden marker: an HTML comment on its own line. `content` must hold neither `--` nor `>`: our own words, or {@link hiddenJson}. */
export function marker(content: string): Html {
  if (/--|[<>]|-$/.test(content)) throw new Error('not usable in a hidden marker');
  return htmlBlock(`<!-- cutover:${content} -->`);
}

/** JSON that can stand in an HTML comment: the signs that could end it, and those that GitHub acts on, are written as escapes. */
export function hiddenJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>@#&]|-(?=-)/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Length in code points, as GitHub counts bodies. */
export function lengthOf(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xdc00 || unit > 0xdfff) length++;
  }
  return length;
}
