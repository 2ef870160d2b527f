/** The one pull request of a phase, found by its branch. */
import { asking } from './asking.js';
import type { GithubClient, RepositoryName } from './client.js';
import { GithubUnavailable, RequestRejected } from './errors.js';
import { PER_PAGE, TITLE_CHARACTERS } from './limits.js';
import { sameBody } from './marker.js';
import { saysExists } from './name-failure.js';

/** A pull request as it stands. */
export interface PullRequest {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly state: 'open' | 'merged' | 'closed';
  /** Branch with the changes. */
  readonly branch: string;
  /** Branch that they go to. */
  readonly base: string;
}

/** What a pull request shall be. */
export interface PullRequestText {
  /** Branch with the changes. */
  readonly branch: string;
  /** Branch that they go to. */
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
}

/** What became of it. */
export interface ProposedPullRequest {
  readonly number: number;
  readonly url: string;
  readonly outcome: 'created' | 'updated' | 'unchanged';
}

interface PullRequestData {
  readonly number: number;
  readonly html_url: string;
  readonly title: string;
  readonly body: string | null;
  readonly state: string;
  readonly merged_at: string | null;
  readonly head: { readonly ref: string };
  readonly base: { readonly ref: string };
}

/** The pull requests from `branch`, the latest first, whatever they go to. One request. */
export async function listPullRequests(
  client: GithubClient,
  name: RepositoryName,
  branch: string,
): Promise<readonly PullRequest[]> {
  const { data } = await asking('look for the pull request', name, () =>
    client.rest.pulls.list({
      owner: name.owner,
      repo: name.repo,
      head: `${name.owner}:${branch}`,
      state: 'all',
      sort: 'created',
      direction: 'desc',
      per_page: PER_PAGE,
    }),
  );
  return data.map(pullRequestOf);
}

/** Closes a pull request without merging it; its branch stays. One request. */
export async function closePullRequest(client: GithubClient, name: RepositoryName, number: number): Promise<void> {
  await asking(`close pull request #${number}`, name, () =>
    client.rest.pulls.update({ owner: name.owner, repo: name.repo, pull_number: number, state: 'closed' }),
  );
}

/**
 * Brings the pull request to what `text` says: `open` is updated where it differs, else one is created. A creation whose outcome is not
 * known, or that GitHub says exists, is looked up again, so that there are never two.
 */
export async function proposePullRequest(
  client: GithubClient,
  name: RepositoryName,
  open: PullRequest | undefined,
  text: PullRequestText,
): Promise<ProposedPullRequest> {
  if (open !== undefined) return updatePullRequest(client, name, open, text);
  try {
    return await createPullRequest(client, name, text);
  } catch (error) {
    if (!(error instanceof GithubUnavailable) && !saysExists(error)) throw error;
    const appeared = (await listPullRequests(client, name, text.branch)).find(({ state }) => state === 'open');
    if (appeared === undefined) throw error;
    return updatePullRequest(client, name, appeared, text);
  }
}

async function createPullRequest(
  client: GithubClient,
  name: RepositoryName,
  text: PullRequestText,
): Promise<ProposedPullRequest> {
  const create = (draft: boolean) =>
    asking('open the pull request', name, () =>
      client.rest.pulls.create({
        owner: name.owner,
        repo: name.repo,
        head: text.branch,
        base: text.base,
        title: fitTitle(text.title),
        body: text.body,
        draft,
        request: { retries: 0 },
      }),
    );
  try {
    const { data } = await create(text.draft);
    return { number: data.number, url: data.html_url, outcome: 'created' };
  } catch (error) {
    const noDrafts = text.draft && error instanceof RequestRejected && /draft/i.test(error.message);
    if (!noDrafts) throw error;
    const { data } = await create(false);
    return { number: data.number, url: data.html_url, outcome: 'created' };
  }
}

async function updatePullRequest(
  client: GithubClient,
  name: RepositoryName,
  open: PullRequest,
  text: PullRequestText,
): Promise<ProposedPullRequest> {
  const { number, url } = open;
  const title = fitTitle(text.title);
  if (open.title === title && sameBody(open.body, text.body)) return { number, url, outcome: 'unchanged' };
  await asking(`update pull request #${number}`, name, () =>
    client.rest.pulls.update({ owner: name.owner, repo: name.repo, pull_number: number, title, body: text.body }),
  );
  return { number, url, outcome: 'updated' };
}

function fitTitle(title: string): string {
  const characters = [...title];
  return characters.length <= TITLE_CHARACTERS ? title : `${characters.slice(0, TITLE_CHARACTERS - 1).join('')}…`;
}

function pullRequestOf(data: PullRequestData): PullRequest {
  const state = data.state === 'open' ? 'open' : data.merged_at === null ? 'closed' : 'merged';
  return {
    number: data.number,
    url: data.html_url,
    title: data.title,
    body: data.body ?? '',
    state,
    branch: data.head.ref,
    base: data.base.ref,
  };
}
