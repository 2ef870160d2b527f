/** Edits as values: what stands there, what shall stand there. A {@link ChangeSet} is the sorted, disjoint edits of one text. */
import type { Span } from './source.js';

/** Replaces the text of `span`, which must read `expected`, by `insert`. */
export interface Edit {
  readonly span: Span;
  readonly expected: string;
  readonly insert: string;
}

/** Sorted, non-overlapping edits of a text of known length. */
export interface ChangeSet {
  readonly length: number;
  readonly edits: readonly Edit[];
}

/** The reasons why `edits` are not a change set of `text`; empty when they are. */
export function faultsOfEdits(text: string, edits: readonly Edit[]): readonly string[] {
  const faults: string[] = [];
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let reached = 0;
  for (const edit of sorted) {
    const { start, end } = edit.span;
    if (start < 0 || end < start || end > text.length) faults.push(`span ${start}–${end} is outside the text`);
    else if (start < reached) faults.push(`span ${start}–${end} overlaps the edit before it`);
    else if (text.slice(start, end) !== edit.expected) faults.push(`span ${start}–${end} does not read as expected`);
    if (splitsSurrogatePair(text, start) || splitsSurrogatePair(text, end))
      faults.push(`span ${start}–${end} cuts a character in two`);
    reached = Math.max(reached, end);
  }
  return faults;
}

function splitsSurrogatePair(text: string, offset: number): boolean {
  const before = text.charCodeAt(offset - 1);
  const after = text.charCodeAt(offset);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}

/** Makes a change set of `text`. Throws on faulty edits: callers check with {@link faultsOfEdits} first. */
export function changeSet(text: string, edits: readonly Edit[]): ChangeSet {
  const faults = faultsOfEdits(text, edits);
  if (faults.length > 0) throw new Error(`not a change set: ${faults.join('; ')}`);
  return {
    length: text.length,
    edits: [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end),
  };
}

/** The text after the edits. Throws when the change set was made for another text. */
export function applyChanges(text: string, changes: ChangeSet): string {
  if (text.length !== changes.length) throw new Error(`change set for a text of ${changes.length}, got ${text.length}`);
  const parts: string[] = [];
  let at = 0;
  for (const { span, insert } of changes.edits) {
    parts.push(text.slice(at, span.start), insert);
    at = span.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** The edits that undo a change set. */
export function invertChanges(changes: ChangeSet): ChangeSet {
  let shift = 0;
  const edits: Edit[] = [];
  for (const { span, expected, insert } of changes.edits) {
    const start = span.start + shift;
    edits.push({ span: { start, end: start + insert.length }, expected: insert, insert: expected });
    shift += insert.length - expected.length;
  }
  return { length: changes.length + shift, edits };
}

/** Where a span stands after the edits. A span inside a replaced one becomes the whole replacement. */
export function mapSpan(changes: ChangeSet, span: Span): Span {
  return { start: mapOffset(changes, span.start, -1), end: mapOffset(changes, span.end, 1) };
}

function mapOffset(changes: ChangeSet, offset: number, side: -1 | 1): number {
  let shift = 0;
  for (const { span, insert } of changes.edits) {
    if (span.end < offset || (span.end === offset && (span.start < offset || side === -1))) {
      shift += insert.length - (span.end - span.start);
    } else if (span.start >= offset) break;
    else return span.start + shift + (side === -1 ? 0 : insert.length);
  }
  return offset + shift;
}
