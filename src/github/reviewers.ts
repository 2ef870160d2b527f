/** Reviewers of a pull request: people and teams that may see the repository. */
import { asking } from './asking.js';
import type { GithubClient, RepositoryName } from './client.js';
import { RequestRejected } from './errors.js';

/** Whose review is asked for. */
export interface Reviewers {
  /** Logins. */
  readonly people: readonly string[];
  /** Slugs of teams of the repository's organisation. */
  readonly teams: readonly string[];
}

/**
 * Asks for reviews and returns whom GitHub does not take: it refuses all of a request for one who is no collaborator, so that each is
 * then asked for alone. One request, or one more for each.
 */
export async function requestReviewers(
  client: GithubClient,
  name: RepositoryName,
  pullRequest: number,
  { people, teams }: Reviewers,
): Promise<Reviewers> {
  if (people.length + teams.length === 0) return { people: [], teams: [] };
  if (await isTaken(client, name, pullRequest, { people, teams })) return { people: [], teams: [] };
  if (people.length + teams.length === 1) return { people, teams };
  const refused = { people: [] as string[], teams: [] as string[] };
  for (const login of people) {
    if (!(await isTaken(client, name, pullRequest, { people: [login], teams: [] }))) refused.people.push(login);
  }
  for (const team of teams) {
    if (!(await isTaken(client, name, pullRequest, { people: [], teams: [team] }))) refused.teams.push(team);
  }
  return refused;
}

async function isTaken(
  client: GithubClient,
  name: RepositoryName,
  pullRequest: number,
  { people, teams }: Reviewers,
): Promise<boolean> {
  try {
    await asking(`ask for reviews of #${pullRequest}`, name, () =>
      client.rest.pulls.requestReviewers({
        owner: name.owner,
        repo: name.repo,
        pull_number: pullRequest,
        ...(people.length === 0 ? {} : { reviewers: [...people] }),
        ...(teams.length === 0 ? {} : { team_reviewers: [...teams] }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof RequestRejected) return false;
    throw error;
  }
}
