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

/** The name of `target` to put where `name` stands; `surface` is how it stands there, with the route that clients put before it. */
export function targetName(name: ParsedName & { readonly surface?: string }, target: Model): TargetName {
  if (name.registry === undefined) {
    const display = target.display[0];
    return display === undefined ? { ok: false, missing: 'registry' } : { ok: true, name: display };
  }
  const first = registryName(target, name.registry);
  if (first === undefined) return { ok: false, missing: 'registry' };
  const plain = name.registry === 'api' ? routedLike(name.surface, target.otherNames.api ?? []) : first;
  if (plain === undefined) return { ok: false, missing: 'registry', offer: first };
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

/**
 * The name that is asked for as the old one is: with the same route (`openai/…`) before it, with another maker's where names have a maker,
 * and bare where the old one is bare. A client that routes by what stands before the slash would send the others elsewhere.
 */
function routedLike(surface: string | undefined, names: readonly string[]): string | undefined {
  if (surface === undefined) return names[0];
  const route = routeOf(surface);
  return names.find((one) => routeOf(one) === route) ?? names.find((one) => route !== '' && routeOf(one) !== '');
}

function routeOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/') + 1).toLowerCase();
}

/** Every name that the engine may insert for a model. */
export function insertableNames(model: Model): readonly string[] {
  const names = [model.ollama?.insert, model.huggingface?.instruct, model.huggingface?.base, model.display[0]];
  // Of an interface every name: which one is put in depends on the route that the old one has.
  const others = Object.entries(model.otherNames).flatMap(([registry, list = []]) =>
    registry === 'api' ? list : list.slice(0, 1),
  );
  return [...names, ...others].filter((name) => name !== undefined);
}
