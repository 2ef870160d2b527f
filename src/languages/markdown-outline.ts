/** The headings of a Markdown text, and its link definitions. */
import type { Tree } from '@lezer/common';
import { headingLevelAt, type MarkdownSection } from '../core/markdown-sections.js';

/** A heading with the texts of those above it. */
export interface Heading {
  readonly start: number;
  readonly level: number;
  readonly text: string;
  readonly above: readonly string[];
}

/** What is known of a text as a whole, found out as far as it is asked for. */
export interface Outline {
  /** All headings that start at an offset or before it, in order, and maybe some behind it. */
  headingsTo(offset: number): readonly Heading[];
  /** Targets of link definitions by label, in lower case. */
  definitions(): ReadonlyMap<string, string>;
}

/** The outline of a text. Headings inside quotes and lists count as if they stood outside. */
export function outlineOf(
  text: string,
  sections: readonly MarkdownSection[],
  blocksAt: (offset: number) => Tree,
): Outline {
  const headings: Heading[] = [];
  const open: Heading[] = [];
  let targets: Map<string, string> | undefined;
  let read = 0;
  function add(start: number, end: number, level: number): void {
    while ((open.at(-1)?.level ?? 0) >= level) open.pop();
    const heading = { start, level, text: headingText(text.slice(start, end)), above: open.map((one) => one.text) };
    headings.push(heading);
    open.push(heading);
  }
  function addSection({ start, isPlain }: MarkdownSection): void {
    if (!isPlain) visitBlocks(blocksAt(start), levelOf, (node, level) => add(node.from, node.to, level));
    else {
      const level = headingLevelAt(text, start);
      if (level > 0) add(start, lineEnd(text, start), level);
    }
  }
  return {
    headingsTo(offset) {
      for (let next = sections[read]; next !== undefined && next.start <= offset; next = sections[read]) {
        addSection(next);
        read++;
      }
      return headings;
    },
    definitions() {
      targets ??= new Map(sections.flatMap((section) => definitionsIn(text, section, blocksAt)));
      return targets;
    },
  };
}

function definitionsIn(
  text: string,
  { start, end }: MarkdownSection,
  blocksAt: (offset: number) => Tree,
): readonly (readonly [label: string, target: string])[] {
  const found: [string, string][] = [];
  if (!text.slice(start, end).includes(']:')) return found;
  const isDefinition = (name: string) => (name === 'LinkReference' ? 1 : 0);
  visitBlocks(blocksAt(start), isDefinition, (node) => {
    const [, label = '', target = ''] = /^\[([^\]]{1,200})\]:\s*<?([^\s>]+)/.exec(text.slice(node.from, node.to)) ?? [];
    if (target !== '') found.push([labelKey(label), target]);
  });
  return found;
}

/** Visits the blocks that `kindOf` gives a number other than 0, wherever in lists and quotations they stand. */
function visitBlocks(
  tree: Tree,
  kindOf: (name: string) => number,
  visit: (node: { readonly from: number; readonly to: number }, kind: number) => void,
): void {
  tree.iterate({
    enter(node) {
      const kind = kindOf(node.name);
      if (kind !== 0) visit(node, kind);
      return kind === 0 && /^(?:Document|Blockquote|BulletList|OrderedList|ListItem)$/.test(node.name);
    },
  });
}

function lineEnd(text: string, start: number): number {
  const feed = text.indexOf('\n', start);
  return feed < 0 ? text.length : feed;
}

function levelOf(name: string): number {
  return name.startsWith('ATXHeading') || name.startsWith('SetextHeading') ? Number(name.at(-1)) : 0;
}

function headingText(source: string): string {
  const trimmed = source.trim();
  if (trimmed.startsWith('#'))
    return trimmed
      .replace(/^#{1,6}[ \t]*/, '')
      .replace(/[ \t]#+$/, '')
      .trim();
  return trimmed.replace(/\r?\n[^\n]*$/, '').trim();
}

/** Labels are compared without regard to case and spacing. */
export function labelKey(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase();
}
