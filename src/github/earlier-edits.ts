/** What the app's earlier commits did to files, read out of their trees. */
import type { FilePlan } from '../core/file-plan.js';
import { editStands, findTurnedBack } from '../core/find-turned-back.js';
import type { EarlierEdit, TurnedBack } from '../core/history.js';
import type { RepoPath } from '../core/source.js';
import type { OwnedCommit } from './commit-owner.js';
import type { StoredFile, StoredFiles } from './stored-files.js';

/** Commits of the app that are looked at, the latest of all. */
const MOST_COMMITS = 20;
/** Files whose texts are compared to find out whether any edit of a merged pull request stands. */
const MOST_FILES = 30;

/** The commits of the app among others, the latest last. */
export function appCommits(commits: readonly OwnedCommit[]): readonly OwnedCommit[] {
  return commits.filter(({ owner }) => owner === 'app').slice(-MOST_COMMITS);
}

/**
 * The edits of a plan that the app's commits made before and somebody took out again. Three requests a commit (its tree and those of its
 * parents, each asked for once) and two for each file that was changed since.
 * @param commits in the order in which they were made, at most {@link MOST_COMMITS} of them are looked at
 */
export async function findTurnedBackEdits(
  files: StoredFiles,
  plan: readonly FilePlan[],
  commits: readonly OwnedCommit[],
): Promise<readonly TurnedBack[]> {
  const changed = plan.filter((file) => file.after !== file.before);
  if (changed.length === 0) return [];
  const earlier = new Map<RepoPath, EarlierEdit[]>();
  for (const commit of commits.slice(-MOST_COMMITS)) {
    const after = await files.list(commit.tree);
    for (const parent of commit.parents) {
      const before = await files.list(parent);
      for (const { path, blob } of changed) {
        const edit = await readEdit(files, before.get(path), after.get(path), blob);
        if (edit !== undefined) earlier.set(path, [...(earlier.get(path) ?? []), edit]);
      }
    }
  }
  return changed.flatMap((file) => findTurnedBack(file, earlier.get(file.path) ?? []));
}

/** What commits of one parent did to files, in their order. One request for each tree and each text, which are asked for once. */
export async function readEdits(
  files: StoredFiles,
  commits: readonly OwnedCommit[],
): Promise<ReadonlyMap<RepoPath, readonly EarlierEdit[]>> {
  const edits = new Map<RepoPath, EarlierEdit[]>();
  for (const { tree, parents } of commits.filter((commit) => commit.parents.length === 1)) {
    const [before, after] = [await files.list(parents[0] ?? tree), await files.list(tree)];
    for (const [path, file] of after) {
      const edit = await readEdit(files, before.get(path), file, '');
      if (edit !== undefined) edits.set(path, [...(edits.get(path) ?? []), edit]);
    }
  }
  return edits;
}

/** The edit of one file, unless there is none or the file is now as it was left. */
async function readEdit(
  files: StoredFiles,
  before: StoredFile | undefined,
  after: StoredFile | undefined,
  now: string,
): Promise<EarlierEdit | undefined> {
  if (before === undefined || after === undefined || after.blob === before.blob || after.blob === now) return undefined;
  return { before: await readText(files, before), after: await readText(files, after) };
}

/** Whether any edit of these commits stands in a tree. Where that is not found out within bounds, it is taken to. */
export async function anyEditStands(
  files: StoredFiles,
  commits: readonly OwnedCommit[],
  now: ReadonlyMap<RepoPath, StoredFile>,
): Promise<boolean> {
  const uncertain: (readonly [before: StoredFile, after: StoredFile, now: StoredFile])[] = [];
  for (const { tree, parents } of commits.filter((commit) => commit.parents.length === 1)) {
    const [before, after] = [await files.list(parents[0] ?? tree), await files.list(tree)];
    for (const [path, file] of after) {
      const [was, is] = [before.get(path), now.get(path)];
      if (was === undefined || was.blob === file.blob || is === undefined || is.blob === was.blob) continue;
      if (is.blob === file.blob || uncertain.length >= MOST_FILES) return true;
      uncertain.push([was, file, is]);
    }
  }
  for (const [before, after, is] of uncertain) {
    const edit = { before: await readText(files, before), after: await readText(files, after) };
    if (editStands(edit, await readText(files, is))) return true;
  }
  return false;
}

/** A file's text. What is not UTF-8 was never edited, so that it does not matter how it is read. */
export async function readText(files: StoredFiles, { blob }: StoredFile): Promise<string> {
  return (await files.read(blob)).toString('utf8');
}
