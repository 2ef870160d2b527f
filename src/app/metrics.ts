/** What is counted about the running app, for Prometheus. No label names a repository, an account or a person. */
import type { QueueStats } from '../jobs/queue.js';
import { formatMetrics, type Labels, type MetricFamily, type Sample } from './exposition.js';

/** References of a phase by outcome. */
export interface Outcomes {
  readonly rewrite: number;
  readonly keep: number;
  readonly ask: number;
}

export interface Metrics {
  /** A piece of work ended: `done`, `failed` (and the person was told), or `not-done` (it is taken up again by recovery). */
  job(work: string, result: 'done' | 'failed' | 'not-done'): void;
  /** A request was sent. `route` is a template; `status` 0 stands for no answer. */
  request(method: string, route: string, status: number): void;
  /** What GitHub said about a limit; `bucket` tells limits apart and is not shown. `reset` is in seconds since the epoch. */
  rateLimit(bucket: string, remaining: number, reset: number): void;
  /** A phase was carried out. */
  references(outcomes: Outcomes): void;
  /** A webhook was answered with a status. */
  delivery(event: string | undefined, status: number): void;
  /** A sweep of recovery took up lost work and asked for lost webhooks. */
  recovered(work: number, redelivered: number): void;
  /** Everything in the text format, with the numbers of the queue. */
  render(queue: QueueStats): string;
}

/** Webhooks that the app acts on. Anybody can send any name: others are counted together. */
const EVENTS = ['installation', 'installation_repositories', 'issue_comment', 'pull_request'];

/** Starts to count. `now` gives milliseconds since the epoch. */
export function createMetrics(now: () => number = Date.now): Metrics {
  const counters = {
    jobs: makeCounter('cutover_jobs_total', 'Pieces of work by kind and result.'),
    requests: makeCounter(
      'cutover_github_requests_total',
      'Requests to the GitHub API by method, route template and status.',
    ),
    references: makeCounter('cutover_references_total', 'References of the phases carried out, by outcome.'),
    deliveries: makeCounter('cutover_webhook_deliveries_total', 'Webhook deliveries by event and result.'),
    recovered: makeCounter(
      'cutover_recovered_total',
      'What recovery took up: lost work, and webhooks asked for again.',
    ),
  };
  const limits = new Map<string, { readonly remaining: number; readonly reset: number }>();
  return {
    job: (work, result) => counters.jobs.add({ work, result }),
    request: (method, route, status) => counters.requests.add({ method, route, status: String(status) }),
    rateLimit: (bucket, remaining, reset) => void limits.set(bucket, { remaining, reset }),
    references(outcomes) {
      for (const outcome of ['rewrite', 'keep', 'ask'] as const)
        counters.references.add({ outcome }, outcomes[outcome]);
    },
    delivery(event = '', status) {
      counters.deliveries.add({ event: EVENTS.includes(event) ? event : 'other', result: resultOf(status) });
    },
    recovered(work, redelivered) {
      counters.recovered.add({ what: 'work' }, work);
      counters.recovered.add({ what: 'webhook' }, redelivered);
    },
    render(queue) {
      for (const [bucket, { reset }] of limits) if (reset * 1000 < now()) limits.delete(bucket);
      const left = [...limits.values()].map(({ remaining }) => remaining);
      const lowest = left.length === 0 ? [] : [{ labels: {}, value: Math.min(...left) }];
      return formatMetrics([
        ...queueGauges(queue),
        gauge(
          'cutover_github_rate_limit_remaining',
          'Requests left in the current window of the installation that has the fewest.',
          lowest,
        ),
        ...Object.values(counters).map((counter) => counter.family()),
      ]);
    },
  };
}

function resultOf(status: number): string {
  if (status >= 200 && status < 300) return 'accepted';
  return status >= 500 ? 'failed' : 'refused';
}

function queueGauges({ waiting, running, longestWait }: QueueStats): readonly MetricFamily[] {
  const one = (name: string, help: string, value: number) => gauge(name, help, [{ labels: {}, value }]);
  return [
    one('cutover_queue_waiting', 'Pieces of work that wait, in the whole queue.', waiting),
    one('cutover_queue_running', 'Pieces of work that run in this process.', running),
    one('cutover_queue_longest_wait_seconds', 'How long the oldest waiting work has waited.', longestWait / 1000),
  ];
}

function gauge(name: string, help: string, samples: readonly Sample[]): MetricFamily {
  return { name, help, type: 'gauge', samples };
}

interface Counter {
  add(labels: Labels, amount?: number): void;
  family(): MetricFamily;
}

function makeCounter(name: string, help: string): Counter {
  const samples = new Map<string, { readonly labels: Labels; value: number }>();
  return {
    add(labels, amount = 1) {
      const key = JSON.stringify(labels);
      const sample = samples.get(key) ?? { labels, value: 0 };
      sample.value += amount;
      samples.set(key, sample);
    },
    family: () => ({ name, help, type: 'counter', samples: [...samples.values()] }),
  };
}
