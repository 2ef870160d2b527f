/** The new models: where they can be had, under which licence, how large they are. */
import type { PhrasingContent, RootContent } from 'mdast';
import type { Migration } from '../core/migration.js';
import type { Model } from '../core/model.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import { answerOn, namesToAsk, offeredModels, type RegistryAnswer } from '../core/registry-report.js';
import { type Part, rowLimits } from './fit.js';
import { inertCode, inertSentence } from './inert-code.js';
import { amount, heading, number, paragraph, table, words } from './markdown.js';
import type { Finding, TrackingContext } from './tracking-state.js';

/** The part with the new models; says nothing where the migration offers none. */
export function targetPart(plan: RepositoryPlan, context: TrackingContext): Part {
  const models = offeredModels(context.migration);
  if (models.length === 0) return { name: 'the new models', levels: [() => []] };
  const places = placesByTarget(plan);
  const sorted = [...models].sort((a, b) => (places.get(b.id) ?? 0) - (places.get(a.id) ?? 0));
  const blocks = (limit: number): readonly RootContent[] => [
    heading(2, words('The new models')),
    paragraph(words(`${introduction(context)} Places are those that would be rewritten to the model.`)),
    table(
      ['New model', 'Places', 'In Ollama', 'On Hugging Face', 'Licence', 'Access', 'Download'],
      sorted.slice(0, limit).map((model) => targetRow(model, places.get(model.id) ?? 0, context)),
      [1],
    ),
    ...(limit >= sorted.length ? [] : [paragraph(words(`And ${amount(sorted.length - limit, 'model')} more.`))]),
  ];
  const limits = rowLimits(sorted.length).filter((limit) => limit > 0);
  return { name: 'the new models', eagerness: 0.8, levels: limits.map((limit) => () => blocks(limit)) };
}

function introduction({ registries }: TrackingContext): string {
  const days = [...new Set((registries ?? []).map(({ on }) => on))].sort();
  if (days.length === 0) return 'The registries were not asked; licence, access and size are those of the catalogue.';
  const when = days.length === 1 ? `on ${days[0]}` : `from ${days[0]} to ${days.at(-1)}`;
  return `The registries were asked ${when}; what they do not tell is from the catalogue.`;
}

function placesByTarget({ phases }: RepositoryPlan): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const { target, references } of phases.flatMap(({ files }) => files.flatMap(({ decisions }) => decisions))) {
    if (target !== undefined) places.set(target, (places.get(target) ?? 0) + references.length);
  }
  return places;
}

function targetRow(model: Model, places: number, { registries }: TrackingContext): PhrasingContent[][] {
  const { ollama, huggingface } = model;
  const inOllama = ollama && answerOn(registries, 'ollama', ollama.insert);
  const onHub = huggingface?.instruct && answerOn(registries, 'huggingface', huggingface.instruct);
  const hub = typeof onHub === 'object' ? onHub : undefined;
  return [
    [inertCode(model.id)],
    [words(number(places))],
    nameCell(ollama?.insert, inOllama),
    nameCell(huggingface?.instruct, hub),
    licenceCell(model, hub),
    [words(accessWords(model, hub))],
    [words(sizeWords(model, inOllama))],
  ];
}

function nameCell(name: string | undefined, answer: RegistryAnswer | undefined): PhrasingContent[] {
  if (name === undefined) return [words('no name known')];
  return [inertCode(name), words(answer === undefined ? '' : `: ${answerWords(answer)}`)];
}

function answerWords({ state, on, updated, why }: RegistryAnswer): string {
  switch (state) {
    case 'there':
      return updated === undefined ? 'there' : `there, changed ${updated}`;
    case 'missing':
      return 'not there';
    case 'unreachable':
      return `not known on ${on}${why === undefined ? '' : ` (${why.replace(/[^\w ,.:-]/g, '')})`}`;
    default:
      return state satisfies never;
  }
}

function licenceCell({ licence }: Model, hub: RegistryAnswer | undefined): PhrasingContent[] {
  const said = licence?.value;
  if (hub?.licence === undefined) return said === undefined ? [words('–')] : inertSentence(said, 80);
  if (said === undefined) return [inertCode(hub.licence, 80)];
  return [...inertSentence(said, 80), words(' ('), inertCode(hub.licence, 80), words(')')];
}

function accessWords({ gated, huggingface }: Model, hub: RegistryAnswer | undefined): string {
  const known = hub?.gated ?? gated?.value;
  if (huggingface === undefined || known === undefined) return '–';
  return known ? 'must be asked for' : 'open';
}

function sizeWords({ numbers }: Model, inOllama: RegistryAnswer | undefined): string {
  if (inOllama?.bytes !== undefined) return `${gigabytes(inOllama.bytes)} GB`;
  const known = numbers.ollamaQ4GB?.value ?? numbers.fp16GB?.value;
  return known === undefined ? '–' : `about ${known} GB`;
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(bytes < 1e10 ? 1 : 0);
}

/** What the answers prove about the line "verify that all new models are available in Ollama". */
export function registryFinding(migration: Migration, { registries }: TrackingContext): Finding {
  if (registries === undefined) return { done: false, proof: 'not asked; tick it when every model could be pulled' };
  const asked = namesToAsk(migration).filter(({ registry }) => registry === 'ollama');
  const answers = asked.map(({ name }) => ({ name, answer: answerOn(registries, 'ollama', name) }));
  const there = answers.filter(({ answer }) => answer?.state === 'there');
  const missing = answers.filter(({ answer }) => answer?.state === 'missing');
  const unknown = answers.filter(({ answer }) => answer === undefined || answer.state === 'unreachable');
  const day =
    answers
      .map(({ answer }) => answer?.on ?? '')
      .sort()
      .at(-1) ?? '';
  if (asked.length > 0 && there.length === asked.length)
    return { done: true, proof: `all ${amount(asked.length, 'name')} are in Ollama's registry (asked ${day})` };
  const named = (some: typeof answers) => some.map(({ name }) => `\`${name}\``).join(', ');
  const said = [
    `${there.length} of ${amount(asked.length, 'name')} are in Ollama's registry (asked ${day})`,
    ...(missing.length === 0 ? [] : [`not there: ${named(missing)}`]),
    ...(unknown.length === 0 ? [] : [`no answer about ${named(unknown)}`]),
  ];
  return { done: false, proof: said.join('; ') };
}
