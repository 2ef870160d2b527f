/** Markdown as data: the few nodes that our texts are built from, and the one place where they are printed. */
import type {
  BlockContent,
  Heading,
  Html,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
  Table,
  TableRow,
} from 'mdast';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';

/** Prints blocks; ends without a line end. Tables are not padded: a padded one is mostly blanks. */
export function printMarkdown(children: readonly RootContent[]): string {
  const root: Root = { type: 'root', children: [...children] };
  return remark()
    .use(remarkGfm, { tablePipeAlign: false })
    .data('settings', {
      bullet: '-',
      emphasis: '_',
      rule: '-',
      fences: true,
      incrementListMarker: true,
      resourceLink: true,
    })
    .stringify(root)
    .replace(/\n+$/, '');
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

/** A table; each cell is a run of phrasing. `numbers` are the columns to align right. */
export function table(
  header: readonly string[],
  rows: readonly (readonly (readonly PhrasingContent[])[])[],
  numbers: readonly number[] = [],
): Table {
  const head = header.map((title) => [words(title)]);
  return {
    type: 'table',
    align: header.map((_, column) => (numbers.includes(column) ? 'right' : null)),
    children: [head, ...rows].map(
      (cells): TableRow => ({
        type: 'tableRow',
        children: cells.map((children) => ({ type: 'tableCell', children: children.map(withoutPipe) })),
      }),
    ),
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

/** "1 file", "2 files"; numbers from a thousand on with a comma. */
export function amount(count: number, noun: string, many = `${noun}s`): string {
  return `${number(count)} ${count === 1 ? noun : many}`;
}

/** A number as English writes it: 12,345. */
export function number(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
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
