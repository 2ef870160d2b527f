/** The server as a process that is killed in the middle of a phase: what it left undone is done after a restart, and nothing twice. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../demo/github/start-loopback-github.js';
import { findFreePort } from '../../src/app/free-port.js';
import { serverEnvironment } from './server-environment.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NAME = 'octo/course';
const PHASE = 'phase-1';
const BRANCH = `cutover/2025-tier-1/${PHASE}`;
const PATIENCE = 240_000;

let github: LoopbackGitHub;
let server: ChildProcess;
let port: number;
let log: string;

async function startServer(): Promise<void> {
  server = spawn(process.execPath, ['--import', 'tsx', 'src/app/server.ts'], {
    cwd: ROOT,
    env: serverEnvironment(github, port),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  await until('the server is ready', async () =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
}

async function kill(): Promise<void> {
  const gone = once(server, 'exit');
  server.kill('SIGKILL');
  await gone;
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE / 2;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`it never came to pass that ${what}; the log:\n${log}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const issues = () => github.repository(NAME).issues.filter(({ pull }) => pull === null);
const pulls = () => github.repository(NAME).issues.filter(({ pull }) => pull !== null);
const answersTo = (comment: number) =>
  issues().flatMap(({ comments }) =>
    comments.filter(({ user, body }) => user.type === 'Bot' && body.includes(`answer-${comment} `)),
  );
/** Requests that were taken, whether or not they have been answered. */
const asked = (method: string, end: string) =>
  github.requests().filter((request) => request.method === method && request.path.endsWith(end)).length;

beforeEach(async () => {
  log = '';
  github = await startLoopbackGitHub();
  port = await findFreePort('127.0.0.1');
  github.setWebhookUrl(`http://127.0.0.1:${port}/api/github/webhooks`);
  github.seedRepository({
    fullName: NAME,
    files: { 'docs/SETUP.md': 'Run `ollama pull llama3.1:8b`.\n' },
  });
  github.setRole(NAME, 'maria', 'write');
  await startServer();
}, PATIENCE);
afterEach(async () => {
  if (server.exitCode === null && server.signalCode === null) await kill();
  await github.stop();
}, PATIENCE);

describe('killed without warning', () => {
  test.each([
    [
      'between the branch and the pull request',
      () => asked('POST', '/pulls') > 0,
      { method: 'POST', path: /\/pulls$/ },
    ],
    ['between the pull request and the answer', () => pulls().length > 0, undefined],
  ])(
    '%s: a restart ends with one of each, and also answers what was asked meanwhile',
    async (_, reached, slow) => {
      github.install([NAME], 'maria');
      await until('the tracking issue is open', () => issues().length === 1);
      const tracking = issues()[0]!.number;
      // The request in whose middle the process dies is never carried out.
      if (slow !== undefined) github.faults.add({ ...slow, effect: { kind: 'delay', ms: 1000 } });
      if (slow !== undefined) github.faults.add({ ...slow, effect: { kind: 'drop', when: 'before' } });
      const command = github.asUser('maria', NAME).comment(tracking, `/migrate ${PHASE}`);
      await until('the phase is under way', reached);
      await kill();
      github.faults.clear();
      expect(answersTo(command)).toEqual([]);
      const meanwhile = github.asUser('maria', NAME).comment(tracking, '/migrate help');
      await until('that webhook failed', () => github.deliveries().every(({ status }) => status !== 'pending'));
      await startServer();
      await until('both are answered', () => answersTo(command).length > 0 && answersTo(meanwhile).length > 0);
      await until('recovery is through', () => log.includes('recovery: swept'));
      await github.waitUntilIdle(3500);
      expect(issues()).toHaveLength(1);
      expect(pulls()).toMatchObject([{ state: 'open', pull: { head: BRANCH } }]);
      expect(answersTo(command)).toHaveLength(1);
      expect(answersTo(command)[0]?.body).toContain(`/pull/${pulls()[0]?.number}`);
      expect(answersTo(meanwhile)).toHaveLength(1);
      expect(issues()[0]?.body).toContain(`/pull/${pulls()[0]?.number}`);
      expect(github.contractViolations()).toEqual([]);
    },
    PATIENCE,
  );
});
