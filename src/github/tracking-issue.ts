/** The tracking issue: one a repository and migration, known by a hidden marker and by who wrote it. */
import { asking } from './asking.js';
import { type AppIdentity, type GithubClient, isApp, type RepositoryName } from './client.js';
import { GithubUnavailable } from './errors.js';
import { PER_PAGE } from './limits.js';
import { sameBody, withMarker } from './marker.js';
import { readPages } from './pages.js';

/** An issue as it stands. */
export interface TrackingIssue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: 'open' | 'closed';
  readonly url: string;
  /** Labels of the issue, by name. */
  readonly labels: readonly string[];
}

/** What the issue shall say. The marker is put in when the body lacks it. */
export interface TrackingIssueText {
  readonly marker: string;
  readonly title: string;
  readonly body: string;
}

/** An issue of an answer, as far as it is used. */
interface IssueData {
  readonly number: number;
  readonly title: string;
  readonly body?: string | null;
  readonly state: string;
  readonly html_url: string;
  readonly labels: readonly (string | { readonly name?: string | null })[];
}

/**
 * The app's issue with `marker`, open or closed: the oldest if there are several. One request for each hundred issues of the app.
 * Issues that other people wrote do not count, whatever they contain. Where there is none, the app's issue with `otherwise`.
 */
export async function findTrackingIssue(
  client: GithubClient,
  name: RepositoryName,
  marker: string,
  app: AppIdentity,
  otherwise?: string,
): Promise<TrackingIssue | undefined> {
  return asking('look for the tracking issue', name, async () => {
    const pages = readPages(
      client.paginate.iterator(client.rest.issues.listForRepo, {
        owner: name.owner,
        repo: name.repo,
        creator: app.login,
        state: 'all',
        sort: 'created',
        direction: 'asc',
        per_page: PER_PAGE,
      }),
    );
    let second: TrackingIssue | undefined;
    for await (const { data } of pages) {
      const own = data.filter((issue) => issue.pull_request === undefined && isApp(issue.user, app)).map(issueOf);
      const found = own.find(({ body }) => body.includes(marker));
      if (found !== undefined) return found;
      if (otherwise !== undefined) second ??= own.find(({ body }) => body.includes(otherwise));
    }
    return second;
  });
}

/**
 * Finds the tracking issue or creates it. Looks first; a creation whose outcome is not known is looked up before it is tried once
 * more, so that there are never two. Throws `IssuesDisabled` where issues are off.
 */
export async function openTrackingIssue(
  client: GithubClient,
  name: RepositoryName,
  text: TrackingIssueText,
  app: AppIdentity,
): Promise<{ readonly issue: TrackingIssue; readonly created: boolean }> {
  const found = await findTrackingIssue(client, name, text.marker, app);
  if (found !== undefined) return { issue: found, created: false };
  try {
    return { issue: await createIssue(client, name, text), created: true };
  } catch (error) {
    if (!(error instanceof GithubUnavailable)) throw error;
    const appeared = await findTrackingIssue(client, name, text.marker, app);
    if (appeared !== undefined) return { issue: appeared, created: true };
    throw error;
  }
}

async function createIssue(
  client: GithubClient,
  name: RepositoryName,
  text: TrackingIssueText,
): Promise<TrackingIssue> {
  const { data } = await asking('create the tracking issue', name, () =>
    client.rest.issues.create({
      owner: name.owner,
      repo: name.repo,
      title: text.title,
      body: withMarker(text.body, text.marker),
      request: { retries: 0 },
    }),
  );
  return issueOf(data);
}

/** Reads an issue by its number. One request. */
export async function readTrackingIssue(
  client: GithubClient,
  name: RepositoryName,
  issue: number,
): Promise<TrackingIssue> {
  const { data } = await asking(`read issue #${issue}`, name, () =>
    client.rest.issues.get({ owner: name.owner, repo: name.repo, issue_number: issue }),
  );
  return issueOf(data);
}

/** Writes title and body when they differ from `issue` as it was read; says whether it did. No request when nothing differs. */
export async function updateTrackingIssue(
  client: GithubClient,
  name: RepositoryName,
  issue: TrackingIssue,
  text: TrackingIssueText,
): Promise<boolean> {
  const body = withMarker(text.body, text.marker);
  if (issue.title === text.title && sameBody(issue.body, body)) return false;
  await asking(`update issue #${issue.number}`, name, () =>
    client.rest.issues.update({
      owner: name.owner,
      repo: name.repo,
      issue_number: issue.number,
      title: text.title,
      body,
    }),
  );
  return true;
}

function issueOf(data: IssueData): TrackingIssue {
  return {
    number: data.number,
    title: data.title,
    body: data.body ?? '',
    state: data.state === 'closed' ? 'closed' : 'open',
    url: data.html_url,
    labels: data.labels
      .map((label) => (typeof label === 'string' ? label : (label.name ?? '')))
      .filter((n) => n !== ''),
  };
}
