/** The server as a process: what it refuses, what it tells about itself, how it stops. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../demo/github/start-loopback-github.js';
import { findFreePort } from '../../src/app/free-port.js';
import { serverEnvironment } from '../e2e/server-environment.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Started {
  readonly child: ChildProcess;
  /** Everything that it printed so far. */
  output(): string;
}

function start(variables: Readonly<Record<string, string>>): Started {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/app/server.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output };
}

async function exitOf({ child }: Started): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

async function until<T>(ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('waited too long');
}

/** The status of a page, once anybody answers. */
function statusOf(url: string): Promise<number> {
  return until(() =>
    fetch(url, { redirect: 'manual' }).then(
      ({ status }) => status,
      () => undefined,
    ),
  );
}

describe('the server as a process', () => {
  let started: Started | undefined;
  let github: LoopbackGitHub | undefined;
  afterEach(async () => {
    if (started !== undefined && started.child.exitCode === null) started.child.kill('SIGKILL');
    await github?.stop();
    started = undefined;
    github = undefined;
  });

  async function startOnLoopback(): Promise<{
    readonly server: Started;
    readonly url: string;
    readonly github: LoopbackGitHub;
  }> {
    github = await startLoopbackGitHub();
    const port = await findFreePort('127.0.0.1');
    started = start(serverEnvironment(github, port));
    const url = `http://127.0.0.1:${port}`;
    github.setWebhookUrl(`${url}/api/github/webhooks`);
    return { server: started, url, github };
  }

  test('without its variables it does not start, and says all that is missing', async () => {
    started = start({});
    expect(await exitOf(started)).toBe(2);
    expect(started.output()).toMatch(/APP_ID is not set[\s\S]*WEBHOOK_SECRET is not set[\s\S]*PRIVATE_KEY is not set/);
  }, 60_000);

  test('an unknown migration is named with those there are', async () => {
    started = start({
      APP_ID: '1',
      WEBHOOK_SECRET: 'x',
      PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----',
      CUTOVER_MIGRATION: 'nonesuch',
    });
    expect(await exitOf(started)).toBe(2);
    expect(started.output()).toMatch(/CUTOVER_MIGRATION[\s\S]*2025-tier-1/);
  }, 60_000);

  test('it tells its health and nothing else, and takes no credentials from the web', async () => {
    const { url } = await startOnLoopback();
    expect(await statusOf(`${url}/healthz`)).toBe(200);
    expect(await statusOf(`${url}/readyz`)).toBe(200);
    for (const path of ['/', '/probot', '/probot/setup?code=1', '/probot/import', '/ping']) {
      expect({ path, status: await statusOf(url + path) }).toEqual({ path, status: 404 });
    }
    const posted = await fetch(`${url}/probot/import`, { method: 'POST', body: '{}' });
    expect(posted.status).toBe(404);
  }, 60_000);

  test('asked to stop in the middle of its work, it finishes it, takes no more, and ends well', async () => {
    const { server, url, github: hub } = await startOnLoopback();
    await statusOf(`${url}/readyz`);
    hub.seedRepository({ fullName: 'octo/course', files: { 'docs/SETUP.md': 'Run `ollama pull llama3.1:8b`.\n' } });
    hub.faults.add({ method: 'GET', path: /\/git\/trees\//, effect: { kind: 'delay', ms: 1500 } });
    hub.install(['octo/course'], 'maintainer');
    await until(() => hub.requests().find(({ path }) => path.includes('/git/trees/')));
    server.child.kill('SIGTERM');
    expect(await exitOf(server)).toBe(0);
    expect(hub.repository('octo/course').issues).toHaveLength(1);
    expect(server.output()).toContain('"repository":"octo/course"');
    expect(server.output()).not.toContain('ghs_');
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  }, 60_000);

  test('setup mode, where it is asked for, listens on this machine alone', async () => {
    const port = await findFreePort('127.0.0.1');
    started = start({ CUTOVER_SETUP: '1', PORT: String(port), HOST: '0.0.0.0', NODE_ENV: 'production' });
    expect(await statusOf(`http://127.0.0.1:${port}/probot`)).toBe(200);
    expect(started.output()).toContain('127.0.0.1');
  }, 60_000);
});
