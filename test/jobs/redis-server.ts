/** A Redis of our own on a free loopback port, for as long as a test file runs. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface TestRedis {
  readonly url: string;
  /** Ends and starts it again with its data; only of a Redis of our own. */
  readonly restart?: (between?: () => Promise<void>) => Promise<void>;
  stop(): Promise<void>;
}

/** Whether there is a `redis-server` to start. */
export function hasRedisServer(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

/** A port of the loopback interface that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts `redis-server`, or takes the one at REDIS_URL where there is none to start. */
export async function startRedis(): Promise<TestRedis> {
  if (!hasRedisServer()) return { url: process.env.REDIS_URL ?? '', stop: async () => {} };
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'cutover-redis-'));
  let server = await spawnServer(port, folder);
  return {
    url: `redis://127.0.0.1:${port}`,
    async restart(between = async () => {}) {
      await endServer(server);
      await between();
      server = await spawnServer(port, folder);
    },
    async stop() {
      await endServer(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function spawnServer(port: number, folder: string): Promise<ChildProcess> {
  const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--save', ''];
  const server = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: server.stdout })) {
    if (line.includes('Ready to accept connections')) {
      server.stdout.resume();
      return server;
    }
  }
  throw new Error('redis-server did not start');
}

async function endServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGTERM');
  await once(server, 'exit');
}
