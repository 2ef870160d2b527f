/**
 * The source of a notebook cell: from the string tokens of the JSON to one text with a map, and back.
 *
 *     "source": ["a\n", "b = \"c\""]        tokens with escapes
 *                 ^^^    ^^^^^^^^^
 *     a⏎b = "c"                             the unit's text
 */

import type { Edit } from '../core/edit.js';
import { outerSpans, type Segment, type TextMap, toOuter } from '../core/embedded-text.js';
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

/** The map of the decoded text; made, and its strings found, when it is first asked for. */
export function mapSource(text: string, strings: () => readonly Span[]): TextMap {
  let segments: readonly Segment[] | undefined;
  return {
    get segments() {
      segments ??= segmentsOf(text, strings());
      return segments;
    },
  };
}

function segmentsOf(text: string, strings: readonly Span[]): readonly Segment[] {
  const segments: Segment[] = [];
  let inner = 0;
  const add = (start: number, end: number, innerLength: number): void => {
    if (innerLength === 0) return;
    segments.push({ inner, outer: start, innerLength, outerLength: end - start });
    inner += innerLength;
  };
  for (const { start, end } of strings) {
    const close = end - 1;
    let at = start + 1;
    while (at < close) {
      const slash = text.indexOf('\\', at);
      const stop = slash === -1 || slash >= close ? close : slash;
      add(at, stop, stop - at);
      if (stop === close) break;
      at = stop + (text.charAt(stop + 1) === 'u' ? 6 : 2);
      add(stop, at, 1);
    }
  }
  const first = strings[0];
  // Of an empty source only the place is known at which text would go.
  if (segments.length === 0 && first !== undefined)
    segments.push({ inner: 0, outer: first.start + 1, innerLength: 0, outerLength: 0 });
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
