/** Texts picked out of other texts, run by run, with the map back. */
import type { EmbeddedText, Segment, TextMap } from '../core/embedded-text.js';
import type { Span } from '../core/source.js';

/** A text and where each of its offsets stands in the text around it. */
export interface MappedText {
  readonly text: string;
  readonly map: TextMap;
}

/** A stretch of source that is copied, or for which `as` stands: an escape, or nothing. */
export interface Stretch extends Span {
  readonly as?: string;
}

/** A text that is its own outer text. */
export function wholeText(text: string): MappedText {
  return { text, map: { segments: [{ inner: 0, outer: 0, innerLength: text.length, outerLength: text.length }] } };
}

/** Puts sorted stretches of `source` together. */
export function joinStretches(source: string, stretches: readonly Stretch[]): MappedText {
  const parts: string[] = [];
  const segments: Segment[] = [];
  let inner = 0;
  for (const { start, end, as } of stretches) {
    const part = as ?? source.slice(start, end);
    if (part.length === 0) continue;
    parts.push(part);
    segments.push({ inner, outer: start, innerLength: part.length, outerLength: end - start });
    inner += part.length;
  }
  return { text: parts.join(''), map: { segments } };
}

/** The runs of a mapped text as a text of their own, mapped to the outermost text. Runs are sorted and disjoint. */
export function pickRuns(source: MappedText, runs: readonly Span[]): MappedText {
  const parts: string[] = [];
  const segments: Segment[] = [];
  const from = source.map.segments;
  let inner = 0;
  let at = 0;
  for (const run of runs) {
    parts.push(source.text.slice(run.start, run.end));
    while (at < from.length && endOf(from[at]) <= run.start) at++;
    for (let i = at; i < from.length; i++) {
      const segment = from[i];
      if (segment === undefined || segment.inner >= run.end) break;
      const clipped = clip(segment, run);
      segments.push({ ...clipped, inner: inner + clipped.inner - run.start });
    }
    inner += run.end - run.start;
  }
  return { text: parts.join(''), map: { segments } };
}

function endOf(segment: Segment | undefined): number {
  return segment === undefined ? 0 : segment.inner + segment.innerLength;
}

function clip(segment: Segment, run: Span): Segment {
  const start = Math.max(segment.inner, run.start);
  const length = Math.min(endOf(segment), run.end) - start;
  if (segment.innerLength !== segment.outerLength) return { ...segment, inner: start, innerLength: length };
  return { inner: start, outer: segment.outer + start - segment.inner, innerLength: length, outerLength: length };
}

/** A mapped text as a text of a language. */
export function embed(language: string, mapped: MappedText): EmbeddedText {
  return { language, text: mapped.text, map: mapped.map };
}

/** The first of `pieces` in which the whole outer `span` stands. */
export function pieceAt(pieces: readonly EmbeddedText[], span: Span): EmbeddedText | undefined {
  return pieces.find((piece) => holds(piece.map, span.start) && holds(piece.map, Math.max(span.start, span.end - 1)));
}

function holds(map: TextMap, outer: number): boolean {
  const { segments } = map;
  let low = 0;
  let high = segments.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const segment = segments[middle];
    if (segment === undefined) return false;
    if (outer < segment.outer) high = middle - 1;
    else if (outer >= segment.outer + segment.outerLength) low = middle + 1;
    else return true;
  }
  return false;
}

/** The lines of `text`, each with its line end. */
export function linesOf(text: string): readonly Span[] {
  const lines: Span[] = [];
  let start = 0;
  while (start < text.length) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed + 1;
    lines.push({ start, end });
    start = end;
  }
  return lines;
}

/** Runs of the lines of a text without the indentation that all its lines (but the first, when told) share. */
export function dedentedRuns(text: string, keepFirst: boolean): readonly Span[] {
  const lines = linesOf(text);
  let indent = Number.POSITIVE_INFINITY;
  for (const [i, { start, end }] of lines.entries()) {
    if (keepFirst && i === 0) continue;
    const line = text.slice(start, end);
    const depth = line.search(/[^ \t]/);
    if (depth === -1 || line.trim() === '') continue;
    indent = Math.min(indent, depth);
  }
  if (!Number.isFinite(indent) || indent === 0) return [{ start: 0, end: text.length }];
  return lines.map(({ start, end }, i) => {
    if (keepFirst && i === 0) return { start, end };
    const depth = text.slice(start, end).search(/[^ \t]/);
    return { start: start + Math.min(indent, depth === -1 ? end - start : depth), end };
  });
}
