import { describe, expect, test } from '@jest/globals';
import { openQueue } from '../../src/jobs/open-queue.js';
import { freePort } from './redis-server.js';

async function open(redisUrl: string | undefined) {
  const done: string[] = [];
  const queue = await openQueue<string>({
    redisUrl,
    concurrency: 1,
    isData: (value): value is string => typeof value === 'string',
    run: async ({ data }, signal) => {
      done.push(`${data} ${signal.aborted}`);
    },
    onError: () => {},
  });
  return { queue, done };
}

describe('the queue that the configuration asks for', () => {
  test.each([undefined, ''])('is in this process without an address of Redis (%p)', async (redisUrl) => {
    const { queue, done } = await open(redisUrl);
    expect(queue.trouble()).toBeUndefined();
    expect(await queue.add({ key: 'k', repository: 'a', data: 'x' })).toBe('queued');
    await queue.drain();
    expect(done).toEqual(['x false']);
    expect(queue.unfinished()).toBe(0);
  });

  test('is in Redis with one', async () => {
    const { queue } = await open(`redis://127.0.0.1:${await freePort()}`);
    expect(queue.trouble()).toMatch(/^Redis cannot be used/);
    await queue.drain();
  });
});
