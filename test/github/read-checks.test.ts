import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Octokit } from '@octokit/rest';
import nock from 'nock';
import { findChecks } from '../../src/app/find-checks.js';
import type { RepositoryParts } from '../../src/app/repository-parts.js';
import type { Migration } from '../../src/core/migration.js';
import type { TrackingState } from '../../src/render/tracking-state.js';
import { MIGRATION } from '../app/fake-desk.js';

const API = 'https://api.github.example';
const OWN = 7;
const migration: Migration = {
  ...MIGRATION,
  execution: [{ title: 'After', items: [{ id: 'e1', text: 'Run verification scripts', met: 'checks' }] }],
};

function parts(of: Migration = migration): RepositoryParts {
  return {
    client: new Octokit({ baseUrl: API, log: { debug() {}, info() {}, warn() {}, error() {} } }),
    app: { appId: OWN, slug: 'cutover', login: 'cutover[bot]', userId: 9 },
    migration: of,
    name: { owner: 'octo', repo: 'course' },
    missing: async () => [],
  };
}

function opened(...numbers: readonly number[]): TrackingState {
  const phases = numbers.map((number) => {
    const pullRequest = { number, url: `https://github.example/octo/course/pull/${number}` };
    return [`phase-${number}`, { status: 'open', pullRequest }] as const;
  });
  return { phases: Object.fromEntries(phases), problems: [] };
}

const shaOf = (number: number) => String(number).repeat(40);

function heads(...numbers: readonly number[]): void {
  const pulls = numbers.map((number) => ({ number, head: { sha: shaOf(number) } }));
  nock(API).get('/repos/octo/course/pulls').query(true).reply(200, pulls);
}

function runs(
  number: number,
  all: readonly (readonly [name: string, conclusion: string | null, app?: number])[],
): void {
  const check_runs = all.map(([name, conclusion, app = 15368]) => ({
    name,
    status: conclusion === null ? 'in_progress' : 'completed',
    conclusion,
    app: { id: app },
  }));
  nock(API)
    .get(`/repos/octo/course/commits/${shaOf(number)}/check-runs`)
    .query(true)
    .reply(200, { total_count: all.length, check_runs });
}

function statuses(
  number: number,
  all: readonly (readonly [context: string, state: string])[] = [],
  total = all.length,
): void {
  nock(API)
    .get(`/repos/octo/course/commits/${shaOf(number)}/status`)
    .query(true)
    .reply(200, { total_count: total, statuses: all.map(([context, state]) => ({ context, state })) });
}

const NEXT = `<${API}/repos/octo/course/commits/${shaOf(1)}/check-runs?per_page=100&page=2>; rel="next"`;

beforeEach(() => {
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
});
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
  // It answers for the whole process, other test files included.
  nock.restore();
});

describe("the repository's own checks", () => {
  test('that all passed tick the line; ours do not count', async () => {
    heads(1);
    runs(1, [
      ['tests', 'success'],
      ['docs', 'skipped'],
      ['Cutover: phase-1', 'failure', OWN],
    ]);
    statuses(1, [['ci/build', 'success']]);
    expect(await findChecks(parts(), opened(1))).toEqual({
      done: true,
      proof: "the repository's own checks passed on 1 of 1 pull request made so far",
    });
  });

  test('that failed, run still, or never ran are named with their pull requests', async () => {
    heads(1, 2, 3, 4);
    runs(1, [
      ['tests', 'failure'],
      ['lint', 'timed_out'],
    ]);
    runs(2, [
      ['tests', null],
      ['lint', 'success'],
    ]);
    runs(3, [['Cutover: phase-3', 'success', OWN]]);
    runs(4, []);
    for (const number of [1, 2, 3, 4]) statuses(number);
    expect(await findChecks(parts(), opened(1, 2, 3, 4))).toMatchObject({
      done: false,
      details: [
        '`phase-1`, pull request 1: failed `tests`, `lint`',
        '`phase-2`, pull request 2: not finished `tests`',
        'no check of the repository has run on pull requests 3, 4; where there is none, run the scripts by hand',
      ],
    });
  });

  test('count as well where they are commit statuses', async () => {
    heads(1, 2, 3, 4);
    for (const number of [1, 2, 3, 4]) runs(number, []);
    statuses(1, [['ci/build', 'success']]);
    statuses(2, [['ci/build', 'error']]);
    statuses(3, [['ci/build', 'pending']]);
    statuses(4, [['ci/build', 'success']], 120);
    expect(await findChecks(parts(), opened(1, 2, 3, 4))).toMatchObject({
      done: false,
      details: [
        '`phase-2`, pull request 2: failed `ci/build`',
        '`phase-3`, pull request 3: not finished `ci/build`',
        '`phase-4`, pull request 4: not finished `119 more statuses`',
      ],
    });
  });

  test('count without their statuses where the app may not read those, which is said once', async () => {
    heads(1, 2);
    runs(1, [['tests', 'success']]);
    runs(2, [['tests', 'success']]);
    nock(API)
      .get(`/repos/octo/course/commits/${shaOf(1)}/status`)
      .query(true)
      .reply(403, { message: 'Resource not accessible by integration' });
    const { done, details } = (await findChecks(parts(), opened(1, 2))) ?? {};
    expect(done).toBe(true);
    expect(details).toEqual([expect.stringContaining('`statuses=read`')]);
  });

  test('are all read where there are more than a hundred', async () => {
    heads(1);
    const page = (number: number, all: readonly object[]) =>
      nock(API)
        .get(`/repos/octo/course/commits/${shaOf(1)}/check-runs`)
        .query((asked) => asked.page === (number === 1 ? undefined : String(number)))
        .reply(200, { total_count: 101, check_runs: all }, number === 1 ? { link: NEXT } : {});
    const run = { status: 'completed', conclusion: 'success', app: { id: 1 } };
    page(
      1,
      Array.from({ length: 100 }, (_, at) => ({ ...run, name: `tests-${at}` })),
    );
    page(2, [{ ...run, name: 'last', conclusion: 'failure' }]);
    statuses(1);
    expect(await findChecks(parts(), opened(1))).toMatchObject({
      done: false,
      details: [expect.stringContaining('`last`')],
    });
  });

  test('of a pull request that is older than the newest hundred are found too', async () => {
    heads(2);
    nock(API)
      .get('/repos/octo/course/pulls/1')
      .reply(200, { number: 1, head: { sha: shaOf(1) } });
    runs(1, [['tests', 'success']]);
    statuses(1);
    expect(await findChecks(parts(), opened(1))).toMatchObject({ done: true });
  });

  test('of a commit that was just pushed are not asked for', async () => {
    expect(await findChecks(parts(), opened(1), 'phase-1')).toMatchObject({ done: false });
  });

  test('that cannot be read leave the line open', async () => {
    nock(API)
      .get('/repos/octo/course/pulls')
      .query(true)
      .reply(403, { message: 'Resource not accessible by integration' });
    expect(await findChecks(parts(), opened(1))).toEqual({ done: false, proof: 'the checks could not be read' });
  });

  test('are not asked for where no line wants them, or no pull request is there', async () => {
    expect(await findChecks(parts(MIGRATION), opened(1))).toBeUndefined();
    expect(await findChecks(parts(), opened())).toBeUndefined();
  });
});
