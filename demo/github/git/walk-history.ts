import type { CommitObject } from './commit-object.js';

type ReadCommit = (sha: string) => CommitObject | undefined;

/** A commit and all that came before it, in the order of a search from it. */
export function ancestorsOf(read: ReadCommit, sha: string): ReadonlySet<string> {
  const seen = new Set([sha]);
  // A Set grows while it is walked.
  for (const reached of seen) for (const parent of read(reached)?.parents ?? []) seen.add(parent);
  return seen;
}

/** The best common ancestor of two commits; the first found where several are equally good, as after criss-cross merges. */
export function findMergeBase(read: ReadCommit, a: string, b: string): string | undefined {
  const ofA = ancestorsOf(read, a);
  const common = [...ancestorsOf(read, b)].filter((sha) => ofA.has(sha));
  const [first, second] = common;
  if (first === undefined || second === undefined) return first;
  const covered = new Set(common.flatMap((sha) => read(sha)?.parents ?? []));
  return common.find((sha) => !covered.has(sha));
}

/** The commits that `to` has and `from` has not, parents before children; all of `to` when `from` is null. */
export function listBetween(read: ReadCommit, from: string | null, to: string): readonly string[] {
  const done = new Set(from === null ? [] : ancestorsOf(read, from));
  const found: string[] = [];
  const stack: { readonly sha: string; readonly isLeaving: boolean }[] = [{ sha: to, isLeaving: false }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    if (step.isLeaving) found.push(step.sha);
    if (step.isLeaving || done.has(step.sha)) continue;
    done.add(step.sha);
    stack.push({ sha: step.sha, isLeaving: true });
    const parents = read(step.sha)?.parents ?? [];
    for (const sha of [...parents].reverse()) stack.push({ sha, isLeaving: false });
  }
  return found;
}
