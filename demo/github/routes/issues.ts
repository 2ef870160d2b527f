import { editIssue, openIssue, setLabels } from '../acts/issues.js';
import { requireIssues } from '../authorize.js';
import {
  type Answer,
  answerPage,
  type Call,
  isPull,
  issueOf,
  listOf,
  oneOf,
  type Route,
  requiredText,
  textOf,
} from '../call.js';
import { isObject, type Json } from '../json.js';
import { showIssue } from '../serialize/issue.js';
import type { Issue } from '../world.js';
import { editPull } from './pulls.js';

export const issueRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues',
    operation: 'issues/list-for-repo',
    needs: ['issues:read', 'pull_requests:read'],
    handle: listIssues,
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/issues',
    operation: 'issues/create',
    needs: ['issues:write'],
    handle: createIssue,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues/{issue_number}',
    operation: 'issues/get',
    needs: ['issues:read', 'pull_requests:read'],
    handle: getIssue,
  },
  {
    method: 'PATCH',
    path: '/repos/{owner}/{repo}/issues/{issue_number}',
    operation: 'issues/update',
    needs: ['issues:write', 'pull_requests:write'],
    handle: updateIssue,
  },
];

function listIssues(call: Call): Answer {
  const { query, repository } = call;
  const state = query.get('state') ?? 'open';
  const creator = query.get('creator')?.toLowerCase();
  const labels = (query.get('labels') ?? '').split(',').filter(Boolean);
  const since = Date.parse(query.get('since') ?? '');
  const found = repository.issues
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => creator === undefined || issue.user.login.toLowerCase() === creator)
    .filter((issue) => labels.every((label) => issue.labels.includes(label)))
    .filter((issue) => Number.isNaN(since) || issue.updatedAt >= since);
  const key = query.get('sort') === 'updated' ? 'updatedAt' : 'number';
  const sign = query.get('direction') === 'asc' ? 1 : -1;
  found.sort((a, b) => sign * (a[key] - b[key]));
  return answerPage(call, found, (issue) => showIssue(call.world, repository, issue));
}

function labelNames(labels: readonly Json[] | undefined): readonly string[] | undefined {
  return labels?.map((label) => (isObject(label) ? requiredText(label, 'name') : String(label)));
}

function createIssue(call: Call): Answer {
  const text = { title: requiredText(call.body, 'title'), body: textOf(call.body, 'body') ?? null };
  const labels = labelNames(listOf(call.body, 'labels'));
  const issue = openIssue(call.world, call.repository, call.actor, text, labels);
  const body = showIssue(call.world, call.repository, issue);
  return { status: 201, body, headers: { Location: body.url } };
}

function getIssue(call: Call): Answer {
  const issue = issueOf(call);
  requireIssues(call, issue, 'read');
  return { status: 200, body: showIssue(call.world, call.repository, issue) };
}

const reasons = ['completed', 'not_planned', 'duplicate', 'reopened'] as const;

function updateIssue(call: Call): Answer {
  const issue = issueOf(call);
  requireIssues(call, issue, 'write');
  if (isPull(issue)) editPull(call, issue);
  else editPlainIssue(call, issue);
  const labels = labelNames(listOf(call.body, 'labels'));
  if (labels !== undefined) setLabels(call.world, call.repository, issue, labels);
  return { status: 200, body: showIssue(call.world, call.repository, issue) };
}

function editPlainIssue(call: Call, issue: Issue): void {
  const state = textOf(call.body, 'state');
  const reason = textOf(call.body, 'state_reason');
  editIssue(call.world, call.repository, issue, call.actor, {
    title: textOf(call.body, 'title'),
    body: call.body.body === null ? null : textOf(call.body, 'body'),
    state: state === undefined ? undefined : oneOf(['open', 'closed'] as const, state, 'Issue', 'state'),
    stateReason: reason === undefined ? undefined : oneOf(reasons, reason, 'Issue', 'state_reason'),
  });
}
