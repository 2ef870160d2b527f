import { describe, expect, test } from '@jest/globals';
import { recreateCommand } from '../../src/app/commands/recreate.js';
import { parseCommands } from '../../src/app/parse-command.js';
import type { PullRequest } from '../../src/github/pull-request.js';
import { fakeDesk, phasePlan } from './fake-desk.js';

const NEXT = 'cutover/small/phase-2-r2';
const plans = [phasePlan(2, { changedFiles: 3 })];

function pullRequest(state: PullRequest['state']): PullRequest {
  const url = 'https://github.example/octo/course/pull/7';
  return { number: 7, url, title: '', body: '', state, branch: 'cutover/small/phase-2', base: 'main' };
}

async function say(line: string, desk: Parameters<typeof recreateCommand.run>[1]): Promise<string> {
  const parsed = parseCommands(line, [recreateCommand])[0];
  if (parsed?.kind !== 'command') throw new Error(`not a command: ${line}`);
  return recreateCommand.run(parsed.asked, desk);
}

describe('beginning a phase anew', () => {
  test.each([
    ['open', 2, false, ['7 would be closed with a comment', 'would stay as it is, with 2 commits of other people']],
    ['closed', 0, false, ['7 is closed and would stay so', '`cutover/small/phase-2` would stay as it is.']],
    ['closed', 0, true, ['`cutover/small/phase-2` is gone already']],
    ['merged', 0, true, ['7 is merged and would stay so']],
  ] as const)(
    'is asked back first: pull request %s, %i commits of others, branch gone: %s',
    async (state, people, branchGone, said) => {
      const outlook = { pullRequest: pullRequest(state), next: NEXT, people, branchGone };
      const desk = fakeDesk({ plans, outlook });
      const answer = await say('/migrate recreate phase-2', desk);
      for (const words of [...said, `\`${NEXT}\``, '3 changed files', '`/migrate recreate phase-2 confirm` does it'])
        expect(answer).toContain(words);
      expect(desk.carried).toEqual([]);
    },
  );

  test('confirmed, begins', async () => {
    const pull = { number: 8, url: 'https://github.example/octo/course/pull/8', outcome: 'created' } as const;
    const desk = fakeDesk({ plans, carryOut: () => ({ plan: phasePlan(2), pullRequest: pull, notes: [] }) });
    expect(await say('/migrate recreate phase-2 confirm', desk)).toContain('/pull/8');
    expect(desk.carried).toEqual(['phase-2 anew']);
  });

  test('needs a pull request to leave behind', async () => {
    const answer = await say('/migrate recreate phase-2', fakeDesk({ plans }));
    expect(answer).toContain('no pull request yet');
    expect(answer).toContain('`/migrate phase-2` begins it');
  });

  test('of a phase without changes opens nothing', async () => {
    const outlook = { pullRequest: pullRequest('merged'), next: NEXT, people: 0, branchGone: true };
    const answer = await say('/migrate recreate phase-2', fakeDesk({ plans: [phasePlan(2)], outlook }));
    expect(answer).toContain('nothing to change');
  });

  test('of a phase that there is not is refused', async () => {
    expect(await say('/migrate recreate phase-9 confirm', fakeDesk({ plans }))).toContain('no such phase');
  });
});
