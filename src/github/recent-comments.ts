/** What was opened by the app in a repository, and what was said there lately. */
import { asking } from './asking.js';
import { type Account, type AppIdentity, type GithubClient, isApp, type RepositoryName } from './client.js';
import { PER_PAGE } from './limits.js';
import { readList, readPages } from './pages.js';

/** An issue or pull request of the app. */
export interface OwnIssue {
  readonly number: number;
  /** Its page. */
  readonly url: string;
  readonly body: string;
  readonly open: boolean;
  readonly kind: 'issue' | 'pull-request';
  /** Of a pull request. */
  readonly merged: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** A comment on an issue or pull request. */
export interface RecentComment {
  readonly id: number;
  readonly issue: number;
  readonly body: string;
  /** `null` once the account is gone. */
  readonly author: (Account & { readonly login: string }) | null;
}

/** Everything that the app ever opened in a repository, oldest first. One request for each hundred. */
export async function listOwnIssues(
  client: GithubClient,
  name: RepositoryName,
  app: AppIdentity,
): Promise<readonly OwnIssue[]> {
  const opened = await asking("list the app's issues", name, () =>
    readList(
      client.paginate.iterator(client.rest.issues.listForRepo, {
        owner: name.owner,
        repo: name.repo,
        creator: app.login,
        state: 'all',
        sort: 'created',
        direction: 'asc',
        per_page: PER_PAGE,
      }),
    ),
  );
  return opened
    .filter(({ user }) => isApp(user, app))
    .map((issue) => ({
      number: issue.number,
      url: issue.html_url,
      body: issue.body ?? '',
      open: issue.state === 'open',
      kind: issue.pull_request === undefined ? 'issue' : 'pull-request',
      merged: (issue.pull_request?.merged_at ?? null) !== null,
      createdAt: Date.parse(issue.created_at),
    }));
}

/** Comments of a repository that were written since a time, oldest first, at most `most`. One request for each hundred. */
export async function listCommentsSince(
  client: GithubClient,
  name: RepositoryName,
  since: Date,
  most: number,
): Promise<readonly RecentComment[]> {
  const found: RecentComment[] = [];
  // GitHub's times are whole seconds.
  const from = new Date(Math.floor(since.getTime() / 1000) * 1000);
  await asking('list the comments', name, async () => {
    // GitHub goes by the time of the last edit here.
    const asked = { owner: name.owner, repo: name.repo, since: from.toISOString(), per_page: PER_PAGE };
    const pages = readPages(
      client.paginate.iterator(client.rest.issues.listCommentsForRepo, {
        ...asked,
        sort: 'created',
        direction: 'desc',
      }),
    );
    for await (const { data } of pages) {
      for (const comment of data) {
        if (Date.parse(comment.created_at) < from.getTime()) continue;
        const issue = Number(comment.issue_url.split('/').at(-1));
        found.push({ id: comment.id, issue, body: comment.body ?? '', author: comment.user });
      }
      if (found.length >= most) return;
    }
  });
  return found.reverse();
}
