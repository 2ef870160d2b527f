/** What texts are looked at whole, so that none names one model twice. */

/** A text that must not name one model twice: what makes it this one, and the names or texts that stand in it unchanged. */
export interface Scope {
  readonly key: string;
  readonly present: (names: readonly string[], to: string) => boolean;
  /** Whether one of several that become equal is rewritten all the same: of two downloads one is needed. */
  readonly needsOne?: boolean;
}

/** Whether a text says a name whole. */
export function says(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (
      !/[\w/:.-]/.test(text[at - 1] ?? '') &&
      !/^(?:[\w/:-]|\.\w)/.test(text.slice(at + name.length, at + name.length + 2))
    )
      return true;
  }
  return false;
}
