/** A repository's turn in the queue over Redis: one job is run and taken out, then another turn is asked for if more waits. */
import { randomUUID } from 'node:crypto';
import type { Job as BullJob, Queue } from 'bullmq';
import { keepLease } from './lease.js';
import type { Job, QueueOptions } from './queue.js';
import type { RedisConnections } from './redis-connection.js';
import type { Counts, Held, Inbox, Line } from './redis-inbox.js';

/** What a queue in Redis needs besides. */
export interface RedisParts<Data> {
  /** `redis://` or `rediss://` with host, port, and name and password where needed. */
  readonly redisUrl: string;
  /** Whether what was read from Redis is a job's data: another version of the program may have written it. */
  readonly isData: (value: unknown) => value is Data;
  /** Told when Redis cannot be reached, with what to do, and with nothing when it can be again. */
  readonly onConnection?: (trouble: string | undefined) => void;
  /** Told of what is wrong with the queue itself: an entry that cannot be read is dropped, a job that was interrupted too often. */
  readonly onFault?: (error: Error) => void;
  /** Start of every key, without the colon; `cutover` unless given. */
  readonly prefix?: string;
  /** Milliseconds after which a process that is not heard of loses its repositories; 30 seconds unless given. */
  readonly lease?: number;
}

export type RedisQueueOptions<Data> = QueueOptions<Data> & RedisParts<Data>;

/** A job was taken over by another process while it ran here, or may have been. */
export class TakenOverError extends Error {
  override readonly name = 'TakenOverError';
}

/** Where everything stands; one a queue. */
export interface State<Data> {
  readonly options: RedisQueueOptions<Data>;
  readonly redis: RedisConnections;
  readonly inbox: Inbox;
  readonly turns: Queue;
  readonly lease: number;
  counts: Counts & { readonly at: number };
  running: number;
}

/** Priorities of BullMQ: 0 goes before all others. */
const URGENT = 0;
const OTHER = 1;

/** Remembers the numbers that a step told. */
export function note<Data>(state: State<Data>, counts: Counts): void {
  state.counts = { ...counts, at: performance.now() };
}

/**
 * Sees to it that the repository gets a turn. The work is kept by now, so a failure is only a delay: the next look for forgotten work tries again.
 * With `raise`, a turn that waits already is moved in front of those that nobody waits for.
 */
export async function wake<Data>(
  state: State<Data>,
  repository: string,
  urgent: boolean,
  raise: boolean,
): Promise<void> {
  // BullMQ waits for its first connection without end.
  if (state.redis.prompt.status !== 'ready') return;
  const jobId = `turn-${randomUUID()}`;
  try {
    const turn = await state.turns.add(
      'turn',
      { repository },
      {
        jobId,
        priority: urgent ? URGENT : OTHER,
        deduplication: { id: encodeURIComponent(repository), keepLastIfActive: true },
        removeOnComplete: true,
        removeOnFail: true,
      },
    );
    if (raise && turn.id !== jobId) await turn.changePriority({ priority: URGENT });
  } catch (error) {
    reportFault(state, error);
  }
}

/** One job of the repository whose turn it is. BullMQ gives no other turn of that repository meanwhile, while the lock is renewed. */
export async function takeTurn<Data>(state: State<Data>, turn: BullJob, token = ''): Promise<void> {
  const repository = readRepository(turn.data);
  if (repository === undefined)
    return reportFault(state, new Error('a turn in the queue cannot be read; it was dropped'));
  const lease = await keepLease({
    renew: async () => (await turn.extendLock(token, state.lease)) === 1,
    milliseconds: state.lease,
  });
  if (lease === undefined) return;
  try {
    const { outcome, held, line, counts } = await state.inbox.claim(state.redis.patient, repository);
    note(state, counts);
    const left = outcome === 'run' ? await runHeld(state, repository, held, lease.signal) : line;
    if (outcome === 'abandoned') reportFault(state, abandoned(repository, held));
    if (left.waiting > 0) await wake(state, repository, left.urgent, left.urgent);
  } finally {
    lease.release();
  }
}

function abandoned(repository: string, held: Held): Error {
  return new Error(
    `job ${held.key} of repository ${repository} was given up: it was started ${held.attempt} times and each time cut off`,
  );
}

/** Runs a job and takes it out of the queue; returns what waits after it. */
async function runHeld<Data>(state: State<Data>, repository: string, held: Held, signal: AbortSignal): Promise<Line> {
  const data = readData(held.body, state.options.isData);
  if (data === undefined)
    reportFault(state, new Error(`job ${held.key} of repository ${repository} cannot be read; it was dropped`));
  else {
    const job = { key: held.key, repository, data: data.value };
    const cutOff = await runJob(state, job, signal);
    // It stays in the queue for the next turn, here or elsewhere.
    if (cutOff) return { waiting: 1, urgent: true };
  }
  const { outcome, line, counts } = await state.inbox.finish(state.redis.patient, repository, held.fence);
  note(state, counts);
  if (outcome === 'taken')
    reportFault(
      state,
      new TakenOverError(`job ${held.key} of repository ${repository} was done here and taken over too`),
    );
  return line;
}

/** Runs the job; true when it was cut off because its lease had ended. */
async function runJob<Data>(state: State<Data>, job: Job<Data>, signal: AbortSignal): Promise<boolean> {
  state.running += 1;
  try {
    await state.options.run(job, signal);
    return false;
  } catch (error) {
    if (!signal.aborted) {
      state.options.onError(error, job);
      return false;
    }
    const cut = new TakenOverError('stopped: another process may have taken the job over', { cause: signal.reason });
    state.options.onError(cut, job);
    return true;
  } finally {
    state.running -= 1;
  }
}

function readRepository(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('repository' in data)) return undefined;
  return typeof data.repository === 'string' && data.repository !== '' ? data.repository : undefined;
}

function readData<Data>(body: string, isData: (value: unknown) => value is Data): { readonly value: Data } | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isData(value) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

/** While Redis cannot be reached, that is the fault, and it was told. */
export function reportFault<Data>({ options, redis }: State<Data>, error: unknown): void {
  if (redis.trouble() !== undefined) return;
  options.onFault?.(error instanceof Error ? error : new Error(String(error)));
}
