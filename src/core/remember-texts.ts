/** Remembers what was made of texts, so that a text that comes again, in another file or after an edit elsewhere, costs nothing. */

/**
 * Wraps `make` with a memory of at most `most` characters of text, the least recently asked forgotten first. `make` must be pure: the
 * same text, the same result.
 */
export function rememberTexts<T>(most: number, make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  let held = 0;
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) {
      made.delete(text);
      made.set(text, known);
      return known;
    }
    const fresh = make(text);
    if (text.length > most) return fresh;
    made.set(text, fresh);
    held += text.length;
    for (const oldest of made.keys()) {
      if (held <= most) break;
      made.delete(oldest);
      held -= oldest.length;
    }
    return fresh;
  };
}
