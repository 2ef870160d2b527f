/**
 * Walks a text that is valid JSON, from value to value, for where they stand: nothing is decoded, strings are passed over whole. Every
 * offset given is that of the first character of a value, every offset returned is that behind it.
 */

/** Calls `visit` for each member of the object at `open`, with its key and where its value starts; it answers where the value ends. */
export function walkObject(text: string, open: number, visit: (key: string, start: number) => number): number {
  let at = skipBlank(text, open + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const end = skipString(text, at);
    const key = keyOf(text, at, end);
    const value = skipBlank(text, skipBlank(text, end) + 1);
    at = skipBlank(text, visit(key, value));
    if (text.charCodeAt(at) === COMMA) at = skipBlank(text, at + 1);
  }
  return at + 1;
}

/** Calls `visit` for each element of the array at `open`, with where it starts; it answers where the element ends. */
export function walkArray(text: string, open: number, visit: (start: number) => number): number {
  let at = skipBlank(text, open + 1);
  while (text.charCodeAt(at) !== CLOSING_BRACKET) {
    at = skipBlank(text, visit(at));
    if (text.charCodeAt(at) === COMMA) at = skipBlank(text, at + 1);
  }
  return at + 1;
}

/** Passes over any value. */
export function skipValue(text: string, start: number): number {
  if (isString(text, start)) return skipString(text, start);
  if (!isObject(text, start) && !isArray(text, start)) {
    SCALAR_END.lastIndex = start;
    return SCALAR_END.exec(text)?.index ?? text.length;
  }
  let depth = 0;
  SIGN.lastIndex = start;
  while (SIGN.test(text)) {
    const at = SIGN.lastIndex - 1;
    const code = text.charCodeAt(at);
    if (code === QUOTE) SIGN.lastIndex = skipString(text, at);
    else if (code === OPENING_BRACE || code === OPENING_BRACKET) depth++;
    else if (--depth === 0) return at + 1;
  }
  return text.length;
}

/** Passes over the string at `open`. */
export function skipString(text: string, open: number): number {
  for (let quote = text.indexOf('"', open + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return quote + 1;
  }
  return text.length;
}

export function isString(text: string, at: number): boolean {
  return text.charCodeAt(at) === QUOTE;
}

export function isArray(text: string, at: number): boolean {
  return text.charCodeAt(at) === OPENING_BRACKET;
}

export function isObject(text: string, at: number): boolean {
  return text.charCodeAt(at) === OPENING_BRACE;
}

/** Passes over blanks and line ends. */
export function skipBlank(text: string, start: number): number {
  let at = start;
  for (let code = text.charCodeAt(at); code === 32 || (code >= 9 && code <= 13); code = text.charCodeAt(at)) at++;
  return at;
}

function keyOf(text: string, start: number, end: number): string {
  const written = text.slice(start + 1, end - 1);
  return written.includes('\\') ? String(JSON.parse(text.slice(start, end))) : written;
}

/** What an object or a list has to be read by: its brackets, and the strings in which brackets mean nothing. */
const SIGN = /["[\]{}]/g;
const SCALAR_END = /[\s,\]}]/g;

const QUOTE = 34;
const COMMA = 44;
const OPENING_BRACKET = 91;
const BACKSLASH = 92;
const CLOSING_BRACKET = 93;
const OPENING_BRACE = 123;
