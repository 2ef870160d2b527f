import { ApiError, unprocessable, validationFailed } from '../api-error.js';
import { listOf, numberOf, oneOf, requiredText, textOf } from '../call.js';
import { lineNow } from '../git/line-now.js';
import { linesOfPatch } from '../git/patch-lines.js';
import { isObject, type JsonObject } from '../json.js';
import { commitsOfPull, type PullIssue } from '../serialize/pull.js';
import {
  type Account,
  fullNameOf,
  hasRole,
  type Repository,
  type Review,
  type ReviewComment,
  type World,
} from '../world.js';
import { makeCommit, signatureOf } from './commits.js';
import { changeRef } from './refs.js';

const states = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED', COMMENT: 'COMMENTED' } as const;

/** Makes a review, or throws what GitHub answers when a comment of it stands on no line of the diff: none of it is then made. */
export function createReview(
  world: World,
  repository: Repository,
  issue: PullIssue,
  actor: Account,
  body: JsonObject,
): Review {
  const event = textOf(body, 'event');
  const kind =
    event === undefined
      ? undefined
      : oneOf(['APPROVE', 'REQUEST_CHANGES', 'COMMENT'] as const, event, 'PullRequestReview', 'event');
  const text = textOf(body, 'body') ?? '';
  const comments = (listOf(body, 'comments') ?? []).filter(isObject);
  if (kind === 'APPROVE' && actor.id === issue.user.id) throw unprocessable('Can not approve your own pull request');
  if ((kind === 'REQUEST_CHANGES' || (kind === 'COMMENT' && comments.length === 0)) && text === '')
    throw validationFailed({ resource: 'PullRequestReview', code: 'missing_field', field: 'body' });
  const commitId = textOf(body, 'commit_id') ?? issue.pull.headSha;
  if (!commitsOfPull(repository, issue).includes(commitId))
    throw unprocessable('commit_id is not part of the pull request');
  const review: Review = {
    id: world.nextId(),
    user: actor,
    body: text,
    state: kind === undefined ? 'PENDING' : states[kind],
    commitId,
    submittedAt: world.now(),
    comments: comments.map((comment) => readComment(world, repository, issue, commitId, comment)),
  };
  issue.pull.reviews.push(review);
  return review;
}

/** A comment on the new side; comments on the old one and by `position` are not known here. */
function readComment(
  world: World,
  repository: Repository,
  issue: PullIssue,
  commitId: string,
  comment: JsonObject,
): ReviewComment {
  const path = requiredText(comment, 'path');
  const body = requiredText(comment, 'body');
  const line = numberOf(comment, 'line');
  const startLine = numberOf(comment, 'start_line') ?? null;
  const { git } = repository;
  const base = git.mergeBase(issue.pull.baseSha, commitId) ?? issue.pull.baseSha;
  const file = git.diff(base, commitId).find((one) => one.path === path);
  if (file === undefined) throw refuseThread('Pull request review thread path is invalid');
  const shown = linesOfPatch(file.patch ?? '');
  const at = line === undefined ? undefined : shown.get(line);
  const side = textOf(comment, 'side') ?? 'RIGHT';
  if (side !== 'RIGHT' || line === undefined || at === undefined || (startLine !== null && !shown.has(startLine)))
    throw refuseThread('Pull request review thread line must be part of the diff');
  return { id: world.nextId(), path, line, startLine, body, hunk: at.hunk };
}

/** Words and shape as GitHub answers them. */
function refuseThread(reason: string): ApiError {
  return new ApiError(422, 'Unprocessable Entity', { errors: [reason] });
}

/** Asks people and teams for a review, or throws what GitHub answers when one of them may not give it: nobody is then asked. */
export function requestReviewers(
  repository: Repository,
  issue: PullIssue,
  people: readonly Account[],
  teams: readonly string[],
): void {
  const { pull, user } = issue;
  if (people.some(({ id }) => id === user.id))
    throw unprocessable('Review cannot be requested from pull request author.');
  const isStranger = (account: Account): boolean =>
    account.id !== repository.owner.id && !repository.roles.has(account.login.toLowerCase());
  if (
    people.some((account) => isStranger(account) || !hasRole(repository, account, 'read')) ||
    teams.some((team) => !repository.teams.has(team))
  )
    throw unprocessable(
      `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${fullNameOf(repository)} repository.`,
    );
  for (const account of people) if (!pull.requestedReviewers.includes(account)) pull.requestedReviewers.push(account);
  for (const team of teams) if (!pull.requestedTeams.includes(team)) pull.requestedTeams.push(team);
}

/** Commits the suggestion of a comment to the branch of its pull request, as its button does; gives the commit. */
export function acceptSuggestion(
  world: World,
  repository: Repository,
  issue: PullIssue,
  actor: Account,
  comment: number,
): string {
  const review = issue.pull.reviews.find(({ comments }) => comments.some(({ id }) => id === comment));
  const found = review?.comments.find(({ id }) => id === comment);
  if (review === undefined || found === undefined) throw new Error(`there is no comment ${comment} on a line`);
  const line = lineNow(repository, issue, review, found);
  const suggested = /^(`{3,})suggestion\n([\s\S]*?)\n?\1$/m.exec(found.body)?.[2];
  if (line === null || suggested === undefined || issue.state !== 'open')
    throw new Error(`the suggestion of comment ${comment} cannot be applied`);
  const { git } = repository;
  const tree = git.commit(issue.pull.headSha)?.tree ?? '';
  const entry = git.entryAt(tree, found.path);
  const text = git.read(entry?.sha ?? '')?.bytes.toString('utf8');
  if (entry === undefined || text === undefined) throw new Error(`there is no ${found.path} on the branch`);
  const lines = text.split('\n');
  lines.splice(line - 1, 1, ...suggested.split('\n'));
  const sha = git.write('blob', Buffer.from(lines.join('\n')));
  const commit = makeCommit(world, repository, actor, {
    tree: git.writeTree(tree, new Map([[found.path, { mode: entry.mode, sha }]])),
    parents: [issue.pull.headSha],
    message: `Update ${found.path}`,
    author: signatureOf(world, actor),
  });
  changeRef(world, repository, actor, { ref: `refs/heads/${issue.pull.head}`, to: commit });
  return commit;
}
