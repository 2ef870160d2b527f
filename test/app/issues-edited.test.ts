import { describe, expect, test } from '@jest/globals';
import { workOfCheckSuiteCompleted } from '../../src/app/events/check-suite-completed.js';
import { workOfIssueEdited } from '../../src/app/events/issues-edited.js';
import { workOfPullRequestReopened } from '../../src/app/events/pull-request-reopened.js';
import { workOfPush } from '../../src/app/events/push.js';

const OWN = { id: 7, slug: 'cutover' };
const REPOSITORY = {
  id: 11,
  name: 'course',
  full_name: 'octo/course',
  default_branch: 'main',
  owner: { login: 'octo' },
};
const FROM = [
  '<!-- cutover:tracking-issue small -->',
  '- [ ] Start one <!-- cutover:box start/phase-1 -->',
  '- [x] Start two <!-- cutover:box start/phase-2 -->',
  '- [ ] Look <!-- cutover:box done/e1 -->',
  '- [ ] Phase 1: merged.',
].join('\n');

/** The part of a payload that is read; the whole ones are checked end to end. */
function edited(
  to: string,
  change: { readonly sender?: object; readonly issue?: object; readonly from?: string } = {},
) {
  const payload = {
    action: 'edited',
    changes: { body: { from: change.from ?? FROM } },
    installation: { id: 3 },
    repository: REPOSITORY,
    sender: change.sender ?? { login: 'ada', type: 'User' },
    issue: {
      number: 1,
      body: to,
      performed_via_github_app: { id: 7 },
      user: { login: 'cutover[bot]', type: 'Bot' },
      ...change.issue,
    },
  };
  const event = { id: 'delivery-1', name: 'issues', payload } as unknown as Parameters<typeof workOfIssueEdited>[0];
  return workOfIssueEdited(event, OWN);
}

const tick = (box: string, text = FROM) => text.replace(new RegExp(`\\[ \\](?=.*${box} -->)`), '[x]');

describe('an edit of the tracking issue', () => {
  test('that ticks a box is work of the person who edited', () => {
    expect(edited(tick('start/phase-1'))).toEqual([
      {
        kind: 'box',
        delivery: 'delivery-1',
        installation: 3,
        repositoryId: 11,
        owner: 'octo',
        repo: 'course',
        issue: 1,
        box: 'start/phase-1',
        ticked: true,
        sender: 'ada',
      },
    ]);
  });

  test('that empties a box takes the wish back', () => {
    expect(edited(FROM.replace('[x]', '[ ]'))).toMatchObject([{ box: 'start/phase-2', ticked: false }]);
  });

  test('that does both is work for each, and boxes that stay as they are are none', () => {
    expect(edited(tick('start/phase-1').replace('[x] Start two', '[ ] Start two'))).toMatchObject([
      { box: 'start/phase-1', ticked: true },
      { box: 'start/phase-2', ticked: false },
    ]);
  });

  test('that adds a box of another name is none', () => {
    expect(edited(`${FROM}\n- [x] mine <!-- cutover:box start/all -->`)).toMatchObject([{ kind: 'refresh' }]);
  });

  test('that ticks a line which facts tick has it set right', () => {
    expect(edited(FROM.replace('[ ] Phase 1', '[x] Phase 1'))).toMatchObject([
      { kind: 'refresh', reason: 'boxes edited by ada' },
    ]);
  });

  test('of words alone is nothing to do', () => {
    expect(edited(`${FROM}\nThank you!`)).toEqual([]);
  });

  test.each([
    ['a bot, ourselves first', { sender: { login: 'cutover[bot]', type: 'Bot' } }],
    [
      'another issue, whatever it contains',
      { issue: { performed_via_github_app: null, user: { login: 'ada', type: 'User' } } },
    ],
  ])('by or of %s is ignored', (_, change) => {
    expect(edited(tick('start/phase-1'), change)).toEqual([]);
  });

  test('is none where the issue of ours is no tracking issue', () => {
    const other = FROM.replace('tracking-issue', 'other');
    expect(edited(tick('start/phase-1', other), { from: other })).toEqual([]);
  });
});

describe('checks that ended', () => {
  function ended(suite: object) {
    const payload = {
      installation: { id: 3 },
      repository: REPOSITORY,
      check_suite: { head_branch: 'cutover/2025-tier-1/phase-4', app: { id: 15368 }, ...suite },
    };
    const event = { id: 'd', name: 'check_suite', payload } as unknown as Parameters<
      typeof workOfCheckSuiteCompleted
    >[0];
    return workOfCheckSuiteCompleted(event, OWN);
  }

  test('on a branch of ours are shown', () => {
    expect(ended({})).toMatchObject([{ kind: 'refresh', reason: 'the checks of cutover/2025-tier-1/phase-4 ended' }]);
  });

  test.each([
    ['our own', { app: { id: 7 } }],
    ['of another branch', { head_branch: 'main' }],
    ['of a commit on no branch', { head_branch: null }],
  ])('%s are ignored', (_, suite) => {
    expect(ended(suite)).toEqual([]);
  });
});

describe('a pull request that is opened again', () => {
  function reopened(head: object) {
    const payload = { installation: { id: 3 }, repository: REPOSITORY, pull_request: { number: 2, head } };
    return workOfPullRequestReopened({ id: 'd', name: 'pull_request', payload } as unknown as Parameters<
      typeof workOfPullRequestReopened
    >[0]);
  }

  test('on a branch of ours is shown as open', () => {
    expect(reopened({ ref: 'cutover/2025-tier-1/phase-4', repo: { id: 11 } })).toMatchObject([{ kind: 'refresh' }]);
  });

  test.each([
    ['another branch', { ref: 'feature', repo: { id: 11 } }],
    ['a branch of the same name in a fork', { ref: 'cutover/2025-tier-1/phase-4', repo: { id: 99 } }],
  ])('on %s is none', (_, head) => {
    expect(reopened(head)).toEqual([]);
  });
});

describe('a push', () => {
  function pushed(change: object) {
    const payload = {
      ref: 'refs/heads/main',
      deleted: false,
      installation: { id: 3 },
      repository: REPOSITORY,
      ...change,
    };
    return workOfPush({ id: 'd', name: 'push', payload } as unknown as Parameters<typeof workOfPush>[0]);
  }

  test('to the default branch brings the tracking issue up to date', () => {
    expect(pushed({})).toMatchObject([{ kind: 'refresh', repositoryId: 11, reason: 'the default branch moved' }]);
  });

  test.each([
    ['another branch', { ref: 'refs/heads/cutover/2025-tier-1/phase-1' }],
    ['a tag of its name', { ref: 'refs/tags/main' }],
    ['a branch that is gone', { deleted: true }],
  ])('to %s is none', (_, change) => {
    expect(pushed(change)).toEqual([]);
  });
});
