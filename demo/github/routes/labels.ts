import { setLabels } from '../acts/issues.js';
import { notFound, validationFailed } from '../api-error.js';
import { requireIssues } from '../authorize.js';
import {
  type Answer,
  answerPage,
  type Call,
  issueOf,
  listOf,
  paramOf,
  type Route,
  requiredText,
  textOf,
} from '../call.js';
import { isObject } from '../json.js';
import { labelsOf, showLabel } from '../serialize/issue.js';
import type { Issue, Label } from '../world.js';

export const labelRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/labels',
    operation: 'issues/list-labels-for-repo',
    needs: ['issues:read', 'pull_requests:read'],
    handle: listLabels,
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/labels',
    operation: 'issues/create-label',
    needs: ['issues:write', 'pull_requests:write'],
    handle: createLabel,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/labels/{name}',
    operation: 'issues/get-label',
    needs: ['issues:read', 'pull_requests:read'],
    handle: getLabel,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/labels',
    operation: 'issues/list-labels-on-issue',
    needs: ['issues:read', 'pull_requests:read'],
    handle: listIssueLabels,
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/labels',
    operation: 'issues/add-labels',
    needs: ['issues:write', 'pull_requests:write'],
    handle: addLabels,
  },
  {
    method: 'PUT',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/labels',
    operation: 'issues/set-labels',
    needs: ['issues:write', 'pull_requests:write'],
    handle: replaceLabels,
  },
  {
    method: 'DELETE',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/labels/{name}',
    operation: 'issues/remove-label',
    needs: ['issues:write', 'pull_requests:write'],
    handle: removeLabel,
  },
];

function listLabels(call: Call): Answer {
  return answerPage(call, call.repository.labels, (label) => showLabel(call.world, call.repository, label));
}

function findLabel(call: Call, name: string): Label | undefined {
  return call.repository.labels.find((label) => label.name.toLowerCase() === name.toLowerCase());
}

function createLabel(call: Call): Answer {
  const name = requiredText(call.body, 'name');
  if (findLabel(call, name) !== undefined)
    throw validationFailed({ resource: 'Label', code: 'already_exists', field: 'name' });
  const color = textOf(call.body, 'color') ?? 'ededed';
  if (!/^[0-9a-fA-F]{6}$/.test(color)) throw validationFailed({ resource: 'Label', code: 'invalid', field: 'color' });
  const label = { id: call.world.nextId(), name, color, description: textOf(call.body, 'description') ?? null };
  call.repository.labels.push(label);
  const body = showLabel(call.world, call.repository, label);
  return { status: 201, body, headers: { Location: body.url } };
}

function getLabel(call: Call): Answer {
  const label = findLabel(call, paramOf(call, 'name'));
  if (label === undefined) throw notFound();
  return { status: 200, body: showLabel(call.world, call.repository, label) };
}

function issueFor(call: Call, level: 'read' | 'write'): Issue {
  const issue = issueOf(call);
  requireIssues(call, issue, level);
  return issue;
}

function answerLabels(call: Call, issue: Issue): Answer {
  return { status: 200, body: labelsOf(call.world, call.repository, issue) };
}

function listIssueLabels(call: Call): Answer {
  return answerPage(call, labelsOf(call.world, call.repository, issueFor(call, 'read')), (label) => label);
}

function namesIn(call: Call): readonly string[] {
  return (listOf(call.body, 'labels') ?? []).map((label) =>
    isObject(label) ? requiredText(label, 'name') : String(label),
  );
}

function addLabels(call: Call): Answer {
  const issue = issueFor(call, 'write');
  setLabels(call.world, call.repository, issue, [...issue.labels, ...namesIn(call)]);
  return answerLabels(call, issue);
}

function replaceLabels(call: Call): Answer {
  const issue = issueFor(call, 'write');
  setLabels(call.world, call.repository, issue, namesIn(call));
  return answerLabels(call, issue);
}

function removeLabel(call: Call): Answer {
  const issue = issueFor(call, 'write');
  const name = paramOf(call, 'name').toLowerCase();
  if (!issue.labels.some((label) => label.toLowerCase() === name)) throw notFound();
  setLabels(
    call.world,
    call.repository,
    issue,
    issue.labels.filter((label) => label.toLowerCase() !== name),
  );
  return answerLabels(call, issue);
}
