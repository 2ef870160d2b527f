import type { KeepClass } from '../keep-class.js';
import type { Span } from '../source.js';

/** A name inside an address, a link's target, a file's name: it points at something that exists under that name. */
export const fileNameOrLink = {
  name: 'file-name-or-link',
  doc: {
    finds: 'a name that is part of a web address, of the target of a link or image, or of a file name',
    why: 'the address or file exists under that name; changing the name breaks the link',
  },
  check({ reference, markdown, line, inLine, context }) {
    const inline = markdown?.inline;
    if (
      inline === 'link-target' ||
      inline === 'autolink' ||
      inline === 'image' ||
      markdown?.block === 'link-definition'
    ) {
      return { outcome: 'keep', reason: 'part of a link or address, which exists under this name' };
    }
    const target = inline === 'link-text' ? markdown?.target : undefined;
    const leadsToIt =
      target !== undefined &&
      context.references.some(
        (other) => other !== reference && other.family === reference.family && target.includes(other.surface),
      );
    if (leadsToIt && (reference.strength === 'exact' || isWholeText(line, inLine)))
      return {
        outcome: 'ask',
        reason: 'the link leads to the page of the old model: change its text and its address together',
      };
    // `hf://` is the hub's own way to write an id.
    if (/(?<![a-z])(?!hf:)[a-z]+:\/\//i.test(wordBefore(line, inLine.start)))
      return { outcome: 'keep', reason: 'part of a web address, which exists under this name' };
    if (
      reference.strength === 'derived' &&
      /\.[a-z]\w{1,11}$/i.test(reference.surface) &&
      !/\.\d+$/.test(reference.surface)
    ) {
      return { outcome: 'keep', reason: 'a file name; the file is called so' };
    }
    return undefined;
  },
} satisfies KeepClass;

/** Whether a name in prose is all that the text of its link says. */
function isWholeText(line: string, { start, end }: Span): boolean {
  return /\[[`*_]*$/.test(line.slice(0, start)) && /^[`*_]*\]/.test(line.slice(end));
}

/** What of a word stands before `end`: back to the blank before it, and no further. */
function wordBefore(line: string, end: number): string {
  let start = end;
  while (start > 0 && !/\s/.test(line.charAt(start - 1))) start--;
  return line.slice(start, end);
}
