/** Whether the new models can be had under the names that are inserted: what is asked of the registries, and what they answered. */
import type { Migration } from './migration.js';
import type { Model, ModelId } from './model.js';

/** A registry that can be asked. */
export type AskedRegistry = 'ollama' | 'huggingface';

/** A name to ask for, and the model that it stands for. */
export interface AskedName {
  readonly registry: AskedRegistry;
  /** As it would be inserted: `qwen3:8b`, `hf.co/owner/name:tag`, `Qwen/Qwen3-8B`. */
  readonly name: string;
  readonly model: ModelId;
}

/** What a registry answered about a name. */
export interface RegistryAnswer {
  readonly registry: AskedRegistry;
  readonly name: string;
  /** `missing`: the registry says that there is none. `unreachable`: it did not say. */
  readonly state: 'there' | 'missing' | 'unreachable';
  /** Why it is not known, in a few words: `no answer within 10 seconds`. */
  readonly why?: string;
  /** Day on which it was asked, `2026-01-31`. */
  readonly on: string;
  /** Day of the last change of the model there. */
  readonly updated?: string;
  /** Whether its files must be asked for. */
  readonly gated?: boolean;
  /** As the registry writes it: `apache-2.0`. */
  readonly licence?: string;
  /** Size of a download. */
  readonly bytes?: number;
}

/** What all registries answered. */
export type RegistryReport = readonly RegistryAnswer[];

/** The new models that the rows of a migration offer, each once, in the order of the rows. */
export function offeredModels({ replacements, catalogue }: Migration): readonly Model[] {
  const offered = new Set(replacements.flatMap(({ to }) => to.map(({ model }) => model)));
  return [...offered].flatMap((id) => catalogue.models.find((model) => model.id === id) ?? []);
}

/** The names under which the new models are inserted. */
export function namesToAsk(migration: Migration): readonly AskedName[] {
  return offeredModels(migration).flatMap(({ id, ollama, huggingface }): readonly AskedName[] => [
    ...(ollama === undefined ? [] : [{ registry: 'ollama' as const, name: ollama.insert, model: id }]),
    ...(huggingface?.instruct === undefined
      ? []
      : [{ registry: 'huggingface' as const, name: huggingface.instruct, model: id }]),
  ]);
}

/** The answer about a name, when it was asked. */
export function answerOn(
  report: RegistryReport | undefined,
  registry: AskedRegistry,
  name: string,
): RegistryAnswer | undefined {
  return report?.find((one) => one.registry === registry && one.name === name);
}
