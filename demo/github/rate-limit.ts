/** What is left of an hour's requests. `reset` is in seconds since the epoch. */
export interface Rate {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly reset: number;
}

export interface RateLimits {
  /** Counts a request of someone, unless nothing is left. */
  use(who: string): Rate & { readonly isExceeded: boolean };
  show(who: string): Rate;
}

const HOUR = 3600;

/** The primary rate limit: so many requests an hour for each caller. */
export function createRateLimits(now: () => number, limit: number): RateLimits {
  const windows = new Map<string, { used: number; reset: number }>();
  function windowOf(who: string): { used: number; reset: number } {
    const seconds = Math.floor(now() / 1000);
    const known = windows.get(who);
    if (known !== undefined && known.reset > seconds) return known;
    const opened = { used: 0, reset: seconds + HOUR };
    windows.set(who, opened);
    return opened;
  }
  function show(who: string): Rate {
    const { used, reset } = windowOf(who);
    return { limit, used, remaining: limit - used, reset };
  }
  return {
    show,
    use(who) {
      const open = windowOf(who);
      const isExceeded = open.used >= limit;
      if (!isExceeded) open.used += 1;
      return { ...show(who), isExceeded };
    },
  };
}

/** The headers in which every answer tells the caller's rate. */
export function rateHeaders({ limit, used, remaining, reset }: Rate): Readonly<Record<string, string>> {
  return {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Used': String(used),
    'X-RateLimit-Reset': String(reset),
    'X-RateLimit-Resource': 'core',
  };
}
