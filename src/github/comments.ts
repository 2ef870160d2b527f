/** Answers: one comment a topic, found again by a hidden marker and edited; and reactions. */
import { asking } from './asking.js';
import { type Account, type AppIdentity, type GithubClient, isApp, type RepositoryName } from './client.js';
import { GithubUnavailable } from './errors.js';
import { PER_PAGE } from './limits.js';
import { hiddenMarker, sameBody, withMarker } from './marker.js';
import { readList, readPages } from './pages.js';

/** What the app says about one topic on one issue or pull request. */
export interface TopicComment {
  /** Number of the issue or pull request. */
  readonly issue: number;
  /** Key of the topic, unique on the issue: `phase-4`. See {@link hiddenMarker} for the characters it may have. */
  readonly topic: string;
  readonly body: string;
}

/** The comment after the call. */
export interface PostedComment {
  readonly id: number;
  readonly url: string;
  readonly outcome: 'created' | 'edited' | 'unchanged';
}

/** The reactions that the app gives. */
export type Reaction = 'eyes' | '+1' | '-1' | 'rocket' | 'confused';

interface CommentData {
  readonly id: number;
  readonly html_url: string;
  readonly body?: string | null | undefined;
}

/**
 * Creates the topic's comment, or edits the one that is there when it says something else. One request for each hundred comments of
 * the issue, and one to write. A creation whose outcome is not known is looked up again, so that there are never two.
 */
export async function postComment(
  client: GithubClient,
  name: RepositoryName,
  comment: TopicComment,
  app: AppIdentity,
): Promise<PostedComment> {
  const marker = hiddenMarker('topic', comment.topic);
  const body = withMarker(comment.body, marker);
  const found = await findComment(client, name, comment.issue, marker, app);
  if (found !== undefined) return editComment(client, name, found, body);
  return createTopicComment(client, name, { issue: comment.issue, marker, body }, app);
}

/** Creates a comment that begins with its marker. A creation whose outcome is not known is looked up, so that there are never two. */
export async function createTopicComment(
  client: GithubClient,
  name: RepositoryName,
  { issue, marker, body }: { readonly issue: number; readonly marker: string; readonly body: string },
  app: AppIdentity,
): Promise<PostedComment> {
  try {
    const { data } = await asking(`comment on #${issue}`, name, () =>
      client.rest.issues.createComment({
        owner: name.owner,
        repo: name.repo,
        issue_number: issue,
        body,
        request: { retries: 0 },
      }),
    );
    return { id: data.id, url: data.html_url, outcome: 'created' };
  } catch (error) {
    if (!(error instanceof GithubUnavailable)) throw error;
    const appeared = await findComment(client, name, issue, marker, app);
    if (appeared === undefined) throw error;
    return { id: appeared.id, url: appeared.html_url, outcome: 'created' };
  }
}

/** Whether the app has said anything about a topic. One request for each hundred comments of the issue. */
export async function hasTopicComment(
  client: GithubClient,
  name: RepositoryName,
  { issue, topic }: Pick<TopicComment, 'issue' | 'topic'>,
  app: AppIdentity,
): Promise<boolean> {
  return (await findComment(client, name, issue, hiddenMarker('topic', topic), app)) !== undefined;
}

/** A comment of an issue or pull request, as far as it tells how commands stand. */
export interface ThreadComment {
  readonly id: number;
  readonly body: string;
  /** `null` once the account is gone. */
  readonly author: Account | null;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** All comments of an issue or pull request, oldest first. One request for each hundred. */
export async function readThread(
  client: GithubClient,
  name: RepositoryName,
  issue: number,
): Promise<readonly ThreadComment[]> {
  const comments = await asking(`read the comments of #${issue}`, name, () =>
    readList(
      client.paginate.iterator(client.rest.issues.listComments, {
        owner: name.owner,
        repo: name.repo,
        issue_number: issue,
        per_page: PER_PAGE,
      }),
    ),
  );
  return comments.map(({ id, body, user, created_at }) => ({
    id,
    body: body ?? '',
    author: user,
    createdAt: Date.parse(created_at),
  }));
}

async function findComment(
  client: GithubClient,
  name: RepositoryName,
  issue: number,
  marker: string,
  app: AppIdentity,
): Promise<CommentData | undefined> {
  return asking(`read the comments of #${issue}`, name, async () => {
    const pages = readPages(
      client.paginate.iterator(client.rest.issues.listComments, {
        owner: name.owner,
        repo: name.repo,
        issue_number: issue,
        per_page: PER_PAGE,
      }),
    );
    for await (const { data } of pages) {
      const found = data.find((each) => isApp(each.user, app) && each.body?.startsWith(marker) === true);
      if (found !== undefined) return found;
    }
    return undefined;
  });
}

async function editComment(
  client: GithubClient,
  name: RepositoryName,
  found: CommentData,
  body: string,
): Promise<PostedComment> {
  if (sameBody(found.body, body)) return { id: found.id, url: found.html_url, outcome: 'unchanged' };
  await asking(`edit comment ${found.id}`, name, () =>
    client.rest.issues.updateComment({ owner: name.owner, repo: name.repo, comment_id: found.id, body }),
  );
  return { id: found.id, url: found.html_url, outcome: 'edited' };
}

/** Reacts to a comment. One request; a reaction that is there already stays as it is. */
export async function reactToComment(
  client: GithubClient,
  name: RepositoryName,
  commentId: number,
  reaction: Reaction,
): Promise<void> {
  await asking(`react to comment ${commentId}`, name, () =>
    client.rest.reactions.createForIssueComment({
      owner: name.owner,
      repo: name.repo,
      comment_id: commentId,
      content: reaction,
    }),
  );
}
