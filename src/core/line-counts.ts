/** Lines that a change set touches, counted as a diff counts them. */
import type { ChangeSet } from './edit.js';

/**
 * Added and removed lines: every old line with an edit in it is removed once, and added back with the line breaks of its inserts. Whole
 * lines that are inserted are added, and no other line with them.
 */
export function diffLineCounts(
  before: string,
  changes: ChangeSet,
): { readonly added: number; readonly removed: number } {
  let touched = 0;
  let breaks = 0;
  // The end of the last edit that touched a line: only what lies between two edits is looked at, not every line of the text.
  let last: number | undefined;
  for (const { span, expected, insert } of changes.edits) {
    if (expected === '' && insert.endsWith('\n') && startsLine(before, span.start)) {
      breaks += count(insert);
      continue;
    }
    const isOnLastLine = last !== undefined && !/[\r\n]/.test(before.slice(last, span.start));
    touched += (before.slice(span.start, span.end).match(LINE_END)?.length ?? 0) + (isOnLastLine ? 0 : 1);
    breaks += count(insert) - count(expected);
    last = span.end;
  }
  return { added: touched + breaks, removed: touched };
}

const LINE_END = /\r\n?|\n/g;

function startsLine(text: string, offset: number): boolean {
  const before = text.charAt(offset - 1);
  return offset === 0 || before === '\n' || (before === '\r' && text.charAt(offset) !== '\n');
}

function count(text: string): number {
  return text.split('\n').length - 1;
}
