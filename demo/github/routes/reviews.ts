import { createReview, requestReviewers } from '../acts/reviews.js';
import { unprocessable } from '../api-error.js';
import { type Answer, answerPage, type Call, pullOf, type Route, textsOf } from '../call.js';
import { showPull } from '../serialize/pull.js';
import { showReview, showReviewComment } from '../serialize/review.js';

export const reviewRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    operation: 'pulls/list-reviews',
    needs: ['pull_requests:read'],
    handle: listReviews,
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    operation: 'pulls/create-review',
    needs: ['pull_requests:write'],
    handle: create,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/comments',
    operation: 'pulls/list-review-comments',
    needs: ['pull_requests:read'],
    handle: listComments,
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
    operation: 'pulls/request-reviewers',
    needs: ['pull_requests:write'],
    handle: request,
  },
];

function listReviews(call: Call): Answer {
  const issue = pullOf(call);
  return answerPage(call, issue.pull.reviews, (review) => showReview(call.world, call.repository, issue, review));
}

function create(call: Call): Answer {
  const issue = pullOf(call);
  const review = createReview(call.world, call.repository, issue, call.actor, call.body);
  return { status: 200, body: showReview(call.world, call.repository, issue, review) };
}

function listComments(call: Call): Answer {
  const issue = pullOf(call);
  const all = issue.pull.reviews.flatMap((review) => review.comments.map((comment) => ({ review, comment })));
  return answerPage(call, all, ({ review, comment }) =>
    showReviewComment(call.world, call.repository, issue, review, comment),
  );
}

function request(call: Call): Answer {
  const issue = pullOf(call);
  const people = (textsOf(call.body, 'reviewers') ?? []).map((login) => call.world.accounts.get(login.toLowerCase()));
  const known = people.filter((account) => account !== undefined);
  if (known.length < people.length)
    throw unprocessable(
      'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator.',
    );
  requestReviewers(call.repository, issue, known, textsOf(call.body, 'team_reviewers') ?? []);
  return { status: 201, body: showPull(call.world, call.repository, issue) };
}
