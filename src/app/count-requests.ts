/** Counts what is sent to GitHub: every attempt, by the template of its route. */
import type { ProbotOctokit } from 'probot';
import type { Metrics } from './metrics.js';

type Plugin = Parameters<typeof ProbotOctokit.plugin>[0];
type Fetch = (...args: Parameters<typeof fetch>) => Promise<Response>;

/** A client class whose requests are counted. */
export function countRequests(Base: typeof ProbotOctokit, metrics: Metrics): typeof ProbotOctokit {
  const plugin: Plugin = (octokit, options) => {
    const bucket = bucketOf(options.auth);
    octokit.hook.wrap('request', (request, asked) => {
      const route = routeOf(asked.url);
      const send: Fetch = asked.request?.fetch ?? fetch;
      const counted: Fetch = (...args) =>
        sendCounted(metrics, { bucket, method: asked.method, route }, () => send(...args));
      // Hooks further in are bound to this very object: another one would not reach them.
      asked.request = { ...asked.request, fetch: counted };
      return request(asked);
    });
  };
  return Base.plugin(plugin);
}

interface Counted {
  readonly bucket: string;
  readonly method: string;
  readonly route: string;
}

async function sendCounted(metrics: Metrics, { bucket, method, route }: Counted, send: () => Promise<Response>) {
  try {
    const response = await send();
    metrics.request(method, route, response.status);
    const remaining = response.headers.get('x-ratelimit-remaining');
    const reset = response.headers.get('x-ratelimit-reset');
    if (remaining !== null && reset !== null) metrics.rateLimit(bucket, Number(remaining), Number(reset));
    return response;
  } catch (error) {
    metrics.request(method, route, 0);
    throw error;
  }
}

/** The app and each installation have limits of their own. */
function bucketOf(auth: unknown): string {
  if (typeof auth !== 'object' || auth === null || !('installationId' in auth)) return 'app';
  return String(auth.installationId);
}

/**
 * The template of a route. What names a repository, as the links to further pages do, is not shown: `(further page)` for a whole
 * address, `(other)` for the rest.
 */
export function routeOf(url: string): string {
  if (/^https?:/.test(url)) return '(further page)';
  const path = url.split('?')[0] ?? '';
  const isTemplate =
    /^\/(?:repos\/\{owner\}\/\{repo\}|app|apps|installation|users|rate_limit)(?:\/(?:[a-z_-]+|\{[a-z_]+\}))*$/;
  return isTemplate.test(path) ? path : '(other)';
}
