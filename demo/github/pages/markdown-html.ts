// One function a node type: a table, and so longer than most files' functions.
import type { Blockquote, List, ListItem, Nodes, Root, Table } from 'mdast';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import { renderCode } from './code-html.js';
import { escapeHtml, type Html } from './html.js';

/** HTML tags that GitHub keeps and that need no attribute; everything else is shown as text. */
const KEPT = new Set(
  'details summary sub sup kbd br hr b i em strong code pre p ul ol li table thead tbody tr th td blockquote del ins h1 h2 h3 h4 h5 h6'.split(
    ' ',
  ),
);
const TAG = /<(\/?)([a-z][a-z0-9]*)([^<>]*)>/gi;
const SAFE_LINK = /^(https?:|mailto:|#|\/|[^:]*$)/i;

const parser = remark().use(remarkGfm);

interface Definitions {
  readonly get: (identifier: string) => string | undefined;
}

/** GitHub's Markdown as HTML: comments are left out, unknown HTML is shown as text, line breaks count as in issues. */
export function renderMarkdown(text: string): Html {
  const root = parser.parse(text);
  const found = new Map(
    root.children.flatMap((node) => (node.type === 'definition' ? [[node.identifier, node.url]] : [])),
  );
  return { html: render(root, { get: (identifier) => found.get(identifier) }) };
}

function inside(node: { readonly children: readonly Nodes[] }, definitions: Definitions): string {
  return node.children.map((child) => render(child, definitions)).join('');
}

function render(node: Nodes, definitions: Definitions): string {
  switch (node.type) {
    case 'text':
      return escapeHtml(node.value).replaceAll('\n', '<br>\n');
    case 'paragraph':
      return `<p>${inside(node, definitions)}</p>\n`;
    case 'heading':
      return `<h${node.depth}>${inside(node, definitions)}</h${node.depth}>\n`;
    case 'emphasis':
      return `<em>${inside(node, definitions)}</em>`;
    case 'strong':
      return `<strong>${inside(node, definitions)}</strong>`;
    case 'delete':
      return `<del>${inside(node, definitions)}</del>`;
    case 'inlineCode':
      return `<code${node.value.length > SHORT_CODE ? ' class="long"' : ''}>${escapeHtml(node.value)}</code>`;
    case 'code':
      return renderCode(node.lang ?? '', node.value);
    case 'blockquote':
      return renderQuote(node, definitions);
    case 'list':
      return renderList(node, definitions);
    case 'listItem':
      return renderItem(node, definitions);
    case 'table':
      return renderTable(node, definitions);
    case 'thematicBreak':
      return '<hr>\n';
    case 'break':
      return '<br>\n';
    case 'link':
      return renderLink(node.url, inside(node, definitions));
    case 'linkReference':
      return renderLink(definitions.get(node.identifier) ?? '', inside(node, definitions));
    case 'image':
      // A picture would be a request to another machine: its words and its address are shown instead.
      return renderLink(node.url, escapeHtml(node.alt || node.url));
    case 'html':
      return renderHtml(node.value);
    default:
      return 'children' in node ? inside(node satisfies Root | { children: readonly Nodes[] }, definitions) : '';
  }
}

function renderLink(url: string, content: string): string {
  return SAFE_LINK.test(url) ? `<a href="${escapeHtml(url)}">${content}</a>` : content;
}

function renderList(list: List, definitions: Definitions): string {
  const tag = list.ordered === true ? 'ol' : 'ul';
  const start = list.ordered === true && list.start !== 1 ? ` start="${list.start ?? 1}"` : '';
  return `<${tag}${start}>${inside(list, definitions)}</${tag}>\n`;
}

function renderItem(item: ListItem, definitions: Definitions): string {
  const content = item.children.map((child) =>
    child.type === 'paragraph' && item.spread !== true ? inside(child, definitions) : render(child, definitions),
  );
  if (typeof item.checked !== 'boolean') return `<li>${content.join('')}</li>\n`;
  const [words = '', ...rest] = content;
  const box = `<input type="checkbox" disabled${item.checked ? ' checked' : ''}>`;
  return `<li class="task"><label>${box} ${words}</label>${rest.join('')}</li>\n`;
}

/** Letters up to which neither a cell nor a piece of code in one is broken into lines. */
const SHORT_CELL = 16;
const SHORT_CODE = 28;

function renderTable(table: Table, definitions: Definitions): string {
  const rows = table.children.map((row, at) => {
    const cells = row.children.map((cell) => {
      const content = inside(cell, definitions);
      if (at === 0) return content === '' ? '<td></td>' : `<th scope="col">${content}</th>`;
      return `<td${/^[^<&]+$/.test(content) && content.length <= SHORT_CELL ? ' class="short"' : ''}>${content}</td>`;
    });
    return `<tr>${cells.join('')}</tr>\n`;
  });
  // A table that is wider than the page is scrolled, which must be possible with the keyboard too.
  return `<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>${rows.join('')}</table></div>\n`;
}

const ALERT = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\n?/;

/** A quote, or one of GitHub's alerts, which are quotes that begin with their kind. */
function renderQuote(quote: Blockquote, definitions: Definitions): string {
  const [first, ...rest] = quote.children;
  const start = first?.type === 'paragraph' ? first.children[0] : undefined;
  const kind = start?.type === 'text' ? ALERT.exec(start.value) : null;
  if (first?.type !== 'paragraph' || start?.type !== 'text' || kind === null)
    return `<blockquote>${inside(quote, definitions)}</blockquote>\n`;
  const [marker, name = ''] = kind;
  const words = [{ ...start, value: start.value.slice(marker.length) }, ...first.children.slice(1)];
  const text = inside({ children: [{ ...first, children: words }, ...rest] }, definitions);
  const title = name.charAt(0) + name.slice(1).toLowerCase();
  return `<blockquote class="alert ${name.toLowerCase()}"><strong>${title}</strong>${text}</blockquote>\n`;
}

function renderHtml(source: string): string {
  const visible = dropComments(source);
  let out = '';
  let at = 0;
  for (const match of visible.matchAll(TAG)) {
    const [whole, slash = '', name = '', rest = ''] = match;
    out += escapeHtml(visible.slice(at, match.index));
    at = match.index + whole.length;
    const tag = name.toLowerCase();
    const open = tag === 'details' && /\bopen\b/.test(rest) ? ' open' : '';
    out += KEPT.has(tag) ? `<${slash}${tag}${slash === '' ? open : ''}>` : escapeHtml(whole);
  }
  return out + escapeHtml(visible.slice(at));
}

function dropComments(source: string): string {
  let out = '';
  let at = 0;
  for (let open = source.indexOf('<!--'); open >= 0; open = source.indexOf('<!--', at)) {
    const close = source.indexOf('-->', open);
    out += source.slice(at, open);
    at = close < 0 ? source.length : close + 3;
  }
  return out + source.slice(at);
}
