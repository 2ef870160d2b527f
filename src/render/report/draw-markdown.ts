/** Draws Markdown of a repository: read as GitHub reads it, every word escaped, no HTML of its own, no address that could be followed. */
import type { Nodes, RootContent } from 'mdast';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import { type Html, html } from './html.js';

/** Longest text that is drawn, in UTF-16 units; a longer one is shown as its source only. */
export const LONGEST_MARKDOWN = 20_000;

let parser: ReturnType<typeof makeParser> | undefined;

function makeParser() {
  return remark().use(remarkGfm).freeze();
}

/**
 * The blocks of a text that hold one of the 1-based lines `changed`, marked, with one block of context on each side and `…` for the
 * others. Undefined where nothing could be drawn.
 */
export function drawChangedMarkdown(text: string, changed: ReadonlySet<number>): Html | undefined {
  const blocks = parse(text);
  if (blocks === undefined) return undefined;
  const hit = blocks.map((block) => holdsLine(block, changed));
  const pieces: Html[] = [];
  let skipped = false;
  blocks.forEach((block, index) => {
    const near = hit[index] === true || hit[index - 1] === true || hit[index + 1] === true;
    if (!near) skipped = true;
    else {
      if (skipped) pieces.push(html`<p class="skipped">…</p>`);
      skipped = false;
      pieces.push(hit[index] === true ? html`<div class="changed">${drawNode(block)}</div>` : drawNode(block));
    }
  });
  if (pieces.length === 0) return undefined;
  return html`${pieces}${skipped ? html`<p class="skipped">…</p>` : ''}`;
}

/** A whole text. */
export function drawMarkdown(text: string): Html {
  const blocks = parse(text);
  return blocks === undefined ? html`<pre>${text}</pre>` : html`${blocks.map(drawNode)}`;
}

function parse(text: string): readonly RootContent[] | undefined {
  if (text.length > LONGEST_MARKDOWN) return undefined;
  parser ??= makeParser();
  return parser.parse(text).children;
}

function holdsLine({ position }: Nodes, lines: ReadonlySet<number>): boolean {
  if (position === undefined) return false;
  for (let line = position.start.line; line <= position.end.line; line++) if (lines.has(line)) return true;
  return false;
}

function inside(node: { readonly children: readonly Nodes[] }): readonly Html[] {
  return node.children.map(drawNode);
}

/** A node. Headings are not headings of the page, and what points elsewhere is only words. The list of types is the reason for its length. */
function drawNode(node: Nodes): Html {
  switch (node.type) {
    case 'text':
      return html`${node.value}`;
    case 'paragraph':
      return html`<p>${inside(node)}</p>`;
    case 'heading':
      return html`<p class="heading depth-${node.depth}">${inside(node)}</p>`;
    case 'emphasis':
      return html`<em>${inside(node)}</em>`;
    case 'strong':
      return html`<strong>${inside(node)}</strong>`;
    case 'delete':
      return html`<s>${inside(node)}</s>`;
    case 'inlineCode':
      return html`<code>${node.value}</code>`;
    case 'code':
      return html`<pre><code>${node.value}</code></pre>`;
    case 'html':
      return html`<code class="source">${node.value}</code>`;
    case 'link':
    case 'linkReference':
      return html`<span class="link">${inside(node)}</span>`;
    case 'image':
    case 'imageReference':
      return html`<span class="image">[image: ${node.alt ?? ''}]</span>`;
    case 'list':
      return node.ordered === true ? html`<ol>${inside(node)}</ol>` : html`<ul>${inside(node)}</ul>`;
    case 'listItem':
      return html`<li>${typeof node.checked === 'boolean' ? (node.checked ? '☑ ' : '☐ ') : ''}${inside(node)}</li>`;
    case 'blockquote':
      return html`<blockquote>${inside(node)}</blockquote>`;
    case 'table':
      return html`<table class="drawn"><tbody>${inside(node)}</tbody></table>`;
    case 'tableRow':
      return html`<tr>${inside(node)}</tr>`;
    case 'tableCell':
      return html`<td>${inside(node)}</td>`;
    case 'break':
      return html`<br>`;
    case 'thematicBreak':
      return html`<hr>`;
    case 'footnoteReference':
      return html`[^${node.identifier}]`;
    case 'footnoteDefinition':
      return html`<div>[^${node.identifier}]: ${inside(node)}</div>`;
    case 'definition':
    case 'yaml':
      return html``;
    case 'root':
      return html`${inside(node)}`;
    default:
      return node satisfies never;
  }
}
