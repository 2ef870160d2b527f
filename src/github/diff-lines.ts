/** The lines that a patch shows: comments on a diff can stand on no others. */

/** The 1-based lines of the new side that a patch, as GitHub gives it from its first `@@` on, shows. */
export function linesInPatch(patch: string): ReadonlySet<number> {
  const lines = new Set<number>();
  let next = 0;
  for (const line of patch.split('\n')) {
    const start = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line)?.[1];
    if (start !== undefined) next = Number(start);
    else if (line.startsWith('+') || line.startsWith(' ') || line === '') {
      lines.add(next);
      next++;
    }
  }
  return lines;
}
