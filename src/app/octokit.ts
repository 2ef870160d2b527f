/** The client for GitHub's API, with a policy for rate limits. */
import { ProbotOctokit } from 'probot';

/** Waits longer than this, in seconds, are not waited for: the request fails and the person is told. */
export const LONGEST_WAIT = 15 * 60;
const MOST_RETRIES = 3;

/** What the throttling plugin tells its policy about a request. */
interface Limited {
  readonly method: string;
  readonly url: string;
}

interface Notes {
  readonly log: { warn(message: string): unknown };
}

/** Whether a request that met a rate limit is sent again after `wait` seconds, the server's own time. */
export function retriesAfter(wait: number, limited: Limited, client: Notes, tries: number): boolean {
  const again = wait <= LONGEST_WAIT && tries < MOST_RETRIES;
  client.log.warn(
    `rate limit met by ${limited.method} ${limited.url}: ${again ? `again in ${wait} s` : `given up (${wait} s)`}`,
  );
  return again;
}

type ClientOptions = NonNullable<ConstructorParameters<typeof ProbotOctokit>[0]>;

/** Answers that asking again does not change. To the plugin's own list comes 409: an empty repository, or a branch that moved. */
const FINAL = [400, 401, 403, 404, 409, 410, 422, 451];

/** Probot's client; both rate limits are obeyed and waited for, within {@link LONGEST_WAIT}. */
export const AppOctokit: typeof ProbotOctokit = ProbotOctokit.defaults((options: ClientOptions) => ({
  ...options,
  retry: { ...options.retry, doNotRetry: FINAL },
  throttle: { ...options.throttle, onRateLimit: retriesAfter, onSecondaryRateLimit: retriesAfter },
}));
