/** `GET /healthz`: the process is alive. `GET /readyz`: it takes webhooks; not while it starts, stops, or cannot reach its queue. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Whether the server takes work at the moment, and if not why. */
export interface Readiness {
  state: 'starting' | 'ready' | 'stopping';
}

/** The part of a queue that its health is read from. */
export interface WatchedQueue {
  stats(): { readonly waiting: number; readonly running: number };
  trouble(): string | undefined;
}

/** A handler for Probot's server; leaves every other address alone. */
export function healthHandler(
  readiness: Readiness,
  queue: WatchedQueue,
): (req: IncomingMessage, res: ServerResponse) => boolean {
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const path = request.url?.split('?')[0];
    if (path === '/healthz') return answer(response, 200, { status: 'alive' });
    if (path !== '/readyz') return false;
    const trouble = queue.trouble();
    const { waiting, running } = queue.stats();
    const ready = readiness.state === 'ready' && trouble === undefined;
    return answer(response, ready ? 200 : 503, {
      status: readiness.state,
      waiting,
      running,
      ...(trouble && { trouble }),
    });
  };
}

function answer(response: ServerResponse, status: number, body: Readonly<Record<string, unknown>>): boolean {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
  return true;
}
