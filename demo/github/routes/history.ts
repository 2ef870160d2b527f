import { mergeBranch } from '../acts/pulls.js';
import { ApiError, notFound } from '../api-error.js';
import { type Answer, answerPage, type Call, numberIn, paramOf, type Route, requiredText, textOf } from '../call.js';
import { runGit } from '../git/git-binary.js';
import { readPatch } from '../git/read-diff.js';
import { filesOfCommit, showActivity, showCommit, showDiffFile } from '../serialize/commit.js';
import { apiUrlOf, pageUrlOf } from '../serialize/repository.js';
import { makeDownload } from '../serve-download.js';
import { isEmpty } from '../world.js';

/** Source: GitHub's OpenAPI description, repos/compare-commits-with-basehead. */
const COMPARED_FILES = 300;
const COMPARED_COMMITS = 250;

export const historyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits',
    operation: 'repos/list-commits',
    needs: ['contents:read'],
    handle: listCommits,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{ref}',
    operation: 'repos/get-commit',
    needs: ['contents:read'],
    handle: getCommit,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/compare/{basehead}',
    operation: 'repos/compare-commits-with-basehead',
    needs: ['contents:read'],
    handle: compare,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/tarball/{ref}',
    operation: 'repos/download-tarball-archive',
    needs: ['contents:read'],
    handle: getTarball,
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/merges',
    operation: 'repos/merge',
    needs: ['contents:write'],
    handle: merge,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/activity',
    operation: 'repos/list-activities',
    needs: ['contents:read'],
    handle: listActivities,
  },
];

function commitOf(call: Call, name: string): string {
  // `owner:branch` names a branch of the same repository, as there are no forks here.
  const prefix = `${call.repository.owner.login}:`;
  const sha = call.repository.git.resolveCommit(name.startsWith(prefix) ? name.slice(prefix.length) : name);
  if (sha === undefined) throw notFound();
  return sha;
}

function wantsDiff(call: Call): boolean {
  return /application\/vnd\.github(\.v3)?\.diff/.test(call.accept);
}

/** The diff of two commits as text, when the caller asked for it. */
export function answerDiff(call: Call, from: string, to: string): Answer | null {
  if (!wantsDiff(call)) return null;
  const bytes = Buffer.from(readPatch(call.repository.git.folder, from, to));
  return { status: 200, raw: { bytes, type: 'application/vnd.github.diff; charset=utf-8' } };
}

function listCommits(call: Call): Answer {
  if (isEmpty(call.repository)) throw new ApiError(409, 'Git Repository is empty.');
  const from = commitOf(call, call.query.get('sha') ?? call.repository.git.defaultBranch);
  const path = call.query.get('path');
  const output = runGit(call.repository.git.folder, ['rev-list', from, ...(path === null ? [] : ['--', path])]);
  const shas = output.toString().split('\n').filter(Boolean);
  return answerPage(call, shas, (sha) => showCommit(call.world, call.repository, sha));
}

function getCommit(call: Call): Answer {
  const sha = commitOf(call, paramOf(call, 'ref'));
  const diff = answerDiff(call, call.repository.git.commit(sha)?.parents[0] ?? sha, sha);
  if (diff !== null) return diff;
  const files = filesOfCommit(call.repository, sha).map((file) => showDiffFile(call.world, call.repository, sha, file));
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  const stats = { total: additions + deletions, additions, deletions };
  return { status: 200, body: { ...showCommit(call.world, call.repository, sha), stats, files } };
}

function compare(call: Call): Answer {
  const { world, repository } = call;
  const [baseName = '', headName = ''] = paramOf(call, 'basehead').split('...');
  const base = commitOf(call, baseName);
  const head = commitOf(call, headName);
  const forkPoint = repository.git.mergeBase(base, head);
  if (forkPoint === undefined) throw new ApiError(404, `No common ancestor between ${baseName} and ${headName}.`);
  const diff = answerDiff(call, forkPoint, head);
  if (diff !== null) return diff;
  const ahead = repository.git.commitsBetween(forkPoint, head);
  const behind = repository.git.commitsBetween(forkPoint, base).length;
  const status = ahead.length === 0 ? (behind === 0 ? 'identical' : 'behind') : behind === 0 ? 'ahead' : 'diverged';
  const page = numberIn(call.query, 'page') ?? 1;
  const perPage = numberIn(call.query, 'per_page') ?? COMPARED_COMMITS;
  const files = page > 1 ? [] : repository.git.diff(forkPoint, head).slice(0, COMPARED_FILES);
  const html = `${pageUrlOf(world, repository)}/compare/${baseName}...${headName}`;
  const body = {
    url: `${apiUrlOf(world, repository)}/compare/${baseName}...${headName}`,
    html_url: html,
    permalink_url: `${pageUrlOf(world, repository)}/compare/${base}...${head}`,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: showCommit(world, repository, base),
    merge_base_commit: showCommit(world, repository, forkPoint),
    status,
    ahead_by: ahead.length,
    behind_by: behind,
    total_commits: ahead.length,
    commits: ahead.slice((page - 1) * perPage, page * perPage).map((sha) => showCommit(world, repository, sha)),
    files: files.map((file) => showDiffFile(world, repository, head, file)),
  };
  return { status: 200, body };
}

function listActivities(call: Call): Answer {
  const { world, repository, query } = call;
  const [ref, type] = [query.get('ref'), query.get('activity_type')];
  const found = repository.activities
    .filter((activity) => ref === null || activity.ref === ref || activity.ref === `refs/heads/${ref}`)
    .filter((activity) => type === null || activity.type === type);
  return answerPage(call, query.get('direction') === 'asc' ? found : found.toReversed(), (activity) =>
    showActivity(world, activity),
  );
}

function getTarball(call: Call): Answer {
  const sha = commitOf(call, paramOf(call, 'ref'));
  return { status: 302, headers: { Location: makeDownload(call.world, call.repository, sha) } };
}

function merge(call: Call): Answer {
  const base = requiredText(call.body, 'base');
  const head = requiredText(call.body, 'head');
  const sha = mergeBranch(call.world, call.repository, call.actor, base, head, textOf(call.body, 'commit_message'));
  if (sha === null) return { status: 204 };
  return { status: 201, body: showCommit(call.world, call.repository, sha) };
}
