/** Brings the base into a branch that people have committed to, as Git merges, or says which files need a person. */
import { asking } from './asking.js';
import { type BranchHead, readBranch } from './branch.js';
import type { BranchHistory } from './branch-history.js';
import { findConflicts } from './check-merge.js';
import { fullName, type GithubClient, type RepositoryName } from './client.js';
import { MergeConflict, NotFound, RefMoved } from './errors.js';
import type { BaseCommit } from './repository.js';
import type { StoredFiles } from './stored-files.js';

/** A merge of the base into a branch. */
export interface BaseMerge {
  readonly client: GithubClient;
  readonly repository: RepositoryName;
  readonly base: BaseCommit;
  readonly branch: string;
  readonly head: BranchHead;
  readonly history: BranchHistory;
  readonly files: StoredFiles;
  /** Address of the open pull request, for the conflict's next step. */
  readonly url?: string;
}

/**
 * Merges the base into the branch and returns the branch's head: GitHub makes the merge commit, and moves the branch to it without force.
 * One request, none where the branch has the base already. Throws {@link MergeConflict}, with the branch as it was, or {@link RefMoved}.
 * https://docs.github.com/en/rest/branches/branches#merge-a-branch
 */
export async function mergeBaseInto(merge: BaseMerge): Promise<BranchHead> {
  const { client, repository, base, branch, head, history } = merge;
  if (history.behind === 0) return head;
  try {
    const { data, status } = await asking(`merge ${base.ref} into ${branch}`, repository, () =>
      client.rest.repos.merge({
        owner: repository.owner,
        repo: repository.repo,
        base: branch,
        head: base.sha,
        commit_message: `Merge ${base.ref} into ${branch}`,
      }),
    );
    if (status === 201) {
      return { sha: data.sha, tree: data.commit.tree.sha, verified: data.commit.verification?.verified ?? false };
    }
  } catch (error) {
    if (error instanceof NotFound) throw new RefMoved(branch, fullName(repository), { cause: error });
    if (!(error instanceof RefMoved)) throw error;
    throw await conflictOf(merge, error);
  }
  // Somebody merged it meanwhile.
  const now = await readBranch(client, repository, branch);
  if (now === undefined) throw new RefMoved(branch, fullName(repository));
  return now;
}

/** The conflict by its files; a refusal for another reason stays what it was. */
async function conflictOf({ repository, base, branch, head, history, files, url }: BaseMerge, error: RefMoved) {
  const trees = { fork: history.fork.tree, ours: head.tree, theirs: base.tree };
  const paths = await findConflicts(files, trees);
  if (paths.length === 0) return error;
  const facts = { cause: error, ...(url === undefined ? {} : { url }) };
  return new MergeConflict(branch, base.ref, fullName(repository), paths, facts);
}
