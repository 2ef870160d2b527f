/** How facts of the catalogue are put into a warning: names, figures, sources, and "check" where a fact is not sure. */
import type { Catalogue, Fact, Model } from '../core/model.js';

/** The name of a model in prose. */
export function nameOf(model: Model): string {
  return model.display[0] ?? model.id;
}

/** A number of a model with its fact; undefined where the catalogue has none. */
export function numberOf(
  model: Model,
  key: string,
): { readonly value: number; readonly fact: Fact<number | string> } | undefined {
  const fact = model.numbers[key];
  return typeof fact?.value === 'number' ? { value: fact.value, fact } : undefined;
}

type AnyFact = Fact<unknown> | undefined;

/** The sources of facts, each once, in order. */
export function sourcesOf(...facts: readonly AnyFact[]): readonly string[] {
  return [...new Set(facts.flatMap((fact) => fact?.sources ?? []))];
}

/** Keys of the catalogue's sources, those that it has. */
export function knownSources(catalogue: Catalogue, ...keys: readonly string[]): readonly string[] {
  return keys.filter((key) => key in catalogue.sources);
}

/** Whether every fact is stated by its own source. A fact that is missing is not sure. */
export function isSure(...facts: readonly AnyFact[]): boolean {
  return facts.every((fact) => fact?.confidence === 'confirmed' && fact.value !== 'unknown');
}

/** `Check: ` before a message that rests on a fact that is not sure; nothing otherwise. */
export function checkFirst(...facts: readonly AnyFact[]): string {
  return isSure(...facts) ? '' : 'Check: ';
}

/** A number of tokens with separators: `131,072`. */
export function tokens(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** The size of a model as names say it: `8B`, `1.5B`; `137M` below a billion. */
export function sizeLabel(model: Model): string | undefined {
  const size = numberOf(model, 'parametersBillion')?.value;
  if (size === undefined) return undefined;
  const named = /(?<![\w.])(\d+(?:\.\d+)?)b\b/i.exec(model.ollama?.tag ?? '')?.[1];
  if (named !== undefined) return `${named}B`;
  if (size < 1) return `${Math.round(size * 1000)}M`;
  return `${size < 4 ? Math.round(size * 10) / 10 : Math.round(size)}B`;
}

/** Parts of a fact that lists words: `q_proj, k_proj`. */
export function listOf(fact: Fact<string> | undefined): readonly string[] {
  return (fact?.value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
