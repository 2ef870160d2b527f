/** `GET /metrics`, and the count of webhooks by how they were answered. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { QueueStats } from '../jobs/queue.js';
import { EXPOSITION_TYPE } from './exposition.js';
import type { Metrics } from './metrics.js';

/** A handler for Probot's server; leaves every other address alone. */
export function metricsHandler(
  metrics: Metrics,
  queue: { stats(): QueueStats },
): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') return false;
    response
      .writeHead(200, { 'content-type': EXPOSITION_TYPE, 'cache-control': 'no-store' })
      .end(metrics.render(queue.stats()));
    return true;
  };
}

/** Counts the webhooks that a server answers. A handler would not do: Probot's own answers them first. */
export function countDeliveries(server: Server, webhookPath: string, metrics: Metrics): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== 'POST' || request.url?.split('?')[0] !== webhookPath) return;
    const event = request.headers['x-github-event'];
    response.once('finish', () => metrics.delivery(typeof event === 'string' ? event : undefined, response.statusCode));
  });
}
