/** The real server of the app against the GitHub on loopback. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppOctokit } from '../src/app/octokit.js';
import { type RunningServer, startServer } from '../src/app/start-server.js';
import type { Migration } from '../src/core/migration.js';
import type { LoopbackGitHub } from './github/start-loopback-github.js';

type ClientOptions = NonNullable<ConstructorParameters<typeof AppOctokit>[0]> & { readonly throttle?: object };

/** Throttling spaces writes one to three seconds apart, out of politeness to the real GitHub; ours needs none. */
const UnthrottledOctokit = AppOctokit.defaults((options: ClientOptions) => ({
  ...options,
  throttle: { ...options.throttle, enabled: false },
}));

export interface AppOnLoopback {
  readonly github: LoopbackGitHub;
  readonly migration: Migration;
  readonly log: Logger;
  /** With the throttling of production. */
  readonly throttled?: boolean;
  readonly drainSeconds?: number;
  /** Minutes between two sweeps for lost work; none unless given, so that requests can be counted. */
  readonly recoveryMinutes?: number;
  /** Another client than the one without throttling. */
  readonly Octokit?: typeof AppOctokit;
  readonly fetch?: typeof fetch;
  readonly requestMilliseconds?: number;
  /** Registries on this machine that are asked for the new models; none unless given. */
  readonly registries?: { readonly ollamaUrl: string; readonly huggingFaceUrl: string };
}

/** Starts the app on a free port and tells GitHub where its webhooks go. */
export async function startAppOn({
  github,
  migration,
  log,
  throttled = false,
  drainSeconds = 30,
  recoveryMinutes = 0,
  Octokit = throttled ? AppOctokit : UnthrottledOctokit,
  registries,
  ...more
}: AppOnLoopback): Promise<RunningServer> {
  const server = await startServer({
    environment: {
      appId: String(github.app.appId),
      privateKey: github.app.privateKey,
      webhookSecret: github.app.webhookSecret,
      apiUrl: github.apiUrl,
      host: '127.0.0.1',
      port: 0,
      webhookPath: '/api/github/webhooks',
      logLevel: log.level,
      migration: migration.id,
      drainSeconds,
      recoveryMinutes,
      metrics: true,
      ...(registries === undefined ? {} : { registries }),
    },
    migration,
    log,
    Octokit,
    ...more,
  });
  github.setWebhookUrl(server.webhookUrl);
  return server;
}

/** How long to wait for quiet: a phase of a large repository is planned and published well within it. */
const SETTLE_MS = 50_000;

/** Resolves when no webhook is under way and no work waits, on both sides; rejects with what is still going on when that never comes. */
export async function settle(github: LoopbackGitHub, server: RunningServer): Promise<void> {
  const deadline = performance.now() + SETTLE_MS;
  for (;;) {
    const before = github.requests().length + github.deliveries().length;
    await sleep(5);
    await github.waitUntilIdle();
    await within(deadline, server.idle(), 'the app still works');
    const pending = github.deliveries().filter(({ status }) => status === 'pending');
    if (pending.length === 0 && github.requests().length + github.deliveries().length === before) return;
    if (performance.now() > deadline)
      throw new Error(`still under way: ${pending.map(({ event, action }) => `${event}.${action}`).join(', ')}`);
  }
}

async function within(deadline: number, work: Promise<void>, otherwise: string): Promise<void> {
  const stop = new AbortController();
  const late = sleep(Math.max(deadline - performance.now(), 0), 'late', { signal: stop.signal }).catch(() => 'done');
  const first = await Promise.race([work, late]);
  stop.abort();
  if (first === 'late') throw new Error(otherwise);
}
