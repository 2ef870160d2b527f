/** `cutover check-models`: asks the registries whether the new models of a migration are there. */
import { namesToAsk, type RegistryAnswer } from '../core/registry-report.js';
import { makeAskRegistries } from '../registries/ask-registries.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { loadMigration } from './load-migration.js';
import { DEFAULT_MIGRATION } from './options.js';
import { UsageError } from './usage-error.js';
import type { World } from './world.js';

/** Runs the command. A name that is missing is pending, one that nobody answered for is not verified. */
export async function runCheckModels(named: string | undefined, world: World): Promise<ExitCode> {
  const migration = await loadMigration(named ?? DEFAULT_MIGRATION, world.folder);
  const ask = makeAskRegistries(urlsOf(world.env));
  const answers = await ask(namesToAsk(migration));
  const width = Math.max(0, ...answers.map(({ name }) => name.length));
  for (const answer of answers) world.out(`${lineOf(answer, width)}\n`);
  const states = new Set(answers.map(({ state }) => state));
  if (states.has('unreachable')) return EXIT.unverified;
  return states.has('missing') ? EXIT.pending : EXIT.done;
}

const REGISTRIES = { ollama: 'Ollama', huggingface: 'Hugging Face' } as const;

function lineOf({ registry, name, state, why, updated, gated, licence, bytes }: RegistryAnswer, width: number): string {
  const said = {
    there: ['there'],
    missing: ['not there'],
    unreachable: [`not known: ${why ?? 'no answer'}`],
  }[state];
  const facts = [
    ...said,
    ...(bytes === undefined ? [] : [`${(bytes / 1e9).toFixed(1)} GB`]),
    ...(updated === undefined ? [] : [`changed ${updated}`]),
    ...(gated === true ? ['access must be asked for'] : []),
    ...(licence === undefined ? [] : [licence.replace(/[^\w .-]/g, '')]),
  ];
  return `${REGISTRIES[registry].padEnd(12)}  ${name.padEnd(width)}  ${facts.join(', ')}`;
}

/** The registries, or the mirrors that the environment names. */
function urlsOf(env: World['env']) {
  const urlOf = (name: string) => {
    const given = env[name];
    if (given === undefined || given === '') return undefined;
    if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given.replace(/\/+$/, '');
    throw new UsageError(
      `${name} is not an address.`,
      'Set it to one such as https://registry.ollama.ai, or unset it.',
    );
  };
  const ollamaUrl = urlOf('CUTOVER_OLLAMA_URL');
  const huggingFaceUrl = urlOf('CUTOVER_HUGGING_FACE_URL');
  return {
    ...(ollamaUrl === undefined ? {} : { ollamaUrl }),
    ...(huggingFaceUrl === undefined ? {} : { huggingFaceUrl }),
  };
}
