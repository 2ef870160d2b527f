/** What is said around a name: the line and the clause with every name in it marked, so that patterns can speak of names. */
import type { Place } from '../place.js';

/** Stands for the name of the place. */
export const SELF = '\u0002';
/** Stands for any other name. */
export const OTHER = '\u0001';

/** The line of a place, its name as {@link SELF}, the other old names and the look-alikes on it as {@link OTHER}. */
export function markedLine({ unit, context, line, inLine, reference }: Place): string {
  const from = reference.span.start - inLine.start;
  const names = [...context.references, ...context.lookAlikes]
    .filter((one) => one.unit === unit.index && one.span.start >= from && one.span.end <= from + line.length)
    .sort((a, b) => b.span.start - a.span.start);
  return names.reduce(
    (text, { span }) =>
      `${text.slice(0, span.start - from)}${span.start === reference.span.start ? SELF : OTHER}${text.slice(span.end - from)}`,
    line,
  );
}

/** The clause of a marked line that {@link SELF} stands in: up to a semicolon, a colon, a dash, the end of a sentence. */
export function clauseOf(marked: string): string {
  return marked.split(/[;!?]|[.:](?=\s|$)|\s[–—]\s/).find((part) => part.includes(SELF)) ?? marked;
}
