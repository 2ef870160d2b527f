/** The client of production, without the waits that politeness to the real GitHub costs. */
import Bottleneck from 'bottleneck';
import { AppOctokit } from '../../src/app/octokit.js';

type ClientOptions = NonNullable<ConstructorParameters<typeof AppOctokit>[0]> & {
  readonly throttle?: object;
  readonly retry?: object;
};

const LIMITERS = ['global', 'auth', 'search', 'write', 'notifications'] as const;

/** Milliseconds in place of the seconds that the plugins wait. */
const SECOND = 1;

/** Sends again what failed, as in production: both plugins are at work, with their waits a thousand times shorter. */
export function makeRepeatingClient(): typeof AppOctokit {
  const limiters = Object.fromEntries(LIMITERS.map((name) => [name, new Bottleneck.Group({ maxConcurrent: 10 })]));
  return AppOctokit.defaults((options: ClientOptions) => ({
    ...options,
    throttle: { ...options.throttle, ...limiters, retryAfterBaseValue: SECOND },
    retry: { ...options.retry, retryAfterBaseValue: SECOND },
  }));
}

/** Sends everything once: every fault reaches the app. */
export function makePlainClient(): typeof AppOctokit {
  return AppOctokit.defaults((options: ClientOptions) => ({
    ...options,
    throttle: { ...options.throttle, enabled: false },
    retry: { ...options.retry, enabled: false },
  }));
}

/** The client of production, retries and their waits included; only requests are not spaced, which is politeness to the real GitHub. */
export function makeUnspacedClient(): typeof AppOctokit {
  return AppOctokit.defaults((options: ClientOptions) => ({
    ...options,
    throttle: { ...options.throttle, enabled: false },
  }));
}
