import { describe, expect, test } from '@jest/globals';
import { createQueue, type Job } from '../../src/jobs/queue.js';

/** A queue whose jobs end when the test says so. */
function makeBench(concurrency: number) {
  const started: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const errors: string[] = [];
  let clock = 0;
  const queue = createQueue<string>({
    concurrency,
    run: ({ data }) =>
      new Promise((resolve, reject) => {
        started.push(data);
        ends.set(data, (error) => (error === undefined ? resolve() : reject(error)));
      }),
    onError: (error, { data }) => errors.push(`${data}: ${error instanceof Error ? error.message : ''}`),
    now: () => clock,
  });
  const add = (repository: string, data: string, more: Partial<Job<string>> = {}) =>
    queue.add({ key: `${repository}/${data}`, repository, data, ...more });
  async function end(data: string, error?: Error): Promise<void> {
    ends.get(data)?.(error);
    // One turn of the event loop: the queue starts what comes next.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { queue, started, errors, add, end, tick: (ms: number) => (clock += ms) };
}

describe('a queue', () => {
  test('runs the work of one repository one after another, in order', async () => {
    const { started, add, end } = makeBench(4);
    for (const data of ['one', 'two', 'three']) await add('a', data);
    expect(started).toEqual(['one']);
    await end('one');
    expect(started).toEqual(['one', 'two']);
    await end('two');
    expect(started).toEqual(['one', 'two', 'three']);
  });

  test('gives each job a signal of its own, so that what listens to one goes with the job', async () => {
    const signals: AbortSignal[] = [];
    const run = async (_job: Job<string>, signal: AbortSignal) => void signals.push(signal);
    const queue = createQueue<string>({ concurrency: 1, run, onError() {} });
    for (const data of ['one', 'two']) await queue.add({ key: data, repository: 'a', data });
    await queue.idle();
    expect([new Set(signals).size, signals.some(({ aborted }) => aborted)]).toEqual([2, false]);
  });

  test('runs different repositories at the same time up to the limit', async () => {
    const { started, add, end, queue } = makeBench(2);
    for (const repository of ['a', 'b', 'c']) await add(repository, repository);
    expect(started).toEqual(['a', 'b']);
    expect(queue.stats()).toMatchObject({ running: 2, waiting: 1 });
    await end('b');
    expect(started).toEqual(['a', 'b', 'c']);
  });

  test('does not let a busy repository hold up the others', async () => {
    const { started, add } = makeBench(2);
    await add('a', 'a1');
    await add('a', 'a2');
    await add('b', 'b1');
    expect(started).toEqual(['a1', 'b1']);
  });

  test('puts a later job in the place of a waiting one of its key, never of a running one', async () => {
    const { started, add, end } = makeBench(1);
    expect(await add('a', 'first', { key: 'a/phase-4' })).toBe('queued');
    expect(await add('a', 'second', { key: 'a/phase-4' })).toBe('queued');
    expect(await add('a', 'other')).toBe('queued');
    expect(await add('a', 'third', { key: 'a/phase-4' })).toBe('replaced');
    await end('first');
    await end('third');
    await end('other');
    expect(started).toEqual(['first', 'third', 'other']);
  });

  test('lets a person who waits go first, also when the work was in line already', async () => {
    const { started, add, end } = makeBench(1);
    await add('a', 'running');
    await add('a', 'sweep');
    await add('b', 'late', { key: 'b/phase-1' });
    await add('b', 'asked', { key: 'b/phase-1', urgent: true });
    await add('b', 'asked again', { key: 'b/phase-1' });
    await end('running');
    await end('asked again');
    await end('sweep');
    expect(started).toEqual(['running', 'asked again', 'sweep']);
  });

  test('goes on after a failure and tells of it', async () => {
    const { started, errors, add, end } = makeBench(1);
    await add('a', 'bad');
    await add('a', 'good');
    await end('bad', new Error('no answer'));
    expect(errors).toEqual(['bad: no answer']);
    expect(started).toEqual(['bad', 'good']);
  });

  test('drains: finishes what it has, takes nothing more', async () => {
    const { queue, add, end, started } = makeBench(1);
    await add('a', 'one');
    await add('a', 'two');
    let drained = false;
    const draining = queue.drain().then(() => {
      drained = true;
    });
    expect(await add('a', 'three')).toBe('refused');
    await end('one');
    expect(drained).toBe(false);
    await end('two');
    await draining;
    expect(started).toEqual(['one', 'two']);
  });

  test('is idle at once when there is nothing, and takes jobs afterwards', async () => {
    const { queue, add, started } = makeBench(1);
    await queue.idle();
    await add('a', 'one');
    expect(started).toEqual(['one']);
  });

  test('counts the longest wait from when the work was first asked for', async () => {
    const { queue, add, tick } = makeBench(1);
    await add('a', 'running');
    expect(queue.stats()).toEqual({ waiting: 0, running: 1, longestWait: 0 });
    await add('a', 'one', { key: 'k' });
    tick(500);
    await add('a', 'two', { key: 'k' });
    tick(200);
    expect(queue.stats()).toEqual({ waiting: 1, running: 1, longestWait: 700 });
  });

  test('runs two hundred repositories of three jobs each exactly once', async () => {
    const seen = new Map<string, number>();
    const active = new Set<string>();
    let most = 0;
    const queue = createQueue<number>({
      concurrency: 7,
      async run({ key, repository }) {
        if (active.has(repository)) throw new Error(`two jobs of ${repository} at once`);
        active.add(repository);
        most = Math.max(most, active.size);
        await new Promise((resolve) => setImmediate(resolve));
        active.delete(repository);
        seen.set(key, (seen.get(key) ?? 0) + 1);
      },
      onError(error) {
        throw error;
      },
    });
    for (let job = 0; job < 600; job++) {
      await queue.add({ key: `${job}`, repository: `${job % 200}`, data: job });
    }
    await queue.idle();
    expect(seen.size).toBe(600);
    expect([...seen.values()].every((times) => times === 1)).toBe(true);
    expect(most).toBe(7);
  });

  test('of no jobs at a time is a mistake', () => {
    expect(() => makeBench(0)).toThrow(RangeError);
  });
});
