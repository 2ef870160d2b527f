/** Remembers what was made of texts, so that a text that comes again, in another file or after an edit elsewhere, costs nothing. */

/**
 * Wraps `make` with a memory of at most `most` characters of text, the least recently asked forgotten first; the last one asked is kept
 * however long it is. `make` must be pure: the same text, the same result. A memory is for the text in hand and what it becomes: what is
 * kept for longer is moved about by the garbage collector and seldom asked again.
 */
export function rememberTexts<T>(most: number, make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  let held = 0;
  let last: { readonly text: string; readonly value: T } | undefined;
  return (text) => {
    if (last?.text === text) return last.value;
    const known = made.get(text);
    const value = known ?? make(text);
    if (known === undefined) held += text.length;
    else made.delete(text);
    made.set(text, value);
    last = { text, value };
    for (const oldest of made.keys()) {
      if (held <= most || oldest === text) break;
      made.delete(oldest);
      held -= oldest.length;
    }
    return value;
  };
}
