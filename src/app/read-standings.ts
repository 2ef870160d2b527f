import type { Migration } from '../core/migration.js';
import { asking } from '../github/asking.js';
import { type AppIdentity, type GithubClient, isApp, type RepositoryName } from '../github/client.js';
import { PER_PAGE } from '../github/limits.js';
import { hiddenMarker } from '../github/marker.js';
import type { PhaseState } from '../render/tracking-state.js';

/** Where phases stand, by their ids; those that never had a pull request are left out. */
export type Standings = Readonly<Record<string, PhaseState>>;

/**
 * Where every phase stands, by the latest of its pull requests: the app's own, known by their marker. One request for each hundred
 * issues and pull requests that the app ever opened.
 */
export async function readStandings(
  client: GithubClient,
  name: RepositoryName,
  migration: Migration,
  app: AppIdentity,
): Promise<Standings> {
  const opened = await asking('list the pull requests of the phases', name, () =>
    client.paginate(client.rest.issues.listForRepo, {
      owner: name.owner,
      repo: name.repo,
      creator: app.login,
      state: 'all',
      sort: 'created',
      direction: 'desc',
      per_page: PER_PAGE,
    }),
  );
  const pulls = opened.filter((issue) => issue.pull_request !== undefined && isApp(issue.user, app));
  const standings = migration.phases.flatMap(({ id }): readonly [string, PhaseState][] => {
    const marker = hiddenMarker('phase', `${migration.id}/${id}`);
    const latest = pulls.find((pull) => pull.body?.includes(marker));
    if (latest === undefined) return [];
    const merged = (latest.pull_request?.merged_at ?? null) !== null;
    const status = latest.state === 'open' ? 'open' : merged ? 'merged' : 'closed';
    return [[id, { status, pullRequest: { number: latest.number, url: latest.html_url } }]];
  });
  return Object.fromEntries(standings);
}
