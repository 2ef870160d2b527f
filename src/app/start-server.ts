/** Probot's server with our app on it: webhooks in, work queued, health told, stopped in good order. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Probot, type ProbotOctokit, Server } from 'probot';
import type { Migration } from '../core/migration.js';
import type { JobQueue } from '../jobs/queue.js';
import type { Environment } from './environment.js';
import { findFreePort } from './free-port.js';
import { healthHandler, type Readiness } from './health.js';
import { makeIdentity } from './identity.js';
import { makeApp } from './index.js';
import { AppOctokit } from './octokit.js';
import { openWorkQueue } from './open-work-queue.js';
import { jobOf, placeOf, type Work } from './work.js';

export interface ServerParts {
  readonly environment: Environment;
  readonly migration: Migration;
  readonly log: Logger;
  /** Another client, for the demonstration and for tests. */
  readonly Octokit?: typeof ProbotOctokit;
}

/** A server that listens. */
export interface RunningServer {
  /** Where webhooks go. */
  readonly webhookUrl: string;
  readonly url: string;
  /** Resolves when no work waits or runs. */
  idle(): Promise<void>;
  /** Takes no more work, finishes what it has within the time of the environment; returns how many jobs were cut off. */
  stop(): Promise<number>;
}

/** Starts the server. Rejects when the port is taken. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const { environment } = parts;
  const readiness: Readiness = { state: 'starting' };
  const server = await makeServer(parts);
  let opened: JobQueue<Work> | undefined;
  await server.load(async (probot, options) => {
    const queue = await loadApp(parts, probot, options);
    server.addHandler(healthHandler(readiness, queue));
    opened = queue;
  });
  if (opened === undefined) throw new Error('the app was not loaded');
  const queue = opened;
  await server.start();
  readiness.state = 'ready';
  const url = `http://${server.host}:${server.port}`;
  return {
    url,
    webhookUrl: `${url}${environment.webhookPath}`,
    idle: () => queue.idle(),
    async stop() {
      readiness.state = 'stopping';
      const enough = new AbortController();
      const late = sleep(environment.drainSeconds * 1000, undefined, { signal: enough.signal }).catch(() => {});
      await Promise.race([server.stop().then(() => queue.drain()), late]);
      enough.abort();
      return queue.unfinished();
    },
  };
}

async function makeServer({ environment, log, Octokit = AppOctokit }: ServerParts): Promise<Server> {
  const { appId, privateKey, webhookSecret: secret, apiUrl: baseUrl, host, port, webhookPath } = environment;
  return new Server({
    Probot: Probot.defaults({ appId, privateKey, secret, baseUrl, log, Octokit }),
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

async function loadApp(parts: ServerParts, probot: Probot, options: LoadOptions): Promise<JobQueue<Work>> {
  const { environment, log } = parts;
  const identity = makeIdentity(probot, log);
  const queue = await openWorkQueue(parts, probot, identity);
  const app = makeApp({
    own: () => ({ id: Number(environment.appId), ...identity.known() }),
    async enqueue(work) {
      const result = await queue.add(jobOf(work));
      log.info({ ...placeOf(work), work: work.kind }, result);
      // The webhook is then answered with an error, so that GitHub shows the delivery as failed and it can be sent again.
      if (result === 'refused') throw new Error('no work can be taken at the moment; deliver this again');
    },
  });
  await app(probot, options);
  return queue;
}
