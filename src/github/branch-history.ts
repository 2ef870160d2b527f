/** What a branch holds that its base does not, commit by commit. */
import { asking } from './asking.js';
import { fullName, type GithubClient, type RepositoryName } from './client.js';
import { type CommitData, type OwnedCommit, type Owners, readOwner } from './commit-owner.js';
import { RequestRejected } from './errors.js';
import { PER_PAGE } from './limits.js';

/** How a branch stands to its base. */
export interface BranchHistory {
  /** Every commit of base..branch, parents before children. */
  readonly commits: readonly OwnedCommit[];
  /** Commits of base..branch. */
  readonly ahead: number;
  /** Commits of branch..base. */
  readonly behind: number;
  /** The commit in which both last agreed. */
  readonly fork: CommitTree;
}

/** A commit with its tree. */
export interface CommitTree {
  readonly sha: string;
  readonly tree: string;
}

/** Compares a branch with its base. One request for each hundred commits. Throws {@link RequestRejected} when GitHub does not list all. */
export async function readBranchHistory(
  client: GithubClient,
  name: RepositoryName,
  base: string,
  head: string,
  owners: Owners,
): Promise<BranchHistory> {
  const commits: OwnedCommit[] = [];
  for (let page = 1; ; page++) {
    const { data } = await asking('compare the branch with its base', name, () =>
      client.rest.repos.compareCommitsWithBasehead({
        owner: name.owner,
        repo: name.repo,
        basehead: `${base}...${head}`,
        per_page: PER_PAGE,
        page,
      }),
    );
    commits.push(...data.commits.map((commit: CommitData) => readOwner(commit, owners)));
    if (commits.length < data.total_commits && data.commits.length === 0) {
      // Whose the others are is not known, and the branch is about to be written to.
      const listed = `it listed only ${commits.length} of ${data.total_commits} commits`;
      throw new RequestRejected('compare the branch with its base', fullName(name), `${listed}.`);
    }
    if (commits.length >= data.total_commits) {
      const fork = data.merge_base_commit;
      return {
        commits,
        ahead: data.ahead_by,
        behind: data.behind_by,
        fork: { sha: fork.sha, tree: fork.commit.tree.sha },
      };
    }
  }
}

/** The commit in which two last agreed. One request. */
export async function readFork(client: GithubClient, name: RepositoryName, a: string, b: string): Promise<CommitTree> {
  const { data } = await asking('compare two commits', name, () =>
    // One commit of the difference is asked for because none cannot be.
    client.rest.repos.compareCommitsWithBasehead({
      owner: name.owner,
      repo: name.repo,
      basehead: `${a}...${b}`,
      per_page: 1,
    }),
  );
  const { sha, commit } = data.merge_base_commit;
  return { sha, tree: commit.tree.sha };
}
