/** The headings of a Markdown text, and its link definitions. */
import type { Tree } from '@lezer/common';

/** A heading with the texts of those above it. */
export interface Heading {
  readonly start: number;
  readonly level: number;
  readonly text: string;
  readonly above: readonly string[];
}

/** What is known of a text as a whole. */
export interface Outline {
  readonly headings: readonly Heading[];
  /** Targets by label, in lower case. */
  readonly definitions: ReadonlyMap<string, string>;
}

/** The headings in order, and the link definitions. Headings inside quotes and lists count as if they stood outside. */
export function indexOutline(text: string, tree: Tree): Outline {
  const headings: Heading[] = [];
  const definitions = new Map<string, string>();
  const open: Heading[] = [];
  tree.iterate({
    enter(node) {
      if (node.name === 'LinkReference') {
        const found = /^\[([^\]]{1,200})\]:\s*<?([^\s>]+)/.exec(text.slice(node.from, node.to));
        if (found !== null) definitions.set(labelKey(found[1] ?? ''), found[2] ?? '');
        return false;
      }
      const level = levelOf(node.name);
      if (level === 0) return /^(?:Document|Blockquote|BulletList|OrderedList|ListItem)$/.test(node.name);
      while ((open.at(-1)?.level ?? 0) >= level) open.pop();
      const heading = {
        start: node.from,
        level,
        text: headingText(text.slice(node.from, node.to)),
        above: open.map((h) => h.text),
      };
      headings.push(heading);
      open.push(heading);
      return false;
    },
  });
  return { headings, definitions };
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
