/**
 * The queue for several processes, over BullMQ. What waits is kept in lines, one a repository ({@link makeInbox}); BullMQ decides which
 * repository has its turn, in which process. A turn is a BullMQ job whose deduplication id is the repository: there is at most one
 * active and one waiting, which makes the work of a repository serial in all processes together. A turn runs one job, then asks for
 * another turn if more waits, so repositories take turns fairly. BullMQ also watches the locks: the turn of a process that died is
 * given to another. A turn that got lost is no loss: {@link makeInbox} knows whose work nobody has touched for a while.
 */
import { randomUUID } from 'node:crypto';
import { type Job as BullJob, Queue, Worker } from 'bullmq';
import { keepLease } from './lease.js';
import { writePlain } from './plain-data.js';
import type { Job, JobQueue, QueueOptions } from './queue.js';
import { connectRedis, QueueUnreachableError, type RedisConnections } from './redis-connection.js';
import { type Counts, type Held, type Inbox, type Line, makeInbox } from './redis-inbox.js';

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
interface State<Data> {
  readonly options: RedisQueueOptions<Data>;
  readonly redis: RedisConnections;
  readonly inbox: Inbox;
  readonly turns: Queue;
  readonly lease: number;
  counts: Counts & { readonly at: number };
  running: number;
}

const PREFIX = 'cutover';
const LEASE = 30_000;
/** Priorities of BullMQ: 0 goes before all others. */
const URGENT = 0;
const OTHER = 1;
/** Milliseconds after which the numbers for metrics are read again though nothing happened here. */
const RECOUNT = 5000;
/** Milliseconds without Redis after which a process that ends does not wait for it any more. */
const HOPELESS = 2000;
/** Characters of the name of a job or repository. */
const MOST_NAME = 512;

/** Makes a queue over Redis; it connects in the background. Throws a RangeError for a wrong `concurrency` or address. */
export function createRedisQueue<Data>(options: RedisQueueOptions<Data>): JobQueue<Data> {
  const { concurrency, redisUrl, prefix = PREFIX, lease = LEASE } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1) throw new RangeError(`not a number of jobs: ${concurrency}`);
  const redis = connectRedis(redisUrl, (trouble) => options.onConnection?.(trouble));
  // The worker looks at the version; a look that fails here would leave the queue unusable.
  const turns = new Queue('turns', { connection: redis.prompt, prefix, skipVersionCheck: true });
  const inbox = makeInbox(`${prefix}:inbox:`);
  const counts = { waiting: 0, running: 0, longestWait: 0, at: performance.now() };
  const state: State<Data> = { options, redis, inbox, turns, lease, counts, running: 0 };
  turns.on('error', (error) => reportFault(state, error));
  let worker: Worker | undefined;
  let drained: Promise<void> | undefined;
  let closed = false;
  // An engine that never was connected cannot be closed.
  redis.patient.once('ready', () => {
    if (drained === undefined) worker = startWorker(state);
  });
  const timers = [
    setInterval(() => void recount(state), RECOUNT).unref(),
    setInterval(() => void wakeForgotten(state), lease).unref(),
  ];

  async function drain(): Promise<void> {
    // Without Redis the engine would wait for it; what was not acknowledged is done again.
    await Promise.race([worker?.close(), untilHopeless(state, () => closed)]);
    closed = true;
    for (const timer of timers) clearInterval(timer);
    await turns.close().catch(() => {});
    await redis.close();
  }
  return {
    add: async (job) => (closed ? 'refused' : addJob(state, job)),
    drain: () => {
      drained ??= drain();
      return drained;
    },
    idle: () => waitUntilIdle(state),
    stats: () => ({ waiting: state.counts.waiting, running: state.running, longestWait: waitNow(state) }),
    unfinished: () => state.running,
    trouble: () => redis.trouble(),
  };
}

function startWorker<Data>(state: State<Data>): Worker {
  const { options, redis, lease } = state;
  const worker = new Worker('turns', (turn, token) => takeTurn(state, turn, token), {
    connection: redis.patient,
    prefix: options.prefix ?? PREFIX,
    concurrency: options.concurrency,
    lockDuration: lease,
    // Each turn renews its own lock: it must know when it has lost it.
    skipLockRenewal: true,
    stalledInterval: Math.ceil(lease / 3),
    // How often a job may be interrupted is counted with the job.
    maxStalledCount: 1_000_000,
    runRetryDelay: 1000,
  });
  return worker.on('error', (error) => reportFault(state, error));
}

function waitNow<Data>({ counts }: State<Data>): number {
  return counts.waiting === 0 ? 0 : Math.round(counts.longestWait + performance.now() - counts.at);
}

function note<Data>(state: State<Data>, counts: Counts): void {
  state.counts = { ...counts, at: performance.now() };
}

async function addJob<Data>(state: State<Data>, job: Job<Data>): Promise<'queued' | 'replaced' | 'refused'> {
  const body = writePlain(job.data);
  for (const name of [job.key, job.repository])
    if (name === '' || name.length > MOST_NAME)
      throw new RangeError(`not the name of a job or repository: ${name.slice(0, 80)}`);
  const added = await state.inbox
    .add(state.redis.prompt, job.repository, job.key, body, job.urgent === true)
    .catch((cause: unknown) => {
      throw new QueueUnreachableError(state.redis.trouble() ?? 'Redis did not take the work. Try again.', { cause });
    });
  note(state, added.counts);
  if (added.outcome === 'full') return 'refused';
  await wake(state, job.repository, added.line.urgent, added.line.urgent && !added.wasUrgent);
  return added.outcome;
}

/**
 * Sees to it that the repository gets a turn. The work is kept by now, so a failure is only a delay: {@link wakeForgotten} tries again.
 * With `raise`, a turn that waits already is moved in front of those that nobody waits for.
 */
async function wake<Data>(state: State<Data>, repository: string, urgent: boolean, raise: boolean): Promise<void> {
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

/** Work whose turn got lost: a process ended between keeping the work and asking for the turn, or Redis lost what it was told last. */
async function wakeForgotten<Data>(state: State<Data>): Promise<void> {
  if (state.redis.trouble() !== undefined) return;
  try {
    for (const { repository, urgent } of await state.inbox.overdue(state.redis.prompt, state.lease))
      await wake(state, repository, urgent, urgent);
  } catch (error) {
    reportFault(state, error);
  }
}

/** One job of the repository whose turn it is. BullMQ gives no other turn of that repository meanwhile, while the lock is renewed. */
async function takeTurn<Data>(state: State<Data>, turn: BullJob, token = ''): Promise<void> {
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

async function recount<Data>(state: State<Data>): Promise<void> {
  if (state.redis.trouble() !== undefined) return;
  await state.inbox.count(state.redis.prompt).then(
    (counts) => note(state, counts),
    () => {},
  );
}

/** There is no event for "nothing is left anywhere", so it is asked for. */
async function waitUntilIdle<Data>(state: State<Data>): Promise<void> {
  for (;;) {
    const counts = await state.inbox.count(state.redis.patient);
    note(state, counts);
    if (counts.waiting === 0 && counts.running === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Resolves when nothing runs here any more and Redis has been out of reach for a while, or once `over` is true. */
async function untilHopeless<Data>(state: State<Data>, over: () => boolean): Promise<void> {
  let since = performance.now();
  while (!over() && performance.now() - since < HOPELESS) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (state.running > 0 || state.redis.trouble() === undefined) since = performance.now();
  }
}

/** While Redis cannot be reached, that is the fault, and it was told. */
function reportFault<Data>({ options, redis }: State<Data>, error: unknown): void {
  if (redis.trouble() !== undefined) return;
  options.onFault?.(error instanceof Error ? error : new Error(String(error)));
}
