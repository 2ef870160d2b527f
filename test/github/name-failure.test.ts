import { afterEach, describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { asking } from '../../src/github/asking.js';
import { GithubError } from '../../src/github/errors.js';
import { saysExists, saysNoCommits } from '../../src/github/name-failure.js';
import { fakeClient, here } from './lab.js';

afterEach(() => {
  nock.cleanAll();
  nock.restore();
});

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> | string;
  readonly headers?: Record<string, string>;
}

/** The error that a client with retries off makes of an answer. */
async function errorFor({ status, body, headers = {} }: Answer): Promise<GithubError> {
  if (!nock.isActive()) nock.activate();
  nock('http://api.test').post('/repos/example-school/course/pulls').reply(status, body, headers);
  return failure();
}

async function failure(): Promise<GithubError> {
  const client = fakeClient();
  const request = client.rest.pulls.create({ ...here, head: 'a', base: 'b', title: 't', request: { retries: 0 } });
  const error = await asking('open the pull request', here, () => request).catch((thrown: unknown) => thrown);
  if (error instanceof GithubError) return error;
  throw new Error(`not named: ${error}`);
}

describe('an answer of GitHub', () => {
  test.each<[string, Answer]>([
    ['repository-archived', { status: 403, body: { message: 'Repository was archived so is read-only.' } }],
    ['permission-missing', { status: 403, body: { message: 'Resource not accessible by integration' } }],
    ['rate-limited', { status: 403, body: { message: 'You have exceeded a secondary rate limit.' } }],
    ['rate-limited', { status: 403, body: { message: 'Wait' }, headers: { 'retry-after': '7' } }],
    ['rate-limited', { status: 403, body: { message: 'No' }, headers: { 'x-ratelimit-remaining': '0' } }],
    ['rate-limited', { status: 429, body: 'slow down' }],
    ['unauthorised', { status: 401, body: { message: 'Bad credentials' } }],
    ['not-found', { status: 404, body: { message: 'Not Found' } }],
    ['not-found', { status: 422, body: { message: 'No commit found for SHA: nowhere' } }],
    ['repository-empty', { status: 409, body: { message: 'Git Repository is empty.' } }],
    ['ref-moved', { status: 409, body: { message: 'Conflict' } }],
    ['ref-moved', { status: 422, body: { message: 'Update is not a fast forward' } }],
    ['issues-disabled', { status: 410, body: { message: 'Issues are disabled for this repo' } }],
    ['issues-disabled', { status: 410, body: { message: 'Gone' } }],
    ['branch-rules', { status: 422, body: { message: 'Repository rule violations found\n\nCannot create ref' } }],
    ['branch-rules', { status: 403, body: { message: 'Protected branch update failed' } }],
    [
      'text-too-long',
      {
        status: 422,
        body: { message: 'Validation Failed', errors: [{ message: 'body is too long (maximum is 65536 characters)' }] },
      },
    ],
    ['unavailable', { status: 422, body: { message: 'Sorry, your request timed out.' } }],
    ['unavailable', { status: 502, body: '<html>Bad gateway</html>' }],
    ['repository-disabled', { status: 451, body: { message: 'Repository access blocked' } }],
    ['rejected', { status: 422, body: { message: 'Validation Failed', errors: ['No commits between main and a'] } }],
  ])('is named %s: %j', async (fault, answer) => {
    const error = await errorFor(answer);
    expect(error.fault).toBe(fault);
    expect(error.message).toMatch(/\.$|: /);
    expect(error.nextStep).toMatch(/\.$/);
    expect(error.cause).toBeInstanceOf(Error);
    expect(error.facts.status).toBe(answer.status);
  });

  test('says which permission would have been enough', async () => {
    const error = await errorFor({
      status: 403,
      body: { message: 'Resource not accessible by integration' },
      headers: { 'X-Accepted-GitHub-Permissions': 'pull_requests=write' },
    });
    expect(error.message).toBe(
      'Not allowed to open the pull request in example-school/course (needed: pull_requests=write).',
    );
  });

  test('says when a limit ends, by the reset or by the wait', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1900000000' };
    const primary = await errorFor({ status: 403, body: { message: 'API rate limit exceeded' }, headers });
    expect(primary.facts.retryAt).toBe(1_900_000_000_000);
    expect(primary.nextStep).toContain('2030-03-17');
    const secondary = await errorFor({ status: 429, body: { message: 'x' }, headers: { 'retry-after': '60' } });
    expect(secondary.facts.retryAt).toBeGreaterThan(Date.now());
  });

  test('that is not to be had leaves open whether the request was applied', async () => {
    if (!nock.isActive()) nock.activate();
    nock('http://api.test').post('/repos/example-school/course/pulls').replyWithError('socket hang up');
    const error = await failure();
    expect(error.fault).toBe('unavailable');
    expect(error.facts.maybeApplied).toBe(true);
  });

  test('about an existing or an empty pull request is told apart', async () => {
    const message = 'Validation Failed';
    const exists = { message: 'A pull request already exists for example-school:a.', code: 'custom' };
    const empty = { message: 'No commits between main and a', code: 'custom' };
    expect(saysExists(await errorFor({ status: 422, body: { message, errors: [exists] } }))).toBe(true);
    expect(saysNoCommits(await errorFor({ status: 422, body: { message, errors: [empty] } }))).toBe(true);
  });
});

test('a mistake of our own is not dressed up as a failure of GitHub', async () => {
  const mistake = new TypeError('x is not a function');
  await expect(asking('anything', here, () => Promise.reject(mistake))).rejects.toBe(mistake);
});
