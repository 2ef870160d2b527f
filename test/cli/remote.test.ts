/** A repository on GitHub, read over HTTP from the GitHub on this machine. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../demo/github/start-loopback-github.js';
import { run } from '../../src/cli/run.js';
import { tempFolder } from '../local/temp-folder.js';

// Two plans of the whole curriculum take their time on a busy machine.
jest.setTimeout(60_000);

const CURRICULUM = fileURLToPath(new URL('../../demo/curriculum', import.meta.url));

let github: LoopbackGitHub;
let token: string;

beforeAll(async () => {
  github = await startLoopbackGitHub();
  github.seedRepository({ fullName: 'octo/course', folder: CURRICULUM, private: true });
  github.seedRepository({ fullName: 'octo/empty' });
  github.asUser('reader', 'octo/course');
  github.setRole('octo/course', 'reader', 'read');
  token = github.createUserToken('reader');
});

afterAll(() => github.stop());

async function plan(target: string, env: Readonly<Record<string, string>> = {}) {
  let out = '';
  let err = '';
  const code = await run(['plan', target, '--format', 'json'], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: { GITHUB_API_URL: `${github.apiUrl}/`, GITHUB_TOKEN: token, ...env },
    folder: tempFolder(),
    outIsTerminal: false,
    now: () => 0,
  });
  return { code, out, err };
}

describe('a plan of a repository on GitHub', () => {
  test('is the same as that of a folder with the same files, and writes nothing', async () => {
    github.clearRequests();
    const remote = await plan('octo/course');
    expect(remote.err).toBe('');
    expect(remote.code).toBe(0);
    expect(remote.out).toBe((await plan(CURRICULUM)).out);
    expect(github.requests().filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(github.contractViolations()).toEqual([]);
  });

  test('is of the branch, tag or commit behind the @', async () => {
    expect((await plan('octo/course@main')).code).toBe(0);
    expect(await plan('octo/course@nowhere')).toMatchObject({ code: 2, out: '' });
  });

  test('that is not there, or not visible, names the token as the next step', async () => {
    for (const target of ['octo/nothing', 'nobody/nothing']) {
      const { code, out, err } = await plan(target);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain(target);
      expect(err).toContain('GITHUB_TOKEN');
    }
    expect(await plan('octo/course', { GITHUB_TOKEN: '' })).toMatchObject({ code: 2, out: '' });
  });

  test('with a token that GitHub does not know says so, and not the token', async () => {
    const { code, err } = await plan('octo/course', { GITHUB_TOKEN: 'ghp_wrongwrongwrong' });
    expect(code).toBe(2);
    expect(err).toContain('GITHUB_TOKEN is expired, revoked or wrong');
    expect(err).not.toContain('ghp_wrong');
  });

  test('without a commit is one clear sentence', async () => {
    github.asUser('reader', 'octo/empty');
    github.setRole('octo/empty', 'reader', 'read');
    const { code, err } = await plan('octo/empty');
    expect(code).toBe(2);
    expect(err).toContain('octo/empty has no commit yet.');
  });

  test('at an address that is none is refused before anything is asked', async () => {
    const { code, err } = await plan('octo/course', { GITHUB_API_URL: 'localhost' });
    expect([code, err]).toEqual([2, expect.stringContaining('GITHUB_API_URL is not an address: localhost')]);
  });
});
