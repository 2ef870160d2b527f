/** `GET /healthz`: the process is alive. `GET /readyz`: it takes webhooks; not while it starts or stops. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Whether the server takes work at the moment, and if not why. */
export interface Readiness {
  state: 'starting' | 'ready' | 'stopping';
}

/** A handler for Probot's server; leaves every other address alone. */
export function healthHandler(
  readiness: Readiness,
  waiting: () => number,
): (req: IncomingMessage, res: ServerResponse) => boolean {
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const path = request.url?.split('?')[0];
    if (path === '/healthz') return answer(response, 200, { status: 'alive' });
    if (path !== '/readyz') return false;
    return answer(response, readiness.state === 'ready' ? 200 : 503, { status: readiness.state, waiting: waiting() });
  };
}

function answer(response: ServerResponse, status: number, body: Readonly<Record<string, unknown>>): boolean {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
  return true;
}
