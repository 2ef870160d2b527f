import { isPull } from '../call.js';
import type { Annotation, CheckRun, Repository, World } from '../world.js';
import { nodeId, showTime } from './account.js';
import { showApp } from './app.js';
import { apiUrlOf, pageUrlOf, showRepository } from './repository.js';

/** GitHub's `check-run`. */
export function showCheckRun(world: World, repository: Repository, run: CheckRun) {
  const api = apiUrlOf(world, repository);
  const html = `${pageUrlOf(world, repository)}/runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CheckRun', run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url: `${api}/check-runs/${run.id}`,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: showTime(run.startedAt),
    completed_at: run.completedAt === null ? null : showTime(run.completedAt),
    output: {
      ...run.output,
      annotations_count: run.annotations.length,
      annotations_url: `${api}/check-runs/${run.id}/annotations`,
    },
    check_suite: { id: run.suiteId },
    app: showApp(world),
    pull_requests: pullsAt(world, repository, run.headSha),
  };
}

/** A check run as webhooks show it: with more of its suite. */
export function showCheckRunOfWebhook(world: World, repository: Repository, run: CheckRun) {
  const shown = showCheckRun(world, repository, run);
  return {
    ...shown,
    check_suite: {
      id: run.suiteId,
      node_id: nodeId('CheckSuite', run.suiteId),
      head_branch: shown.pull_requests[0]?.head.ref ?? null,
      head_sha: run.headSha,
      status: run.status,
      conclusion: run.conclusion,
      url: `${apiUrlOf(world, repository)}/check-suites/${run.suiteId}`,
      before: null,
      after: run.headSha,
      pull_requests: shown.pull_requests,
      app: shown.app,
      repository: showRepository(world, repository),
      created_at: showTime(run.startedAt),
      updated_at: showTime(run.completedAt ?? run.startedAt),
    },
  };
}

function pullsAt(world: World, repository: Repository, sha: string) {
  const api = apiUrlOf(world, repository);
  const repo = { id: repository.id, url: api, name: repository.name };
  return repository.issues
    .filter(isPull)
    .filter(({ state, pull }) => state === 'open' && pull.headSha === sha)
    .map((issue) => ({
      id: issue.id,
      number: issue.number,
      url: `${api}/pulls/${issue.number}`,
      head: { ref: issue.pull.head, sha: issue.pull.headSha, repo },
      base: { ref: issue.pull.base, sha: issue.pull.baseSha, repo },
    }));
}

/** GitHub's `check-annotation`. */
export function showAnnotation(world: World, repository: Repository, run: CheckRun, annotation: Annotation) {
  const path = annotation.path.split('/').map(encodeURIComponent).join('/');
  return { ...annotation, blob_href: `${pageUrlOf(world, repository)}/blob/${run.headSha}/${path}` };
}
