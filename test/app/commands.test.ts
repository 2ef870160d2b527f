import { describe, expect, test } from '@jest/globals';
import { commands, findCommand } from '../../src/app/commands/index.js';
import { renderCommandsDocument } from '../../src/app/commands-document.js';
import type { Desk } from '../../src/app/desk.js';
import { parseCommands } from '../../src/app/parse-command.js';
import { PartlyFailed } from '../../src/app/work/partly-failed.js';
import { GithubUnavailable, PullRequestClosed, RateLimited } from '../../src/github/errors.js';
import { fakeDesk, phasePlan } from './fake-desk.js';

async function say(line: string, desk: Desk): Promise<string> {
  const parsed = parseCommands(line, commands)[0];
  if (parsed?.kind !== 'command') throw new Error(`not a command: ${line}`);
  return findCommand(parsed.asked).run(parsed.asked, desk);
}

const URL = 'https://github.example/octo/course/pull/2';
const OPENED = { number: 2, url: URL, outcome: 'created' } as const;

describe('a phase', () => {
  test('that was published is answered with its pull request and the counts', async () => {
    const desk = fakeDesk({
      carryOut: () => ({
        plan: phasePlan(2, {
          files: 3,
          changedFiles: 2,
          references: { rewrite: 5, keep: 1, ask: 2 },
          warnings: { critical: 1, warning: 0, note: 0 },
        }),
        pullRequest: OPENED,
        notes: ['GitHub does not show the commit as verified'],
      }),
    });
    const answer = await say('/migrate phase-2', desk);
    expect(desk.carried).toEqual(['phase-2']);
    expect(answer).toContain('`/migrate phase-2`');
    expect(answer).toContain(`](${URL})`);
    expect(answer).toContain('5 references in 2 files rewritten, 1 kept for a reason, 2 for a person to choose.');
    expect(answer).toContain('1 critical warning');
    expect(answer).toContain('GitHub does not show the commit as verified.');
  });

  test('that has nothing new says that nothing was pushed', async () => {
    const desk = fakeDesk({
      carryOut: () => ({ plan: phasePlan(2), pullRequest: { ...OPENED, outcome: 'unchanged' }, notes: [] }),
    });
    expect(await say('/migrate phase-2', desk)).toContain('nothing was pushed');
  });

  test('that changes nothing says that it opens no pull request', async () => {
    const desk = fakeDesk({ carryOut: () => ({ plan: phasePlan(2), notes: [] }) });
    expect(await say('/migrate phase-2', desk)).toContain('it opens no pull request');
  });

  test('that the migration does not have is answered with those it has, and nothing is begun', async () => {
    const desk = fakeDesk({});
    expect(await say('/migrate phase-9', desk)).toContain('`phase-1`, `phase-2`, `phase-3`');
    expect(await say('/migrate plan phase-9', desk)).toContain('no such phase');
    expect(desk.carried).toEqual([]);
  });

  test('with a file that could not be verified says so, once a file', async () => {
    const problems = ['one', 'two'].map((message) => ({ path: 'a.md', message, unverified: true }));
    const desk = fakeDesk({
      carryOut: () => ({ plan: { ...phasePlan(1), problems }, pullRequest: OPENED, notes: [] }),
    });
    expect(await say('/migrate phase-1', desk)).toContain('1 file could not be verified');
  });
});

describe('a plan', () => {
  test('lists every phase with what is left, and changes nothing', async () => {
    const desk = fakeDesk({ plans: [phasePlan(1, { references: { rewrite: 4, keep: 0, ask: 0 } }), phasePlan(2)] });
    const answer = await say('/migrate plan', desk);
    expect(answer).toMatch(/`phase-1` Title 1 *\| *not started *\| *4/);
    expect(answer).toMatch(/`phase-2` Title 2 *\| *nothing to do/);
    expect(desk.carried).toEqual([]);
  });

  test('of a phase previews its pull request', async () => {
    const answer = await say('/migrate plan phase-2', fakeDesk({ plans: [phasePlan(2, { changedFiles: 1 })] }));
    expect(answer).toContain('body of phase-2');
    expect(answer).toContain('nothing was changed');
  });

  test('of a phase without changes says that no pull request would be opened', async () => {
    expect(await say('/migrate plan phase-2', fakeDesk({ plans: [phasePlan(2)] }))).toContain('nothing to change');
  });
});

test('a phase whose pull request is open is said to be so although the tracking issue could not be written', async () => {
  const untracked = new GithubUnavailable('update issue #1', 'octo/course');
  const carryOut = () => ({ plan: phasePlan(1), pullRequest: OPENED, notes: [], untracked });
  const failed = await say('/migrate phase-1', fakeDesk({ carryOut })).catch((error: unknown) => error);
  expect(failed).toMatchObject({ parts: [{ command: '/migrate phase-1', error: untracked }] });
  const parts = failed instanceof PartlyFailed ? failed.parts : [];
  expect(JSON.stringify(parts)).toContain(URL);
  expect(JSON.stringify(parts)).toContain('The tracking issue does not show it yet');
});

describe('everything at once', () => {
  const plans = [phasePlan(1, { changedFiles: 1 }), phasePlan(2), phasePlan(3, { changedFiles: 2 })];

  test('is asked back first, with the totals', async () => {
    const desk = fakeDesk({ plans });
    const answer = await say('/migrate all', desk);
    expect(answer).toContain('/migrate all confirm');
    expect(answer).toContain('Nothing was started');
    expect(desk.carried).toEqual([]);
  });

  test('confirmed, carries out the phases with something to change, and one failure does not stop the others', async () => {
    const desk = fakeDesk({
      plans,
      carryOut: (asked) => {
        if (asked.number === 1) throw new PullRequestClosed(8, 'octo/course', asked.id);
        return { plan: phasePlan(asked.number), pullRequest: OPENED, notes: [] };
      },
    });
    await expect(say('/migrate all confirm', desk)).rejects.toMatchObject({
      parts: [
        { command: '/migrate phase-1', error: expect.any(PullRequestClosed) },
        { command: '/migrate phase-3', answer: expect.stringContaining(URL) },
      ],
    });
    expect(desk.carried).toEqual(['phase-1', 'phase-3']);
  });

  test('confirmed, leaves the other phases for later when GitHub asks to slow down', async () => {
    const limited = new RateLimited('x', 'octo/course', { retryAt: 7 });
    const desk = fakeDesk({
      plans,
      carryOut: () => {
        throw limited;
      },
    });
    await expect(say('/migrate all confirm', desk)).rejects.toMatchObject({
      parts: [
        { command: '/migrate phase-1', error: limited },
        { command: '/migrate phase-3', error: limited },
      ],
    });
    expect(desk.carried).toEqual(['phase-1']);
  });

  test('with nothing to do, nothing is opened', async () => {
    expect(await say('/migrate all confirm', fakeDesk({ plans: [phasePlan(1)] }))).toContain('no pull request to open');
  });
});

test('the status links the pull requests and names the next phase', async () => {
  const plans = [1, 2, 3].map((number) =>
    phasePlan(number, { changedFiles: 1, references: { rewrite: 1, keep: 0, ask: 0 } }),
  );
  const phases = {
    'phase-1': { status: 'merged', pullRequest: { number: 1, url: `${URL}1` } },
    'phase-2': { status: 'open', pullRequest: { number: 2, url: URL } },
  } as const;
  const answer = await say('/migrate status', fakeDesk({ plans, standings: { phases, problems: [] } }));
  expect(answer).toContain(`merged: [pull request 1](${URL}1)`);
  expect(answer).toContain('`/migrate phase-3`');
});

describe('help and documentation', () => {
  test('every example is a command that the parser reads as the one it stands for', () => {
    for (const command of commands) {
      for (const example of command.examples) {
        expect(parseCommands(example.line, commands)).toMatchObject([
          { kind: 'command', asked: { name: command.name } },
        ]);
      }
    }
  });

  test('the help and the document show every example', async () => {
    const help = await say('/migrate help', fakeDesk({}));
    const document = renderCommandsDocument();
    for (const example of commands.flatMap((command) => command.examples)) {
      expect(help).toContain(example.line);
      expect(document).toContain(example.line);
    }
  });
});
