/** Inline structure around a place in Markdown: code spans, links, HTML. */
import type { SyntaxNode } from '@lezer/common';
import { indexBefore } from '../core/index-before.js';
import type { MarkdownLayer } from '../core/site.js';
import type { Span } from '../core/source.js';
import { labelKey, type Outline } from './markdown-outline.js';

/** The innermost inline structure at a place, and the target of the link around it. */
export interface Inline {
  inline?: NonNullable<MarkdownLayer['inline']>;
  target?: string;
}

/** What the inline structure of a text is read from. */
export interface InlineSource {
  readonly text: string;
  readonly outline: Outline;
  /** Tags and comments of blocks of HTML, by start of the block. */
  readonly html: Map<number, readonly Span[]>;
}

/** The innermost inline structure at `node`; `target` is that of the link around it, be it the innermost or not. */
export function inlineAt(source: InlineSource, node: SyntaxNode, block: SyntaxNode | undefined, span: Span): Inline {
  const { text } = source;
  if (block?.name === 'CommentBlock') return { inline: 'html-comment' };
  if (block?.name === 'HTMLBlock') return htmlAt(source, block, span.start);
  const found: Inline = {};
  let child: SyntaxNode | undefined;
  for (let n: SyntaxNode | null = node; n !== null; n = n.parent) {
    if (block !== undefined && n.from === block.from && n.to === block.to && n.name === block.name) break;
    describeNode(found, source, n, child, span);
    child = n;
  }
  if (block?.name === 'LinkReference') {
    const url = block.getChild('URL');
    return url === null
      ? found
      : { inline: node.name === 'URL' ? 'link-target' : 'link-text', target: text.slice(url.from, url.to) };
  }
  return found;
}

function describeNode(
  found: Inline,
  source: InlineSource,
  n: SyntaxNode,
  child: SyntaxNode | undefined,
  span: Span,
): void {
  const { text } = source;
  switch (n.name) {
    case 'InlineCode':
      found.inline ??= 'code-span';
      return;
    case 'URL':
      if (n.parent?.name !== 'Link' && n.parent?.name !== 'Image' && n.parent?.name !== 'LinkReference') {
        found.inline ??= 'autolink';
        found.target ??= text.slice(n.from, n.to);
      }
      return;
    case 'Link':
    case 'Image': {
      const target = targetOf(source, n);
      if (target === undefined) return;
      const inText = child?.name !== 'URL' && child?.name !== 'LinkTitle';
      found.inline ??= n.name === 'Image' ? 'image' : inText ? 'link-text' : 'link-target';
      found.target ??= target;
      return;
    }
    case 'HTMLTag': {
      found.inline ??= 'html-tag';
      const target = attributeAt(text, n.from, n.to, span.start);
      if (target !== undefined) found.target ??= target;
      return;
    }
    case 'Comment':
      found.inline ??= 'html-comment';
      return;
    default:
  }
}

/** The target of a link; none where brackets are no more than brackets. */
function targetOf({ text, outline }: InlineSource, link: SyntaxNode): string | undefined {
  const url = link.getChild('URL');
  if (url !== null) return text.slice(url.from, url.to);
  const label = link.getChild('LinkLabel');
  const named = label === null ? '' : text.slice(label.from + 1, label.to - 1);
  const own = text
    .slice(link.from, link.to)
    .replace(/^!?\[/, '')
    .replace(/\](?:\[\])?$/, '');
  return outline.definitions().get(labelKey(named === '' ? own : named));
}

/** The place in a block of HTML: inside a comment, inside a tag, or in the text between. */
function htmlAt({ text, html }: InlineSource, block: SyntaxNode, offset: number): Inline {
  let tags = html.get(block.from);
  if (tags === undefined) {
    const found = text.slice(block.from, block.to).matchAll(/<!--[\s\S]*?(?:-->|$)|<\/?[A-Za-z][^<>]*>?/g);
    tags = [...found].map((tag) => ({ start: block.from + tag.index, end: block.from + tag.index + tag[0].length }));
    html.set(block.from, tags);
  }
  const tag = tags[indexBefore(tags, offset)];
  if (tag === undefined || offset >= tag.end) return {};
  if (text.startsWith('<!--', tag.start)) return { inline: 'html-comment' };
  const target = attributeAt(text, tag.start, tag.end, offset);
  return target === undefined ? { inline: 'html-tag' } : { inline: 'html-tag', target };
}

/** Value of the `href` or `src` attribute that holds `offset`. */
function attributeAt(text: string, from: number, to: number, offset: number): string | undefined {
  for (const match of text.slice(from, to).matchAll(/\b(?:href|src)\s{0,8}=\s{0,8}(?:"([^"]*)"|'([^']*)')/gi)) {
    const start = from + match.index;
    if (start <= offset && offset < start + match[0].length) return match[1] ?? match[2];
  }
  return undefined;
}
