/** What stands in a printed text, found by reading it back as GitHub's Markdown. */
import type { Nodes, Root } from 'mdast';
import { parseMarkdown } from '../../src/render/markdown.js';

/** Every node of a tree, in order. */
export function nodesOf(node: Nodes): readonly Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap((child) => nodesOf(child)) : [])];
}

export function read(text: string): Root {
  return parseMarkdown(text);
}

/** The text of a node: code and words, without signs of markup. */
export function textOf(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map((child) => textOf(child)).join('') : '';
}

export function codesOf(text: string): readonly string[] {
  return nodesOf(read(text)).flatMap((node) => (node.type === 'inlineCode' ? [node.value] : []));
}

/** What GitHub would act on, had a repository's text got out of its code span. Empty in a harmless body. */
export function harmIn(text: string): readonly string[] {
  return nodesOf(read(text)).flatMap((node) => {
    if (node.type === 'html')
      return /^(<!-- cutover:[^<>]* -->(\n|$))+$|^<details><summary>[A-Za-z0-9 ,.:;()'–-]*<\/summary>$|^<\/details>$/.test(
        node.value,
      )
        ? []
        : [`html: ${node.value}`];
    if (node.type === 'image' || node.type === 'footnoteReference' || node.type === 'definition') return [node.type];
    if (node.type === 'link' && textOf(node) === node.url) return [`address: ${node.url}`];
    if (node.type !== 'text') return [];
    return /@[\p{L}\p{N}_]|#\p{N}|\bgh-\p{N}|:\/\/|www\.|\$/iu.test(node.value) ? [`text: ${node.value}`] : [];
  });
}

/** Faults of tables and fences: rows of another width than the header, a fence that does not end. */
export function brokenBlocks(text: string): readonly string[] {
  const faults: string[] = [];
  for (const node of nodesOf(read(text))) {
    if (node.type !== 'table') continue;
    const width = node.children[0]?.children.length;
    if (node.children.some((row) => row.children.length !== width)) faults.push('a row of another width');
    if (node.children.length < 2) faults.push('a table without rows');
  }
  const opened = text.match(/^<details>/gm)?.length ?? 0;
  const closed = text.match(/^<\/details>/gm)?.length ?? 0;
  if (opened !== closed) faults.push('details that do not end');
  if ((text.match(/^ *(```+|~~~+)/gm)?.length ?? 0) % 2 !== 0) faults.push('a fence that does not end');
  return faults;
}
