import type { AppIdentity, GithubClient, RepositoryName } from '../github/client.js';
import { hiddenMarker } from '../github/marker.js';
import { listOwnIssues, type OwnIssue } from '../github/recent-comments.js';
import type { PhaseState } from '../render/tracking-state.js';

/** Where phases stand, by their ids; those that never had a pull request are left out. */
export type Standings = Readonly<Record<string, PhaseState>>;

/** The phases of a migration, as far as their pull requests are told by it. */
interface Phases {
  readonly id: string;
  readonly phases: readonly { readonly id: string }[];
}

/**
 * Where every phase stands, by the latest of its pull requests: the app's own, known by their marker. One request for each hundred
 * issues and pull requests that the app ever opened.
 */
export async function readStandings(
  client: GithubClient,
  name: RepositoryName,
  migration: Phases,
  app: AppIdentity,
): Promise<Standings> {
  return standingsOf(await listOwnIssues(client, name, app), migration);
}

/** The same, told from what the app ever opened, oldest first. */
export function standingsOf(own: readonly OwnIssue[], migration: Phases): Standings {
  const standings: Record<string, PhaseState> = {};
  const byMarker = new Map(migration.phases.map(({ id }) => [hiddenMarker('phase', `${migration.id}/${id}`), id]));
  for (const { kind, body, open, merged, number, url } of own) {
    // The first marker is the pull request's own; text of the repository comes after it.
    const id = byMarker.get(/<!-- cutover:phase \S+ -->/.exec(body)?.[0] ?? '');
    if (kind !== 'pull-request' || id === undefined) continue;
    const status = open ? 'open' : merged ? 'merged' : 'closed';
    standings[id] = { status, pullRequest: { number, url } };
  }
  return standings;
}
