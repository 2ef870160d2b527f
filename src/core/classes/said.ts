/** What is said around a name: the line and the clause with every name in it marked, so that patterns can speak of names. */
import { namesOnLine, type Place } from '../place.js';

/** Stands for the name of the place. */
export const SELF = '\u0002';
/** Stands for any other name. */
export const OTHER = '\u0001';

/** The line of a place, its name as {@link SELF}, the other old names and the look-alikes on it as {@link OTHER}. */
export function markedLine(place: Place): string {
  const known = marked.get(place);
  if (known !== undefined) return known;
  const { line, inLine, reference } = place;
  const from = reference.span.start - inLine.start;
  let text = '';
  let at = 0;
  for (const { span } of namesOnLine(place)) {
    text += line.slice(at, span.start - from) + (span.start === reference.span.start ? SELF : OTHER);
    at = span.end - from;
  }
  text += line.slice(at);
  marked.set(place, text);
  return text;
}

const marked = new WeakMap<Place, string>();

/** The clause of a marked line that {@link SELF} stands in: up to a semicolon, a colon, a dash, the end of a sentence. */
export function clauseOf(marked: string): string {
  return marked.split(/[;!?]|[.:](?=\s|$)|\s[–—]\s/).find((part) => part.includes(SELF)) ?? marked;
}
