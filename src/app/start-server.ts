/** Probot's server with our app on it: webhooks in, work queued, health told, stopped in good order. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Probot, type ProbotOctokit, Server } from 'probot';
import type { Migration } from '../core/migration.js';
import type { JobQueue } from '../jobs/queue.js';
import type { RedisParts } from '../jobs/redis-turn.js';
import { countRequests } from './count-requests.js';
import type { Environment } from './environment.js';
import { findFreePort } from './free-port.js';
import { healthHandler, type Readiness } from './health.js';
import { type Identity, makeIdentity } from './identity.js';
import { makeApp } from './index.js';
import { createMetrics, type Metrics } from './metrics.js';
import { AppOctokit } from './octokit.js';
import { openWorkQueue, type WorkQueueParts } from './open-work-queue.js';
import { makeAskAgain } from './recovery/ask-again.js';
import { rememberLooks } from './recovery/looks.js';
import { startRecovery } from './recovery/start-recovery.js';
import { type Swept, sweep } from './recovery/sweep.js';
import { countDeliveries, metricsHandler } from './serve-metrics.js';
import { shareThrottling } from './share-throttling.js';
import { type Fetch, REQUEST_MILLISECONDS, timedFetch } from './timed-fetch.js';
import { jobOf, placeOf, type Work } from './work.js';

/** Webhooks that one sweep asks for again at most. */
const MOST_REDELIVERIES = 100;

export interface ServerParts {
  readonly environment: Environment;
  readonly migration: Migration;
  readonly log: Logger;
  /** Another client, for the demonstration and for tests. */
  readonly Octokit?: typeof ProbotOctokit;
  /** Another way to send requests; Node's own unless given. */
  readonly fetch?: Fetch;
  /** Milliseconds that a request to GitHub may take. */
  readonly requestMilliseconds?: number;
  /** Whose keys in Redis, and how long a silent process keeps its work; see the queue. */
  readonly queue?: Pick<RedisParts<Work>, 'prefix' | 'lease'>;
}

/** A server that listens. */
export interface RunningServer {
  /** Where webhooks go. */
  readonly webhookUrl: string;
  readonly url: string;
  /** Resolves when no work waits or runs. */
  idle(): Promise<void>;
  /** Looks for lost work now, whatever the schedule says. */
  recover(): Promise<Swept>;
  /** Takes no more work, finishes what it has within the time of the environment; returns how many jobs were cut off. */
  stop(): Promise<number>;
}

/** Starts the server. Rejects when the port is taken. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const { environment } = parts;
  const readiness: Readiness = { state: 'starting' };
  const metrics = createMetrics();
  const { Octokit = AppOctokit, log } = parts;
  const { redisUrl } = environment;
  const shared = redisUrl === undefined ? undefined : await shareThrottling(Octokit, redisUrl, log);
  const server = await makeServer({ ...parts, Octokit: shared?.Octokit ?? Octokit }, metrics);
  let loaded: LoadedApp | undefined;
  await server.load(async (probot, options) => {
    loaded = await loadApp({ ...parts, metrics, looks: rememberLooks() }, probot, options);
    server.addHandler(healthHandler(readiness, loaded.queue));
    if (environment.metrics) server.addHandler(metricsHandler(metrics, loaded.queue));
  });
  if (loaded === undefined) throw new Error('the app was not loaded');
  const { queue, look } = loaded;
  countDeliveries(await server.start(), environment.webhookPath, metrics);
  readiness.state = 'ready';
  const minutes = environment.recoveryMinutes;
  const recovery = minutes === 0 ? undefined : startRecovery({ log: parts.log, minutes, sweep: look });
  const url = `http://${server.host}:${server.port}`;
  return {
    url,
    webhookUrl: `${url}${environment.webhookPath}`,
    idle: () => queue.idle(),
    recover: () => look(new AbortController().signal),
    async stop() {
      readiness.state = 'stopping';
      recovery?.stop();
      const enough = new AbortController();
      const late = sleep(environment.drainSeconds * 1000, undefined, { signal: enough.signal }).catch(() => {});
      await Promise.race([server.stop().then(() => queue.drain()), late]);
      enough.abort();
      await shared?.close();
      return queue.unfinished();
    },
  };
}

async function makeServer(
  parts: ServerParts & Required<Pick<ServerParts, 'Octokit'>>,
  metrics: Metrics,
): Promise<Server> {
  const { environment, log, Octokit } = parts;
  const { appId, privateKey, webhookSecret: secret, apiUrl: baseUrl, host, port, webhookPath } = environment;
  const request = { fetch: timedFetch(parts.requestMilliseconds ?? REQUEST_MILLISECONDS, parts.fetch) };
  return new Server({
    Probot: Probot.defaults({
      appId,
      privateKey,
      secret,
      baseUrl,
      log,
      request,
      Octokit: countRequests(Octokit, metrics),
    }),
    log,
    host,
    // Probot takes 0 for "not given".
    port: port === 0 ? await findFreePort(host) : port,
    webhookPath,
    enablePing: false,
    enableStaticFiles: false,
  });
}

type LoadOptions = Parameters<ReturnType<typeof makeApp>>[1];

type AppParts = ServerParts & WorkQueueParts;

/** The app, ready to take webhooks. */
interface LoadedApp {
  readonly queue: JobQueue<Work>;
  /** Looks for lost work. */
  look(signal: AbortSignal): Promise<Swept>;
}

async function loadApp(parts: AppParts, probot: Probot, options: LoadOptions): Promise<LoadedApp> {
  const { environment, log } = parts;
  const identity = makeIdentity(probot, log);
  const queue = await openWorkQueue(parts, probot, identity);
  const enqueue = async (work: Work, job = jobOf(work)): Promise<void> => {
    const result = await queue.add(job);
    log.info({ ...placeOf(work), work: work.kind }, result);
    // The webhook is then answered with an error, so that GitHub shows the delivery as failed and recovery asks for it again.
    if (result === 'refused') throw new Error('no work can be taken at the moment; deliver this again');
  };
  const own = () => ({ id: Number(environment.appId), ...identity.known() });
  await makeApp({ own, enqueue: (work) => enqueue(work) })(probot, options);
  // What a sweep finds runs behind what a person asks for now.
  const behind = (work: Work) => enqueue(work, { ...jobOf(work), urgent: false });
  return { queue, look: makeLook(parts, probot, identity, behind) };
}

function makeLook(
  { migration, log, looks, metrics }: AppParts,
  probot: Probot,
  identity: Identity,
  enqueue: (work: Work) => Promise<void>,
): LoadedApp['look'] {
  const client = (installation?: number) => probot.auth(installation);
  const askAgain = makeAskAgain(client, MOST_REDELIVERIES);
  const now = () => new Date();
  const memory = { looks, staleLooks: rememberLooks(), askAgain };
  const sweepParts = { migration, log, ...memory, now, client, identity: identity.get, enqueue };
  return async (signal) => {
    const swept = await sweep(sweepParts, signal);
    metrics.recovered(swept.work, swept.redelivered);
    return swept;
  };
}
