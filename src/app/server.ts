#!/usr/bin/env node
/** `npm start`: reads the environment, starts the server, and stops it in good order. */
import { destination } from 'pino';
import { listBundledMigrations } from '../local/bundled-migrations.js';
import { readEnvironment } from './environment.js';
import { loadMigration } from './load-migration.js';
import { createLog, secretsOf } from './log.js';
import { startServer } from './start-server.js';
import { startSetup } from './start-setup.js';

const WRONG_USAGE = 2;

async function main(): Promise<void> {
  const read = readEnvironment(process.env, await listBundledMigrations());
  switch (read.kind) {
    case 'refused':
      process.stderr.write(`Cutover does not start:\n${read.problems.map((problem) => `- ${problem}\n`).join('')}`);
      process.exitCode = WRONG_USAGE;
      return;
    case 'setup':
      return startSetup();
    case 'run':
      break;
    default:
      return read satisfies never;
  }
  const { environment } = read;
  const log = createLog(environment.logLevel, secretsOf(environment), destination(1));
  const migration = await loadMigration(environment.migration);
  const server = await startServer({ environment, migration, log });
  let asked = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (asked) process.exit(1);
    asked = true;
    log.info({ signal }, 'stopping: no new work is taken, the work in hand is finished; ask again to stop at once');
    server.stop().then(
      (left) => process.exit(left === 0 ? 0 : 1),
      (error: unknown) => {
        log.fatal({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`Cutover does not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
