import type { Json, JsonObject } from './json.js';

/** What a client sees; `body` undefined means none. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
}

/** What goes wrong. */
export type FaultEffect =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: JsonObject;
    }
  | { readonly kind: 'delay'; readonly ms: number }
  /** `after`: the request is carried out, its answer never arrives. */
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' }
  | { readonly kind: 'change'; readonly change: (answer: PlainAnswer) => PlainAnswer };

/** A fault and the requests it befalls. */
export interface Fault {
  readonly method?: string;
  /** A route template such as `/repos/{owner}/{repo}/issues`, a path as sent, or a pattern over the path. */
  readonly path?: string | RegExp;
  /** The first matching request to befall, from 1. */
  readonly nth?: number;
  /** How many matching requests from there on; 1 when left out. */
  readonly times?: number;
  readonly effect: FaultEffect;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The effects for a request, in the order in which they were added. Counts the request. */
  take(method: string, path: string, route: string | null): readonly FaultEffect[];
}

/** No faults yet. */
export function createFaults(): Faults {
  let faults: { readonly fault: Fault; seen: number }[] = [];
  return {
    add: (fault) => void faults.push({ fault, seen: 0 }),
    clear: () => {
      faults = [];
    },
    take(method, path, route) {
      const hit = faults.filter(({ fault }) => isMatch(fault, method, path, route));
      for (const entry of hit) entry.seen += 1;
      return hit
        .filter(({ fault, seen }) => seen >= (fault.nth ?? 1) && seen < (fault.nth ?? 1) + (fault.times ?? 1))
        .map(({ fault }) => fault.effect);
    },
  };
}

function isMatch({ method, path }: Fault, askedMethod: string, askedPath: string, route: string | null): boolean {
  if (method !== undefined && method.toUpperCase() !== askedMethod) return false;
  if (path === undefined) return true;
  return typeof path === 'string' ? path === route || path === askedPath : path.test(askedPath);
}

function refuse(status: number, message: string, headers: Readonly<Record<string, string>> = {}): FaultEffect {
  return { kind: 'answer', status, headers, body: { message, documentation_url: 'https://docs.github.com/rest' } };
}

/** The failures that GitHub is known for, ready to be added. Sources: GitHub's REST troubleshooting and rate-limit pages. */
export const commonFaults = {
  expiredToken: refuse(401, 'Bad credentials'),
  notFound: refuse(404, 'Not Found'),
  emptyRepository: refuse(409, 'Git Repository is empty.'),
  refMoved: refuse(422, 'Update is not a fast forward'),
  serverError: refuse(502, 'Server Error'),
  droppedBefore: { kind: 'drop', when: 'before' },
  droppedAfterApplying: { kind: 'drop', when: 'after' },
  slow: { kind: 'delay', ms: 10_500 },
  truncatedTree: {
    kind: 'change',
    change: (answer) =>
      typeof answer.body === 'object' && answer.body !== null && !Array.isArray(answer.body)
        ? { ...answer, body: { ...answer.body, truncated: true } }
        : answer,
  },
  secondaryLimit: (seconds: number): FaultEffect =>
    refuse(403, 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.', {
      'retry-after': String(seconds),
    }),
  /** `reset` is in seconds since the epoch. */
  primaryLimit: (reset: number): FaultEffect =>
    refuse(403, 'API rate limit exceeded for installation.', {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(reset),
    }),
} as const satisfies Record<string, FaultEffect | ((value: number) => FaultEffect)>;
