/** Commits of the app that a forced push took off a branch; GitHub keeps them and remembers the push. */
import { asking } from './asking.js';
import { readBranchHistory } from './branch-history.js';
import type { GithubClient, RepositoryName } from './client.js';
import type { OwnedCommit, Owners } from './commit-owner.js';
import { NotFound, PermissionMissing } from './errors.js';
import { PER_PAGE } from './limits.js';

/** Forced pushes that are looked behind, the latest first. */
const MOST_PUSHES = 5;

/**
 * The app's commits that stood on a branch before somebody amended, rebased or replaced them. One request, and one for each forced push.
 * Where GitHub has no record of pushes, or has cleared the commits away, they are not found.
 * https://docs.github.com/en/rest/repos/repos#list-repository-activities
 */
export async function readLostCommits(
  client: GithubClient,
  name: RepositoryName,
  branch: string,
  base: string,
  owners: Owners,
): Promise<readonly OwnedCommit[]> {
  const found: OwnedCommit[] = [];
  for (const head of await readLostHeads(client, name, branch)) {
    const history = await orNone(() => readBranchHistory(client, name, base, head, owners));
    found.unshift(...(history?.commits ?? []).filter(({ owner }) => owner === 'app'));
  }
  return found;
}

/** The heads that a branch had before each forced push, the latest first. */
async function readLostHeads(client: GithubClient, name: RepositoryName, branch: string): Promise<readonly string[]> {
  const answer = await orNone(() =>
    asking(`read the pushes to ${branch}`, name, () =>
      client.rest.repos.listActivities({
        owner: name.owner,
        repo: name.repo,
        ref: `refs/heads/${branch}`,
        activity_type: 'force_push',
        per_page: PER_PAGE,
      }),
    ),
  );
  return (answer?.data ?? []).map(({ before }) => before).slice(0, MOST_PUSHES);
}

async function orNone<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof NotFound || error instanceof PermissionMissing) return undefined;
    throw error;
  }
}
