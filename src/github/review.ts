/** The review of a phase: one for each head, and never a second comment on a line that has one. */
import { asking } from './asking.js';
import { type AppIdentity, type GithubClient, isApp, type RepositoryName } from './client.js';
import { linesInPatch } from './diff-lines.js';
import { GithubUnavailable, RequestRejected } from './errors.js';
import { PER_PAGE } from './limits.js';
import { readList } from './pages.js';

/** What a review says; lines are 1-based and those of the head. */
export interface ReviewText {
  readonly body: string;
  readonly comments: readonly { readonly path: string; readonly line: number; readonly body: string }[];
}

/** A review to publish. */
export interface ReviewRequest {
  readonly pullRequest: number;
  /** Commit that the lines are of. */
  readonly head: string;
  /** Whether the pull request is new, so that nothing can stand on it yet. */
  readonly fresh: boolean;
  readonly text: ReviewText;
}

/** What became of it: `refused` when GitHub takes none of its lines as lines of the diff. */
export type PublishedReview = 'created' | 'unchanged' | 'refused';

/**
 * Publishes the review. One request on a new pull request; else one for each hundred reviews and, where this head has none, one for each
 * hundred comments on lines. Where GitHub takes a line for none of the diff, the diff is read and the others are sent once more.
 */
export async function publishReview(
  client: GithubClient,
  name: RepositoryName,
  request: ReviewRequest,
  app: AppIdentity,
): Promise<PublishedReview> {
  if (!request.fresh && (await hasReview(client, name, request, app))) return 'unchanged';
  const known = request.fresh ? new Set<string>() : await commentedLines(client, name, request.pullRequest, app);
  const comments = request.text.comments.filter((comment) => !known.has(keyOf(comment)));
  if (comments.length === 0) return 'unchanged';
  const wanted = { ...request, text: { ...request.text, comments } };
  try {
    return await createReview(client, name, wanted, app);
  } catch (error) {
    if (!(error instanceof RequestRejected)) throw error;
    return createWithinDiff(client, name, wanted, app);
  }
}

async function createWithinDiff(
  client: GithubClient,
  name: RepositoryName,
  request: ReviewRequest,
  app: AppIdentity,
): Promise<PublishedReview> {
  const shown = await readShownLines(client, name, request.pullRequest);
  const comments = request.text.comments.filter(({ path, line }) => shown.get(path)?.has(line) === true);
  if (comments.length === 0) return 'refused';
  try {
    return await createReview(client, name, { ...request, text: { ...request.text, comments } }, app);
  } catch (error) {
    if (error instanceof RequestRejected) return 'refused';
    throw error;
  }
}

async function createReview(
  client: GithubClient,
  name: RepositoryName,
  request: ReviewRequest,
  app: AppIdentity,
): Promise<PublishedReview> {
  const { pullRequest, head, text } = request;
  try {
    await asking(`review #${pullRequest}`, name, () =>
      client.rest.pulls.createReview({
        owner: name.owner,
        repo: name.repo,
        pull_number: pullRequest,
        commit_id: head,
        event: 'COMMENT',
        body: text.body,
        comments: text.comments.map(({ path, line, body }) => ({ path, line, side: 'RIGHT', body })),
        request: { retries: 0 },
      }),
    );
    return 'created';
  } catch (error) {
    if (!(error instanceof GithubUnavailable)) throw error;
    if (await hasReview(client, name, request, app)) return 'created';
    throw error;
  }
}

/** Whether the app has reviewed this head: also when its comments were deleted since. */
async function hasReview(
  client: GithubClient,
  name: RepositoryName,
  { pullRequest, head }: ReviewRequest,
  app: AppIdentity,
): Promise<boolean> {
  const reviews = await asking(`list the reviews of #${pullRequest}`, name, () =>
    readList(
      client.paginate.iterator(client.rest.pulls.listReviews, {
        owner: name.owner,
        repo: name.repo,
        pull_number: pullRequest,
        per_page: PER_PAGE,
      }),
    ),
  );
  return reviews.some((review) => isApp(review.user, app) && review.commit_id === head);
}

/** The lines that have a comment of the app; one whose line is gone from the diff has none any more. */
async function commentedLines(
  client: GithubClient,
  name: RepositoryName,
  pullRequest: number,
  app: AppIdentity,
): Promise<ReadonlySet<string>> {
  const comments = await asking(`list the comments on the lines of #${pullRequest}`, name, () =>
    readList(
      client.paginate.iterator(client.rest.pulls.listReviewComments, {
        owner: name.owner,
        repo: name.repo,
        pull_number: pullRequest,
        per_page: PER_PAGE,
      }),
    ),
  );
  return new Set(
    comments.flatMap(({ user, path, line }) =>
      isApp(user, app) && line !== null && line !== undefined ? [keyOf({ path, line })] : [],
    ),
  );
}

async function readShownLines(
  client: GithubClient,
  name: RepositoryName,
  pullRequest: number,
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const files = await asking(`list the files of #${pullRequest}`, name, () =>
    readList(
      client.paginate.iterator(client.rest.pulls.listFiles, {
        owner: name.owner,
        repo: name.repo,
        pull_number: pullRequest,
        per_page: PER_PAGE,
      }),
    ),
  );
  return new Map(files.map(({ filename, patch }) => [filename, linesInPatch(patch ?? '')]));
}

function keyOf({ path, line }: { readonly path: string; readonly line: number }): string {
  return `${line} ${path}`;
}
