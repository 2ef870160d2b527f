import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { keepLease } from '../../src/jobs/lease.js';

/** A lock whose renewals the test answers one by one. */
function makeLock() {
  const answers: ((kept: boolean | Error) => void)[] = [];
  const renew = () =>
    new Promise<boolean>((resolve, reject) => {
      answers.push((kept) => (kept instanceof Error ? reject(kept) : resolve(kept)));
    });
  async function answer(kept: boolean | Error): Promise<void> {
    answers.shift()?.(kept);
    await jest.advanceTimersByTimeAsync(0);
  }
  return { renew, answer, asked: () => answers.length };
}

async function take() {
  const lock = makeLock();
  const taking = keepLease({ renew: lock.renew, milliseconds: 3000 });
  await lock.answer(true);
  const lease = await taking;
  if (lease === undefined) throw new Error('not taken');
  return { ...lock, lease };
}

describe('a lease', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('is not taken when the lock is somebody else’s', async () => {
    const { renew, answer } = makeLock();
    const taking = keepLease({ renew, milliseconds: 3000 });
    await answer(false);
    expect(await taking).toBeUndefined();
    expect(jest.getTimerCount()).toBe(0);
  });

  test('lasts as long as it is renewed, and is not renewed after its release', async () => {
    const { lease, answer, asked } = await take();
    for (let time = 0; time < 20; time++) {
      await jest.advanceTimersByTimeAsync(1000);
      expect(asked()).toBe(1);
      await answer(true);
    }
    expect(lease.signal.aborted).toBe(false);
    lease.release();
    expect(jest.getTimerCount()).toBe(0);
  });

  test('ends at once when the lock was lost', async () => {
    const { lease, answer } = await take();
    await jest.advanceTimersByTimeAsync(1000);
    await answer(false);
    expect(lease.signal.reason).toEqual(new Error('the lock on the repository was lost to another process'));
    expect(jest.getTimerCount()).toBe(0);
  });

  test('ends before the server’s time when no answer comes', async () => {
    const { lease } = await take();
    await jest.advanceTimersByTimeAsync(2699);
    expect(lease.signal.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(lease.signal.reason).toEqual(new Error('the lock on the repository could not be renewed in time'));
  });

  test('outlives a renewal that failed', async () => {
    const { lease, answer } = await take();
    await jest.advanceTimersByTimeAsync(1000);
    await answer(new Error('connection lost'));
    await jest.advanceTimersByTimeAsync(1000);
    await answer(true);
    await jest.advanceTimersByTimeAsync(2000);
    expect(lease.signal.aborted).toBe(false);
    lease.release();
  });

  test('counts from when a renewal was sent, not from when it was answered', async () => {
    const { lease, answer } = await take();
    await jest.advanceTimersByTimeAsync(1000);
    await jest.advanceTimersByTimeAsync(900);
    await answer(true);
    await jest.advanceTimersByTimeAsync(1799);
    expect(lease.signal.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(lease.signal.aborted).toBe(true);
  });
});
