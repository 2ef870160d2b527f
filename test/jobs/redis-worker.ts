/**
 * A replica of its own process for the tests of the queue in Redis. Arguments: address, prefix, lease in milliseconds, jobs at a time.
 * Says what happens as lines "start DATA", "end DATA", "overlap REPOSITORY" and "ready"; ends on SIGTERM when it has drained.
 * A job whose data starts with "hold" does not end.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { createRedisQueue } from '../../src/jobs/redis-queue.js';

const [redisUrl = '', prefix = '', lease = '30000', concurrency = '4'] = process.argv.slice(2);
const marks = new Redis(redisUrl);

const queue = createRedisQueue<string>({
  redisUrl,
  prefix,
  lease: Number(lease),
  concurrency: Number(concurrency),
  isData: (value): value is string => typeof value === 'string',
  async run({ data, repository }) {
    const mark = `${prefix}:test:active:${repository}`;
    if ((await marks.incr(mark)) > 1) console.log(`overlap ${repository}`);
    console.log(`start ${data}`);
    if (data.startsWith('hold')) await new Promise(() => {});
    await wait(3);
    await marks.decr(mark);
    await marks.rpush(`${prefix}:test:done`, data);
    console.log(`end ${data}`);
  },
  onError: (error) => console.log(`error ${String(error)}`),
  onFault: (error) => console.log(`fault ${error.message}`),
  onConnection: (trouble) => console.log(trouble ?? 'ready'),
});

process.on('SIGTERM', () => {
  void queue.drain().then(() => {
    console.log('drained');
    process.exit(0);
  });
});
