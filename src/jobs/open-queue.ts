/** The queue that the configuration asks for. */
import { createQueue, type JobQueue, type QueueOptions } from './queue.js';
import type { RedisParts } from './redis-turn.js';

/** As for a queue in Redis; without an address of Redis the queue is in this process. */
export type OpenQueueOptions<Data> = QueueOptions<Data> &
  Omit<RedisParts<Data>, 'redisUrl'> & { readonly redisUrl?: string | undefined };

/**
 * A queue in Redis when there is an address of one, or else in this process. Does not wait until Redis answers: ask `trouble()`.
 * Throws a RangeError for a wrong `concurrency` or address.
 */
export async function openQueue<Data>({ redisUrl, ...options }: OpenQueueOptions<Data>): Promise<JobQueue<Data>> {
  if (redisUrl === undefined || redisUrl === '') return createQueue(options);
  // Loaded where it is used only: it costs as much time as the rest of the program together.
  const { createRedisQueue } = await import('./redis-queue.js');
  return createRedisQueue({ ...options, redisUrl });
}
