// One function a node type: a table, and so longer than most files' functions.
import type { List, ListItem, Nodes, Root, Table } from 'mdast';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
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
      return `<code>${escapeHtml(node.value)}</code>`;
    case 'code':
      return `<pre><code>${escapeHtml(node.value)}</code></pre>\n`;
    case 'blockquote':
      return `<blockquote>${inside(node, definitions)}</blockquote>\n`;
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
  const box =
    typeof item.checked === 'boolean' ? `<input type="checkbox" disabled${item.checked ? ' checked' : ''}> ` : '';
  const only = item.children.length > 0 ? item.children : [];
  const content = only.map((child) =>
    child.type === 'paragraph' && item.spread !== true ? inside(child, definitions) : render(child, definitions),
  );
  return `<li${box === '' ? '' : ' class="task"'}>${box}${content.join('')}</li>\n`;
}

function renderTable(table: Table, definitions: Definitions): string {
  const rows = table.children.map((row, at) => {
    const tag = at === 0 ? 'th' : 'td';
    return `<tr>${row.children.map((cell) => `<${tag}>${inside(cell, definitions)}</${tag}>`).join('')}</tr>\n`;
  });
  return `<table>${rows.join('')}</table>\n`;
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
