/** A line that a patch shows on its new side. */
export interface PatchLine {
  /** 1-based, after the change. */
  readonly line: number;
  readonly added: boolean;
  /** Header of its hunk and all lines up to this one. */
  readonly hunk: string;
}

/** The lines of the new side that a patch shows, from its first `@@` on; comments can stand on no others. */
export function linesOfPatch(patch: string): ReadonlyMap<number, PatchLine> {
  const lines = new Map<number, PatchLine>();
  let next = 0;
  let hunk: string[] = [];
  for (const text of patch.split('\n')) {
    const start = /^@@ -\d+(?:,\d+)? \+(\d+)/.exec(text)?.[1];
    if (start !== undefined) {
      next = Number(start);
      hunk = [];
    }
    hunk.push(text);
    if (start !== undefined || !/^[ +]/.test(text)) continue;
    lines.set(next, { line: next, added: text.startsWith('+'), hunk: hunk.join('\n') });
    next++;
  }
  return lines;
}

/** Where a line of the old side stands after a patch; null when the patch takes it out. */
export function lineAfterPatch(patch: string, line: number): number | null {
  let old = 0;
  let shift = 0;
  for (const text of patch.split('\n')) {
    const start = /^@@ -(\d+)(?:,(\d+))? \+/.exec(text);
    if (start !== null) {
      // A hunk that only adds names the line before it.
      old = Number(start[1]) + (start[2] === '0' ? 1 : 0);
      if (old > line) return line + shift;
    } else if (text.startsWith('-')) {
      if (old === line) return null;
      old++;
      shift--;
    } else if (text.startsWith('+')) {
      if (old > line) return line + shift;
      shift++;
    } else if (text.startsWith(' ')) {
      if (old === line) return line + shift;
      old++;
    }
  }
  return line + shift;
}
