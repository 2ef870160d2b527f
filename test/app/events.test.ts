import { describe, expect, test } from '@jest/globals';
import { commands } from '../../src/app/commands/index.js';
import { workOfInstallationCreated } from '../../src/app/events/installation-created.js';
import { workOfRepositoriesAdded } from '../../src/app/events/installation-repositories-added.js';
import { workOfCommentCreated } from '../../src/app/events/issue-comment-created.js';
import { workOfPullRequestChanged } from '../../src/app/events/pull-request-changed.js';
import { workOfPullRequestClosed } from '../../src/app/events/pull-request-closed.js';
import { workOfStatusChanged } from '../../src/app/events/status-changed.js';
import { jobOf } from '../../src/app/work.js';

const OWN = { id: 7, slug: 'cutover' };
const REPOSITORY = { id: 11, name: 'course', full_name: 'octo/course', owner: { login: 'octo' } };

/** The part of a payload that is read; the whole ones are checked end to end. */
function commented(
  body: string,
  change: { readonly sender?: object; readonly issue?: object; readonly installation?: undefined } = {},
) {
  const payload = {
    action: 'created',
    installation: { id: 3 },
    repository: REPOSITORY,
    sender: { login: 'ada', type: 'User' },
    comment: { id: 100, body, user: { login: 'ada', type: 'User' } },
    issue: { number: 1, performed_via_github_app: { id: 7 }, user: { login: 'cutover[bot]', type: 'Bot' } },
    ...change,
  };
  const event = { id: 'delivery-1', name: 'issue_comment', payload } as unknown as Parameters<
    typeof workOfCommentCreated
  >[0];
  return workOfCommentCreated(event, OWN, commands);
}

describe('a comment', () => {
  test('with a command in the tracking issue is work', () => {
    expect(commented('/migrate phase-4')).toEqual([
      {
        kind: 'commands',
        delivery: 'delivery-1',
        installation: 3,
        repositoryId: 11,
        owner: 'octo',
        repo: 'course',
        issue: 1,
        comment: 100,
        sender: 'ada',
        lines: [
          {
            kind: 'command',
            line: 1,
            asked: { text: '/migrate phase-4', name: 'phase', form: 'phase-N', phase: 'phase-4' },
          },
        ],
        inPlace: true,
      },
    ]);
  });

  test('without a command is none', () => {
    expect(commented('Thank you!')).toEqual([]);
  });

  test('by a bot is ignored, ourselves included', () => {
    expect(commented('/migrate phase-4', { sender: { login: 'cutover[bot]', type: 'Bot' } })).toEqual([]);
  });

  test('with a malformed command in the tracking issue is answered', () => {
    expect(commented('/migrate phase 4')).toMatchObject([{ lines: [{ kind: 'malformed' }] }]);
  });

  test('in an issue of somebody else counts only when well formed', () => {
    const issue = { number: 5, performed_via_github_app: null, user: { login: 'ada', type: 'User' } };
    expect(commented('/migrate the database', { issue })).toEqual([]);
    expect(commented('/migrate phase-4', { issue })).toMatchObject([{ inPlace: false, issue: 5 }]);
  });

  test('in an issue that a person gave our name is not in place', () => {
    const issue = { number: 5, performed_via_github_app: null, user: { login: 'cutover[bot]', type: 'User' } };
    expect(commented('/migrate phase-4', { issue })).toMatchObject([{ inPlace: false }]);
  });

  test('in our pull request is in place, also where GitHub does not name the app', () => {
    const issue = { number: 2, pull_request: {}, user: { login: 'cutover[bot]', type: 'Bot' } };
    expect(commented('/migrate phase-4', { issue })).toMatchObject([{ inPlace: true }]);
  });

  test('that says the same twice asks once', () => {
    expect(commented('/migrate phase-4\n\n/migrate phase-4')[0]?.lines).toHaveLength(1);
  });

  test('that GitHub delivers twice is one job', () => {
    const [first, second] = [commented('/migrate phase-4')[0]!, commented('/migrate phase-4')[0]!];
    expect(jobOf(first).key).toBe(jobOf(second).key);
    expect(jobOf(first)).toMatchObject({ repository: '11', urgent: true });
  });
});

describe('an installation', () => {
  test('is one piece of work for each repository', () => {
    const payload = { installation: { id: 3 }, repositories: [REPOSITORY, { id: 12, full_name: 'octo/other' }] };
    const event = { id: 'd', name: 'installation', payload } as unknown as Parameters<
      typeof workOfInstallationCreated
    >[0];
    expect(workOfInstallationCreated(event).map(({ owner, repo }) => `${owner}/${repo}`)).toEqual([
      'octo/course',
      'octo/other',
    ]);
  });

  test('that is given more repositories is work for those', () => {
    const payload = { installation: { id: 3 }, repositories_added: [REPOSITORY], repositories_removed: [] };
    const event = { id: 'd', name: 'installation_repositories', payload } as unknown as Parameters<
      typeof workOfRepositoriesAdded
    >[0];
    expect(workOfRepositoriesAdded(event)).toMatchObject([{ kind: 'welcome', repositoryId: 11, delivery: 'd' }]);
  });
});

describe('a closed pull request', () => {
  function closed(head: object) {
    const payload = {
      installation: { id: 3 },
      repository: REPOSITORY,
      pull_request: { number: 2, merged: true, head },
    };
    const event = { id: 'd', name: 'pull_request', payload } as unknown as Parameters<
      typeof workOfPullRequestClosed
    >[0];
    return workOfPullRequestClosed(event);
  }

  test('on a branch of ours is work', () => {
    expect(closed({ ref: 'cutover/2025-tier-1/phase-4', repo: { id: 11 } })).toMatchObject([
      { kind: 'closed', pullRequest: 2, merged: true },
    ]);
  });

  test.each([
    ['another branch', { ref: 'feature', repo: { id: 11 } }],
    ['a branch of the same name in a fork', { ref: 'cutover/2025-tier-1/phase-4', repo: { id: 99 } }],
    ['a fork that is gone', { ref: 'cutover/2025-tier-1/phase-4', repo: null }],
  ])('on %s is none', (_, head) => {
    expect(closed(head)).toEqual([]);
  });
});

describe('a pull request that was opened or pushed to', () => {
  function changed(change: { readonly head?: object; readonly base?: string; readonly installation?: undefined }) {
    const payload = {
      installation: { id: 3 },
      repository: { ...REPOSITORY, default_branch: 'main' },
      pull_request: {
        number: 5,
        html_url: 'https://github.example/octo/course/pull/5',
        head: { ref: 'topic', sha: 'abc', repo: { id: 11 }, ...change.head },
        base: { ref: change.base ?? 'main' },
      },
      ...('installation' in change ? { installation: undefined } : {}),
    };
    const event = { id: 'd', name: 'pull_request', payload } as unknown as Parameters<
      typeof workOfPullRequestChanged
    >[0];
    return workOfPullRequestChanged(event);
  }

  test('is checked at its head, also from a fork', () => {
    expect(changed({})).toMatchObject([{ kind: 'configuration', pullRequest: 5, head: 'abc' }]);
    expect(changed({ head: { repo: { id: 99 }, ref: 'cutover/x' } })).toHaveLength(1);
    expect(changed({ head: { repo: null } })).toHaveLength(1);
  });

  test.each([
    ['to another branch than the default one', { base: 'release' }],
    ['from a branch of ours', { head: { ref: 'cutover/2025-tier-1/phase-4' } }],
    ['without an installation', { installation: undefined }],
  ])('is not, when it goes %s', (_, change) => {
    expect(changed(change)).toEqual([]);
  });

  test('is one job for each head', () => {
    const keys = ['abc', 'def', 'abc'].map((sha) => jobOf(changed({ head: { sha } })[0]!).key);
    expect(new Set(keys).size).toBe(2);
  });
});

describe('a status of a commit', () => {
  function reported(state: string, ...branches: readonly string[]) {
    const payload = {
      installation: { id: 3 },
      repository: REPOSITORY,
      context: 'ci/build',
      state,
      branches: branches.map((name) => ({ name })),
    };
    const event = { id: 'delivery-1', name: 'status', payload };
    return workOfStatusChanged(event as unknown as Parameters<typeof workOfStatusChanged>[0]);
  }

  test('on a branch of a phase brings the tracking issue up to date', () => {
    expect(reported('success', 'main', 'cutover/2025-tier-1/phase-1')).toMatchObject([
      { kind: 'refresh', repositoryId: 11, reason: 'ci/build of cutover/2025-tier-1/phase-1: success' },
    ]);
  });

  test.each([
    ['elsewhere', 'failure', 'main'],
    ['that is not decided', 'pending', 'cutover/2025-tier-1/phase-1'],
  ])('%s is nobody’s work', (_, state, branch) => {
    expect(reported(state, branch)).toEqual([]);
  });
});
