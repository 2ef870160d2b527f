/** The checks that others run on the commits of pull requests: the repository's own. */
import { asking } from './asking.js';
import type { AppIdentity, GithubClient, RepositoryName } from './client.js';
import { PER_PAGE } from './limits.js';

/** The check runs of a commit that are not the app's, the latest of each name. */
export interface OwnChecks {
  /** How many ended well: `success`, `neutral` or `skipped`. */
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

/** Reads the checks of a commit but for the app's own. One request. Commit statuses would take a permission of their own and are not read. */
export async function readOwnChecks(
  client: GithubClient,
  name: RepositoryName,
  head: string,
  app: AppIdentity,
): Promise<OwnChecks> {
  const { data } = await asking('read the checks', name, () =>
    client.rest.checks.listForRef({ owner: name.owner, repo: name.repo, ref: head, per_page: PER_PAGE }),
  );
  const runs = data.check_runs.filter((run) => run.app?.id !== app.appId);
  const ended = runs.filter(({ status }) => status === 'completed');
  const failed = ended.filter(({ conclusion }) => !['success', 'neutral', 'skipped'].includes(conclusion ?? ''));
  return {
    passed: ended.length - failed.length,
    failed: failed.map((run) => run.name),
    pending: runs.filter(({ status }) => status !== 'completed').map((run) => run.name),
  };
}
