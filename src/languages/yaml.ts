/** YAML: keys around a place; scalars that are scripts, JSON or commands are handed on. */
import type { SyntaxNode, Tree } from '@lezer/common';
import type { EmbeddedText } from '../core/embedded-text.js';
import type { DataLayer, Described, Language, OpenText } from '../core/site.js';
import type { Span } from '../core/source.js';
import { yamlTree } from '../core/yaml-tree.js';
import { commandIn } from './command-line.js';
import { decodeDouble, decodeSingle, embeddedInScalar } from './scalars.js';
import { dedentedRuns, embed, joinStretches, type MappedText, pickRuns, pieceAt } from './text-runs.js';

interface Scalar {
  readonly value: MappedText;
  readonly pieces: readonly EmbeddedText[];
}

interface YamlText {
  readonly text: string;
  readonly tree: Tree;
  readonly scalars: Map<number, Scalar>;
  /** Items of sequences by start of the sequence: index by start of the item. */
  readonly items: Map<number, ReadonlyMap<number, number>>;
}

/** Levels climbed before it is given up, so that garbage stays cheap. */
const MOST_LEVELS = 100;

export const yaml: Language = {
  name: 'yaml',
  aliases: ['yml'],
  open(text): OpenText {
    let parsed: YamlText | undefined;
    return {
      at(span) {
        parsed ??= { text, tree: yamlTree(text), scalars: new Map(), items: new Map() };
        return describe(parsed, span);
      },
    };
  },
};

const SCALARS = /^(?:Literal|QuotedLiteral|BlockLiteralContent|Comment)$/;

function describe(yml: YamlText, span: Span): Described {
  const node = yml.tree.resolveInner(span.start, 1);
  const path = pathOf(yml, node);
  const isKey = node.name === 'Key' || node.parent?.name === 'Key';
  if (!SCALARS.test(node.name)) return { layer: { language: 'yaml', token: isKey ? 'key' : 'value', path } };
  let scalar = yml.scalars.get(node.from);
  if (scalar === undefined) {
    const value = scalarValue(yml.text, node);
    scalar = {
      value,
      pieces: node.name === 'Comment' ? commentPieces(value) : isKey ? [] : embeddedInScalar(value, path),
    };
    yml.scalars.set(node.from, scalar);
  }
  const token = node.name === 'Comment' ? 'comment' : isKey ? 'key' : 'value';
  const layer: DataLayer = { language: 'yaml', token, path, value: scalar.value.text };
  const inner = pieceAt(scalar.pieces, span);
  return inner === undefined ? { layer } : { layer, inner };
}

function pathOf(yml: YamlText, node: SyntaxNode): readonly string[] {
  const path: string[] = [];
  for (let n: SyntaxNode | null = node, levels = 0; n !== null && levels < MOST_LEVELS; n = n.parent, levels++) {
    if (n.name === 'Pair') {
      const key = n.getChild('Key');
      if (key !== null) path.unshift(keyText(yml.text, key));
    } else if (n.name === 'Item') path.unshift(`[${indexOfItem(yml, n)}]`);
  }
  return path;
}

function keyText(text: string, key: SyntaxNode): string {
  const scalar = key.firstChild;
  return scalar === null ? text.slice(key.from, key.to).trim() : scalarValue(text, scalar).text;
}

function indexOfItem(yml: YamlText, item: SyntaxNode): number {
  const sequence = item.parent;
  if (sequence === null) return 0;
  let items = yml.items.get(sequence.from);
  if (items === undefined) {
    items = new Map(sequence.getChildren('Item').map((n, i) => [n.from, i] as const));
    yml.items.set(sequence.from, items);
  }
  return items.get(item.from) ?? 0;
}

function scalarValue(text: string, node: SyntaxNode): MappedText {
  const { from: start, to: end } = node;
  if (node.name === 'QuotedLiteral') {
    const quote = text.charAt(start);
    const content = { start: start + 1, end: end - start > 1 && text.charAt(end - 1) === quote ? end - 1 : end };
    return quote === '"' ? decodeDouble(text, content) : decodeSingle(text, content);
  }
  if (node.name === 'BlockLiteralContent') {
    const block = joinStretches(text, [{ start, end }]);
    return pickRuns(block, dedentedRuns(block.text, false));
  }
  if (node.name === 'Comment') {
    const mark = /^#+[ \t]?/.exec(text.slice(start, end))?.[0].length ?? 0;
    return joinStretches(text, [{ start: start + mark, end }]);
  }
  return joinStretches(text, [{ start, end }]);
}

function commentPieces(comment: MappedText): readonly EmbeddedText[] {
  const command = commandIn(comment.text);
  return command === undefined ? [] : [embed('shell', pickRuns(comment, [command]))];
}
