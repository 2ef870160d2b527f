/** One request that this GitHub answered, or refused to. */
export interface LoggedRequest {
  readonly id: number;
  /** Milliseconds since the epoch on the loopback's clock. */
  readonly at: number;
  readonly method: string;
  /** Path without the API root and the query, as sent. */
  readonly path: string;
  readonly query: string;
  /** `token` makes installation tokens; `codeload` is the download behind a tarball's redirect; `git` is a clone. */
  readonly kind: 'api' | 'token' | 'codeload' | 'git' | 'page';
  /** The route's template, such as `/repos/{owner}/{repo}/git/trees`; null when none matched. */
  route: string | null;
  /** GitHub's name of the operation, such as `git/create-tree`. */
  operation: string | null;
  /** Null until answered, and for good when the connection was dropped. */
  status: number | null;
  /** Who asked: the installation's id, the app, a person's login. */
  actor: string | null;
  /** The fault that was injected, if any. */
  fault: string | null;
  readonly bodyBytes: number;
}

export interface RequestLog {
  add(request: Omit<LoggedRequest, 'id' | 'route' | 'operation' | 'status' | 'actor' | 'fault'>): LoggedRequest;
  list(): readonly LoggedRequest[];
  clear(): void;
}

/** An empty request log. */
export function createRequestLog(): RequestLog {
  let requests: LoggedRequest[] = [];
  let last = 0;
  return {
    add(request) {
      last += 1;
      const logged = { ...request, id: last, route: null, operation: null, status: null, actor: null, fault: null };
      requests.push(logged);
      return logged;
    },
    list: () => requests,
    clear: () => {
      requests = [];
    },
  };
}
