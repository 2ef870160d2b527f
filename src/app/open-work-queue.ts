/** The queue that the app's work waits in, and how a piece of work is done. */
import type { Logger } from 'pino';
import type { Probot, ProbotOctokit } from 'probot';
import type { Migration } from '../core/migration.js';
import { namesToAsk } from '../core/registry-report.js';
import type { AppIdentity } from '../github/client.js';
import { readThread, type ThreadComment } from '../github/comments.js';
import { findRepository } from '../github/repository.js';
import { openQueue } from '../jobs/open-queue.js';
import type { JobQueue } from '../jobs/queue.js';
import type { RedisParts } from '../jobs/redis-turn.js';
import { makeAskRegistries } from '../registries/ask-registries.js';
import type { Environment } from './environment.js';
import { readMissingPermissions } from './granted-permissions.js';
import type { Identity } from './identity.js';
import type { Metrics } from './metrics.js';
import { LONGEST_WAIT } from './octokit.js';
import { once } from './once.js';
import { openRepository } from './open-repository.js';
import type { Looks } from './recovery/looks.js';
import { rememberRecent } from './remember-recent.js';
import type { RepositoryAccess } from './repository-access.js';
import type { RepositoryParts } from './repository-parts.js';
import type { Standing } from './work/answer-commands.js';
import { doWork } from './work/do-work.js';
import { readStanding } from './work/read-standing.js';
import type { Tries } from './work/try-again.js';
import { type AnswerCommands, isWork, jobOf, placeOf, type Work } from './work.js';

/** Repositories that are worked on at the same time. */
const CONCURRENCY = 4;
/** Comments whose answering is remembered. */
const REMEMBERED = 2000;
/** Milliseconds before work is tried again, by how often they were tried. */
const WAITS = [30_000, 120_000, 600_000];

export interface WorkQueueParts {
  readonly metrics: Metrics;
  readonly looks: Looks;
  readonly environment: Environment;
  readonly migration: Migration;
  readonly log: Logger;
  readonly queue?: Pick<RedisParts<Work>, 'prefix' | 'lease'>;
}

/** Opens the queue: in Redis when the environment names one, else in this process. */
export async function openWorkQueue(
  parts: WorkQueueParts,
  probot: Probot,
  identity: Identity,
): Promise<JobQueue<Work>> {
  const { environment, migration, log, metrics } = parts;
  const answered = rememberRecent(REMEMBERED);
  /** What is to be tried again, by the keys of its jobs. */
  const later = new Map<string, NodeJS.Timeout>();
  const registries = askingRegistries(environment);
  const queue = await openQueue<Work>({
    ...parts.queue,
    redisUrl: environment.redisUrl,
    isData: isWork,
    onConnection: (trouble) => (trouble === undefined ? log.info('queue reached') : log.error(trouble)),
    onFault: (error) => log.error({ err: error }, 'fault of the queue'),
    concurrency: CONCURRENCY,
    async run({ key, data: work }, signal) {
      const workLog = log.child(placeOf(work));
      // A comment is answered once in the life of this process, however often GitHub delivers it.
      if (work.kind === 'commands' && answered.has(key)) return workLog.info('answered already');
      const client = await probot.auth(work.installation);
      client.log = workLog;
      stopWith(client, signal);
      const app = await identity.get(client);
      const missing = () => readMissingPermissions(client, work.installation);
      const name = { owner: work.owner, repo: work.repo };
      const find = once(() => findRepository(client, { ...name, id: work.repositoryId }));
      // The one before may have ended in another process, or between the answer and the end of this one.
      const standing =
        work.kind === 'commands' ? lookUp(await readThread(client, await find(), work.issue), work, app) : undefined;
      if (standing === 'answered') {
        answered.add(key);
        return workLog.info('answered already');
      }
      const access = openRepository({ client, app, migration, name, find, missing, ...registries });
      const outcome = await doWork(work, watch(access, work, parts), workLog, standing);
      metrics.job(work.kind, outcome.state === 'again' ? 'not-done' : outcome.state);
      if (outcome.state === 'again') workLater(outcome, work);
      else if (work.kind === 'commands') answered.add(key);
    },
    onError(error, { data: work }) {
      metrics.job(work.kind, 'not-done');
      log.error({ ...placeOf(work), work: work.kind, err: error }, 'not done');
    },
  });

  /** Takes work up again after a while. When this process does not live so long, recovery does it. */
  function workLater({ tries, notBefore }: Tries, work: Work): void {
    const wait = Math.max(WAITS[tries - 1] ?? 0, notBefore - Date.now());
    if (wait > LONGEST_WAIT * 1000) return;
    const job = jobOf({ ...work, tries });
    const timer = setTimeout(() => {
      later.delete(job.key);
      queue.add(job).catch((error: unknown) => log.error({ ...placeOf(work), err: error }, 'left to recovery'));
    }, wait).unref();
    clearTimeout(later.get(job.key));
    later.set(job.key, timer);
  }
  return queue;
}

/** No request of this client is sent any more once the signal is aborted. */
function stopWith(client: ProbotOctokit, signal: AbortSignal): void {
  client.hook.before('request', (asked) => {
    const given = asked.request.signal;
    const both = given instanceof AbortSignal ? AbortSignal.any([given, signal]) : signal;
    asked.request = { ...asked.request, signal: both };
  });
}

function lookUp(thread: readonly ThreadComment[], work: AnswerCommands, app: AppIdentity): Standing | 'answered' {
  return readStanding(work, thread, app) ?? 'answered';
}

/** The same access, with what comes of it noted for metrics and for recovery. */
function watch(access: RepositoryAccess, work: Work, { metrics, looks }: WorkQueueParts): RepositoryAccess {
  return {
    ...access,
    async ensureTrackingIssue() {
      const tracking = await access.ensureTrackingIssue();
      if (tracking.state === 'not-concerned') looks.notConcerned(work.repositoryId);
      return tracking;
    },
    desk(askedBy) {
      const desk = access.desk(askedBy);
      return {
        ...desk,
        async carryOut(phase, startOver) {
          const carriedOut = await desk.carryOut(phase, startOver);
          metrics.references(carriedOut.plan.counts.references);
          return carriedOut;
        },
      };
    },
  };
}

/** The registries, where the environment has them asked: one cache for all repositories. */
function askingRegistries({ registries }: Environment): Pick<RepositoryParts, 'registries'> {
  if (registries === undefined) return {};
  const ask = makeAskRegistries(registries);
  return { registries: (migration) => ask(namesToAsk(migration)) };
}
