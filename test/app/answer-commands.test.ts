import { describe, expect, test } from '@jest/globals';
import { commands } from '../../src/app/commands/index.js';
import { ConfigurationBroken } from '../../src/app/configuration-broken.js';
import { MOST_COMMANDS, parseCommands } from '../../src/app/parse-command.js';
import type { RepositoryAccess, Tracking } from '../../src/app/repository-access.js';
import { answerCommands } from '../../src/app/work/answer-commands.js';
import type { AnswerCommands } from '../../src/app/work.js';
import { IssuesDisabled, PermissionMissing } from '../../src/github/errors.js';
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
    readonly broken?: Error;
  } = {},
) {
  const happened: string[] = [];
  const answers: string[] = [];
  const desk = fakeDesk({
    carryOut: (phase) => {
      happened.push(phase.id);
      if (given.fails !== undefined) throw given.fails;
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
    wasSaid: async () => false,
    async say() {},
    async emptyBox() {},
    async ensureTrackingIssue() {
      return given.tracking?.() ?? { state: 'not-concerned' };
    },
    async refreshTrackingIssue() {},
    checkConfiguration: async () => 'valid',
    async prepare() {
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
    expect(happened).toEqual(['permission', 'eyes', 'phase-2', 'answer']);
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
    expect(happened).toEqual(['eyes', 'answer']);
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
    expect(happened).toEqual(['permission', 'eyes', 'answer']);
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

describe('several commands in a comment', () => {
  test('are carried out in order and answered together, each quoted', async () => {
    const { access, happened, answers } = repository();
    await answerCommands(asked('/migrate phase-2\n/migrate phase-1'), access);
    expect(happened).toEqual(['permission', 'eyes', 'phase-2', 'phase-1', 'answer']);
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
