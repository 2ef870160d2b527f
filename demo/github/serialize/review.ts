import { lineNow } from '../git/line-now.js';
import type { Repository, Review, ReviewComment, World } from '../world.js';
import { nodeId, showAccount, showTime } from './account.js';
import { associationOf, issuePageOf } from './issue.js';
import type { PullIssue } from './pull.js';
import { apiUrlOf } from './repository.js';

/** GitHub's `pull-request-review`. */
export function showReview(world: World, repository: Repository, issue: PullIssue, review: Review) {
  const html = `${issuePageOf(world, repository, issue)}#pullrequestreview-${review.id}`;
  const url = `${apiUrlOf(world, repository)}/pulls/${issue.number}`;
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: showAccount(world, review.user),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: url,
    author_association: associationOf(repository, review.user),
    _links: { html: { href: html }, pull_request: { href: url } },
    submitted_at: showTime(review.submittedAt),
    commit_id: review.commitId,
  };
}

/** GitHub's `pull-request-review-comment`. `line` is null once the line was changed or left the diff. */
export function showReviewComment(
  world: World,
  repository: Repository,
  issue: PullIssue,
  review: Review,
  comment: ReviewComment,
) {
  const api = `${apiUrlOf(world, repository)}/pulls`;
  const html = `${issuePageOf(world, repository, issue)}#discussion_r${comment.id}`;
  const pull = `${api}/${issue.number}`;
  const line = lineNow(repository, issue, review, comment);
  return {
    id: comment.id,
    node_id: nodeId('PullRequestReviewComment', comment.id),
    url: `${api}/comments/${comment.id}`,
    html_url: html,
    pull_request_url: pull,
    pull_request_review_id: review.id,
    diff_hunk: comment.hunk,
    path: comment.path,
    commit_id: line === null ? review.commitId : issue.pull.headSha,
    original_commit_id: review.commitId,
    position: line === null ? null : 1,
    original_position: 1,
    line,
    original_line: comment.line,
    start_line: line === null || comment.startLine === null ? null : comment.startLine,
    original_start_line: comment.startLine,
    start_side: comment.startLine === null ? null : 'RIGHT',
    side: 'RIGHT',
    subject_type: 'line',
    user: showAccount(world, review.user),
    body: comment.body,
    created_at: showTime(review.submittedAt),
    updated_at: showTime(review.submittedAt),
    author_association: associationOf(repository, review.user),
    _links: {
      self: { href: `${api}/comments/${comment.id}` },
      html: { href: html },
      pull_request: { href: pull },
    },
  };
}
