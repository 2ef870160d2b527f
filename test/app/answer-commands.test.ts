import { describe, expect, test } from '@jest/globals';
import { commands } from '../../src/app/commands/index.js';
import { ConfigurationBroken } from '../../src/app/configuration-broken.js';
import { MOST_COMMANDS, parseCommands } from '../../src/app/parse-command.js';
import type { RepositoryAccess, Tracking } from '../../src/app/repository-access.js';
import { answerCommands } from '../../src/app/work/answer-commands.js';
import { PartlyFailed } from '../../src/app/work/partly-failed.js';
import { readTries } from '../../src/app/work/try-again.js';
import type { AnswerCommands } from '../../src/app/work.js';
import { GithubUnavailable, IssuesDisabled, PermissionMissing, RateLimited } from '../../src/github/errors.js';
import { fakeDesk, phasePlan } from './fake-desk.js';

function asked(body: string, inPlace = true): AnswerCommands {
  const lines = parseCommands(body, commands);
  return {
    kind: 'commands',
    delivery: 'd',
    installation: 3,
    repositoryId: 11,
    owner: 'octo',
    repo: 'course',
    issue: 1,
    comment: 100,
    sender: 'ada',
    lines,
    inPlace,
  };
}

function repository(
  given: {
    readonly mayWrite?: boolean;
    readonly tracking?: () => Tracking;
    readonly fails?: Error;
    /** The phase that fails; all of them otherwise. */
    readonly failing?: string;
    readonly broken?: Error;
  } = {},
) {
  const happened: string[] = [];
  const answers: string[] = [];
  const desk = fakeDesk({
    carryOut: (phase) => {
      happened.push(phase.id);
      if (given.fails !== undefined && phase.id === (given.failing ?? phase.id)) throw given.fails;
      return { plan: phasePlan(phase.number), notes: [] };
    },
  });
  const access: RepositoryAccess = {
    async mayWrite() {
      happened.push('permission');
      return given.mayWrite ?? true;
    },
    async acknowledge() {
      happened.push('eyes');
    },
    async answer(_issue, _comment, body) {
      happened.push('answer');
      answers.push(body);
    },
    said: async () => undefined,
    async say() {},
    emptyBox: async () => false,
    async ensureTrackingIssue() {
      return given.tracking?.() ?? { state: 'not-concerned' };
    },
    async refreshTrackingIssue() {},
    checkConfiguration: async () => 'valid',
    checkAgain: async () => 'checked',
    async prepare() {
      happened.push('prepare');
      if (given.broken !== undefined) throw given.broken;
    },
    desk: () => desk,
  };
  return { access, happened, answers };
}

describe('a command', () => {
  test('is allowed, acknowledged, carried out and answered, in this order', async () => {
    const { access, happened, answers } = repository();
    await answerCommands(asked('/migrate phase-2'), access);
    expect(happened).toEqual(['permission', 'eyes', 'prepare', 'phase-2', 'answer']);
    expect(answers).toHaveLength(1);
  });

  test('of somebody without permission is refused with a sentence, and nothing is begun', async () => {
    const { access, happened, answers } = repository({ mayWrite: false });
    await answerCommands(asked('/migrate phase-2'), access);
    expect(happened).toEqual(['permission', 'answer']);
    expect(answers[0]).toContain('may write to this repository');
  });

  test('for help is answered to everybody', async () => {
    const { access, happened } = repository({ mayWrite: false });
    await answerCommands(asked('/migrate help'), access);
    expect(happened).toEqual(['eyes', 'prepare', 'answer']);
  });

  test('that is malformed is answered with the nearest one, to people who may write', async () => {
    const { access, answers } = repository();
    await answerCommands(asked('/migrate phase 2'), access);
    expect(answers[0]).toContain('Did you mean `/migrate phase-2`?');
  });

  test('that fails is answered with what happened and the next step', async () => {
    const fails = new PermissionMissing('create the branch', 'octo/course', { permissions: 'contents=write' });
    const { access, answers } = repository({ fails });
    const done = await answerCommands(asked('/migrate phase-2'), access);
    expect(answers[0]).toContain('contents=write');
    expect(answers[0]).toContain('Next: ');
    expect(done.error).toBe(fails);
  });

  test('is answered with every problem of a broken configuration, and nothing is begun', async () => {
    const at = { file: '.github/cutover.yml', col: 1 };
    const broken = new ConfigurationBroken([
      { ...at, line: 1, message: 'Unknown key "drat"', suggestion: 'Did you mean "draft"?' },
      { ...at, line: 7, message: '"reason" must not be empty' },
    ]);
    const { access, happened, answers } = repository({ broken });
    const done = await answerCommands(asked('/migrate phase-2\n/migrate phase-1'), access);
    expect(happened).toEqual(['permission', 'eyes', 'prepare', 'answer']);
    expect(answers[0]).toMatch(/line 1, column 1: Unknown key "drat". Did you mean "draft"\?/);
    expect(answers[0]).toMatch(/line 7, column 1: "reason" must not be empty/);
    expect(done.error).toBeUndefined();
  });

  test('that fails in a way nobody foresaw keeps its details to the log', async () => {
    const { access, answers } = repository({ fails: new TypeError('x is undefined') });
    await answerCommands(asked('/migrate phase-2'), access);
    expect(answers[0]).not.toContain('undefined');
  });
});

describe('a command that was stopped by what may pass', () => {
  const fails = new GithubUnavailable('open the pull request', 'octo/course', { status: 502, maybeApplied: true });
  const standing = (tries: number) => ({ tries, superseded: new Set<string>() });

  test('is to be tried again, and its answer says so, for people and for the next process', async () => {
    const { access, answers } = repository({ fails });
    const done = await answerCommands(asked('/migrate phase-2'), access);
    expect(done).toMatchObject({ error: fails, again: { tries: 1, notBefore: 0 } });
    expect(answers[0]).toContain('I try again by myself in a few minutes');
    expect(readTries(`<!-- cutover:topic answer-100 -->\n${answers[0]}`)).toEqual({ tries: 1, notBefore: 0 });
  });

  test('waits for the time that GitHub gave', async () => {
    const notBefore = Date.parse('2026-03-01T12:00:00Z');
    const { access, answers } = repository({ fails: new RateLimited('x', 'octo/course', { retryAt: notBefore }) });
    const done = await answerCommands(asked('/migrate phase-2'), access);
    expect(done.again).toEqual({ tries: 1, notBefore });
    expect(answers[0]).toContain('after 2026-03-01T12:00:00.000Z');
  });

  test('is given up after several times, and what went wrong is the answer', async () => {
    const { access, answers } = repository({ fails });
    expect((await answerCommands(asked('/migrate phase-2'), access, standing(2))).again?.tries).toBe(3);
    const done = await answerCommands(asked('/migrate phase-2'), access, standing(3));
    expect(done).toEqual({ result: 'failed: phase-2', error: fails });
    expect(answers[1]).not.toContain('I try again');
    expect(readTries(`<!-- cutover:topic answer-100 -->\n${answers[1]}`)).toBeUndefined();
  });

  test('among others: what was done is told, all of it is looked at again', async () => {
    const { access, answers } = repository({ fails, failing: 'phase-1' });
    const done = await answerCommands(asked('/migrate phase-2\n/migrate phase-1'), access);
    expect(done.again).toEqual({ tries: 1, notBefore: 0 });
    expect(answers[0]).toMatch(/phase-2[\s\S]*nothing to change[\s\S]*phase-1[\s\S]*I try again/);
  });

  test('because GitHub asks to slow down leaves the rest of the comment for later too', async () => {
    const limited = new RateLimited('x', 'octo/course', { retryAt: 7 });
    const { access, happened, answers } = repository({ fails: limited });
    const done = await answerCommands(asked('/migrate phase-2\n/migrate phase-1'), access);
    expect(done.again).toEqual({ tries: 1, notBefore: 7 });
    expect(happened.filter((one) => one.startsWith('phase-'))).toEqual(['phase-2']);
    expect(answers[0]).toMatch(/phase-2[\s\S]*I try again[\s\S]*phase-1[\s\S]*I try again/);
  });

  test('somewhere in all phases', async () => {
    const parts = [
      { command: '/migrate phase-1', answer: 'Opened.' },
      { command: '/migrate phase-3', error: fails },
    ];
    const { access, answers } = repository({ fails: new PartlyFailed(parts) });
    expect((await answerCommands(asked('/migrate phase-2'), access)).again).toBeDefined();
    expect(answers[0]).toMatch(/Opened\.[\s\S]*`\/migrate phase-3`[\s\S]*I try again/);
  });
});

describe('a phase that the same person commanded again further down', () => {
  const superseded = { tries: 0, superseded: new Set(['phase-2']) };

  test('is carried out once, there', async () => {
    const { access, happened, answers } = repository();
    await answerCommands(asked('/migrate phase-2'), access, superseded);
    expect(happened).toEqual(['permission', 'eyes', 'answer']);
    expect(answers[0]).toContain('further down');
  });

  test('takes nothing away from the other commands', async () => {
    const { access, happened } = repository();
    await answerCommands(asked('/migrate phase-2\n/migrate plan phase-2\n/migrate phase-3'), access, superseded);
    expect(happened).toEqual(['permission', 'eyes', 'prepare', 'phase-3', 'answer']);
  });
});

describe('commands after a choice that is not made yet', () => {
  const waiting = (tries = 0) => ({ tries, superseded: new Set<string>(), choiceFirst: 5 });

  test('are put off, so that they count on it', async () => {
    const { access, happened, answers } = repository();
    const done = await answerCommands(asked('/migrate phase-2'), access, waiting());
    expect(done.again).toEqual({ tries: 1, notBefore: 5 });
    expect(happened).toEqual(['permission', 'eyes', 'answer']);
    expect(answers[0]).toMatch(/choice[\s\S]*not made yet[\s\S]*I try again/);
  });

  test('that change nothing are answered', async () => {
    const { access } = repository();
    expect((await answerCommands(asked('/migrate help'), access, waiting())).result).toContain('answered');
  });

  test('are carried out in the end', async () => {
    const { access, happened } = repository();
    await answerCommands(asked('/migrate phase-2'), access, waiting(3));
    expect(happened).toContain('phase-2');
  });
});

describe('several commands in a comment', () => {
  test('are carried out in order and answered together, each quoted', async () => {
    const { access, happened, answers } = repository();
    await answerCommands(asked('/migrate phase-2\n/migrate phase-1'), access);
    expect(happened).toEqual(['permission', 'eyes', 'prepare', 'phase-2', 'phase-1', 'answer']);
    expect(answers[0]).toContain('`/migrate phase-1`');
  });

  test('beyond the limit are refused together', async () => {
    const { access, happened } = repository();
    await answerCommands(
      asked(Array.from({ length: MOST_COMMANDS + 1 }, (_, index) => `/migrate phase-${index + 1}`).join('\n')),
      access,
    );
    expect(happened).toEqual(['permission', 'answer']);
  });
});

describe('a command in another issue', () => {
  test('is pointed to the tracking issue', async () => {
    const { access, happened, answers } = repository({
      tracking: () => ({ state: 'found', number: 1, url: 'https://github.example/1' }),
    });
    await answerCommands(asked('/migrate phase-2', false), access);
    expect(answers[0]).toContain('number 1');
    expect(happened).not.toContain('phase-2');
  });

  test('where the migration finds nothing says so', async () => {
    const { access, answers } = repository();
    await answerCommands(asked('/migrate phase-2', false), access);
    expect(answers[0]).toContain('finds nothing to change');
  });

  test('where issues are switched off says so', async () => {
    const { access, answers } = repository({
      tracking: () => {
        throw new IssuesDisabled('octo/course');
      },
    });
    await answerCommands(asked('/migrate phase-2', false), access);
    expect(answers[0]).toContain('Issues are switched off');
  });
});
