/** What is inserted for a reference: the target's name in the reference's own registry and form, or why there is none. */
import type { Model, Registry } from './model.js';
import type { ParsedName } from './reference.js';

/** A name to insert, or the name to offer instead and what is missing. */
export type TargetName =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly missing: 'tag' | 'base' | 'registry'; readonly offer?: string };

/** The plain name of a model in a registry, as a program resolves it; undefined where the catalogue has none. */
export function registryName(model: Model, registry: Registry): string | undefined {
  switch (registry) {
    case 'ollama':
      return model.ollama?.insert;
    case 'huggingface':
      return model.huggingface?.instruct;
    case 'nim':
    case 'lmstudio':
    case 'api':
      return model.otherNames[registry]?.[0];
    default: {
      const never: never = registry;
      return never;
    }
  }
}

/** The name of `target` to put where `name` stands. */
export function targetName(name: ParsedName, target: Model): TargetName {
  if (name.registry === undefined) {
    const display = target.display[0];
    return display === undefined ? { ok: false, missing: 'registry' } : { ok: true, name: display };
  }
  const plain = registryName(target, name.registry);
  if (plain === undefined) return { ok: false, missing: 'registry' };
  switch (name.form) {
    case 'default':
    case 'shorthand':
      return { ok: true, name: plain };
    case 'base': {
      const base = target.huggingface?.base;
      return base === undefined ? { ok: false, missing: 'base', offer: plain } : { ok: true, name: base };
    }
    case 'tag':
      return { ok: false, missing: 'tag', offer: plain };
    default: {
      const never: never = name.form;
      return never;
    }
  }
}

/** Every name that the engine may insert for a model. */
export function insertableNames(model: Model): readonly string[] {
  const names = [model.ollama?.insert, model.huggingface?.instruct, model.huggingface?.base, model.display[0]];
  const others = Object.values(model.otherNames).flatMap((list) => list?.slice(0, 1) ?? []);
  return [...names, ...others].filter((name) => name !== undefined);
}
