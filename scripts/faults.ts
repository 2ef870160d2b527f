/**
 * `npm run faults`: everything that can go wrong, one thing at a time, against the GitHub on loopback; ends with 1 when anything comes
 * to another state than an undisturbed run. Words of the command line choose parts: `npm run faults -- phase webhooks`.
 */
import { isDeepStrictEqual } from 'node:util';
import { loadMigration } from '../src/app/load-migration.js';
import { INJURIES } from '../test/faults/faults.js';
import { CLIENTS, type ClientName, cellsOf, renderMatrix, runCells, runUndisturbed } from '../test/faults/matrix.js';
import { runReplicas } from '../test/faults/replicas.js';
import type { Scenario } from '../test/faults/scenario.js';
import { scenarios } from '../test/faults/scenarios/index.js';
import { DISTURBANCES, EVENTS, runWebhookScenario } from '../test/faults/webhook-scenario.js';

/** Parts by name; each says what it came to and whether all is well. */
const PARTS: Readonly<Record<string, () => Promise<boolean>>> = {
  webhooks: runWebhookMatrix,
  replicas: runManyRepositories,
  ...Object.fromEntries(scenarios.map((scenario) => [scenario.name, () => runMatrix(scenario)])),
};

const REPOSITORIES = 200;
const HOUR = 3_600_000;

async function runWebhookMatrix(): Promise<boolean> {
  const migration = await loadMigration('2025-tier-1');
  const expected = await runWebhookScenario({ migration });
  let wrong = 0;
  for (const event of EVENTS)
    for (const disturbance of DISTURBANCES) {
      const state = await runWebhookScenario({ migration, event, disturbance, expected });
      const same = isDeepStrictEqual(state, expected);
      if (!same) wrong += 1;
      console.log(`${same ? '=' : 'X'}  ${event}: ${disturbance}`);
    }
  return wrong === 0;
}

async function runManyRepositories(): Promise<boolean> {
  const { repositories, done, doneAtKill, wrong, violations } = await runReplicas(REPOSITORIES, HOUR);
  console.log(`${done} of ${repositories} phases were done once; ${doneAtKill} of them when a process was killed.`);
  for (const line of [...wrong, ...violations]) console.log(line);
  return wrong.length + violations.length === 0;
}

async function runMatrix(scenario: Scenario): Promise<boolean> {
  const undisturbed = await runUndisturbed(scenario, await loadMigration('2025-tier-1'));
  const clients = Object.keys(CLIENTS).filter((name): name is ClientName => name in CLIENTS);
  const cells = cellsOf(undisturbed, Object.keys(INJURIES), clients);
  const { requests } = undisturbed;
  console.log(`Here ${scenario.about}: ${requests.length} requests, ${cells.length} runs. Two signs a fault: each`);
  console.log('request sent once, and failed ones sent again as in production.\n');
  let done = 0;
  const onResult = () => {
    done += 1;
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${cells.length}`);
  };
  const results = await runCells(undisturbed, cells, { atATime: 6, onResult });
  console.log(renderMatrix(results));
  const wrong = results.filter(({ verdict }) => verdict === 'different');
  for (const { request, key, injury, client, why } of wrong)
    console.log(`\nrequest ${request} (${key.operation}), ${injury}, ${client}:\n${why}`);
  const reasons = new Set(results.filter(({ verdict }) => verdict === 'exempt').map(explain));
  for (const reason of reasons) console.log(`- ${reason}`);
  return wrong.length === 0;
}

function explain({ key, injury, why }: { key: { operation: string }; injury: string; why: string }): string {
  return `${injury} does not apply to ${key.operation}: ${why}`;
}

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !(name in PARTS));
  if (unknown.length > 0)
    throw new Error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`);
  for (const [name, run] of Object.entries(PARTS)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const started = performance.now();
    console.log(`\n## ${name}\n`);
    if (!(await run())) process.exitCode = 1;
    console.log(`\n${name} took ${Math.round((performance.now() - started) / 1000)} s`);
  }
}

await main();
