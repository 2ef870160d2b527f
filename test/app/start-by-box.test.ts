import { describe, expect, test } from '@jest/globals';
import { ConfigurationBroken } from '../../src/app/configuration-broken.js';
import type { RepositoryAccess } from '../../src/app/repository-access.js';
import { readTick, withTick } from '../../src/app/work/begun-tick.js';
import { returnTick } from '../../src/app/work/return-tick.js';
import { startByBox } from '../../src/app/work/start-by-box.js';
import type { LostTick, TickBox } from '../../src/app/work.js';
import { GithubUnavailable, PullRequestClosed } from '../../src/github/errors.js';
import { hiddenMarker } from '../../src/github/marker.js';
import { fakeDesk, phasePlan } from './fake-desk.js';

const TICKED: TickBox = {
  kind: 'box',
  delivery: 'd-1',
  installation: 3,
  repositoryId: 11,
  owner: 'octo',
  repo: 'course',
  issue: 1,
  box: 'start/phase-2',
  ticked: true,
  sender: 'ada',
};

function repository(
  given: {
    readonly mayWrite?: boolean;
    readonly said?: string;
    readonly fails?: Error;
    readonly ticked?: boolean;
    readonly broken?: Error;
  } = {},
) {
  const said: string[] = [];
  const desk = fakeDesk({
    plans: [phasePlan(1, { changedFiles: 1 }), phasePlan(2, { changedFiles: 1 })],
    carryOut: (phase) => {
      if (given.fails !== undefined) throw given.fails;
      desk.done.push(phase.id);
      return { plan: phasePlan(phase.number), notes: [] };
    },
  });
  const access: RepositoryAccess = {
    mayWrite: async () => given.mayWrite ?? true,
    async acknowledge() {},
    async answer() {},
    said: async () => given.said,
    async say(_issue, topic, body) {
      desk.done.push(`say ${topic}`);
      said.push(body);
    },
    async emptyBox(_issue, box) {
      desk.done.push(`empty ${box}`);
      return given.ticked ?? true;
    },
    ensureTrackingIssue: async () => ({ state: 'not-concerned' }),
    async refreshTrackingIssue() {},
    checkConfiguration: async () => 'valid',
    checkAgain: async () => 'checked',
    async prepare() {
      if (given.broken !== undefined) throw given.broken;
    },
    desk: () => desk,
  };
  return { access, done: desk.done, said };
}

describe('a ticked box', () => {
  test('starts its phase, is empty again and is answered once', async () => {
    const { access, done, said } = repository();
    expect((await startByBox(TICKED, access)).result).toBe('answered: the box of start/phase-2');
    expect(done).toEqual(['say box-d-1', 'take start/phase-2', 'phase-2', 'empty start/phase-2', 'say box-d-1']);
    expect(said[0]).toMatch(/> `the box of phase-2, ticked by ada`[\s\S]*I have begun/);
    expect(said[1]).toContain('> `the box of phase-2, ticked by ada`');
    expect(said[1]).not.toContain('<!--');
  });

  test('of all phases starts each that has something to change', async () => {
    const { access, done } = repository();
    await startByBox({ ...TICKED, box: 'start/all' }, access);
    expect(done).toEqual(['say box-d-1', 'take start/all', 'phase-1', 'phase-2', 'empty start/all', 'say box-d-1']);
  });

  test('by somebody without permission is refused visibly, and empty again', async () => {
    const { access, done, said } = repository({ mayWrite: false });
    expect((await startByBox(TICKED, access)).result).toContain('refused: no permission');
    expect(done).toEqual(['empty start/phase-2', 'say box-d-1']);
    expect(said[0]).toContain('may write to this repository');
    expect(said[0]).toContain('The box is empty again.');
  });

  test('that was emptied before its turn does nothing', async () => {
    const { access, done } = repository();
    await startByBox({ ...TICKED, ticked: false }, access);
    expect(done).toEqual([]);
  });

  test('that GitHub delivers again after it was answered does nothing', async () => {
    const { access, done } = repository({ said: '<!-- cutover:topic box-d-1 -->\nDone.' });
    await startByBox(TICKED, access);
    expect(done).toEqual([]);
  });

  test.each([
    [
      'that fails says why',
      { fails: new PullRequestClosed(8, 'octo/course', 'phase-2') },
      'was closed without being merged',
    ],
    ['with a broken configuration lists what is wrong', { broken: new ConfigurationBroken([]) }, 'is not valid'],
    ['of a phase that is not there says which there are', {}, 'no such phase'],
  ])('%s, and is empty again', async (_, given, words) => {
    const { access, done, said } = repository(given);
    await startByBox({ ...TICKED, box: Object.keys(given).length === 0 ? 'start/phase-9' : TICKED.box }, access);
    expect(said[1]).toContain(words);
    expect(done.slice(-2)).toEqual([expect.stringMatching(/^empty /), 'say box-d-1']);
  });
});

describe('a ticked box whose work stops because of what may pass', () => {
  const fails = new GithubUnavailable('x', 'octo/course');
  const AGAIN = (body: string) => `<!-- cutover:topic box-d-1 -->\n${body}`;

  test('is tried again, and its answer says for whom', async () => {
    const { access, done, said } = repository({ fails });
    const { again } = await startByBox(TICKED, access);
    expect(again).toEqual({ tries: 1, notBefore: 0 });
    expect(done.slice(-2)).toEqual(['empty start/phase-2', 'say box-d-1']);
    expect(said[1]).toContain('I try again by myself');
    const tick = { delivery: 'd-1', box: 'start/phase-2', sender: 'ada', tries: { tries: 1, notBefore: 0 } };
    expect(said.map((body) => readTick(AGAIN(body)))).toEqual([tick, tick]);
  });

  test('goes on from what its answer says, and is given up after several times', async () => {
    const answer = (tries: number) => AGAIN(withTick('Stopped.', { ...TICKED, tries: { tries, notBefore: 0 } }));
    expect((await startByBox(TICKED, repository({ fails, said: answer(2) }).access)).again?.tries).toBe(3);
    const last = repository({ fails, said: answer(3) });
    expect(await startByBox(TICKED, last.access)).toEqual({
      result: 'failed: the box of start/phase-2',
      error: fails,
    });
    expect(readTick(AGAIN(last.said.at(-1) ?? ''))).toBeUndefined();
  });

  test('is not told by what is no answer to a tick, or a final one', () => {
    const body = withTick('Stopped.', { ...TICKED, tries: { tries: 1, notBefore: 0 } });
    expect(readTick(`<!-- cutover:topic answer-7 -->\n${body}`)).toBeUndefined();
    expect(readTick(AGAIN('Done.'))).toBeUndefined();
    expect(readTick(AGAIN(`Done.\n${body}`))).toBeUndefined();
  });
});

describe('a tick that nobody works for any more', () => {
  const { ticked: _, sender: __, ...rest } = TICKED;
  const LOST: LostTick = { ...rest, kind: 'lost-tick', delivery: 'sweep-2026-01-31T10:00:00.000Z' };

  test('is given back, and it is said that nothing was begun', async () => {
    const { access, done, said } = repository();
    await returnTick(LOST, access);
    expect(done).toEqual(['empty start/phase-2', 'say lost-start/phase-2-sweep-2026-01-31T10-00-00.000Z']);
    expect(said[0]).toContain('nothing was begun');
    expect(() => hiddenMarker('topic', done[1]?.slice('say '.length) ?? '')).not.toThrow();
  });

  test('is none where the box is empty by now', async () => {
    const { access, done } = repository({ ticked: false });
    await returnTick(LOST, access);
    expect(done).toEqual(['empty start/phase-2']);
  });
});
