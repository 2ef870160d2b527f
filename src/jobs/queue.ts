/** A queue in this process: work of one repository one after another, of different repositories at the same time up to a limit. */

/** A piece of work, as a value, so that a queue outside this process can hold it too. */
export interface Job<Data> {
  /** Jobs with the same key are the same work: a later one takes the place of one that still waits. */
  readonly key: string;
  /** Jobs of the same repository never run at the same time. Its id is best: it survives a rename. */
  readonly repository: string;
  readonly data: Data;
  /** Whether a person waits for it; such jobs go before others of the same and of other repositories. */
  readonly urgent?: boolean;
}

/** The queue as the app sees it. */
export interface JobQueue<Data> {
  /** Adds a job: `queued`, `replaced` (a waiting one of the same key), or `refused` when it cannot be kept: the queue drains, or is full. */
  add(job: Job<Data>): Promise<'queued' | 'replaced' | 'refused'>;
  /** Starts no more jobs than it must and resolves when none is left that would be lost with this process. For SIGTERM. */
  drain(): Promise<void>;
  /** Resolves when nothing waits and nothing runs; goes on taking jobs. */
  idle(): Promise<void>;
  /** Numbers for metrics and health, without asking anybody: what is known now. */
  stats(): QueueStats;
  /** Jobs that would be lost or cut off if the process ended now. */
  unfinished(): number;
  /** Why no work can be taken at the moment and what to do, a sentence; nothing while all is well. For readiness. */
  trouble(): string | undefined;
}

/** How busy the queue is. */
export interface QueueStats {
  /** In the whole queue, also where several processes share it. */
  readonly waiting: number;
  /** In this process. */
  readonly running: number;
  /** Milliseconds that the oldest waiting job has waited; 0 when none waits. */
  readonly longestWait: number;
}

/** How a queue works. */
export interface QueueOptions<Data> {
  /** Jobs that run at the same time, at least 1. */
  readonly concurrency: number;
  /**
   * Does the work. What it throws goes to `onError`; the queue goes on. The signal is aborted when another process may have taken the
   * job over: what comes after that should not write any more.
   */
  readonly run: (job: Job<Data>, signal: AbortSignal) => Promise<void>;
  readonly onError: (error: unknown, job: Job<Data>) => void;
  /** Milliseconds now; for the waiting times. */
  readonly now?: () => number;
}

/** A job in line, since when. A replaced job keeps the place and the time of the one it replaces. */
interface Waiting<Data> {
  readonly job: Job<Data>;
  readonly since: number;
}

/** The jobs in line, first come first served, urgent ones apart. A Map keeps the order in which keys came. */
interface Lines<Data> {
  readonly urgent: Map<string, Waiting<Data>>;
  readonly others: Map<string, Waiting<Data>>;
}

/** Makes a queue in this process. Throws a RangeError when `concurrency` is not a positive integer. */
export function createQueue<Data>(options: QueueOptions<Data>): JobQueue<Data> {
  const { concurrency, now = Date.now } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1) throw new RangeError(`not a number of jobs: ${concurrency}`);
  const lines: Lines<Data> = { urgent: new Map(), others: new Map() };
  const busy = new Set<string>();
  let quiet: (() => void)[] = [];
  let draining = false;

  function start(): void {
    while (busy.size < concurrency) {
      const job = takeNext(lines, busy);
      if (job === undefined) break;
      busy.add(job.repository);
      void finish(job);
    }
    if (busy.size > 0 || lines.urgent.size + lines.others.size > 0) return;
    const resolved = quiet;
    quiet = [];
    for (const resolve of resolved) resolve();
  }

  async function finish(job: Job<Data>): Promise<void> {
    try {
      // Never aborted, for nobody else can take a job over here. One for all jobs would gather what listens to it, a request after the other.
      await options.run(job, new AbortController().signal);
    } catch (error) {
      options.onError(error, job);
    } finally {
      busy.delete(job.repository);
      start();
    }
  }

  function idle(): Promise<void> {
    if (busy.size === 0 && lines.urgent.size + lines.others.size === 0) return Promise.resolve();
    return new Promise((resolve) => quiet.push(resolve));
  }

  return {
    async add(job) {
      if (draining) return 'refused';
      const outcome = putInLine(lines, job, now());
      start();
      return outcome;
    },
    drain() {
      draining = true;
      return idle();
    },
    idle,
    stats: () => countLines(lines, busy.size, now()),
    unfinished: () => lines.urgent.size + lines.others.size + busy.size,
    trouble: () => undefined,
  };
}

/** Puts a job in line, in the place of a waiting one of its key. Once urgent, the work stays so. */
function putInLine<Data>({ urgent, others }: Lines<Data>, job: Job<Data>, now: number): 'queued' | 'replaced' {
  const before = urgent.get(job.key) ?? others.get(job.key);
  const waiting = { job, since: before?.since ?? now };
  if (urgent.has(job.key) || job.urgent === true) {
    others.delete(job.key);
    urgent.set(job.key, waiting);
  } else others.set(job.key, waiting);
  return before === undefined ? 'queued' : 'replaced';
}

/** The first job in line whose repository is free, urgent ones first. */
function takeNext<Data>(lines: Lines<Data>, busy: ReadonlySet<string>): Job<Data> | undefined {
  for (const line of [lines.urgent, lines.others]) {
    for (const [key, { job }] of line) {
      if (busy.has(job.repository)) continue;
      line.delete(key);
      return job;
    }
  }
  return undefined;
}

function countLines<Data>({ urgent, others }: Lines<Data>, running: number, now: number): QueueStats {
  let oldest = now;
  for (const line of [urgent, others]) for (const { since } of line.values()) oldest = Math.min(oldest, since);
  return { waiting: urgent.size + others.size, running, longestWait: now - oldest };
}
