import type { KeepClass } from '../keep-class.js';

/** A name in a heading that a link in the same file leads to. */
export const linkedHeading = {
  name: 'linked-heading',
  doc: {
    finds: 'a name in a heading whose anchor a link in the same file uses',
    why: 'the anchor is made from the heading; renaming it would break the link, so both are for a person to change',
  },
  check({ markdown, line, context }) {
    if (markdown?.block !== 'heading') return undefined;
    const anchor = anchorOf(line);
    if (!context.units.some((unit) => unit.text.toLowerCase().includes(`](#${anchor})`))) return undefined;
    return { outcome: 'ask', reason: `the heading is linked as \`#${anchor}\`: change both` };
  },
} satisfies KeepClass;

/** The anchor that GitHub gives a heading: lower case, without punctuation, spaces as hyphens. */
function anchorOf(line: string): string {
  const title = line.replace(/^[\s>]*#{1,6}\s+/, '').replace(/\s+#*\s*$/, '');
  const text = title.replace(/[`*]|\[|\]\([^)]*\)/g, '');
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}
