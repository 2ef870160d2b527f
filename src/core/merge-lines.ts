/** A three-way merge of texts, line by line. */
import { diffLines, type LineHunk, rangesMeet, splitLines } from './line-diff.js';

/** What a merge came to. */
export interface MergedText {
  /** With the changes of both sides; where they meet, ours alone. */
  readonly text: string;
  /** Changes of theirs that were left out because ours changed the same lines otherwise. */
  readonly conflicts: number;
  /** Pairs of changes that touch without sharing a line: Git calls those conflicts too. */
  readonly touching: number;
}

/** Merges two texts that were made from `origin`. */
export function mergeLines(origin: string, ours: string, theirs: string): MergedText {
  if (ours === theirs || theirs === origin) return { text: ours, conflicts: 0, touching: 0 };
  if (ours === origin) return { text: theirs, conflicts: 0, touching: 0 };
  const [lines, ourLines, theirLines] = [splitLines(origin), splitLines(ours), splitLines(theirs)];
  const ourHunks = diffLines(lines, ourLines);
  const meets = meetingHunks(ourHunks);
  let conflicts = 0;
  let touching = 0;
  const taken: Taken[] = ourHunks.map((hunk) => ({ hunk, lines: ourLines }));
  for (const hunk of diffLines(lines, theirLines)) {
    const { sharing, near } = meets(hunk);
    if (sharing.length === 0) {
      taken.push({ hunk, lines: theirLines });
      touching += near;
    } else if (!sharing.every((other) => sameChange(other, ourLines, hunk, theirLines))) conflicts++;
  }
  return { text: applyTaken(lines, taken), conflicts, touching };
}

interface Taken {
  readonly hunk: LineHunk;
  /** The text that its `after` counts in. */
  readonly lines: readonly string[];
}

/** Finds the hunks that share lines with one, and how many only touch it; to be asked in order. */
function meetingHunks(hunks: readonly LineHunk[]) {
  let at = 0;
  return ({ before }: LineHunk): { readonly sharing: readonly LineHunk[]; readonly near: number } => {
    while ((hunks[at]?.before.end ?? Number.POSITIVE_INFINITY) < before.start) at++;
    const sharing: LineHunk[] = [];
    let near = 0;
    for (let next = at; ; next++) {
      const hunk = hunks[next];
      if (hunk === undefined || hunk.before.start > before.end) return { sharing, near };
      if (rangesMeet(hunk.before, before)) sharing.push(hunk);
      else near++;
    }
  };
}

function sameChange(a: LineHunk, aLines: readonly string[], b: LineHunk, bLines: readonly string[]): boolean {
  const sameRange = a.before.start === b.before.start && a.before.end === b.before.end;
  return sameRange && insertedBy(a, aLines) === insertedBy(b, bLines);
}

function insertedBy({ after }: LineHunk, lines: readonly string[]): string {
  return lines.slice(after.start, after.end).join('');
}

function applyTaken(lines: readonly string[], taken: readonly Taken[]): string {
  const inOrder = [...taken].sort(
    (a, b) => a.hunk.before.start - b.hunk.before.start || a.hunk.before.end - b.hunk.before.end,
  );
  const parts: string[] = [];
  let at = 0;
  for (const { hunk, lines: from } of inOrder) {
    parts.push(...lines.slice(at, hunk.before.start), insertedBy(hunk, from));
    at = hunk.before.end;
  }
  parts.push(...lines.slice(at));
  return parts.join('');
}
