/** Where the app is installed. */
import { asking } from './asking.js';
import type { GithubClient, RepositoryName } from './client.js';
import { PER_PAGE } from './limits.js';
import { readList } from './pages.js';

/** A repository that an installation may see. */
export interface InstalledRepository extends RepositoryName {
  /** Stays the same when the repository is renamed or transferred. */
  readonly id: number;
  readonly defaultBranch: string;
  /** Neither archived nor disabled, and issues are on. */
  readonly usable: boolean;
}

const NOWHERE = { owner: 'GitHub', repo: 'the app' };

/**
 * Ids of the installations that are not suspended. One request for each hundred.
 * @param client authenticated as the app itself
 */
export async function listInstallations(client: GithubClient): Promise<readonly number[]> {
  const all = await asking('list the installations', NOWHERE, () =>
    readList(client.paginate.iterator(client.rest.apps.listInstallations, { per_page: PER_PAGE })),
  );
  return all.filter(({ suspended_at }) => suspended_at === null).map(({ id }) => id);
}

/**
 * The repositories of an installation. One request for each hundred.
 * @param client authenticated as the installation
 */
export async function listInstalledRepositories(client: GithubClient): Promise<readonly InstalledRepository[]> {
  const all = await asking('list the repositories of an installation', NOWHERE, () =>
    readList(client.paginate.iterator(client.rest.apps.listReposAccessibleToInstallation, { per_page: PER_PAGE })),
  );
  return all.map((repository) => ({
    id: repository.id,
    owner: repository.owner.login,
    repo: repository.name,
    defaultBranch: repository.default_branch,
    usable: !repository.archived && !repository.disabled && repository.has_issues,
  }));
}
