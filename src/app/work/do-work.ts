import type { Logger } from 'pino';
import { GithubError, type GithubFault } from '../../github/errors.js';
import { failureOf, sayRefusal } from '../reply.js';
import type { RepositoryAccess } from '../repository-access.js';
import type { CheckAgain, CheckConfiguration, Work } from '../work.js';
import { answerCommands, type Standing, type WorkDone } from './answer-commands.js';
import { returnTick } from './return-tick.js';
import { startByBox } from './start-by-box.js';
import { MOST_TRIES, mayPass, notBeforeOf, type Tries } from './try-again.js';

/** What became of a piece of work: `failed` when it was not done and a person was told, `again` when it is to be tried again. */
export type WorkOutcome =
  | { readonly state: 'done' | 'failed' }
  | { readonly state: 'again'; readonly tries: number; readonly notBefore: number };

/**
 * Does the work, logs what came of it and says it. Throws only when nothing could be said, and another try would not help; what a person
 * can be told is told, and the rest is in the log.
 */
export async function doWork(
  work: Work,
  access: RepositoryAccess,
  log: Logger,
  standing?: Standing,
): Promise<WorkOutcome> {
  const started = performance.now();
  try {
    const { result, error, again = againAfter(work, error) } = await doKind(work, access, standing);
    const milliseconds = Math.round(performance.now() - started);
    if (error === undefined) log.info({ work: work.kind, milliseconds }, result);
    else log.error({ work: work.kind, milliseconds, err: error }, result);
    if (again !== undefined) return { state: 'again', ...again };
    return { state: error === undefined ? 'done' : 'failed' };
  } catch (error) {
    log.error({ work: work.kind, err: error }, sayRefusal(failureOf(error)));
    const again = triesAfter(work, error);
    if (again === undefined) throw error;
    return { state: 'again', ...again };
  }
}

/** Commands and ticks say themselves whether they are tried again: their answer counts it. */
function againAfter(work: Work, error: unknown): Tries | undefined {
  return work.kind === 'commands' || work.kind === 'box' ? undefined : triesAfter(work, error);
}

function triesAfter({ tries: before = 0 }: Work, error: unknown): Tries | undefined {
  const tries = before + 1;
  return mayPass(error) && tries < MOST_TRIES ? { tries, notBefore: notBeforeOf([error]) } : undefined;
}

async function doKind(work: Work, access: RepositoryAccess, standing: Standing | undefined): Promise<WorkDone> {
  switch (work.kind) {
    case 'welcome':
      return welcome(access).catch((error: unknown) => sayWhy(error, 'no tracking issue was opened'));
    case 'commands':
      return answerCommands(work, access, standing);
    case 'closed':
      await access.refreshTrackingIssue();
      return {
        result: `tracking issue updated: pull request ${work.pullRequest} ${work.merged ? 'merged' : 'closed'}`,
      };
    case 'box':
      return startByBox(work, access);
    case 'lost-tick':
      return returnTick(work, access);
    case 'refresh':
      await access.refreshTrackingIssue();
      return { result: `tracking issue updated: ${work.reason}` };
    case 'configuration':
      return checkConfiguration(work, access).catch((error: unknown) =>
        sayWhy(error, 'the configuration was not checked'),
      );
    case 'check':
      return checkAgain(work, access).catch((error: unknown) => sayWhy(error, `${work.phase} was not checked again`));
    default:
      return work satisfies never;
  }
}

async function checkConfiguration(work: CheckConfiguration, access: RepositoryAccess): Promise<WorkDone> {
  const { pullRequest } = work;
  switch (await access.checkConfiguration(work)) {
    case 'valid':
      return { result: `pull request ${pullRequest} leaves the configuration valid` };
    case 'broken':
      return { result: `pull request ${pullRequest} breaks the configuration, and its check run says so` };
    case 'broken-elsewhere':
      return { result: `pull request ${pullRequest} does not touch the configuration, which is not valid` };
  }
}

async function checkAgain({ phase }: CheckAgain, access: RepositoryAccess): Promise<WorkDone> {
  switch (await access.checkAgain(phase)) {
    case 'checked':
      return { result: `${phase} was checked again` };
    case 'no-pull-request':
      return { result: `${phase} has no open pull request, so nothing was checked` };
    case 'unknown-phase':
      return { result: `the migration has no ${phase}, so nothing was checked` };
    case 'configuration-broken':
      return { result: `the configuration is not valid, so ${phase} was not checked` };
  }
}

/** States of a repository, not failures: a sentence in the log is enough. */
const EXPECTED: readonly GithubFault[] = [
  'repository-archived',
  'repository-disabled',
  'repository-empty',
  'issues-disabled',
  'permission-missing',
];

/** Nobody waits for an answer here: the log says why nothing was done. */
function sayWhy(error: unknown, what: string): WorkDone {
  if (!(error instanceof GithubError)) throw error;
  const result = `${what}: ${sayRefusal(failureOf(error))}`;
  return EXPECTED.includes(error.fault) ? { result } : { result, error };
}

async function welcome(access: RepositoryAccess): Promise<WorkDone> {
  const tracking = await access.ensureTrackingIssue();
  switch (tracking.state) {
    case 'created':
      return { result: `tracking issue opened: ${tracking.url}` };
    case 'found':
      return { result: `tracking issue is there already: ${tracking.url}` };
    case 'not-concerned':
      return { result: 'the migration finds nothing in this repository, so no tracking issue was opened' };
    default:
      return tracking satisfies never;
  }
}
