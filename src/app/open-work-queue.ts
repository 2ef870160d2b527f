/** The queue that the app's work waits in, and how a piece of work is done. */
import type { Logger } from 'pino';
import type { Probot } from 'probot';
import type { Migration } from '../core/migration.js';
import { openQueue } from '../jobs/open-queue.js';
import type { JobQueue } from '../jobs/queue.js';
import type { Environment } from './environment.js';
import { readMissingPermissions } from './granted-permissions.js';
import type { Identity } from './identity.js';
import { openRepository } from './open-repository.js';
import { rememberRecent } from './remember-recent.js';
import { doWork } from './work/do-work.js';
import { isWork, placeOf, type Work } from './work.js';

/** Repositories that are worked on at the same time. */
const CONCURRENCY = 4;
/** Comments whose answering is remembered. */
const REMEMBERED = 2000;

export interface WorkQueueParts {
  readonly environment: Environment;
  readonly migration: Migration;
  readonly log: Logger;
}

/** Opens the queue: in Redis when the environment names one, else in this process. */
export function openWorkQueue(parts: WorkQueueParts, probot: Probot, identity: Identity): Promise<JobQueue<Work>> {
  const { environment, migration, log } = parts;
  const answered = rememberRecent(REMEMBERED);
  return openQueue<Work>({
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
      const app = await identity.get(client);
      const missing = () => readMissingPermissions(client, work.installation);
      const name = { owner: work.owner, repo: work.repo };
      signal.throwIfAborted();
      await doWork(work, openRepository({ client, app, migration, name, missing }), workLog);
      answered.add(key);
    },
    onError: (error, { data: work }) => log.error({ ...placeOf(work), work: work.kind, err: error }, 'not done'),
  });
}
