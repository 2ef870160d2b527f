/**
 * The source of a notebook cell: from the string tokens of the JSON to one text with a map, and back.
 *
 *     "source": ["a\n", "b = \"c\""]        tokens with escapes
 *                 ^^^    ^^^^^^^^^
 *     a⏎b = "c"                             the unit's text
 */

import type { Edit } from '../core/edit.js';
import { outerSpans, type Segment, type TextMap, toOuter } from '../core/embedded-text.js';
import { indexBefore } from '../core/index-before.js';
import type { Span } from '../core/source.js';

/** Decodes the string tokens `strings` (spans with their quotes) into one text. Undefined where a token is not valid JSON. */
export function decodeSource(text: string, strings: readonly Span[]): string | undefined {
  const first = strings[0];
  const last = strings.at(-1);
  if (first === undefined || last === undefined) return '';
  const values = parseStrings(`[${text.slice(first.start, last.end)}]`);
  // Something else than strings stands among them: they are read one by one.
  if (values?.length === strings.length) return values.join('');
  const parts = strings.map(({ start, end }) => parseString(text.slice(start, end)));
  return parts.includes(undefined) ? undefined : parts.join('');
}

function parseStrings(list: string): readonly string[] | undefined {
  try {
    const values: unknown = JSON.parse(list);
    return Array.isArray(values) && values.every((value) => typeof value === 'string') ? values : undefined;
  } catch {
    return undefined;
  }
}

function parseString(token: string): string | undefined {
  try {
    const value: unknown = JSON.parse(token);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The map of the decoded text; made, and its strings found, when it is first asked for. With the lengths of the decoded strings it is made
 * of the strings around what is asked for alone.
 */
export function mapSource(text: string, strings: () => readonly Span[], lengths?: readonly number[]): TextMap {
  let segments: readonly Segment[] | undefined;
  let starts: readonly { readonly start: number }[] | undefined;
  const whole = () => {
    segments ??= segmentsOf(text, strings(), 0);
    return segments;
  };
  return {
    get segments() {
      return whole();
    },
    around(span) {
      const found = strings();
      if (segments !== undefined || lengths?.length !== found.length) return whole();
      starts ??= startsOf(lengths);
      let first = indexBefore(starts, span.start);
      // The end of a source belongs to the last string with something in it.
      while (first > 0 && lengths[first] === 0) first--;
      let behind = first + 1;
      while ((starts[behind]?.start ?? span.end) < span.end) behind++;
      return segmentsOf(text, found.slice(first, behind), starts[first]?.start ?? 0);
    },
  };
}

function startsOf(lengths: readonly number[]): readonly { readonly start: number }[] {
  let start = 0;
  return lengths.map((length) => {
    const own = { start };
    start += length;
    return own;
  });
}

/** The segments of strings, the first of which starts at the inner offset `from`. */
function segmentsOf(text: string, strings: readonly Span[], from: number): readonly Segment[] {
  const segments: Segment[] = [];
  let inner = from;
  // The next backslash, looked for once however many strings stand before it.
  let slash = -1;
  for (const { start, end } of strings) {
    const close = end - 1;
    let at = start + 1;
    while (at < close) {
      if (slash < at) slash = text.indexOf('\\', at);
      if (slash < 0) slash = text.length;
      const stop = slash < close ? slash : close;
      const length = stop - at;
      if (length > 0) segments.push({ inner, outer: at, innerLength: length, outerLength: length });
      inner += length;
      if (stop === close) break;
      at = stop + (text.charAt(stop + 1) === 'u' ? 6 : 2);
      segments.push({ inner, outer: stop, innerLength: 1, outerLength: at - stop });
      inner++;
    }
  }
  const first = strings[0];
  // Of an empty source only the place is known at which text would go.
  if (segments.length === 0 && first !== undefined)
    segments.push({ inner: from, outer: first.start + 1, innerLength: 0, outerLength: 0 });
  return segments;
}

/** Whether the file writes non-ASCII characters as `\u` escapes. */
export function escapesNonAscii(text: string): boolean {
  return (
    /\\u(?:00[89a-f]|0[1-9a-f][\da-f]|[1-9a-f][\da-f]{2})[\da-f]/i.test(text) &&
    !/[\u0080-\ufefe\uff00-\uffff]/.test(text)
  );
}

/** `insert` as the content of a JSON string. */
export function escapeJson(insert: string, ascii: boolean): string {
  const escaped = JSON.stringify(insert).slice(1, -1);
  if (!ascii) return escaped;
  return escaped.replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * The edits that replace `span` of a source's text: all of `insert` goes into the first token that the span touches, and the rest of
 * the span is removed from the others, so that the list keeps its elements.
 */
export function spliceSource(text: string, map: TextMap, span: Span, insert: string): readonly Edit[] {
  // Names are ASCII: the file is searched only for what is not.
  const escaped = escapeJson(insert, /[\u0080-\uffff]/.test(insert) && escapesNonAscii(text));
  if (parseString(`"${escaped}"`) !== insert) throw new Error(`escaping lost something of ${JSON.stringify(insert)}`);
  if (span.start === span.end) {
    // Inserted text goes where the character after it starts; at the end of a source, after its last character.
    const at = toOuter(map, span.start);
    return [{ span: { start: at, end: at }, expected: '', insert: escaped }];
  }
  return outerSpans(map, span).map(({ start, end }, i) => ({
    span: { start, end },
    expected: text.slice(start, end),
    insert: i === 0 ? escaped : '',
  }));
}
