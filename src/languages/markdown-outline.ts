/** The headings of a Markdown text, and its link definitions. */
import type { Tree } from '@lezer/common';

/** A heading with the texts of those above it. */
export interface Heading {
  readonly start: number;
  readonly level: number;
  readonly text: string;
  readonly above: readonly string[];
}

export type Outline = readonly Heading[];

/** The headings in order. Headings inside quotes and lists count as if they stood outside. */
export function indexOutline(text: string, tree: Tree): Outline {
  const outline: Heading[] = [];
  const open: Heading[] = [];
  tree.iterate({
    enter(node) {
      const level = levelOf(node.name);
      if (level === 0) return /^(?:Document|Blockquote|BulletList|OrderedList|ListItem)$/.test(node.name);
      while ((open.at(-1)?.level ?? 0) >= level) open.pop();
      const heading = {
        start: node.from,
        level,
        text: headingText(text.slice(node.from, node.to)),
        above: open.map((h) => h.text),
      };
      outline.push(heading);
      open.push(heading);
      return false;
    },
  });
  return outline;
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
