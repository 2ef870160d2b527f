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

/** What a program is told about the texts that stand beside a model: they are asked of it, and say nothing of it. */
const ASKED =
  /(?:prompt|content|question|query|input|text|message|instructions?|system|criteria|help|task|goal|description)["']?\s*[=:]\s*f?$/i;
const LABELLED = /(?:label|name|title|role|note|comment)\w*["']?\s*[=:]\s*f?$/i;
const STRING = /(["'])(?:\\.|(?!\1)[^\\\n])*\1/g;
/** Characters from which a text is no label. */
const LONG_TEXT = 40;

const alone = new WeakMap<Place, Place>();

/**
 * A place in code as if the other texts on its line were empty: what a model is asked, `ask("…", "Write a comparison with …")`. Labels beside
 * it stay, for they speak of it.
 */
export function withoutOtherTexts(place: Place): Place {
  const { python, runs, reference, line, inLine } = place;
  if (!runs || python?.token !== 'string' || python.value !== reference.surface) return place;
  const known = alone.get(place);
  if (known !== undefined) return known;
  const masked = line.replace(STRING, (text: string, _quote: string, offset: number) => {
    const before = line.slice(0, offset);
    const isOwn = offset <= inLine.start && inLine.start < offset + text.length;
    if (isOwn || !text.includes(' ') || before.includes('#')) return text;
    const isArgument = offset >= inLine.end && /[,(]\s*f?$/.test(before);
    const isOther = ASKED.test(before) || isArgument || (text.length > LONG_TEXT && !LABELLED.test(before));
    return isOther ? `"${' '.repeat(text.length - 2)}"` : text;
  });
  const own = masked === line ? place : { ...place, line: masked, sentence: masked };
  alone.set(place, own);
  return own;
}

/** The clause of a marked line that {@link SELF} stands in: up to a semicolon, a colon, a dash, the end of a sentence. */
export function clauseOf(marked: string): string {
  return marked.split(/[;!?]|[.:](?=\s|$)|\s[–—]\s/).find((part) => part.includes(SELF)) ?? marked;
}
