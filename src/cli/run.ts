/** One run of the command line: from the arguments to the exit code. */
import { readFileSync } from 'node:fs';
import { describeFailure } from './describe-failure.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { helpText } from './help.js';
import { parseOptions, type Request } from './options.js';
import type { World } from './world.js';

/** Runs the command line. Never throws. */
export async function run(args: readonly string[], world: World): Promise<ExitCode> {
  try {
    return await carryOut(parseOptions(args), world);
  } catch (error) {
    const { text, exitCode } = describeFailure(error, (world.env.CUTOVER_DEBUG ?? '') !== '');
    world.err(`cutover: ${text}\n`);
    return exitCode;
  }
}

/** Each command is loaded when it is asked for: help must not wait for the engine. */
async function carryOut(request: Request, world: World): Promise<ExitCode> {
  switch (request.verb) {
    case 'plan':
      return (await import('./plan.js')).runPlan(request.options, world);
    case 'apply':
      return (await import('./apply.js')).runApply(request.options, request.commit, world);
    case 'migrations':
      return (await import('./migrations.js')).runMigrations(world);
    case 'check-models':
      return (await import('./check-models.js')).runCheckModels(request.migration, world);
    case 'help':
      world.out(helpText(request.topic));
      return EXIT.done;
    case 'version':
      world.out(`${readVersion()}\n`);
      return EXIT.done;
    case 'wrong': {
      const topic = request.topic === undefined ? '--help' : `help ${request.topic}`;
      world.err(`${request.problems.map((problem) => `cutover: ${problem}\n`).join('')}See: cutover ${topic}\n`);
      return EXIT.wrong;
    }
    default:
      return request satisfies never;
  }
}

/** The version in package.json, which stands at the same place seen from `src/cli` and `dist/cli`. */
function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const known = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return known ? String(manifest.version) : 'unknown';
}
