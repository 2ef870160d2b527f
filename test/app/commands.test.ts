import { describe, expect, test } from '@jest/globals';
import { commands, findCommand } from '../../src/app/commands/index.js';
import { renderCommandsDocument } from '../../src/app/commands-document.js';
import type { Desk } from '../../src/app/desk.js';
import { parseCommands } from '../../src/app/parse-command.js';
import { fakeDesk, phase, phasePlan } from './fake-desk.js';

async function say(line: string, desk: Desk): Promise<string> {
  const parsed = parseCommands(line, commands)[0];
  if (parsed?.kind !== 'command') throw new Error(`not a command: ${line}`);
  return findCommand(parsed.asked).run(parsed.asked, desk);
}

const URL = 'https://github.example/octo/course/pull/2';

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
        written: { summary: 'Opened the pull request:', changed: true, url: URL },
        notes: ['The warnings could not be put on their lines.'],
      }),
    });
    const answer = await say('/migrate phase-2', desk);
    expect(desk.carried).toEqual(['phase-2']);
    expect(answer).toContain(`Opened the pull request: ${URL}`);
    expect(answer).toContain(
      '5 references in 2 files are rewritten; 1 is kept, each with its reason, and 2 wait for a person.',
    );
    expect(answer).toContain('**1 critical warning**');
    expect(answer).toContain('The warnings could not be put on their lines.');
  });

  test('that the migration does not have is answered with those it has, and nothing is begun', async () => {
    const desk = fakeDesk({});
    expect(await say('/migrate phase-9', desk)).toContain('`phase-1`, `phase-2`, `phase-3`');
    expect(await say('/migrate plan phase-9', desk)).toContain('no such phase');
    expect(desk.carried).toEqual([]);
  });

  test('with files that could not be verified says so', async () => {
    const problems = [{ path: 'a.md', message: 'no', unverified: true }];
    const desk = fakeDesk({
      carryOut: () => ({
        plan: { ...phasePlan(1), problems },
        written: { summary: 'Done.', changed: true },
        notes: [],
      }),
    });
    expect(await say('/migrate phase-1', desk)).toContain('1 file could not be verified');
  });
});

describe('a plan', () => {
  test('lists every phase and changes nothing', async () => {
    const desk = fakeDesk({ plans: [phasePlan(1, { changedFiles: 4 }), phasePlan(2)] });
    const answer = await say('/migrate plan', desk);
    expect(answer).toContain('| `phase-1` Title 1 | 4 |');
    expect(answer).toContain('nothing has been');
    expect(desk.carried).toEqual([]);
  });

  test('of a phase without changes says that no pull request would be opened', async () => {
    expect(await say('/migrate plan phase-2', fakeDesk({ plans: [phasePlan(2)] }))).toContain(
      'no pull request would be opened',
    );
  });
});

describe('everything at once', () => {
  const plans = [phasePlan(1, { changedFiles: 1 }), phasePlan(2), phasePlan(3, { changedFiles: 2 })];

  test('is asked back first, with the totals', async () => {
    const desk = fakeDesk({ plans });
    const answer = await say('/migrate all', desk);
    expect(answer).toContain('2 pull requests');
    expect(answer).toContain('/migrate all confirm');
    expect(desk.carried).toEqual([]);
  });

  test('confirmed, carries out the phases with something to change, and one failure does not stop the others', async () => {
    const desk = fakeDesk({
      plans,
      carryOut: (asked) => {
        if (asked.number === 1) throw new Error('kaputt');
        return {
          plan: phasePlan(asked.number),
          written: { summary: 'Opened it.', changed: true, url: URL },
          notes: [],
        };
      },
    });
    const answer = await say('/migrate all confirm', desk);
    expect(desk.carried).toEqual(['phase-1', 'phase-3']);
    expect(answer).toContain('**Phase 1, Title 1:** Something went wrong');
    expect(answer).not.toContain('kaputt');
    expect(answer).toContain(URL);
  });

  test('with nothing to do, nothing is opened', async () => {
    expect(await say('/migrate all confirm', fakeDesk({ plans: [phasePlan(1)] }))).toContain('nothing to open');
  });
});

test('the status names every phase and the next one', async () => {
  const answer = await say(
    '/migrate status',
    fakeDesk({
      standings: [
        { phase: phase(1), state: 'merged', url: `${URL}1` },
        { phase: phase(2), state: 'open', url: URL },
        { phase: phase(3), state: 'none' },
      ],
    }),
  );
  expect(answer).toContain(`- \`phase-1\` Title 1: merged: ${URL}1`);
  expect(answer).toContain('Next: `/migrate phase-3`.');
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
