/** Probot's server with our app on it: webhooks in, work queued, health told, stopped in good order. */
import type { Logger } from 'pino';
import { Probot, type ProbotOctokit, Server } from 'probot';
import type { Migration } from '../core/migration.js';
import { createQueue, type JobQueue } from '../jobs/queue.js';
import type { Environment } from './environment.js';
import { findFreePort } from './free-port.js';
import { readMissingPermissions } from './granted-permissions.js';
import { healthHandler, type Readiness } from './health.js';
import { type Identity, makeIdentity } from './identity.js';
import { makeApp } from './index.js';
import { AppOctokit } from './octokit.js';
import { openRepository } from './open-repository.js';
import { rememberRecent } from './remember-recent.js';
import { doWork } from './work/do-work.js';
import { jobOf, type Work } from './work.js';

/** Repositories that are worked on at the same time. */
const CONCURRENCY = 4;

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
  /** Takes no more work, finishes what it has within the time of the environment; returns how many jobs were left undone. */
  stop(): Promise<number>;
}

/** Starts the server. Rejects when the port is taken. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const { environment, log } = parts;
  const readiness: Readiness = { state: 'starting' };
  const server = new Server({
    Probot: Probot.defaults(probotOptions(parts)),
    log,
    host: environment.host,
    // Probot takes 0 for "not given".
    port: environment.port === 0 ? await findFreePort(environment.host) : environment.port,
    webhookPath: environment.webhookPath,
    enablePing: false,
    enableStaticFiles: false,
  });
  let queue: JobQueue<Work> | undefined;
  await server.load((probot) => {
    const identity = makeIdentity(probot, log);
    queue = makeQueue(parts, probot, identity);
    const working = queue;
    const app = makeApp({
      own: () => ({ id: Number(environment.appId), ...identity.known() }),
      async enqueue(work) {
        const result = await working.add(jobOf(work));
        log.info({ ...placeOf(work), work: work.kind }, result);
        if (result === 'refused') throw new Error('stopping: GitHub may deliver this again');
      },
    });
    return app(probot, { cwd: process.cwd(), addHandler: (handler) => server.addHandler(handler) });
  });
  if (queue === undefined) throw new Error('the app was not loaded');
  const working = queue;
  server.addHandler(healthHandler(readiness, () => working.stats().waiting));
  await server.start();
  readiness.state = 'ready';
  const url = `http://${server.host}:${server.port}`;
  return {
    url,
    webhookUrl: `${url}${environment.webhookPath}`,
    idle: () => working.idle(),
    stop: async () => {
      readiness.state = 'stopping';
      await server.stop();
      return drain(working, environment.drainSeconds);
    },
  };
}

function probotOptions({ environment, log, Octokit = AppOctokit }: ServerParts) {
  return {
    appId: environment.appId,
    privateKey: environment.privateKey,
    secret: environment.webhookSecret,
    baseUrl: environment.apiUrl,
    log,
    Octokit,
  };
}

function makeQueue(parts: ServerParts, probot: Probot, identity: Identity): JobQueue<Work> {
  const { migration, log } = parts;
  const answered = rememberRecent(2000);
  return createQueue<Work>({
    concurrency: CONCURRENCY,
    async run({ key, data: work }) {
      const workLog = log.child(placeOf(work));
      // A comment is answered once in the life of this process, however often GitHub delivers it.
      if (work.kind === 'commands' && answered.has(key)) return workLog.info('answered already');
      const client = await probot.auth(work.installation);
      client.log = workLog;
      const app = await identity.get(client);
      const missing = () => readMissingPermissions(client, work.installation);
      const name = { owner: work.owner, repo: work.repo };
      await doWork(work, openRepository({ client, app, migration, name, missing }), workLog);
      answered.add(key);
    },
    onError: (error, { data: work }) => log.error({ ...placeOf(work), work: work.kind, err: error }, 'not done'),
  });
}

/** What every line about a piece of work carries. */
function placeOf(work: Work): { readonly delivery: string; readonly repository: string } {
  return { delivery: work.delivery, repository: `${work.owner}/${work.repo}` };
}

async function drain(queue: JobQueue<Work>, seconds: number): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000);
  });
  await Promise.race([queue.drain(), late]);
  clearTimeout(timer);
  const { waiting, running } = queue.stats();
  return waiting + running;
}
