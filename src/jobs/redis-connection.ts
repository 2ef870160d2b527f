/** Connections to Redis, and whether it can be reached, in a sentence for people. */
import { Redis } from 'ioredis';

/** What the queue needs of Redis. */
export interface RedisConnections {
  /** Answers soon or fails: a webhook waits for it. */
  readonly prompt: Redis;
  /** Waits through an outage: a worker has nothing better to do. */
  readonly patient: Redis;
  /** Why Redis cannot be used at the moment and what to do; nothing while it can. */
  trouble(): string | undefined;
  /** Ends both connections; commands under way are answered first where that is possible. */
  close(): Promise<void>;
}

/** Work could not be put into the queue, because Redis does not answer. */
export class QueueUnreachableError extends Error {
  override readonly name = 'QueueUnreachableError';
}

/** Milliseconds after which a prompt command has failed; GitHub gives a webhook ten seconds. */
const PROMPT = 5000;

/**
 * Connects in the background and goes on trying; `changed` is told whenever {@link RedisConnections.trouble} changes.
 * Throws a RangeError when `url` is no address of a Redis server; its message does not hold the address, which may hold a password.
 */
export function connectRedis(url: string, changed: (trouble: string | undefined) => void): RedisConnections {
  const address = describeAddress(url);
  const common = {
    connectTimeout: PROMPT,
    retryStrategy: (times: number) => Math.min(times * 100, 2000),
    // A replica that was a primary until now refuses to write: connect again, and send the command again.
    reconnectOnError: (error: Error) => (error.message.startsWith('READONLY') ? 2 : false),
  } as const;
  const prompt = new Redis(url, {
    ...common,
    connectionName: 'cutover-prompt',
    maxRetriesPerRequest: 8,
    commandTimeout: PROMPT,
  });
  const patient = new Redis(url, { ...common, connectionName: 'cutover-patient', maxRetriesPerRequest: null });
  let reason: string | undefined = 'not connected yet';
  let closing = false;

  function note(next: string | undefined): void {
    if (closing || next === reason) return;
    reason = next;
    changed(trouble());
  }
  function trouble(): string | undefined {
    if (reason === undefined) return undefined;
    return `Redis cannot be used at ${address} (${reason}): no work is taken until it can. Check REDIS_URL and that the server runs.`;
  }
  prompt
    .on('ready', () => note(undefined))
    .on('close', () => note(reason ?? 'the connection was closed'))
    .on('error', (error) => note(describeError(error)));
  // The queue's engine listens too, but only while it is open.
  patient.on('error', () => {});

  async function close(): Promise<void> {
    closing = true;
    await Promise.all([prompt, patient].map(closeOne));
  }
  return { prompt, patient, trouble, close };
}

async function closeOne(client: Redis): Promise<void> {
  if (client.status === 'end') return;
  try {
    if (client.status === 'ready') await client.quit();
  } catch {
    // It is gone already.
  }
  client.disconnect();
}

/** The address without name and password. */
function describeAddress(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !['redis:', 'rediss:'].includes(parsed.protocol) || parsed.hostname === '')
    throw new RangeError('REDIS_URL must be an address such as redis://localhost:6379, or rediss:// for TLS.');
  return `${parsed.protocol}//${parsed.hostname}:${parsed.port || '6379'}${parsed.pathname.length > 1 ? parsed.pathname : ''}`;
}

/** Several addresses of one name fail together, with a code and without a message. */
function describeError(error: Error): string {
  return error.message || ('code' in error ? String(error.code) : error.name);
}
