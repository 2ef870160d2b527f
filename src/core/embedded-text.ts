/**
 * A piece of text inside another: the source of a notebook cell inside its JSON, a fence inside Markdown, a command inside a string.
 *
 * A map is a sorted list of segments. Inside a segment, one inner character stands for `outerLength / innerLength` outer ones: equal
 * lengths copy offset by offset; a segment of one inner character may stand for an escape of several.
 *
 *     outer   "a\u0041 b",\n "c"        (JSON)
 *     inner    a  A    ␣b     c         (decoded)
 */
import type { Span } from './source.js';

/** A run of inner text and the outer text it came from. */
export interface Segment {
  readonly inner: number;
  readonly outer: number;
  readonly innerLength: number;
  readonly outerLength: number;
}

/** Where each offset of an inner text stands in the outer one. Segments are sorted by both offsets. */
export interface TextMap {
  readonly segments: readonly Segment[];
  /** The segments that hold an inner span, or an offset, and maybe others beside them, where a map need not be made whole for it. */
  readonly around?: (inner: Span) => readonly Segment[];
}

/** A text inside another one, with its language and the map back. */
export interface EmbeddedText {
  readonly language: string;
  readonly text: string;
  readonly map: TextMap;
}

/** The map of a text that stands unbroken and unescaped in the outer one at `outer`. */
export function sliceMap(outer: number, length: number): TextMap {
  return { segments: [{ inner: 0, outer, innerLength: length, outerLength: length }] };
}

/** The index of the last segment that does not start after an offset; -1 where all do. */
function indexAt(segments: readonly Segment[], key: 'inner' | 'outer', offset: number): number {
  let low = 0;
  let high = segments.length - 1;
  let found = -1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.[key] ?? 0) <= offset) {
      found = middle;
      low = middle + 1;
    } else high = middle - 1;
  }
  return found;
}

function segmentsAround(map: TextMap, inner: Span): readonly Segment[] {
  return map.around?.(inner) ?? map.segments;
}

/** The outer offset of an inner one. An offset at a seam belongs to the segment that starts there. */
export function toOuter(map: TextMap, inner: number): number {
  const segments = segmentsAround(map, { start: inner, end: inner });
  const segment = segments[indexAt(segments, 'inner', inner)];
  if (segment === undefined) return segments[0]?.outer ?? 0;
  const into = inner - segment.inner;
  if (segment.innerLength === segment.outerLength) return segment.outer + Math.min(into, segment.outerLength);
  return into === 0 ? segment.outer : segment.outer + segment.outerLength;
}

/** The inner offset of an outer one, or undefined where the outer character is not part of the inner text. */
export function toInner(map: TextMap, outer: number): number | undefined {
  const segment = map.segments[indexAt(map.segments, 'outer', outer)];
  if (segment === undefined) return undefined;
  const into = outer - segment.outer;
  if (into > segment.outerLength) return undefined;
  if (segment.innerLength === segment.outerLength) return segment.inner + into;
  return into >= segment.outerLength ? segment.inner + segment.innerLength : segment.inner;
}

/** The outer runs that an inner span covers, in order: one where the text is unbroken there, several where it is not. */
export function outerSpans(map: TextMap, span: Span): readonly Span[] {
  const spans: { start: number; end: number }[] = [];
  const segments = segmentsAround(map, span);
  for (let index = Math.max(0, indexAt(segments, 'inner', span.start)); index < segments.length; index++) {
    const segment = segments[index];
    if (segment === undefined || segment.inner >= span.end) break;
    const start = Math.max(span.start, segment.inner);
    const end = Math.min(span.end, segment.inner + segment.innerLength);
    if (start >= end) continue;
    const same = segment.innerLength === segment.outerLength;
    const from = same ? segment.outer + (start - segment.inner) : segment.outer;
    const to = same ? segment.outer + (end - segment.inner) : segment.outer + segment.outerLength;
    const last = spans.at(-1);
    if (last !== undefined && last.end === from) last.end = to;
    else spans.push({ start: from, end: to });
  }
  return spans;
}
