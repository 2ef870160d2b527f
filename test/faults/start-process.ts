/** Starts and kills the server as a process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { LoopbackGitHub } from '../../demo/github/start-loopback-github.js';
import { findFreePort } from '../../src/app/free-port.js';
import { serverEnvironment } from '../e2e/server-environment.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ENTRY = 'test/faults/app-process.ts';

export interface AppProcess {
  readonly port: number;
  readonly webhookUrl: string;
  log(): string;
  isAlive(): boolean;
  /** SIGKILL: nothing of it goes on. */
  kill(): Promise<void>;
}

/** Starts a process for the GitHub on loopback and waits until it takes webhooks. */
export async function startProcess(
  github: LoopbackGitHub,
  more: Readonly<Record<string, string>> = {},
): Promise<AppProcess> {
  const port = await findFreePort('127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  const env = { ...serverEnvironment(github, port), ...more };
  const child = spawn(process.execPath, ['--import', 'tsx', ENTRY], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  while (!(await isReady(url))) {
    if (!isAlive()) throw new Error(`the server ended at its start:\n${log}`);
    await sleep(50);
  }
  return { port, webhookUrl: `${url}/api/github/webhooks`, log: () => log, isAlive, kill: () => kill(child, isAlive) };
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function kill(child: ChildProcess, isAlive: () => boolean): Promise<void> {
  if (!isAlive()) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
