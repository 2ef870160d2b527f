/** Throttling that all replicas share: GitHub's limits are those of an installation, whichever process asks. */
import type { Logger } from 'pino';
import type { ProbotOctokit } from 'probot';

/** Start of every key in Redis. */
const PREFIX = 'cutover:throttle:';

type ClientOptions = NonNullable<ConstructorParameters<typeof ProbotOctokit>[0]> & { readonly throttle?: object };

export interface SharedThrottling {
  readonly Octokit: typeof ProbotOctokit;
  close(): Promise<void>;
}

/**
 * The client with its throttling kept in Redis. While Redis cannot be reached requests wait, as all work does. A request may take a
 * minute there, more than it gets; a download counts until it begins, and what GitHub redirects to is not throttled at all.
 */
export async function shareThrottling(
  Octokit: typeof ProbotOctokit,
  redisUrl: string,
  log: Logger,
): Promise<SharedThrottling> {
  // Loaded where they are used only.
  const [{ default: Bottleneck }, { Redis }] = await Promise.all([import('bottleneck'), import('ioredis')]);
  const client = new Redis(redisUrl, {
    keyPrefix: PREFIX,
    connectionName: 'cutover-throttle',
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 100, 2000),
  });
  const connection = new Bottleneck.IORedisConnection({ client });
  let told = false;
  connection.on('error', (error: unknown) => {
    if (!told) log.error({ err: error }, 'throttling: Redis cannot be reached, so requests to GitHub wait');
    told = true;
  });
  client.on('ready', () => {
    told = false;
  });
  return {
    Octokit: Octokit.defaults((options: ClientOptions) => ({
      ...options,
      throttle: { ...options.throttle, Bottleneck, connection },
    })),
    close: () => connection.disconnect(false),
  };
}
