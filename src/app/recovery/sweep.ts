/** One look over everything that the app is installed on, for what got lost. Serial and bounded: it runs behind people's commands. */
import type { Logger } from 'pino';
import type { Migration } from '../../core/migration.js';
import type { AppIdentity, GithubClient } from '../../github/client.js';
import { GithubError } from '../../github/errors.js';
import { listInstallations, listInstalledRepositories } from '../../github/installations.js';
import type { Work } from '../work.js';
import type { AskAgain } from './ask-again.js';
import { findLostWork } from './find-lost-work.js';
import type { Looks } from './looks.js';

/** How far back a sweep looks: GitHub redelivers for three days. */
const DAYS = 3;
/** Pieces of work that one sweep takes up at most. */
const MOST_WORK = 100;

export interface SweepParts {
  readonly migration: Migration;
  readonly log: Logger;
  readonly looks: Looks;
  readonly staleLooks: Looks;
  readonly askAgain: AskAgain;
  now(): Date;
  /** Authenticated as the app, or as an installation of it. */
  client(installation?: number): Promise<GithubClient>;
  /** Who the app is; asked with a client of an installation. */
  identity(reader: GithubClient): Promise<AppIdentity>;
  /** Takes the work, behind what people wait for. */
  enqueue(work: Work): Promise<void>;
}

/** What a sweep came to. */
export interface Swept {
  /** Webhooks that were asked for again. */
  readonly redelivered: number;
  readonly repositories: number;
  /** Pieces of work that were taken up. */
  readonly work: number;
  /** Whether there was more than one sweep may take. */
  readonly more: boolean;
}

/** Looks for lost webhooks first, then at each repository. What fails in one place is logged and does not end the sweep elsewhere. */
export async function sweep(parts: SweepParts, signal: AbortSignal): Promise<Swept> {
  const now = parts.now();
  const since = new Date(now.getTime() - DAYS * 24 * 60 * 60_000);
  const redelivered = await parts.askAgain(since, now, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    parts.log.error({ err: error }, 'recovery: the failed webhooks could not be asked for again');
    return 0;
  });
  let swept: Swept = { redelivered, repositories: 0, work: 0, more: false };
  for (const installation of await listInstallations(await parts.client())) {
    signal.throwIfAborted();
    swept = await sweepInstallation(parts, installation, since, swept, signal);
    if (swept.more) break;
  }
  return swept;
}

async function sweepInstallation(
  parts: SweepParts,
  installation: number,
  since: Date,
  before: Swept,
  signal: AbortSignal,
): Promise<Swept> {
  const { migration, looks, staleLooks, log } = parts;
  let { repositories, work: taken } = before;
  try {
    const client = await parts.client(installation);
    const app = await parts.identity(client);
    const now = parts.now();
    const sweep = `sweep-${now.toISOString()}`;
    const lost = { client, app, migration, installation, since, now, looks, staleLooks, sweep };
    for (const repository of await listInstalledRepositories(client)) {
      signal.throwIfAborted();
      repositories += 1;
      const found = await findLostWork(lost, repository).catch((error: unknown) => {
        if (isHopeless(error)) throw error;
        log.warn({ err: error, repository: `${repository.owner}/${repository.repo}` }, 'recovery: not looked at');
        return [];
      });
      for (const work of found) {
        if (taken >= MOST_WORK) return { ...before, repositories, work: taken, more: true };
        await parts.enqueue(work);
        taken += 1;
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    log.error({ err: error, installation }, 'recovery: the rest of this installation waits for the next sweep');
  }
  return { ...before, repositories, work: taken };
}

/** What would befall the next repository of the installation too. */
function isHopeless(error: unknown): boolean {
  return !(error instanceof GithubError) || ['rate-limited', 'unavailable', 'unauthorised'].includes(error.fault);
}
