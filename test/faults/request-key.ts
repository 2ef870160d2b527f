/** Which request of a run is meant. */
import { API_ROOT } from '../../demo/github/http-server.js';
import type { LoggedRequest } from '../../demo/github/request-log.js';

/** The `nth` request of its kind, from 1. Numbers of issues and comments are the same in every run, ids are not. */
export interface RequestKey {
  readonly method: string;
  /** Path with `{id}` for what differs between runs. */
  readonly path: string;
  readonly nth: number;
  /** GitHub's name of the operation, for people. */
  readonly operation: string;
}

/** The keys of the requests of a run, in their order. */
export function keysOf(requests: readonly LoggedRequest[]): readonly RequestKey[] {
  const counts = new Map<string, number>();
  return requests.map(({ method, path, operation, kind }) => {
    const shape = withoutIds(path);
    const nth = (counts.get(`${method} ${shape}`) ?? 0) + 1;
    counts.set(`${method} ${shape}`, nth);
    return { method, path: shape, nth, operation: operation ?? kind };
  });
}

/** Whether a request is of the kind that a key names. */
export function sameRequest(key: RequestKey, method: string, path: string): boolean {
  const local = path.startsWith(`${API_ROOT}/`) ? path.slice(API_ROOT.length) : path;
  return key.method === method.toUpperCase() && key.path === withoutIds(local);
}

/** A pattern for the faults of the loopback. */
export function patternOf({ path }: RequestKey): RegExp {
  const literal = path.split('{id}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('[^/]+')}$`);
}

/** Commits, and the ids that grow with everything that is made. */
function withoutIds(path: string): string {
  return path.replace(/\b[0-9a-f]{40}\b/g, '{id}').replace(/\/(comments|installations|check-runs)\/\d+/g, '/$1/{id}');
}
