import { checkText, editIssue } from '../acts/issues.js';
import { changeBase, mergePull, openPull, reopenPull } from '../acts/pulls.js';
import { notFound } from '../api-error.js';
import {
  type Answer,
  answerPage,
  type Call,
  flagOf,
  isPull,
  oneOf,
  pullOf,
  type Route,
  requiredText,
  textOf,
} from '../call.js';
import { showCommit, showDiffFile } from '../serialize/commit.js';
import { commitsOfPull, filesOfPull, forkPointOf, type PullIssue, showFullPull, showPull } from '../serialize/pull.js';
import { answerDiff } from './history.js';

/** Source: GitHub's OpenAPI description, pulls/list-files. */
const LISTED_FILES = 3000;
const LISTED_COMMITS = 250;

export const pullRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls',
    operation: 'pulls/list',
    needs: ['pull_requests:read'],
    handle: listPulls,
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/pulls',
    operation: 'pulls/create',
    needs: ['pull_requests:write'],
    handle: createPull,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}',
    operation: 'pulls/get',
    needs: ['pull_requests:read', 'contents:read'],
    handle: getPull,
  },
  {
    method: 'PATCH',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}',
    operation: 'pulls/update',
    needs: ['pull_requests:write'],
    handle: updatePull,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/files',
    operation: 'pulls/list-files',
    needs: ['pull_requests:read'],
    handle: listFiles,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/commits',
    operation: 'pulls/list-commits',
    needs: ['pull_requests:read'],
    handle: listCommits,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/merge',
    operation: 'pulls/check-if-merged',
    needs: ['contents:read', 'pull_requests:read'],
    handle: checkMerged,
  },
  {
    method: 'PUT',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/merge',
    operation: 'pulls/merge',
    needs: ['contents:write'],
    handle: merge,
  },
];

function listPulls(call: Call): Answer {
  const state = call.query.get('state') ?? 'open';
  const [head, base] = [call.query.get('head'), call.query.get('base')];
  const prefix = `${call.repository.owner.login}:`;
  const found = call.repository.issues
    .filter(isPull)
    .filter((issue) => state === 'all' || issue.state === state)
    // GitHub takes no notice of a head without its owner.
    .filter(({ pull }) => head === null || !head.includes(':') || head === prefix + pull.head)
    .filter(({ pull }) => base === null || base === pull.base);
  const inOrder = call.query.get('direction') === 'asc' ? found : found.reverse();
  return answerPage(call, inOrder, (issue) => showPull(call.world, call.repository, issue));
}

function createPull(call: Call): Answer {
  const issue = openPull(call.world, call.repository, call.actor, {
    title: requiredText(call.body, 'title'),
    body: textOf(call.body, 'body') ?? null,
    head: requiredText(call.body, 'head'),
    base: requiredText(call.body, 'base'),
    draft: flagOf(call.body, 'draft'),
    maintainerCanModify: flagOf(call.body, 'maintainer_can_modify'),
  });
  const body = showFullPull(call.world, call.repository, issue);
  return { status: 201, body, headers: { Location: body.url } };
}

function getPull(call: Call): Answer {
  const issue = pullOf(call);
  const diff = answerDiff(call, forkPointOf(call.repository, issue), issue.pull.headSha);
  return diff ?? { status: 200, body: showFullPull(call.world, call.repository, issue) };
}

function updatePull(call: Call): Answer {
  const issue = pullOf(call);
  const base = textOf(call.body, 'base');
  if (base !== undefined) changeBase(call.world, call.repository, issue, call.actor, base);
  editPull(call, issue);
  return { status: 200, body: showFullPull(call.world, call.repository, issue) };
}

/** Title, body and state of a pull request from a request's body; also for the issues API. */
export function editPull(call: Call, issue: PullIssue): void {
  const wanted = textOf(call.body, 'state');
  const state = wanted === undefined ? undefined : oneOf(['open', 'closed'] as const, wanted, 'PullRequest', 'state');
  const edit = { title: textOf(call.body, 'title'), body: call.body.body === null ? null : textOf(call.body, 'body') };
  checkText(edit);
  if (state === 'open' && issue.state === 'closed') reopenPull(call.world, call.repository, issue, call.actor);
  editIssue(call.world, call.repository, issue, call.actor, { ...edit, state: state === 'open' ? undefined : state });
}

function listFiles(call: Call): Answer {
  const issue = pullOf(call);
  const files = filesOfPull(call.repository, issue).slice(0, LISTED_FILES);
  return answerPage(call, files, (file) => showDiffFile(call.world, call.repository, issue.pull.headSha, file));
}

function listCommits(call: Call): Answer {
  const commits = commitsOfPull(call.repository, pullOf(call)).slice(0, LISTED_COMMITS);
  return answerPage(call, commits, (sha) => showCommit(call.world, call.repository, sha));
}

function checkMerged(call: Call): Answer {
  if (pullOf(call).pull.merged === null) throw notFound();
  return { status: 204 };
}

function merge(call: Call): Answer {
  const method = textOf(call.body, 'merge_method') ?? 'merge';
  const sha = mergePull(call.world, call.repository, pullOf(call), call.actor, {
    method: oneOf(['merge', 'squash', 'rebase'] as const, method, 'PullRequest', 'merge_method'),
    title: textOf(call.body, 'commit_title'),
    message: textOf(call.body, 'commit_message'),
    sha: textOf(call.body, 'sha'),
  });
  return { status: 200, body: { sha, merged: true, message: 'Pull Request successfully merged' } };
}
