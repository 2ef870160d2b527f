/**
 * The server as a process of its own, for tests that kill it or run several. Like `src/app/server.ts`, with two settings more:
 * `TEST_THROTTLED=1` keeps the throttling of production, `TEST_LEASE` is how long a silent process keeps its work, in milliseconds.
 */
import { pino } from 'pino';
import { readEnvironment } from '../../src/app/environment.js';
import { loadMigration } from '../../src/app/load-migration.js';
import { AppOctokit } from '../../src/app/octokit.js';
import { startServer } from '../../src/app/start-server.js';
import { listBundledMigrations } from '../../src/local/bundled-migrations.js';
import { makeUnspacedClient } from './clients.js';

const read = readEnvironment(process.env, await listBundledMigrations());
if (read.kind !== 'run') throw new Error(JSON.stringify(read));
const { environment } = read;
const lease = process.env.TEST_LEASE;
const server = await startServer({
  environment,
  migration: await loadMigration(environment.migration),
  log: pino({ level: environment.logLevel, base: null }),
  Octokit: process.env.TEST_THROTTLED === '1' ? AppOctokit : makeUnspacedClient(),
  ...(lease === undefined ? {} : { queue: { lease: Number(lease) } }),
});
process.on('SIGTERM', () => void server.stop().then((left) => process.exit(left === 0 ? 0 : 1)));
