import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { Job, JobQueue } from '../../src/jobs/queue.js';
import { MOST_ATTEMPTS, makeInbox } from '../../src/jobs/redis-inbox.js';
import { createRedisQueue } from '../../src/jobs/redis-queue.js';
import type { RedisQueueOptions } from '../../src/jobs/redis-turn.js';
import { freePort, hasRedisServer, startRedis, type TestRedis } from './redis-server.js';

const own = hasRedisServer();
const name = 'a queue in Redis';
const describeRedis =
  own || process.env.REDIS_URL
    ? describe
    : (_name: string, body: () => void) =>
        describe.skip(`${name} (skipped: no redis-server here and no REDIS_URL)`, body);

/** A list that can be waited for. */
function makeRecord() {
  const lines: string[] = [];
  let waiters: { readonly ready: () => boolean; readonly resolve: () => void }[] = [];
  function add(line: string): void {
    lines.push(line);
    const done = waiters.filter(({ ready }) => ready());
    waiters = waiters.filter((waiter) => !done.includes(waiter));
    for (const { resolve } of done) resolve();
  }
  const until = (ready: () => boolean) =>
    ready() ? Promise.resolve() : new Promise<void>((resolve) => waiters.push({ ready, resolve }));
  return { lines, add, until, has: (line: string) => until(() => lines.includes(line)) };
}

let redis: TestRedis;
let admin: Redis;
let queues: JobQueue<string>[] = [];
let children: ChildProcess[] = [];
let ends: Map<string, (error?: Error) => void>;
let prefix: string;

const isText = (value: unknown): value is string => typeof value === 'string';

/** A replica in this process whose jobs end when the test says so, or at once where `endless` is false. */
function openReplica(more: Partial<RedisQueueOptions<string>> = {}) {
  const started = makeRecord();
  const told = makeRecord();
  const signals = new Map<string, AbortSignal>();
  const queue = createRedisQueue<string>({
    redisUrl: redis.url,
    prefix,
    concurrency: 4,
    isData: isText,
    run: ({ data }, signal) =>
      new Promise((resolve, reject) => {
        signals.set(data, signal);
        signal.addEventListener('abort', () => reject(signal.reason));
        ends.set(data, (error) => (error === undefined ? resolve() : reject(error)));
        started.add(data);
      }),
    onError: (error, { data }) => told.add(`error ${data}: ${error instanceof Error ? error.name : ''}`),
    onFault: (error) => told.add(`fault ${error.message}`),
    onConnection: (trouble) => told.add(trouble === undefined ? 'connected' : trouble),
    ...more,
  });
  queues.push(queue);
  const add = (repository: string, data: string, job: Partial<Job<string>> = {}) =>
    queue.add({ key: `${repository}/${data}`, repository, data, ...job });
  return { queue, add, started, told, signals, end: (data: string, error?: Error) => ends.get(data)?.(error) };
}

/** A replica in a process of its own. */
async function spawnReplica(lease: number, concurrency = 4) {
  const program = new URL('redis-worker.ts', import.meta.url).pathname;
  const args = ['--import', 'tsx', program, redis.url, prefix, `${lease}`, `${concurrency}`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const said = makeRecord();
  createInterface({ input: child.stdout }).on('line', said.add);
  await said.has('ready');
  return { child, said };
}

/** Puts work into the queue without running any. */
async function produce(jobs: readonly { readonly repository: string; readonly data: string }[]): Promise<void> {
  const inbox = makeInbox(`${prefix}:inbox:`);
  const turns = new Queue('turns', { connection: admin, prefix });
  for (const { repository, data } of jobs) {
    await inbox.add(admin, repository, data, JSON.stringify(data), false);
    await turns.add('turn', { repository }, { deduplication: { id: repository, keepLastIfActive: true } });
  }
  await turns.close();
}

describeRedis(name, () => {
  beforeAll(async () => {
    redis = await startRedis();
    admin = new Redis(redis.url);
    admin.on('error', () => {});
  });

  afterAll(async () => {
    await admin.quit();
    await redis.stop();
  });

  beforeAll(() => {
    prefix = `cutover-test-${randomUUID()}`;
    ends = new Map();
  });

  afterEach(async () => {
    for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    for (const end of ends.values()) end();
    await Promise.all(queues.map((queue) => queue.drain()));
    const keys = await admin.keys(`${prefix}:*`);
    if (keys.length > 0) await admin.del(keys);
    queues = [];
    children = [];
    prefix = `cutover-test-${randomUUID()}`;
    ends = new Map();
  });

  test('runs the work of one repository one after another, in order', async () => {
    const { started, add, end, queue } = openReplica();
    for (const data of ['one', 'two', 'three']) expect(await add('a', data)).toBe('queued');
    await started.has('one');
    expect(started.lines).toEqual(['one']);
    end('one');
    await started.has('two');
    end('two');
    await started.has('three');
    end('three');
    await queue.idle();
    expect(started.lines).toEqual(['one', 'two', 'three']);
    expect(queue.stats()).toEqual({ waiting: 0, running: 0, longestWait: 0 });
  });

  test('runs different repositories at the same time up to the limit', async () => {
    const { started, add, end, queue } = openReplica({ concurrency: 2 });
    for (const repository of ['a', 'b', 'c']) await add(repository, repository);
    await started.until(() => started.lines.length === 2);
    expect(queue.stats()).toMatchObject({ running: 2, waiting: 1 });
    expect(queue.unfinished()).toBe(2);
    end('b');
    await started.has('c');
    expect(started.lines).toEqual(['a', 'b', 'c']);
  });

  test('does not let a busy repository hold up the others', async () => {
    const { started, add } = openReplica({ concurrency: 2 });
    for (const data of ['a1', 'a2', 'a3']) await add('a', data);
    await add('b', 'b1');
    await started.has('b1');
    expect([...started.lines].sort()).toEqual(['a1', 'b1']);
  });

  test('puts a later job in the place of a waiting one of its key, never of a running one', async () => {
    const { started, add, end, queue } = openReplica();
    expect(await add('a', 'first', { key: 'phase-4' })).toBe('queued');
    await started.has('first');
    expect(await add('a', 'second', { key: 'phase-4' })).toBe('queued');
    expect(await add('a', 'other')).toBe('queued');
    expect(await add('a', 'third', { key: 'phase-4' })).toBe('replaced');
    expect(queue.stats().waiting).toBe(2);
    end('first');
    await started.has('third');
    end('third');
    await started.has('other');
    expect(started.lines).toEqual(['first', 'third', 'other']);
  });

  test('asked five times at once for the same work does it once', async () => {
    const { started, add, end, queue } = openReplica({ concurrency: 1 });
    await add('b', 'busy');
    await started.has('busy');
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => add('a', 'same')));
    expect(outcomes.filter((outcome) => outcome === 'queued')).toHaveLength(1);
    end('busy');
    await started.has('same');
    end('same');
    await queue.idle();
    expect(started.lines).toEqual(['busy', 'same']);
  });

  test('lets a person who waits go first, in the same repository and among repositories', async () => {
    const { started, add, end } = openReplica({ concurrency: 1 });
    await add('a', 'running');
    await started.has('running');
    await add('a', 'sweep of a');
    for (const repository of ['b', 'c', 'd']) await add(repository, `sweep of ${repository}`, { key: 'sweep' });
    await add('d', 'asked in d', { urgent: true });
    await add('c', 'asked in c', { key: 'sweep', urgent: true });
    await add('c', 'asked in c again', { key: 'sweep' });
    await add('a', 'asked in a', { urgent: true });
    for (const data of ['running', 'asked in d', 'asked in c again', 'asked in a']) {
      await started.has(data);
      end(data);
    }
    await started.until(() => started.lines.length === 5);
    expect(started.lines.slice(0, 4)).toEqual(['running', 'asked in d', 'asked in c again', 'asked in a']);
  });

  test('goes on after a failure and tells of it', async () => {
    const { started, told, add, end, queue } = openReplica();
    await add('a', 'bad');
    await add('a', 'good');
    await started.has('bad');
    end('bad', new TypeError('no answer'));
    await started.has('good');
    end('good');
    await queue.idle();
    expect(told.lines.filter((line) => line.startsWith('error'))).toEqual(['error bad: TypeError']);
  });

  test('counts the longest wait from when the work was first asked for', async () => {
    const { started, add, queue } = openReplica({ concurrency: 1 });
    await add('a', 'running');
    await started.has('running');
    await add('b', 'one', { key: 'k' });
    await admin.zadd(`${prefix}:inbox:since`, Date.now() - 60_000, 'b k');
    await add('b', 'two', { key: 'k' });
    expect(queue.stats().longestWait).toBeGreaterThanOrEqual(59_000);
    expect(queue.stats()).toMatchObject({ waiting: 1, running: 1 });
  });

  test('keeps one repository serial between two replicas of a process', async () => {
    const one = openReplica();
    const two = openReplica();
    await one.add('a', 'first');
    await two.add('a', 'second');
    await two.add('b', 'other');
    const all = () => [...one.started.lines, ...two.started.lines].sort();
    await Promise.race([one.started.has('other'), two.started.has('other')]);
    await Promise.race([one.started.has('first'), two.started.has('first')]);
    expect(all()).toEqual(['first', 'other']);
    ends.get('first')?.();
    await Promise.race([one.started.has('second'), two.started.has('second')]);
    expect(all()).toEqual(['first', 'other', 'second']);
  });

  test('keeps repositories serial between two processes, and does everything once', async () => {
    const [one, two] = await Promise.all([spawnReplica(30_000), spawnReplica(30_000)]);
    const jobs = Array.from({ length: 90 }, (_, job) => ({ repository: `${job % 9}`, data: `job ${job}` }));
    await produce(jobs);
    const ended = () => [...one.said.lines, ...two.said.lines].filter((line) => line.startsWith('end'));
    await Promise.race([one, two].map(({ said }) => said.until(() => ended().length === jobs.length)));
    expect(new Set(ended()).size).toBe(jobs.length);
    expect([...one.said.lines, ...two.said.lines].filter((line) => /^(?:overlap|error|fault)/.test(line))).toEqual([]);
    for (const { said } of [one, two]) expect(said.lines.some((line) => line.startsWith('end'))).toBe(true);
  }, 60_000);

  test('takes over the work of a process that was killed, and does not do the rest twice', async () => {
    const lease = 2000;
    const { child, said } = await spawnReplica(lease, 3);
    await produce(
      Array.from({ length: 30 }, (_, job) => ({
        repository: `${job}`,
        data: `${job % 5 === 4 ? 'hold' : 'quick'} ${job}`,
      })),
    );
    // Three jobs that do not end leave it no hand for the rest.
    await said.until(() => said.lines.filter((line) => line.startsWith('start hold')).length === 3);
    const here = openReplica({ lease, concurrency: 8, run: async ({ data }) => here.started.add(data) });
    child.kill('SIGKILL');
    await once(child, 'exit');
    await here.queue.idle();
    const there = said.lines.flatMap((line) => (line.startsWith('end ') ? [line.slice(4)] : []));
    const finished = [...here.started.lines, ...there];
    expect(new Set(finished).size).toBe(30);
    expect(finished).toHaveLength(30);
    expect(there.length).toBeGreaterThanOrEqual(12);
    expect(here.started.lines).toEqual(expect.arrayContaining(['hold 4', 'hold 9', 'hold 14']));
  }, 60_000);

  test('gives a job up that ends the process every time', async () => {
    const inbox = makeInbox(`${prefix}:inbox:`);
    await inbox.add(admin, 'a', 'deadly', '"deadly"', true);
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++)
      expect(await inbox.claim(admin, 'a')).toMatchObject({ outcome: 'run', held: { attempt } });
    const { add, started, told } = openReplica();
    await add('a', 'harmless');
    await add('a', 'next');
    await started.until(() => started.lines.length > 0);
    expect(started.lines).toEqual(['harmless']);
    expect(told.lines).toContain(
      'fault job deadly of repository a was given up: it was started 5 times and each time cut off',
    );
  });

  test('lets a later job replace one that was cut off', async () => {
    const inbox = makeInbox(`${prefix}:inbox:`);
    await inbox.add(admin, 'a', 'phase-4', '"old"', true);
    await inbox.claim(admin, 'a');
    const { add, started } = openReplica();
    await add('a', 'new', { key: 'phase-4' });
    await started.has('new');
    expect(started.lines).toEqual(['new']);
  });

  test('tells a holder that was replaced apart from the one who holds the job', async () => {
    const inbox = makeInbox(`${prefix}:inbox:`);
    await inbox.add(admin, 'a', 'k', '1', false);
    const first = await inbox.claim(admin, 'a');
    const second = await inbox.claim(admin, 'a');
    expect(second.held).toMatchObject({ key: 'k', attempt: 2 });
    expect(second.held.fence).toBeGreaterThan(first.held.fence);
    expect(await inbox.finish(admin, 'a', first.held.fence)).toMatchObject({ outcome: 'taken' });
    expect(await inbox.finish(admin, 'a', second.held.fence)).toMatchObject({ outcome: 'finished' });
    expect(await inbox.finish(admin, 'a', second.held.fence)).toMatchObject({ outcome: 'gone' });
  });

  test('stops a job whose lock was lost, and does it again', async () => {
    const { add, started, told, signals, queue } = openReplica({ lease: 1500 });
    await add('a', 'job');
    await started.has('job');
    const [lock] = await admin.keys(`${prefix}:turns:*:lock`);
    await admin.set(lock ?? '', 'somebody else', 'PX', 1000);
    await told.until(() => told.lines.includes('error job: TakenOverError'));
    expect(signals.get('job')?.aborted).toBe(true);
    await started.until(() => started.lines.length === 2);
    ends.get('job')?.();
    await queue.idle();
  }, 20_000);

  test('drains: finishes what runs, leaves what waits to others', async () => {
    const going = openReplica({ concurrency: 1 });
    await going.add('a', 'one');
    await going.started.has('one');
    await going.add('a', 'two');
    let drained = false;
    const draining = going.queue.drain().then(() => {
      drained = true;
    });
    expect(await going.add('b', 'still kept')).toBe('queued');
    expect(drained).toBe(false);
    going.end('one');
    await draining;
    expect(going.started.lines).toEqual(['one']);
    expect(going.queue.unfinished()).toBe(0);
    expect(await going.add('a', 'late')).toBe('refused');
    const staying = openReplica();
    await staying.started.until(() => staying.started.lines.length === 2);
    expect([...staying.started.lines].sort()).toEqual(['still kept', 'two']);
  });

  test('ends a process that drains on SIGTERM', async () => {
    const { child, said } = await spawnReplica(30_000);
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(said.lines).toContain('drained');
  }, 30_000);

  test('goes on when its connections are cut', async () => {
    const { add, started, end, queue, told } = openReplica();
    await add('a', 'before');
    await started.has('before');
    await admin.client('KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await add('a', 'after');
    end('before');
    await started.has('after');
    end('after');
    await queue.idle();
    expect(started.lines).toEqual(['before', 'after']);
    expect(told.lines.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  (own ? test : test.skip)(
    'goes on when the server was restarted, with what waited',
    async () => {
      const { add, started, end, queue, told } = openReplica({ concurrency: 1 });
      await add('a', 'running');
      await started.has('running');
      await add('b', 'waiting');
      await redis.restart?.(async () => {
        await told.until(() => told.lines.some((line) => line.startsWith('Redis cannot be used')));
        expect(queue.trouble()).toMatch(/^Redis cannot be used at redis:\/\/127\.0\.0\.1:\d+ \(.+\): no work is taken/);
        end('running');
      });
      await started.has('waiting');
      expect(queue.trouble()).toBeUndefined();
      expect(await add('c', 'afterwards')).toBe('queued');
      end('waiting');
      await started.has('afterwards');
      end('afterwards');
      await queue.idle();
      expect(started.lines).toEqual(['running', 'waiting', 'afterwards']);
    },
    30_000,
  );

  (own ? test : test.skip)(
    'ends though the server is away, and leaves what it had to others',
    async () => {
      const { add, started, end, queue, told } = openReplica({ concurrency: 1, lease: 1000 });
      await add('a', 'running');
      await started.has('running');
      await add('b', 'waiting');
      await redis.restart?.(async () => {
        await told.until(() => told.lines.some((line) => line.startsWith('Redis cannot be used')));
        const draining = queue.drain();
        end('running');
        await draining;
      });
      expect(queue.unfinished()).toBe(0);
      const next = openReplica({ lease: 1000 });
      await next.started.until(() => next.started.lines.length === 2);
      // It was done, but nobody could be told: it is done again.
      expect([...next.started.lines].sort()).toEqual(['running', 'waiting']);
    },
    30_000,
  );

  test('drops what cannot be read, says so, and goes on', async () => {
    const inbox = makeInbox(`${prefix}:inbox:`);
    await inbox.add(admin, 'a', 'not JSON', '{"a":', true);
    await inbox.add(admin, 'a', 'not a job', '42', true);
    const turns = new Queue('turns', { connection: admin, prefix });
    await turns.add('turn', { repository: 7 });
    await turns.close();
    const { add, started, told } = openReplica();
    await add('a', 'good');
    await started.has('good');
    await told.until(() => told.lines.filter((line) => line.startsWith('fault')).length === 3);
    expect(told.lines.filter((line) => line.startsWith('fault')).sort()).toEqual([
      'fault a turn in the queue cannot be read; it was dropped',
      'fault job not JSON of repository a cannot be read; it was dropped',
      'fault job not a job of repository a cannot be read; it was dropped',
    ]);
  });

  test('finds work whose turn was lost', async () => {
    await makeInbox(`${prefix}:inbox:`).add(admin, 'a', 'k', '"forgotten"', false);
    const { started } = openReplica({ lease: 300 });
    await started.has('forgotten');
  });

  test('refuses more than a thousand waiting jobs of one repository', async () => {
    const { add, started } = openReplica({ concurrency: 1 });
    await add('a', 'running');
    await started.has('running');
    const inbox = makeInbox(`${prefix}:inbox:`);
    await Promise.all(Array.from({ length: 1000 }, (_, job) => inbox.add(admin, 'a', `${job}`, '""', false)));
    expect(await add('a', 'one more')).toBe('refused');
    expect(await add('b', 'elsewhere')).toBe('queued');
    await admin.del(...(await admin.keys(`${prefix}:inbox:*`)));
  });

  test('keeps everything under its prefix', async () => {
    const before = new Set(await admin.keys('*'));
    const { add, started } = openReplica();
    await add('a', 'one');
    await started.has('one');
    const made = (await admin.keys('*')).filter((key) => !before.has(key));
    expect(made.length).toBeGreaterThan(0);
    expect(made.filter((key) => !key.startsWith(`${prefix}:`))).toEqual([]);
  });
});

describe('a queue without a Redis that answers', () => {
  test('says so and refuses work soon, without the password', async () => {
    const port = await freePort();
    const told = makeRecord();
    const queue = createRedisQueue<string>({
      redisUrl: `redis://user:hunter2@127.0.0.1:${port}/3`,
      concurrency: 1,
      isData: isText,
      run: async () => {},
      onError: () => {},
      onConnection: (trouble) => told.add(trouble ?? 'connected'),
      onFault: (error) => told.add(`fault ${error.message}`),
    });
    expect(queue.trouble()).toContain('not connected yet');
    await expect(queue.add({ key: 'k', repository: 'a', data: 'x' })).rejects.toThrow(
      `Redis cannot be used at redis://127.0.0.1:${port}/3 (connect ECONNREFUSED 127.0.0.1:${port}): no work is taken until it can. Check REDIS_URL and that the server runs.`,
    );
    await queue.drain();
    expect(told.lines).toHaveLength(1);
    expect(told.lines.join()).not.toContain('hunter2');
  }, 20_000);

  test.each(['localhost:6379', 'http://localhost', 'redis://', ''])(
    'does not start with the address %p',
    (redisUrl) => {
      const open = () =>
        createRedisQueue<string>({ redisUrl, concurrency: 1, isData: isText, run: async () => {}, onError: () => {} });
      expect(open).toThrow('REDIS_URL must be an address such as redis://localhost:6379');
    },
  );
});
