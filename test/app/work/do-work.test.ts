import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { RepositoryAccess } from '../../../src/app/repository-access.js';
import { doWork } from '../../../src/app/work/do-work.js';
import { MOST_TRIES } from '../../../src/app/work/try-again.js';
import type { Work } from '../../../src/app/work.js';
import { GithubUnavailable, RateLimited, RepositoryArchived } from '../../../src/github/errors.js';

const BASE = { delivery: 'd-1', installation: 3, repositoryId: 11, owner: 'octo', repo: 'course' };
const WORKS: readonly Work[] = [
  { kind: 'welcome', ...BASE },
  { kind: 'closed', ...BASE, pullRequest: 2, merged: true },
  { kind: 'refresh', ...BASE, reason: 'the default branch moved' },
  { kind: 'configuration', ...BASE, pullRequest: 2, head: 'a', url: 'https://github.com/octo/course/pull/2' },
  { kind: 'check', ...BASE, phase: 'phase-1' },
  { kind: 'lost-tick', ...BASE, issue: 1, box: 'start/phase-1' },
];
const GONE = new GithubUnavailable('x', 'octo/course');

/** A repository in which everything fails. */
function failing(error: Error): RepositoryAccess {
  const fails = async () => {
    throw error;
  };
  return {
    mayWrite: fails,
    acknowledge: fails,
    answer: fails,
    said: fails,
    say: fails,
    emptyBox: fails,
    ensureTrackingIssue: fails,
    refreshTrackingIssue: fails,
    checkConfiguration: fails,
    checkAgain: fails,
    prepare: fails,
    desk() {
      throw error;
    },
  };
}

function doFailing(work: Work, error: Error) {
  return doWork(work, failing(error), pino({ level: 'silent' }));
}

describe.each(WORKS)('work that nobody waits in a comment for: $kind', (work) => {
  test('is done again later where GitHub did not answer', async () => {
    expect(await doFailing(work, GONE)).toEqual({ state: 'again', tries: 1, notBefore: 0 });
    const limited = new RateLimited('x', 'octo/course', { retryAt: 9 });
    expect(await doFailing({ ...work, tries: 1 }, limited)).toEqual({ state: 'again', tries: 2, notBefore: 9 });
  });

  test('is given up after several times, and where it would fail again', async () => {
    const last = await doFailing({ ...work, tries: MOST_TRIES - 1 }, GONE).catch(() => ({ state: 'thrown' }));
    expect(last.state).not.toBe('again');
    const archived = await doFailing(work, new RepositoryArchived('octo/course')).catch(() => ({ state: 'thrown' }));
    expect(archived.state).not.toBe('again');
  });
});
