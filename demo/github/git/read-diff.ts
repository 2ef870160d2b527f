import { askGit, runGit } from './git-binary.js';

/** A file that differs between two commits or trees. */
export interface DiffFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  /** The blob after the change; before it for a removed file. */
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  /** The hunks from the first `@@` on; null for binary files and pure renames. */
  readonly patch: string | null;
}

interface RawChange {
  readonly letter: string;
  readonly sha: string;
  readonly path: string;
  readonly previousPath: string | null;
}

/** What differs between two commits or trees, renames found, in git's order. */
export function readDiff(folder: string, from: string, to: string): readonly DiffFile[] {
  if (from === to) return [];
  const changes = parseRaw(
    runGit(folder, ['diff-tree', '-r', '-M', '-z', '--raw', '--no-abbrev', from, to]).toString(),
  );
  if (changes.length === 0) return [];
  const patches = readPatch(folder, from, to).split(/^(?=diff --git )/m);
  let at = 0;
  return changes.map((change) => {
    // A file that becomes a symlink (or back) is printed as two patches: gone, then new.
    const end = at + (change.letter === 'T' ? 2 : 1);
    const pieces = patches.slice(at, end).map(hunksOf);
    at = end;
    const patch = pieces.filter((piece) => piece !== null).join('\n') || null;
    const count = (sign: string): number => (patch ?? '').split('\n').filter((line) => line.startsWith(sign)).length;
    return {
      path: change.path,
      previousPath: change.previousPath,
      status: statusOf(change.letter),
      sha: change.sha,
      additions: count('+'),
      deletions: count('-'),
      patch,
    };
  });
}

/** The unified diff between two commits or trees, as `git diff` prints it. */
export function readPatch(folder: string, from: string, to: string): string {
  return runGit(folder, ['diff', '-M', '--no-color', '--no-ext-diff', from, to]).toString();
}

/** The tree that a three-way merge of two commits gives, or null when they conflict. */
export function mergeTrees(folder: string, ours: string, theirs: string): string | null {
  const { code, output } = askGit(folder, ['merge-tree', '--write-tree', ours, theirs]);
  return code === 0 ? output.trim() : null;
}

function parseRaw(text: string): readonly RawChange[] {
  const fields = text.split('\0');
  const changes: RawChange[] = [];
  for (let at = 0; at + 1 < fields.length; ) {
    const [, , before = '', after = '', status = ''] = (fields[at] ?? '').split(' ');
    const letter = status.charAt(0);
    const twoPaths = letter === 'R' || letter === 'C';
    changes.push({
      letter,
      sha: letter === 'D' ? before : after,
      path: fields[at + (twoPaths ? 2 : 1)] ?? '',
      previousPath: twoPaths ? (fields[at + 1] ?? '') : null,
    });
    at += twoPaths ? 3 : 2;
  }
  return changes;
}

function hunksOf(patch: string): string | null {
  const start = patch.indexOf('\n@@ ');
  return start < 0 ? null : patch.slice(start + 1).replace(/\n$/, '');
}

function statusOf(letter: string): DiffFile['status'] {
  const statuses: Record<string, DiffFile['status']> = {
    A: 'added',
    D: 'removed',
    R: 'renamed',
    C: 'copied',
    T: 'changed',
  };
  return statuses[letter] ?? 'modified';
}
