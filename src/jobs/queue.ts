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
  /** Adds a job: `queued`, `replaced` (a waiting one of the same key), or `refused` once the queue drains. */
  add(job: Job<Data>): Promise<'queued' | 'replaced' | 'refused'>;
  /** Takes no more jobs and resolves when all that waited or ran are done. For SIGTERM. */
  drain(): Promise<void>;
  /** Resolves when nothing waits and nothing runs; goes on taking jobs. */
  idle(): Promise<void>;
  /** Numbers for metrics and health. */
  stats(): QueueStats;
}

/** How busy the queue is. */
export interface QueueStats {
  readonly waiting: number;
  readonly running: number;
  /** Milliseconds that the oldest waiting job has waited; 0 when none waits. */
  readonly longestWait: number;
}

/** How a queue works. */
export interface QueueOptions<Data> {
  /** Jobs that run at the same time, at least 1. */
  readonly concurrency: number;
  /** Does the work. What it throws goes to `onError`; the queue goes on. */
  readonly run: (job: Job<Data>) => Promise<void>;
  readonly onError: (error: unknown, job: Job<Data>) => void;
  /** Milliseconds now; for the waiting times. */
  readonly now?: () => number;
}

/** Makes a queue in this process. Throws a RangeError when `concurrency` is not a positive integer. */
export function createQueue<Data>(options: QueueOptions<Data>): JobQueue<Data> {
  throw new Error(`being written: ${options.concurrency}`);
}
