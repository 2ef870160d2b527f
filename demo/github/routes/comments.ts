import { addComment, deleteComment, editComment, react } from '../acts/issues.js';
import { notFound } from '../api-error.js';
import { requireIssues } from '../authorize.js';
import { type Answer, answerPage, type Call, issueOf, oneOf, paramOf, type Route, requiredText } from '../call.js';
import { showComment, showReaction } from '../serialize/issue.js';
import { type Comment, type Issue, reactionContents } from '../world.js';

export const commentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues/comments',
    operation: 'issues/list-comments-for-repo',
    needs: ['issues:read', 'pull_requests:read'],
    handle: listAllComments,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues/comments/{comment_id}',
    operation: 'issues/get-comment',
    needs: ['issues:read', 'pull_requests:read'],
    handle: getComment,
  },
  {
    method: 'PATCH',
    path: '/repos/{owner}/{repo}/issues/comments/{comment_id}',
    operation: 'issues/update-comment',
    needs: ['issues:write', 'pull_requests:write'],
    handle: updateComment,
  },
  {
    method: 'DELETE',
    path: '/repos/{owner}/{repo}/issues/comments/{comment_id}',
    operation: 'issues/delete-comment',
    needs: ['issues:write', 'pull_requests:write'],
    handle: removeComment,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/comments',
    operation: 'issues/list-comments',
    needs: ['issues:read', 'pull_requests:read'],
    handle: listComments,
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/comments',
    operation: 'issues/create-comment',
    needs: ['issues:write', 'pull_requests:write'],
    handle: createComment,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions',
    operation: 'reactions/list-for-issue-comment',
    needs: ['issues:read', 'pull_requests:read'],
    handle: listReactions,
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions',
    operation: 'reactions/create-for-issue-comment',
    needs: ['issues:write', 'pull_requests:write'],
    handle: createReaction,
  },
  {
    method: 'DELETE',
    path: '/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions/{reaction_id}',
    operation: 'reactions/delete-for-issue-comment',
    needs: ['issues:write', 'pull_requests:write'],
    handle: deleteReaction,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/reactions',
    operation: 'reactions/list-for-issue',
    needs: ['issues:read', 'pull_requests:read'],
    handle: listReactions,
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/reactions',
    operation: 'reactions/create-for-issue',
    needs: ['issues:write', 'pull_requests:write'],
    handle: createReaction,
  },
];

interface Found {
  readonly issue: Issue;
  readonly comment: Comment;
}

function allComments(call: Call): readonly Found[] {
  return call.repository.issues.flatMap((issue) => issue.comments.map((comment) => ({ issue, comment })));
}

function findComment(call: Call, level: 'read' | 'write'): Found {
  const id = Number(paramOf(call, 'comment_id'));
  const found = allComments(call).find(({ comment }) => comment.id === id);
  if (found === undefined) throw notFound();
  requireIssues(call, found.issue, level);
  return found;
}

function show(call: Call, { issue, comment }: Found) {
  return showComment(call.world, call.repository, issue, comment);
}

function isSince(call: Call, { updatedAt }: Comment): boolean {
  const since = Date.parse(call.query.get('since') ?? '');
  return Number.isNaN(since) || updatedAt >= since;
}

function listAllComments(call: Call): Answer {
  const found = allComments(call).filter(({ comment }) => isSince(call, comment));
  const inOrder = call.query.get('direction') === 'desc' ? [...found].reverse() : found;
  return answerPage(call, inOrder, (one) => show(call, one));
}

function getComment(call: Call): Answer {
  return { status: 200, body: show(call, findComment(call, 'read')) };
}

function listComments(call: Call): Answer {
  const issue = issueOf(call);
  requireIssues(call, issue, 'read');
  const comments = issue.comments.filter((comment) => isSince(call, comment));
  return answerPage(call, comments, (comment) => show(call, { issue, comment }));
}

function createComment(call: Call): Answer {
  const issue = issueOf(call);
  requireIssues(call, issue, 'write');
  const comment = addComment(call.world, call.repository, issue, call.actor, requiredText(call.body, 'body'));
  const body = show(call, { issue, comment });
  return { status: 201, body, headers: { Location: body.url } };
}

function updateComment(call: Call): Answer {
  const found = findComment(call, 'write');
  editComment(call.world, call.repository, found.issue, found.comment, call.actor, requiredText(call.body, 'body'));
  return { status: 200, body: show(call, found) };
}

function removeComment(call: Call): Answer {
  const { issue, comment } = findComment(call, 'write');
  deleteComment(call.world, call.repository, issue, comment, call.actor);
  return { status: 204 };
}

/** What the path names: a comment, or an issue or pull request. */
function reactionTarget(call: Call, level: 'read' | 'write'): Comment | Issue {
  if (call.params.comment_id !== undefined) return findComment(call, level).comment;
  const issue = issueOf(call);
  requireIssues(call, issue, level);
  return issue;
}

function listReactions(call: Call): Answer {
  const content = call.query.get('content');
  const found = reactionTarget(call, 'read').reactions.filter(
    (reaction) => content === null || reaction.content === content,
  );
  return answerPage(call, found, (reaction) => showReaction(call.world, reaction));
}

function createReaction(call: Call): Answer {
  const content = oneOf(reactionContents, requiredText(call.body, 'content'), 'Reaction', 'content');
  const { reaction, isNew } = react(call.world, reactionTarget(call, 'write'), call.actor, content);
  return { status: isNew ? 201 : 200, body: showReaction(call.world, reaction) };
}

function deleteReaction(call: Call): Answer {
  const target = reactionTarget(call, 'write');
  const id = Number(paramOf(call, 'reaction_id'));
  if (!target.reactions.some((reaction) => reaction.id === id)) throw notFound();
  target.reactions = target.reactions.filter((reaction) => reaction.id !== id);
  return { status: 204 };
}
