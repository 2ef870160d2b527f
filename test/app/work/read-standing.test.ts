import { describe, expect, test } from '@jest/globals';
import { readStanding } from '../../../src/app/work/read-standing.js';
import { withTries } from '../../../src/app/work/try-again.js';
import type { AppIdentity } from '../../../src/github/client.js';
import type { ThreadComment } from '../../../src/github/comments.js';

const APP: AppIdentity = { appId: 1, slug: 'cutover', login: 'cutover[bot]', userId: 7 };
const OURS = { id: 7, login: APP.login, type: 'Bot' };
const ADA = { id: 8, login: 'ada', type: 'User' };
const BOB = { id: 9, login: 'bob', type: 'User' };
const WORK = { comment: 100, sender: 'ada' };
const MARKER = '<!-- cutover:topic answer-100 -->';

function standing(...thread: readonly (readonly [number, ThreadComment['author'], string, number?])[]) {
  return readStanding(
    WORK,
    thread.map(([id, author, body, createdAt = Date.now()]) => ({ id, author, body, createdAt })),
    APP,
  );
}
const ASKED = [100, ADA, '/migrate phase-1'] as const;

describe('commands', () => {
  test('that nobody answered are fresh', () => {
    expect(standing(ASKED, [101, ADA, 'Hello?'])).toEqual({ tries: 0, superseded: new Set() });
  });

  test('with a final answer are done', () => {
    expect(standing(ASKED, [101, OURS, `${MARKER}\nDone.`])).toBeUndefined();
  });

  test('with an answer that is not the last word go on counting', () => {
    const answer = `${MARKER}\n${withTries('Stopped.', { tries: 2, notBefore: 5 })}`;
    expect(standing(ASKED, [101, OURS, answer])).toMatchObject({ tries: 2 });
  });

  test('are not done by what somebody else says, nor by what we quote', () => {
    expect(standing(ASKED, [101, BOB, `${MARKER}\nDone.`])).toBeDefined();
    expect(standing(ASKED, [101, OURS, `<!-- cutover:topic answer-99 -->\nNot \`${MARKER}\`.`])).toBeDefined();
  });

  test('are done although a quotation in their answer looks like the hidden line', () => {
    const line = withTries('', { tries: 1, notBefore: 0 });
    expect(standing(ASKED, [101, OURS, `${MARKER}\n> ${line}`])).toBeUndefined();
    expect(standing(ASKED, [101, OURS, `${MARKER}\nDone.\n${line}`])).toBeUndefined();
  });
});

describe('a later command for the same phase', () => {
  test('of the same person takes the place of the earlier one', () => {
    expect(standing(ASKED, [101, ADA, 'Again:\n\n/migrate phase-1'])?.superseded).toEqual(new Set(['phase-1']));
  });

  test.each([
    ['of somebody else, who may not be allowed to', BOB, '/migrate phase-1'],
    ['in a quotation', ADA, '> /migrate phase-1'],
    ['that only asks for a plan', ADA, '/migrate plan phase-1'],
    ['among too many', ADA, Array.from({ length: 14 }, (_, at) => `/migrate phase-${at + 1}`).join('\n')],
  ])('%s does not', (_, author, body) => {
    expect(standing(ASKED, [101, author, body])?.superseded).toEqual(new Set());
  });

  test('that came before does not', () => {
    expect(standing([99, ADA, '/migrate phase-1'], ASKED)?.superseded).toEqual(new Set());
  });
});

describe('a choice that was commanded before', () => {
  const CHOICE = '/migrate choose llama3.1:8b=qwen3:8b';
  const answered = (answer: string) => [99, OURS, `<!-- cutover:topic answer-98 -->\n${answer}`] as const;
  const NOT_YET = withTries('Stopped.', { tries: 1, notBefore: 5 });

  test.each([
    ['without an answer', [98, BOB, CHOICE] as const, []],
    ['that was put off', [98, BOB, CHOICE] as const, [answered(NOT_YET)]],
    ['that is taken back', [98, BOB, '/migrate unchoose llama3.1:8b'] as const, []],
  ])('%s goes first, whoever gave it, and not before its time', (_, choice, answers) => {
    expect(standing(choice, ...answers, ASKED)?.choiceFirst).toBe(answers.length === 0 ? 0 : 5);
  });

  test.each([
    ['that was answered', [98, BOB, CHOICE] as const, [answered('Done.')]],
    ['of a bot', [98, OURS, CHOICE] as const, []],
    ['that nobody looks for any more', [98, BOB, CHOICE, Date.now() - 4 * 24 * 3_600_000] as const, []],
    ['of another kind', [98, BOB, '/migrate phase-3'] as const, []],
    ['given later', [101, BOB, CHOICE] as const, []],
  ])('%s is not waited for', (_, choice, answers) => {
    expect(standing(choice, ...answers, ASKED)?.choiceFirst).toBeUndefined();
  });
});
