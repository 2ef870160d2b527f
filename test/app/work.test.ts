import { describe, expect, test } from '@jest/globals';
import { isWork, jobOf, type Work } from '../../src/app/work.js';

const BASE = { delivery: 'd', installation: 3, repositoryId: 11, owner: 'octo', repo: 'course' };
const COMMANDS: Work = {
  ...BASE,
  kind: 'commands',
  issue: 1,
  comment: 100,
  sender: 'ada',
  inPlace: true,
  lines: [
    { kind: 'command', line: 1, asked: { text: '/migrate help', name: 'help', form: 'help' } },
    { kind: 'malformed', line: 2, text: '/migrate', fault: 'empty', nearest: '/migrate help' },
  ],
};
const ALL: readonly Work[] = [
  { ...BASE, kind: 'welcome' },
  COMMANDS,
  { ...BASE, kind: 'closed', pullRequest: 2, merged: false },
  {
    ...BASE,
    kind: 'configuration',
    pullRequest: 2,
    head: 'a'.repeat(40),
    url: 'https://github.example/octo/course/pull/2',
  },
  { ...BASE, kind: 'lost-tick', issue: 1, box: 'start/phase-1' },
  { ...BASE, kind: 'box', issue: 1, box: 'start/phase-1', ticked: true, sender: 'ada' },
];

test.each(ALL.map((work) => [work.kind, work] as const))('%s survives a queue outside this process', (_, work) => {
  const back: unknown = JSON.parse(JSON.stringify(work));
  expect(isWork(back)).toBe(true);
  expect(back).toEqual(work);
});

describe('what is no work of this version', () => {
  test.each([
    ['nothing', null],
    ['a text', 'welcome'],
    ['another kind', { ...BASE, kind: 'dance' }],
    ['a field of another type', { ...BASE, kind: 'welcome', installation: '3' }],
    ['a missing field', { ...BASE, kind: 'closed', merged: true }],
    ['lines of another shape', { ...COMMANDS, lines: ['/migrate help'] }],
  ])('%s', (_, value) => {
    expect(isWork(value)).toBe(false);
  });
});

test('work of one repository has one line, and only a person’s is urgent', () => {
  expect(ALL.map((work) => jobOf(work).repository)).toEqual(ALL.map(() => '11'));
  expect(ALL.map((work) => jobOf(work).urgent)).toEqual([false, true, false, false, false, true]);
  expect(new Set(ALL.map((work) => jobOf(work).key)).size).toBe(ALL.length);
});

test('news about the repository that wait are one piece of work, whatever they are about', () => {
  const [closed] = ALL.filter(({ kind }) => kind === 'closed');
  const refresh: Work = { ...BASE, kind: 'refresh', reason: 'the default branch moved' };
  expect(jobOf(refresh).key).toBe(jobOf(closed ?? refresh).key);
  expect(isWork(JSON.parse(JSON.stringify(refresh)))).toBe(true);
});
