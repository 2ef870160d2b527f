import { createCheckRun, rerequestCheckRun, updateCheckRun } from '../acts/checks.js';
import { notFound } from '../api-error.js';
import { type Answer, answerPage, type Call, numberIn, paramOf, type Route } from '../call.js';
import { showAnnotation, showCheckRun } from '../serialize/check.js';
import type { CheckRun } from '../world.js';

export const checkRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/check-runs',
    operation: 'checks/create',
    needs: ['checks:write'],
    handle: create,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/check-runs/{check_run_id}',
    operation: 'checks/get',
    needs: ['checks:read'],
    handle: get,
  },
  {
    method: 'PATCH',
    path: '/repos/{owner}/{repo}/check-runs/{check_run_id}',
    operation: 'checks/update',
    needs: ['checks:write'],
    handle: update,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/check-runs/{check_run_id}/annotations',
    operation: 'checks/list-annotations',
    needs: ['checks:read'],
    handle: listAnnotations,
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/check-runs/{check_run_id}/rerequest',
    operation: 'checks/rerequest-run',
    needs: ['checks:write'],
    handle: rerequest,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{ref}/check-runs',
    operation: 'checks/list-for-ref',
    needs: ['checks:read'],
    handle: listForRef,
  },
];

function runOf(call: Call): CheckRun {
  const id = Number(paramOf(call, 'check_run_id'));
  const run = call.repository.checkRuns.find((candidate) => candidate.id === id);
  if (run === undefined) throw notFound();
  return run;
}

function create(call: Call): Answer {
  const run = createCheckRun(call.world, call.repository, call.actor, call.body);
  const body = showCheckRun(call.world, call.repository, run);
  return { status: 201, body, headers: { Location: body.url } };
}

function get(call: Call): Answer {
  return { status: 200, body: showCheckRun(call.world, call.repository, runOf(call)) };
}

function update(call: Call): Answer {
  const run = runOf(call);
  updateCheckRun(call.world, call.repository, call.actor, run, call.body);
  return { status: 200, body: showCheckRun(call.world, call.repository, run) };
}

function listAnnotations(call: Call): Answer {
  const run = runOf(call);
  return answerPage(call, run.annotations, (annotation) =>
    showAnnotation(call.world, call.repository, run, annotation),
  );
}

function rerequest(call: Call): Answer {
  rerequestCheckRun(call.world, call.repository, call.actor, runOf(call));
  return { status: 201, body: {} };
}

function listForRef(call: Call): Answer {
  const { query, repository } = call;
  const sha = repository.git.resolveCommit(paramOf(call, 'ref'));
  const [name, status, app] = [query.get('check_name'), query.get('status'), numberIn(query, 'app_id')];
  const runs = repository.checkRuns
    .filter(
      (run) =>
        run.headSha === sha && (name === null || run.name === name) && (status === null || run.status === status),
    )
    .filter(() => app === undefined || app === call.world.app.id)
    .reverse();
  // Only the newest run of a name, unless all are asked for.
  const shown =
    query.get('filter') === 'all'
      ? runs
      : runs.filter((run, at) => runs.findIndex((other) => other.name === run.name) === at);
  return answerPage(
    call,
    shown,
    (run) => showCheckRun(call.world, repository, run),
    (page) => ({ total_count: shown.length, check_runs: page }),
  );
}
