/** Whether two states of a repository merge without a person, and where they do not; from trees and blobs, without writing anything. */
import { mergeLines } from '../core/merge-lines.js';
import type { RepoPath } from '../core/source.js';
import type { StoredFile, StoredFiles } from './stored-files.js';

/** The trees of a merge, by their ids or those of commits. */
export interface MergedTrees {
  /** The state that both sides were made from. */
  readonly fork: string;
  readonly ours: string;
  readonly theirs: string;
}

/** Files that both sides changed beyond which a merge is not looked into. */
const MOST_FILES = 100;

/** A file that both sides changed, each otherwise; undefined where a side has none. */
interface Contested {
  readonly path: RepoPath;
  readonly fork: StoredFile | undefined;
  readonly ours: StoredFile | undefined;
  readonly theirs: StoredFile | undefined;
}

/**
 * Whether `result` is what merging gives of itself, so that nobody's own work is in it. What cannot be shown is not so: renames, files
 * deleted on one side and changed on the other.
 */
export async function isPlainMerge(files: StoredFiles, trees: MergedTrees, result: string): Promise<boolean> {
  const [made, sides] = [await files.list(result), await readSides(files, trees)];
  const contested = sides.flatMap((side) => side.contested ?? []);
  if (contested.length > MOST_FILES) return false;
  const plain = sides.flatMap(({ path, expected }) => (expected === undefined ? [] : [[path, expected] as const]));
  if (made.size !== plain.length + contested.length) return false;
  if (plain.some(([path, expected]) => !sameFile(made.get(path), expected))) return false;
  for (const one of contested) {
    const merged = await mergeContested(files, one);
    const there = made.get(one.path);
    if (merged === undefined || merged.conflicts > 0 || there === undefined) return false;
    if ((await files.read(there.blob)).toString('latin1') !== merged.text) return false;
  }
  return true;
}

/** The files that stand in the way of a merge, in order; all that both sides changed where none of them can be named alone. */
export async function findConflicts(files: StoredFiles, trees: MergedTrees): Promise<readonly RepoPath[]> {
  const contested = (await readSides(files, trees)).flatMap((side) => side.contested ?? []);
  const found: RepoPath[] = [];
  for (const one of contested.slice(0, MOST_FILES)) {
    const merged = await mergeContested(files, one);
    if (merged === undefined || merged.conflicts + merged.touching > 0) found.push(one.path);
  }
  return (found.length > 0 ? found : contested.map(({ path }) => path)).sort();
}

/** A path and what a merge makes of it: a file, nothing, or a look into it. */
interface Side {
  readonly path: RepoPath;
  readonly expected?: StoredFile;
  readonly contested?: Contested;
}

async function readSides(files: StoredFiles, trees: MergedTrees): Promise<readonly Side[]> {
  const fork = await files.list(trees.fork);
  const ours = await files.list(trees.ours);
  const theirs = await files.list(trees.theirs);
  return [...new Set([...ours.keys(), ...theirs.keys()])].map((path): Side => {
    const [before, our, their] = [fork.get(path), ours.get(path), theirs.get(path)];
    if (sameFile(our, before) || sameFile(our, their))
      return their === undefined ? { path } : { path, expected: their };
    if (sameFile(their, before)) return our === undefined ? { path } : { path, expected: our };
    return { path, contested: { path, fork: before, ours: our, theirs: their } };
  });
}

async function mergeContested(files: StoredFiles, { fork, ours, theirs }: Contested) {
  if (fork === undefined || ours === undefined || theirs === undefined) return undefined;
  if (ours.mode !== theirs.mode || !ours.mode.startsWith('100')) return undefined;
  const read = async ({ blob }: StoredFile) => (await files.read(blob)).toString('latin1');
  return mergeLines(await read(fork), await read(ours), await read(theirs));
}

function sameFile(a: StoredFile | undefined, b: StoredFile | undefined): boolean {
  return a?.blob === b?.blob && a?.mode === b?.mode;
}
