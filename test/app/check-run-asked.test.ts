import { describe, expect, test } from '@jest/globals';
import { workOfCheckAsked } from '../../src/app/events/check-run-asked.js';
import { isWork, jobOf } from '../../src/app/work.js';

/** The part of a payload that is read; the whole ones are checked end to end. */
function asked(over: {
  readonly name?: string;
  readonly app?: number;
  readonly sender?: string;
  readonly action?: string;
  readonly identifier?: string;
}) {
  const payload = {
    action: over.action ?? 'rerequested',
    installation: { id: 3 },
    repository: { id: 11, name: 'course', full_name: 'octo/course', owner: { login: 'octo' } },
    sender: { login: 'ada', type: over.sender ?? 'User' },
    check_run: { name: over.name ?? 'Cutover: phase-4', app: { id: over.app ?? 7 } },
    ...(over.identifier === undefined ? {} : { requested_action: { identifier: over.identifier } }),
  };
  const event = { id: 'delivery-1', name: 'check_run', payload };
  return workOfCheckAsked(event as unknown as Parameters<typeof workOfCheckAsked>[0], { id: 7, slug: 'cutover' });
}

describe('a check of ours', () => {
  test.each([{}, { action: 'requested_action', identifier: 'run-again' }])(
    'is made again when asked for: %j',
    (over) => {
      const [work] = asked(over);
      expect(work).toMatchObject({ kind: 'check', phase: 'phase-4', owner: 'octo', repo: 'course' });
      expect(isWork(work)).toBe(true);
      expect(work && jobOf(work)).toMatchObject({ urgent: true, key: 'check-11-phase-4' });
    },
  );

  test.each([
    { name: 'build' },
    { name: 'Cutover: configuration' },
    { app: 8 },
    { sender: 'Bot' },
    { action: 'requested_action', identifier: 'other' },
  ])('is not made for %j', (over) => {
    expect(asked(over)).toEqual([]);
  });
});
