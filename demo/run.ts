/** `npm run demo`: the app does its job against a GitHub on loopback, and one can look at the result. */
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { loadMigration } from '../src/app/load-migration.js';
import { startCatalogueRegistries } from './catalogue-registries.js';
import { startLoopbackGitHub } from './github/start-loopback-github.js';
import { startAppOn } from './run-app.js';
import { changedFiles, commandPhase, faultsOf, install, type Loop, pageOf } from './run-loop.js';
import { type DemoOptions, readOptions, USAGE } from './run-options.js';

const WRONG_USAGE = 2;
const FIRST_CHOICE = 4;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n\n${USAGE}`);
    process.exitCode = WRONG_USAGE;
    return;
  }
  const github = await startLoopbackGitHub();
  const migration = await loadMigration('2025-tier-1');
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' }, pino.destination(2));
  const registries = await startCatalogueRegistries(migration);
  const server = await startAppOn({ github, migration, log, registries: registries.urls });
  const end = async (): Promise<void> => {
    await server.stop();
    await registries.stop();
    await github.stop();
  };
  try {
    say(`GitHub on loopback: ${github.url}`);
    say(`the app takes webhooks at ${server.webhookUrl}`);
    say(`registries on loopback, which hold what the catalogue names: ${registries.urls.ollamaUrl}`);
    const faults = await runLoop(
      { github, server, fullName: seed(github, options), maintainer: 'maintainer', say },
      options,
      migration.phases,
    );
    for (const fault of faults) say(`FAULT: ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
    if (options.exit) return;
    say('The pages stay up until Ctrl-C.');
    await new Promise<void>((stop) => process.once('SIGINT', () => stop()).once('SIGTERM', () => stop()));
  } finally {
    await end();
  }
}

function seed(
  github: { seedRepository(seed: { fullName: string; folder: string }): unknown },
  { repo }: DemoOptions,
): string {
  const folder = repo === undefined ? fileURLToPath(new URL('curriculum', import.meta.url)) : resolve(repo);
  const name = basename(folder).replace(/[^\w.-]+/g, '-');
  const fullName = `spark-workbench/${name}`;
  github.seedRepository({ fullName, folder });
  return fullName;
}

async function runLoop(
  loop: Loop,
  options: DemoOptions,
  phases: readonly { readonly number: number }[],
): Promise<readonly string[]> {
  const issue = await install(loop);
  if (issue === undefined) return ['there is no tracking issue'];
  const others = phases.map(({ number }) => number).filter((number) => number !== FIRST_CHOICE);
  const pull = await commandPhase(
    loop,
    issue,
    options.phase === undefined ? [FIRST_CHOICE, ...others] : [options.phase],
  );
  const faults = faultsOf(loop, pull);
  if (pull !== undefined) {
    const changed = changedFiles(loop.github.repository(loop.fullName), pull);
    say(`pull request #${pull.number} changes ${changed.length} files: ${pageOf(loop.github, loop.fullName, pull)}`);
  }
  if (!faults.some((fault) => fault.startsWith('git fsck'))) say('git fsck --strict: clean');
  say(`tracking issue: ${pageOf(loop.github, loop.fullName, issue)}`);
  return faults;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main();
