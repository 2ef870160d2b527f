/** JSON, with comments where people write them: keys around a place; strings that are commands or JSON again are handed on. */
import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/json';
import type { EmbeddedText } from '../core/embedded-text.js';
import { indexBefore } from '../core/index-before.js';
import type { DataLayer, Described, Language, OpenText } from '../core/site.js';
import type { Span } from '../core/source.js';
import { decodeDouble, embeddedInScalar } from './scalars.js';
import { type MappedText, pieceAt } from './text-runs.js';

interface Scalar {
  readonly value: MappedText;
  readonly pieces: readonly EmbeddedText[];
}

interface JsonText {
  readonly text: string;
  readonly tree: Tree;
  readonly comments: readonly Span[];
  readonly scalars: Map<number, Scalar>;
  /** Elements of arrays by start of the array: index by start of the element. */
  readonly elements: Map<number, ReadonlyMap<number, number>>;
}

/** Levels climbed before it is given up, so that garbage stays cheap. */
const MOST_LEVELS = 100;

export const json: Language = {
  name: 'json',
  aliases: ['jsonc', 'json5', 'jsonl'],
  open(text): OpenText {
    let parsed: JsonText | undefined;
    return {
      at(span) {
        parsed ??= parseJson(text);
        return describe(parsed, span);
      },
    };
  },
};

function parseJson(text: string): JsonText {
  const comments = findComments(text);
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of comments) {
    parts.push(text.slice(at, start), text.slice(start, end).replace(/[^\r\n]/g, ' '));
    at = end;
  }
  const masked = (parts.join('') + text.slice(at)).replace(/^\uFEFF/, ' ');
  return { text, comments, tree: parser.parse(masked), scalars: new Map(), elements: new Map() };
}

/** Comments outside strings. */
function findComments(text: string): readonly Span[] {
  if (!text.includes('//') && !text.includes('/*')) return [];
  const comments: Span[] = [];
  for (const found of text.matchAll(/"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g)) {
    if (!found[0].startsWith('"')) comments.push({ start: found.index, end: found.index + found[0].length });
  }
  return comments;
}

function describe(doc: JsonText, span: Span): Described {
  const comment = doc.comments[indexBefore(doc.comments, span.start)];
  const node = doc.tree.resolveInner(span.start, 1);
  const path = pathOf(doc, node);
  if (comment !== undefined && span.start < comment.end) {
    return { layer: { language: 'json', token: 'comment', path, value: doc.text.slice(comment.start, comment.end) } };
  }
  const token = node.name === 'PropertyName' ? 'key' : 'value';
  if (node.name !== 'String' && node.name !== 'PropertyName') return { layer: { language: 'json', token, path } };
  let scalar = doc.scalars.get(node.from);
  if (scalar === undefined) {
    const value = stringValue(doc.text, node);
    scalar = { value, pieces: token === 'key' ? [] : embeddedInScalar(value, path) };
    doc.scalars.set(node.from, scalar);
  }
  const layer: DataLayer = { language: 'json', token, path, value: scalar.value.text };
  const inner = pieceAt(scalar.pieces, span);
  return inner === undefined ? { layer } : { layer, inner };
}

function stringValue(text: string, node: SyntaxNode): MappedText {
  const closed = node.to - node.from > 1 && text.charAt(node.to - 1) === '"';
  return decodeDouble(text, { start: node.from + 1, end: closed ? node.to - 1 : node.to });
}

function pathOf(doc: JsonText, node: SyntaxNode): readonly string[] {
  const path: string[] = [];
  for (let n: SyntaxNode | null = node, levels = 0; n !== null && levels < MOST_LEVELS; n = n.parent, levels++) {
    const holder = n.parent;
    if (n.name === 'Property') {
      const key = n.getChild('PropertyName');
      if (key !== null) path.unshift(stringValue(doc.text, key).text);
    } else if (holder?.name === 'Array') path.unshift(`[${indexOfElement(doc, holder, n)}]`);
  }
  return path;
}

function indexOfElement(doc: JsonText, array: SyntaxNode, element: SyntaxNode): number {
  let elements = doc.elements.get(array.from);
  if (elements === undefined) {
    const starts = new Map<number, number>();
    for (let n = array.firstChild; n !== null; n = n.nextSibling) {
      if (n.name !== '[' && n.name !== ',' && n.name !== ']' && !n.type.isError) starts.set(n.from, starts.size);
    }
    elements = starts;
    doc.elements.set(array.from, elements);
  }
  return elements.get(element.from) ?? 0;
}
