/** The checks that others run on the commits of pull requests: the repository's own. */
import { asking } from './asking.js';
import type { AppIdentity, GithubClient, RepositoryName } from './client.js';
import { PER_PAGE } from './limits.js';
import { readList } from './pages.js';

/** What others than the app say of a commit: check runs, the latest of each name, and statuses, the latest of each context. */
export interface OwnChecks {
  /** How many ended well: `success`, or `neutral` or `skipped` where there is such a thing. */
  readonly passed: number;
  readonly failed: readonly string[];
  readonly pending: readonly string[];
}

/** The head commits of pull requests by number. One request for the newest hundred of the repository, and one for each that is older. */
export async function readHeads(
  client: GithubClient,
  name: RepositoryName,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const { owner, repo } = name;
  const { data } = await asking('list the pull requests', name, () =>
    client.rest.pulls.list({ owner, repo, state: 'all', sort: 'created', direction: 'desc', per_page: PER_PAGE }),
  );
  const heads = new Map(data.map(({ number, head }) => [number, head.sha]));
  for (const number of numbers.filter((one) => !heads.has(one))) {
    const read = await asking(`read pull request #${number}`, name, () =>
      client.rest.pulls.get({ owner, repo, pull_number: number }),
    );
    heads.set(number, read.data.head.sha);
  }
  return new Map(numbers.flatMap((number) => (heads.has(number) ? [[number, heads.get(number) ?? ''] as const] : [])));
}

/** Reads the check runs of a commit but for the app's own. One request for each hundred. */
export async function readOwnChecks(
  client: GithubClient,
  name: RepositoryName,
  head: string,
  app: AppIdentity,
): Promise<OwnChecks> {
  const asked = { owner: name.owner, repo: name.repo, ref: head, per_page: PER_PAGE };
  const all = await asking('read the checks', name, () =>
    readList(client.paginate.iterator(client.rest.checks.listForRef, asked)),
  );
  const runs = all.filter((run) => run.app?.id !== app.appId);
  const ended = runs.filter(({ status }) => status === 'completed');
  const failed = ended.filter(({ conclusion }) => !['success', 'neutral', 'skipped'].includes(conclusion ?? ''));
  return {
    passed: ended.length - failed.length,
    failed: failed.map((run) => run.name),
    pending: runs.filter(({ status }) => status !== 'completed').map((run) => run.name),
  };
}

/**
 * Reads the statuses of a commit, which other CI than GitHub's reports. One request; of more than a hundred the rest counts as not finished.
 * Throws `PermissionMissing` where the app may not.
 */
export async function readStatuses(client: GithubClient, name: RepositoryName, head: string): Promise<OwnChecks> {
  const { data } = await asking('read the commit statuses', name, () =>
    client.rest.repos.getCombinedStatusForRef({ owner: name.owner, repo: name.repo, ref: head, per_page: PER_PAGE }),
  );
  const named = (...states: string[]) =>
    data.statuses.filter(({ state }) => states.includes(state)).map(({ context }) => context);
  const rest = data.total_count - data.statuses.length;
  return {
    passed: named('success').length,
    failed: named('failure', 'error'),
    pending: [...named('pending'), ...(rest > 0 ? [`${rest} more statuses`] : [])],
  };
}
