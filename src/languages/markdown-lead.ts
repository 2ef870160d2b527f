/** What introduces a block of Markdown: the paragraphs and folds above it. */
import type { SyntaxNode } from '@lezer/common';

/** The words that a fold shows when it is closed; a paragraph to whoever reads the block in it. */
function summaryIn(html: string): readonly string[] {
  const summary = /<summary[^>]*>([\s\S]{0,300}?)<\/summary>/i
    .exec(html)?.[1]
    ?.replace(/<[^>]*>/g, '')
    .trim();
  return summary === undefined || summary === '' ? [] : [summary];
}

/**
 * The paragraphs, or the summaries of folds, just before a block, outermost first, one a line: what stands before the list of the list
 * item, before the fence in the item. Comments between are passed over. The last item of a list counts as the paragraph before a fence or table that follows it.
 */
export function leadOf(text: string, block: SyntaxNode): string | undefined {
  if (/Heading|Paragraph|Task/.test(block.name)) return undefined;
  const leads: string[] = [];
  for (let n: SyntaxNode | null = block; n !== null; n = n.parent) {
    if (n.name === 'ListItem') continue;
    let before: SyntaxNode | null = n.prevSibling;
    while (before !== null && before.name === 'CommentBlock') before = before.prevSibling;
    while (before !== null && /^(?:BulletList|OrderedList|ListItem)$/.test(before.name)) before = before.lastChild;
    if (before === null) continue;
    const said = text.slice(before.from, before.to);
    if (before.name === 'Paragraph' || before.name === 'Task') leads.unshift(said.trim());
    else if (before.name === 'HTMLBlock') leads.unshift(...summaryIn(said));
  }
  return leads.length === 0 ? undefined : leads.join('\n');
}
