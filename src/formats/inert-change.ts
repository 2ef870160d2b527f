/**
 * Changes that a grammar cannot notice, told without parsing: a name that gives way to another name, inside a line that begins as it did.
 * What is no such change is left to the grammar.
 */

/** The stretch in which a line differs from what it was, and what now stands there. */
export interface LineChange {
  /** The line before the change. */
  readonly line: string;
  /** Offset of that line in the text before. */
  readonly offset: number;
  /** Where the stretch starts in both lines. */
  readonly at: number;
  readonly old: string;
  readonly now: string;
}

/** Letters, digits and the signs that names are made of: they open and close nothing, in no language that is read here. */
const NAME = /^[\w.:/+ -]*$/;

/**
 * The lines that differ, where both texts have as many lines and names alone gave way to names; undefined where anything else changed.
 */
export function nameChanges(before: string, after: string): readonly LineChange[] | undefined {
  const old = before.split('\n');
  const now = after.split('\n');
  if (old.length !== now.length) return undefined;
  const changes: LineChange[] = [];
  let offset = 0;
  for (let i = 0; i < old.length; i++) {
    const line = old[i] ?? '';
    const other = now[i] ?? '';
    if (line !== other) {
      const change = changeOf(line, other, offset);
      if (change === undefined) return undefined;
      changes.push(change);
    }
    offset += line.length + 1;
  }
  return changes;
}

function changeOf(line: string, other: string, offset: number): LineChange | undefined {
  const shorter = Math.min(line.length, other.length);
  let at = 0;
  while (at < shorter && line.charCodeAt(at) === other.charCodeAt(at)) at++;
  let tail = 0;
  while (tail < shorter - at && line.charCodeAt(line.length - 1 - tail) === other.charCodeAt(other.length - 1 - tail))
    tail++;
  const old = line.slice(at, line.length - tail);
  const now = other.slice(at, other.length - tail);
  return NAME.test(old) && NAME.test(now) ? { line, offset, at, old, now } : undefined;
}
