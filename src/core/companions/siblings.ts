/** What stands beside a name in the same call, dictionary, mapping or class: keys with their values. */
import type { Place } from '../place.js';
import type { Span } from '../source.js';
import { bracketsAround, partsBetween } from './brackets.js';
import { lineAt, spanInUnit } from './in-unit.js';

/** A key and its value. Spans count offsets of the unit's text. */
export interface Sibling {
  readonly key: string;
  readonly value: string;
  readonly span: Span;
}

/** A collection: its keys, and where it stands. */
export interface Collection {
  readonly siblings: readonly Sibling[];
  readonly span: Span;
}

const KEYED = /^(?:["']([\w .-]+)["']\s*:|([\w-]+)(?:\s*=(?!=)|:(?=\s)))\s*/;
const FIELD = /^([ \t]*)(?:- )?["']?([\w-]+)["']?[ \t]*(?::[^=\n#]*)?(?:=|:)[ \t]*([^\s#][^#\n]*?)[ \t,]*(?:#.*)?$/;
/** Fields looked at each way. */
const MOST_FIELDS = 40;

const collections = new WeakMap<Place, { readonly found: Collection | undefined }>();

/** The collection that holds a place's name as one of its values, found once; undefined where it stands in none. */
export function collectionOf(place: Place): Collection | undefined {
  const known = collections.get(place) ?? { found: findCollection(place) };
  collections.set(place, known);
  return known.found;
}

function findCollection(place: Place): Collection | undefined {
  const { python, data, reference } = place;
  const depth = reference.site.layers.length - 1;
  const at = reference.site.texts[depth];
  if (at === undefined || !place.runs) return undefined;
  if (python !== undefined) {
    if (python.token !== 'string' || python.use.isKey) return undefined;
    return inBrackets(place, depth, at.text, at.span.start, python.statement.start) ?? inClass(place, depth, at.text);
  }
  if (data?.language === 'json')
    return inBrackets(place, depth, at.text, at.span.start, Math.max(0, at.span.start - 4000));
  if (data?.language !== 'yaml') return undefined;
  const line = lineAt(at.text, at.span.start);
  const isFlow = at.text.slice(line.start, at.span.start).includes('{');
  return isFlow
    ? inBrackets(place, depth, at.text, at.span.start, line.start)
    : inFields(place, depth, at.text, at.span.start);
}

function inBrackets(place: Place, depth: number, text: string, at: number, from: number): Collection | undefined {
  const around = bracketsAround(text, at, from);
  if (around === undefined || text[around.start] === '[') return undefined;
  const siblings = partsBetween(text, around.start, around.end).flatMap((part): readonly Sibling[] => {
    const source = text.slice(part.start, part.end);
    const match = KEYED.exec(source);
    const span = match === null ? undefined : { start: part.start + match[0].length, end: part.end };
    const found = span === undefined ? undefined : spanInUnit(place.reference.site, depth, span);
    return match === null || span === undefined || found === undefined
      ? []
      : [{ key: match[1] ?? match[2] ?? '', value: text.slice(span.start, span.end), span: found }];
  });
  const whole = spanInUnit(place.reference.site, depth, { start: around.start, end: around.end + 1 });
  return whole === undefined ? undefined : { siblings, span: whole };
}

/** The fields of a data class. */
function inClass(place: Place, depth: number, text: string): Collection | undefined {
  const { python, reference } = place;
  if (python?.class === undefined || python.function !== undefined || python.use.assigned === undefined)
    return undefined;
  if (python.use.callee !== undefined) return undefined;
  return inFields(place, depth, text, reference.site.texts[depth]?.span.start ?? 0);
}

/** The lines around that are indented like the place's own and say `key: value` or `key = value`. */
function inFields(place: Place, depth: number, text: string, at: number): Collection | undefined {
  const own = lineAt(text, at);
  const indent = FIELD.exec(text.slice(own.start, own.end));
  if (indent === null) return undefined;
  const width = columnOf(text.slice(own.start, own.end));
  const lines = [own, ...neighbours(text, own, width, -1), ...neighbours(text, own, width, 1)];
  const siblings = lines.flatMap((line): readonly Sibling[] => {
    const match = FIELD.exec(text.slice(line.start, line.end));
    const value = match?.[3];
    if (match === null || value === undefined) return [];
    const from = text.indexOf(
      value,
      line.start + (match[0].length - match[0].trimStart().length) + (match[2]?.length ?? 0),
    );
    const span = spanInUnit(place.reference.site, depth, { start: from, end: from + value.length });
    return span === undefined ? [] : [{ key: match[2] ?? '', value, span }];
  });
  const start = Math.min(...lines.map((line) => line.start));
  const end = Math.max(...lines.map((line) => line.end));
  const whole = spanInUnit(place.reference.site, depth, { start, end });
  return whole === undefined ? undefined : { siblings, span: whole };
}

/** The column where a line's key begins, after the mark of a list item. */
function columnOf(line: string): number {
  return /^[ \t]*(?:- )?/.exec(line)?.[0].length ?? 0;
}

/** Lines of the same mapping or class body in one direction: deeper ones are passed over, a shallower one or a new item ends it. */
function neighbours(text: string, own: Span, width: number, step: -1 | 1): readonly Span[] {
  const found: Span[] = [];
  if (step < 0 && /^[ \t]*- /.test(text.slice(own.start, own.end))) return found;
  let line = own;
  for (let n = 0; n < MOST_FIELDS; n++) {
    const next = step < 0 ? line.start - 1 : text.indexOf('\n', line.end) + 1;
    if (next < 0 || (step > 0 && next === 0) || next >= text.length) break;
    line = lineAt(text, next);
    const content = text.slice(line.start, line.end);
    if (/^\s*(?:#.*)?$/.test(content)) continue;
    const column = columnOf(content);
    const item = /^[ \t]*- /.test(content);
    if (column < width || (item && column === width && step > 0)) break;
    if (column === width) found.push(line);
    if (item && column === width) break;
  }
  return found;
}
