import { describe, expect, test } from '@jest/globals';
import { failureOf, refuse } from '../../src/app/reply.js';
import {
  BranchHasOtherCommits,
  BranchRulesForbid,
  type GithubError,
  GithubUnavailable,
  IssuesDisabled,
  MergeConflict,
  NotFound,
  PermissionMissing,
  PullRequestClosed,
  PullRequestRetargeted,
  RateLimited,
  RefMoved,
  RepositoryArchived,
  RepositoryDisabled,
  RepositoryEmpty,
  RequestRejected,
  TextTooLong,
  TreeTooLarge,
  Unauthorised,
} from '../../src/github/errors.js';

const REPOSITORY = 'octo/course';
const ERRORS: readonly GithubError[] = [
  new RepositoryArchived(REPOSITORY),
  new RepositoryDisabled(REPOSITORY),
  new RepositoryEmpty(REPOSITORY),
  new IssuesDisabled(REPOSITORY),
  new PermissionMissing('create the branch', REPOSITORY, { permissions: 'contents=write' }),
  new Unauthorised('read the tree', REPOSITORY),
  new RateLimited('read the tree', REPOSITORY, { retryAt: 0 }),
  new NotFound('read the tree', REPOSITORY),
  new RefMoved('cutover/2025-tier-1/phase-4', REPOSITORY),
  new BranchHasOtherCommits('cutover/2025-tier-1/phase-4', REPOSITORY, ['0123456789abcdef0123456789abcdef01234567']),
  new BranchRulesForbid('cutover/2025-tier-1/phase-4', REPOSITORY, 'creation'),
  new MergeConflict('cutover/2025-tier-1/phase-4', 'main', REPOSITORY, ['a.md', '@octocat <b>.md']),
  new PullRequestClosed(8, REPOSITORY, 'phase-4'),
  new PullRequestRetargeted(8, 'develop', 'main', REPOSITORY),
  new TreeTooLarge(REPOSITORY, 'more than 1 GB'),
  new TextTooLong('comment on #1', REPOSITORY),
  new RequestRejected('create the tree', REPOSITORY, 'fixes #12 for @octocat <b>now</b>'),
  new GithubUnavailable('create the tree', REPOSITORY),
];

describe('every failure of GitHub', () => {
  test.each(ERRORS.map((error) => [error.name, error] as const))('%s is a sentence and a next step', (_, error) => {
    const { what, next } = failureOf(error);
    expect(refuse('/migrate phase-4', { what, next })).toMatch(
      /^> `\/migrate phase-4`\n\n\S.{15,}\n\nNext: \S.{15,}\.\n$/,
    );
  });

  test('quoted words of GitHub page nobody, close nothing and are no HTML', () => {
    const answer = refuse(
      '/migrate phase-4',
      failureOf(new RequestRejected('x', REPOSITORY, 'fixes #12 for @octocat <b>now</b>')),
    );
    const outsideCode = answer.replace(/`[^`]*`/g, '');
    expect(outsideCode).not.toMatch(/@octocat|#12|<b>/);
  });

  test('a fault of our own keeps its details to the log', () => {
    const { what } = failureOf(new TypeError("Cannot read properties of undefined (reading 'sha')"));
    expect(what).not.toContain('undefined');
  });
});

test('a command that tries to break out of its quotation stays in it', () => {
  const answer = refuse('/migrate `@octocat` <!-- x -->', { what: 'No.', next: 'none.' });
  const outsideCode = answer.replace(/(`+)[\s\S]*?\1/g, '');
  expect(outsideCode).not.toMatch(/@octocat|<!--/);
});
