import type { Migration } from '../core/migration.js';
import { asking } from '../github/asking.js';
import { type AppIdentity, type GithubClient, isApp, type RepositoryName } from '../github/client.js';
import { PER_PAGE } from '../github/limits.js';
import { hiddenMarker } from '../github/marker.js';
import type { PhaseStanding } from './desk.js';

/** The marker by which the pull request of a phase is known. */
export function phaseMarker(migration: Migration, phase: string): string {
  return hiddenMarker('phase', `${migration.id}/${phase}`);
}

/**
 * Where every phase stands, by the latest of its pull requests: the app's own, known by their marker. One request for each hundred
 * issues and pull requests that the app ever opened.
 */
export async function readStandings(
  client: GithubClient,
  name: RepositoryName,
  migration: Migration,
  app: AppIdentity,
): Promise<readonly PhaseStanding[]> {
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
  return migration.phases.map((phase): PhaseStanding => {
    const marker = phaseMarker(migration, phase.id);
    const latest = pulls.find((pull) => pull.body?.includes(marker));
    if (latest === undefined) return { phase, state: 'none' };
    const merged = latest.pull_request?.merged_at;
    const state = latest.state === 'open' ? 'open' : merged === null || merged === undefined ? 'closed' : 'merged';
    return { phase, state, number: latest.number, url: latest.html_url };
  });
}
