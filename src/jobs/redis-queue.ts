/**
 * The queue for several processes, over BullMQ. What waits is kept in lines, one a repository ({@link makeInbox}); BullMQ decides which
 * repository has its turn, in which process. A turn is a BullMQ job whose deduplication id is the repository: there is at most one
 * active and one waiting, which makes the work of a repository serial in all processes together. A turn runs one job, then asks for
 * another turn if more waits, so repositories take turns fairly. BullMQ also watches the locks: the turn of a process that died is
 * given to another. A turn that got lost is no loss: {@link makeInbox} knows whose work nobody has touched for a while.
 */
import { Queue, Worker } from 'bullmq';
import { writePlain } from './plain-data.js';
import type { Job, JobQueue } from './queue.js';
import { connectRedis, QueueUnreachableError } from './redis-connection.js';
import { makeInbox } from './redis-inbox.js';
import { note, type RedisQueueOptions, reportFault, type State, takeTurn, wake } from './redis-turn.js';

const PREFIX = 'cutover';
const LEASE = 30_000;
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
