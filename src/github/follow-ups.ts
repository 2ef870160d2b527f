/** Comments that go on where a body ends: one a topic, edited in place; those that are no longer needed say so in a line. */
import { asking } from './asking.js';
import { type AppIdentity, type GithubClient, isApp, type RepositoryName } from './client.js';
import { createTopicComment, readThread, type ThreadComment } from './comments.js';
import { hiddenMarker, sameBody, withMarker } from './marker.js';

/** A comment that is wanted. */
export interface FollowUp {
  /** Key, unique among the follow-ups of an issue: `changes-2`. */
  readonly topic: string;
  readonly body: string;
}

/** The follow-ups of one pull request. */
export interface FollowUpRequest {
  readonly pullRequest: number;
  /** Whether the pull request is new, so that nothing can stand on it yet. */
  readonly fresh: boolean;
  /** In the order in which they shall stand. */
  readonly comments: readonly FollowUp[];
}

const NOT_NEEDED = 'Everything that stood here has room in the description of this pull request again.';

/**
 * Brings the follow-ups to what is wanted. One request for each hundred comments unless the pull request is new, and one for each comment
 * that is written.
 */
export async function publishFollowUps(
  client: GithubClient,
  name: RepositoryName,
  { pullRequest, fresh, comments }: FollowUpRequest,
  app: AppIdentity,
): Promise<void> {
  const standing = fresh ? [] : await findFollowUps(client, name, pullRequest, app);
  const wanted = comments.map(({ topic, body }) => ({ marker: markerOf(topic), body }));
  for (const { marker, body } of wanted) {
    const found = standing.find((comment) => comment.body.startsWith(marker));
    const text = withMarker(body, marker);
    if (found === undefined) await createTopicComment(client, name, { issue: pullRequest, marker, body: text }, app);
    else await rewriteComment(client, name, found, text);
  }
  for (const comment of standing) {
    if (wanted.some(({ marker }) => comment.body.startsWith(marker))) continue;
    const marker = /^<!-- cutover:topic follow-up-[^>]* -->/.exec(comment.body)?.[0];
    if (marker !== undefined) await rewriteComment(client, name, comment, withMarker(NOT_NEEDED, marker));
  }
}

async function rewriteComment(
  client: GithubClient,
  name: RepositoryName,
  { id, body: standing }: ThreadComment,
  body: string,
): Promise<void> {
  if (sameBody(standing, body)) return;
  await asking(`edit comment ${id}`, name, () =>
    client.rest.issues.updateComment({ owner: name.owner, repo: name.repo, comment_id: id, body }),
  );
}

function markerOf(topic: string): string {
  return hiddenMarker('topic', `follow-up-${topic}`);
}

/** The comments of the app that begin as follow-ups do. */
async function findFollowUps(
  client: GithubClient,
  name: RepositoryName,
  issue: number,
  app: AppIdentity,
): Promise<readonly ThreadComment[]> {
  const thread = await readThread(client, name, issue);
  return thread.filter(({ author, body }) => isApp(author, app) && body.startsWith('<!-- cutover:topic follow-up-'));
}
