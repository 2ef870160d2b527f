/** Facts of the catalogue that an edit may rest on: those that more than the plan vouches for. */
import type { Fact, Model } from '../model.js';

function trusted<T>(fact: Fact<T> | undefined): T | undefined {
  return fact === undefined || fact.confidence === 'plan-only' || fact.confidence === 'contradicted'
    ? undefined
    : fact.value;
}

/** A number of a model; undefined where nobody but the plan says it. */
export function knownNumber(model: Model, name: string): number | undefined {
  const value = trusted(model.numbers[name]);
  return typeof value === 'number' ? value : undefined;
}

/** A fact of a model; undefined where nobody but the plan says it. */
export function knownFact(model: Model, name: string): string | undefined {
  return trusted(model.facts[name]);
}

/** The class that loads a model; undefined where it is no plain name or nobody but the plan says it. */
export function knownLoader(model: Model): string | undefined {
  const value = trusted(model.loaderClass);
  return value !== undefined && /^[A-Z]\w+$/.test(value) ? value : undefined;
}

/** The size that names of a model say: `30B`; undefined where they say none. */
export function sizeInName(model: Model): string | undefined {
  for (const name of [model.ollama?.tag, ...model.display]) {
    const size = /(?<![\w.])(\d+(?:\.\d+)?)b\b/i.exec(name ?? '')?.[1];
    if (size !== undefined) return `${size}B`;
  }
  return undefined;
}
