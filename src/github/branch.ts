/** Branches and tags: read, made where they are missing, moved forwards only. */
import { asking } from './asking.js';
import { fullName, type GithubClient, type RepositoryName } from './client.js';
import { NotFound, RefMoved, RequestRejected } from './errors.js';
import { saysExists } from './name-failure.js';

/** The head of a branch. */
export interface BranchHead {
  readonly sha: string;
  readonly tree: string;
  /** Whether GitHub shows the commit as verified. */
  readonly verified: boolean;
}

/** The head of `branch`, or undefined when there is none. One request. */
export async function readBranch(
  client: GithubClient,
  name: RepositoryName,
  branch: string,
): Promise<BranchHead | undefined> {
  try {
    const { data } = await asking(`read the branch ${branch}`, name, () =>
      client.rest.repos.getBranch({ owner: name.owner, repo: name.repo, branch }),
    );
    // A renamed branch is redirected to; it is not the one that was asked for.
    if (data.name !== branch) return undefined;
    const { sha, commit } = data.commit;
    return { sha, tree: commit.tree.sha, verified: commit.verification?.verified ?? false };
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/** Creates a branch. Throws {@link RefMoved} when it is there already and stands elsewhere. */
export async function createBranch(
  client: GithubClient,
  name: RepositoryName,
  branch: string,
  sha: string,
): Promise<void> {
  try {
    await asking(`create the branch ${branch}`, name, () =>
      client.rest.git.createRef({ owner: name.owner, repo: name.repo, ref: `refs/heads/${branch}`, sha }),
    );
  } catch (error) {
    if (!saysExists(error)) throw error;
    // A repeated request finds the branch that the first one made.
    if ((await readBranch(client, name, branch))?.sha !== sha)
      throw new RefMoved(branch, fullName(name), { cause: error });
  }
}

/** Moves a branch forwards to `sha`. Throws {@link RefMoved} when it has moved otherwise. Never forced. */
export async function moveBranch(
  client: GithubClient,
  name: RepositoryName,
  branch: string,
  sha: string,
): Promise<void> {
  try {
    await asking(`update the branch ${branch}`, name, () =>
      client.rest.git.updateRef({ owner: name.owner, repo: name.repo, ref: `heads/${branch}`, sha, force: false }),
    );
  } catch (error) {
    const gone = error instanceof RequestRejected && /does not exist/i.test(error.message);
    if (gone || error instanceof NotFound || error instanceof RefMoved)
      throw new RefMoved(branch, fullName(name), { cause: error });
    throw error;
  }
}

/**
 * Makes sure that there is a tag `tag`; one that is there stays where it is. One or two requests, and two more where GitHub says that it is
 * there although it was not. Says whether it was made.
 */
export async function ensureTag(
  client: GithubClient,
  name: RepositoryName,
  tag: string,
  sha: string,
): Promise<boolean> {
  if (await hasTag(client, name, tag)) return false;
  try {
    await createTag(client, name, tag, sha);
  } catch (error) {
    if (!saysExists(error)) throw error;
    // Believed only when seen: the body promises this way back.
    if (await hasTag(client, name, tag)) return false;
    await createTag(client, name, tag, sha);
  }
  return true;
}

async function hasTag(client: GithubClient, { owner, repo }: RepositoryName, tag: string): Promise<boolean> {
  try {
    await asking(`look for the tag ${tag}`, { owner, repo }, () =>
      client.rest.git.getRef({ owner, repo, ref: `tags/${tag}` }),
    );
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}

async function createTag(
  client: GithubClient,
  { owner, repo }: RepositoryName,
  tag: string,
  sha: string,
): Promise<void> {
  await asking(`create the tag ${tag}`, { owner, repo }, () =>
    client.rest.git.createRef({ owner, repo, ref: `refs/tags/${tag}`, sha }),
  );
}
