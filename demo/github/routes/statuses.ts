import { notFound } from '../api-error.js';
import { type Answer, type Call, numberIn, paramOf, type Route } from '../call.js';
import { showCombinedStatus } from '../serialize/status.js';

export const statusRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{ref}/status',
    operation: 'repos/get-combined-status-for-ref',
    needs: ['statuses:read'],
    handle: getCombined,
  },
];

/** The latest status of each context. */
function getCombined(call: Call): Answer {
  const { world, repository, query } = call;
  const sha = repository.git.resolveCommit(paramOf(call, 'ref'));
  if (sha === undefined) throw notFound();
  const all = repository.statuses.filter((status) => status.sha === sha).reverse();
  const latest = all.filter((status, at) => all.findIndex(({ context }) => context === status.context) === at);
  const [size, page] = [numberIn(query, 'per_page') ?? 30, numberIn(query, 'page') ?? 1];
  const shown = latest.slice((page - 1) * size, page * size);
  return { status: 200, body: showCombinedStatus(world, repository, sha, latest, shown) };
}
