/** Lines that a change set touches, counted as a diff counts them. */
import type { ChangeSet } from './edit.js';
import { indexLines, positionAt } from './source.js';

/**
 * Added and removed lines: every old line with an edit in it is removed once, and added back with the line breaks of its inserts. Whole
 * lines that are inserted are added, and no other line with them.
 */
export function diffLineCounts(
  before: string,
  changes: ChangeSet,
): { readonly added: number; readonly removed: number } {
  const index = indexLines(before);
  const touched = new Set<number>();
  let breaks = 0;
  for (const { span, expected, insert } of changes.edits) {
    if (expected === '' && insert.endsWith('\n') && positionAt(index, span.start).col === 0) {
      breaks += count(insert);
      continue;
    }
    const last = positionAt(index, span.end).line;
    for (let line = positionAt(index, span.start).line; line <= last; line++) touched.add(line);
    breaks += count(insert) - count(expected);
  }
  return { added: touched.size + breaks, removed: touched.size };
}

function count(text: string): number {
  return text.split('\n').length - 1;
}
