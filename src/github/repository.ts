/** What a repository is and where its phases start from. */
import { asking } from './asking.js';
import { type AppIdentity, fullName, type GithubClient, type RepositoryName } from './client.js';
import { NotFound, RepositoryArchived, RepositoryDisabled } from './errors.js';
import { listInstalledRepositories } from './installations.js';

/** The facts about a repository that decide what may be done in it. */
export interface RepositoryState extends RepositoryName {
  /** Stays the same when the repository is renamed or transferred. */
  readonly id: number;
  readonly defaultBranch: string;
  readonly archived: boolean;
  readonly disabled: boolean;
  readonly hasIssues: boolean;
  readonly fork: boolean;
  readonly private: boolean;
  /** Page of the repository. */
  readonly url: string;
}

/** A commit that a phase starts from, with its tree. */
export interface BaseCommit {
  /** The branch, tag or commit that was asked for. */
  readonly ref: string;
  readonly sha: string;
  readonly tree: string;
}

/** Reads the state of a repository. One request. The name in the answer is the current one, also after a rename. */
export async function readRepository(client: GithubClient, name: RepositoryName): Promise<RepositoryState> {
  const { data } = await asking('read the repository', name, () =>
    client.rest.repos.get({ owner: name.owner, repo: name.repo }),
  );
  return {
    id: data.id,
    owner: data.owner.login,
    repo: data.name,
    defaultBranch: data.default_branch,
    archived: data.archived,
    disabled: data.disabled ?? false,
    hasIssues: data.has_issues,
    fork: data.fork,
    private: data.private,
    url: data.html_url,
  };
}

/** A repository by its id, and by the name under which it was last heard of. */
export interface KnownRepository extends RepositoryName {
  readonly id: number;
}

/**
 * Reads the state of a repository by its id. One request; where its name leads to another repository by now, or to none, it is looked for
 * among those of the installation. Throws `NotFound` when that does not see it any more.
 * @param client authenticated as the installation
 */
export async function findRepository(client: GithubClient, known: KnownRepository): Promise<RepositoryState> {
  const named = await readRepository(client, known).catch(noneIfNotFound);
  if (named?.id === known.id) return named;
  const listed = (await listInstalledRepositories(client)).find(({ id }) => id === known.id);
  if (listed === undefined) throw new NotFound(`find the repository with the id ${known.id}`, fullName(known));
  return readRepository(client, listed);
}

function noneIfNotFound(error: unknown): undefined {
  if (!(error instanceof NotFound)) throw error;
}

/** Throws {@link RepositoryArchived} or {@link RepositoryDisabled} when nothing can be written. */
export function requireWritable(state: RepositoryState): void {
  if (state.archived) throw new RepositoryArchived(fullName(state));
  if (state.disabled) throw new RepositoryDisabled(fullName(state));
}

/**
 * Reads the commit that `ref` (branch, tag or commit id) stands for. One request.
 * Throws `RepositoryEmpty` when there is no commit at all, `NotFound` when there is no such ref.
 */
export async function readBase(client: GithubClient, name: RepositoryName, ref: string): Promise<BaseCommit> {
  const { owner, repo } = name;
  try {
    const { data } = await asking(`read ${ref}`, name, () =>
      // One file of the commit's difference is asked for because none cannot be.
      client.rest.repos.getCommit({ owner, repo, ref, per_page: 1 }),
    );
    return { ref, sha: data.sha, tree: data.commit.tree.sha };
  } catch (error) {
    // A list of commits tells an empty repository from one that has no such ref.
    if (error instanceof NotFound) {
      await asking('read the commits', name, () => client.rest.repos.listCommits({ owner, repo, per_page: 1 }));
    }
    throw error;
  }
}

/**
 * Who the app is. Two requests, once in a process.
 * @param client authenticated as the app itself (`probot.auth()` without an installation)
 * @param reader may read public accounts: the same client, or one of an installation
 */
export async function readAppIdentity(client: GithubClient, reader: GithubClient = client): Promise<AppIdentity> {
  const nowhere = { owner: 'GitHub', repo: 'the app' };
  const { data: app } = await asking('read the app', nowhere, () => client.rest.apps.getAuthenticated());
  if (app === null || app.slug === undefined) throw new Error('GitHub did not say which app this is');
  const login = `${app.slug}[bot]`;
  const { data: user } = await asking('read the bot account', nowhere, () =>
    reader.rest.users.getByUsername({ username: login }),
  );
  return { appId: app.id, slug: app.slug, login, userId: user.id };
}
