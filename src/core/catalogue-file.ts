/** The catalogue file: from what people write to {@link Catalogue}, and the faults that its schema cannot see. */
import { z } from 'zod';
import { CATALOGUE_SCHEMA, FACTS, NUMBERS, type WrittenCatalogue, type WrittenModel } from './catalogue-schema.js';
import { isRecord } from './migration-file-faults.js';
import type { ValuePath, YamlFile } from './migration-file-yaml.js';
import type { Catalogue, Fact, HuggingFaceNames, Model, OllamaNames } from './model.js';
import { suggestWord } from './nearest-word.js';
import type { Problem } from './problem.js';

/** The JSON schema of the catalogue, for editors; `inline` repeats what stands in several places instead of referring to it. */
export function catalogueJsonSchema(reused: 'ref' | 'inline' = 'ref'): unknown {
  return z.toJSONSchema(CATALOGUE_SCHEMA, { reused });
}

/** Turns a valid written catalogue into the engine's. */
export function toCatalogue(written: WrittenCatalogue): Catalogue {
  const families = Object.entries(written.families).map(([id, family]) => ({
    id,
    side: family.side,
    display: family.display,
    stems: family.stems,
    organisations: family.organisations,
    ...(family.vendor === undefined ? {} : { vendor: family.vendor }),
    variants: family.variants,
    notNames: family['not-names'],
  }));
  const sides = new Map(families.map((family) => [family.id, family.side]));
  const models = Object.entries(written.models).map(([id, model]) =>
    toModel(id, model, sides.get(model.family) ?? 'old'),
  );
  return { models, families, mirrors: written.mirrors, sources: written.sources };
}

function toModel(id: string, model: WrittenModel, side: 'old' | 'new'): Model {
  return {
    id,
    family: model.family,
    side,
    display: model.display,
    ...(model.ollama === undefined ? {} : { ollama: toOllama(model.ollama) }),
    ...(model['hugging-face'] === undefined ? {} : { huggingface: toHuggingFace(model['hugging-face']) }),
    otherNames: present(model['other-names'] ?? {}),
    capabilities: facts(model.capabilities, (key) => key),
    numbers: facts(model.numbers ?? {}, (key) => renamed(NUMBERS, key)),
    ...(model.licence === undefined ? {} : { licence: toFact(model.licence) }),
    ...(model.gated === undefined ? {} : { gated: toFact(model.gated) }),
    ...(model['loader-class'] === undefined ? {} : { loaderClass: toFact(model['loader-class']) }),
    facts: facts(model.facts ?? {}, (key) => renamed(FACTS, key)),
  };
}

function toOllama(names: NonNullable<WrittenModel['ollama']>): OllamaNames {
  return {
    library: names.library,
    ...(names.tag === undefined ? {} : { tag: names.tag }),
    tags: names.tags,
    invalidTags: names['invalid-tags'] ?? [],
    isDefault: names.default,
    insert: names.insert ?? (names.tag === undefined ? names.library : `${names.library}:${names.tag}`),
    ...(names.advised === undefined ? {} : { advised: names.advised }),
    nonexistent: names.nonexistent ?? [],
  };
}

function toHuggingFace(names: NonNullable<WrittenModel['hugging-face']>): HuggingFaceNames {
  const also = names.also ?? [];
  const alsoBase = names['also-base'] ?? [];
  return {
    instruct: names.instruct,
    ...(names.base === undefined ? {} : { base: names.base }),
    others: [...also, ...alsoBase, ...(names.versions ?? []), ...(names.quantised ?? [])],
    alsoInstruct: also,
    alsoBase,
    nonexistent: names.nonexistent ?? [],
  };
}

interface WrittenFact<T> {
  readonly value: T;
  readonly confidence: Fact<T>['confidence'];
  readonly sources: readonly string[];
  readonly note?: string | undefined;
}

function toFact<T>(fact: WrittenFact<T>): Fact<T> {
  const { value, confidence, sources, note } = fact;
  return note === undefined ? { value, confidence, sources } : { value, confidence, sources, note };
}

function facts<T>(written: Readonly<Record<string, WrittenFact<T> | undefined>>, rename: (key: string) => string) {
  const entries = Object.entries(written).flatMap(([key, fact]) =>
    fact === undefined ? [] : [[rename(key), toFact(fact)] as const],
  );
  return Object.fromEntries(entries);
}

function present<T>(written: Readonly<Record<string, T | undefined>>): Readonly<Record<string, T>> {
  return Object.fromEntries(
    Object.entries(written).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}

function renamed(table: readonly (readonly [string, string, string])[], key: string): string {
  return table.find(([written]) => written === key)?.[1] ?? key;
}

/** The keys of the catalogue that other files speak of, as far as the file can be read. */
export interface CatalogueKeys {
  readonly sides: ReadonlyMap<string, 'old' | 'new' | undefined>;
  readonly sources: ReadonlySet<string>;
}

/** Reads the keys even of a catalogue with faults, so that a migration is checked all the same. */
export function catalogueKeys(value: unknown): CatalogueKeys {
  const root = isRecord(value) ? value : {};
  const families = isRecord(root.families) ? root.families : {};
  const models = isRecord(root.models) ? Object.entries(root.models) : [];
  const sides = models.map(([id, model]) => {
    const family = isRecord(model) && typeof model.family === 'string' ? families[model.family] : undefined;
    const side = isRecord(family) ? family.side : undefined;
    return [id, side === 'old' || side === 'new' ? side : undefined] as const;
  });
  return { sides: new Map(sides), sources: new Set(isRecord(root.sources) ? Object.keys(root.sources) : []) };
}

/** Faults between the parts of a catalogue; tolerant of a shape that is wrong elsewhere. */
export function catalogueProblems(yaml: YamlFile): readonly Problem[] {
  const root = isRecord(yaml.value) ? yaml.value : {};
  const families = isRecord(root.families) ? root.families : {};
  const models = isRecord(root.models) ? root.models : {};
  const problems: Problem[] = [];
  const taken = new Map<string, string>();
  for (const [id, model] of Object.entries(models)) {
    if (!isRecord(model)) continue;
    const path = ['models', id];
    const family = typeof model.family === 'string' ? families[model.family] : undefined;
    if (typeof model.family === 'string' && family === undefined) {
      problems.push(
        yaml.problemAt(
          [...path, 'family'],
          `There is no family "${model.family}"`,
          suggestWord(model.family, Object.keys(families)),
        ),
      );
    }
    problems.push(...sourceProblems(model, path, isRecord(root.sources) ? root.sources : {}, yaml));
    problems.push(...nameProblems(id, model, isRecord(family) ? family : {}, path, taken, yaml));
  }
  for (const id of Object.keys(families)) {
    const used = Object.values(models).some((model) => isRecord(model) && model.family === id);
    if (!used) problems.push(yaml.problemAt(['families', id], `No model is of the family "${id}"`, undefined, 'key'));
  }
  return problems;
}

/** Sources of facts, wherever facts stand in the model. */
function sourceProblems(
  value: unknown,
  path: ValuePath,
  sources: Readonly<Record<string, unknown>>,
  yaml: YamlFile,
): readonly Problem[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key !== 'sources' || !Array.isArray(inner)) return sourceProblems(inner, [...path, key], sources, yaml);
    return inner.flatMap((source: unknown, index) =>
      typeof source !== 'string' || source in sources
        ? []
        : [
            yaml.problemAt(
              [...path, key, index],
              `There is no source "${source}"`,
              suggestWord(source, Object.keys(sources)),
            ),
          ],
    );
  });
}

type Loose = Readonly<Record<string, unknown>>;

function nameProblems(
  id: string,
  model: Loose,
  family: Loose,
  path: ValuePath,
  taken: Map<string, string>,
  yaml: YamlFile,
): readonly Problem[] {
  const problems: Problem[] = [];
  const ollama = isRecord(model.ollama) ? model.ollama : undefined;
  const face = isRecord(model['hugging-face']) ? model['hugging-face'] : undefined;
  const claim = (name: string, at: ValuePath) => {
    const owner = taken.get(name.toLowerCase());
    if (owner !== undefined && owner !== id)
      problems.push(yaml.problemAt(at, `"${name}" is already a name of ${owner}`));
    taken.set(name.toLowerCase(), owner ?? id);
  };
  for (const [index, name] of texts(model.display).entries()) {
    claim(`prose ${name}`, [...path, 'display', index]);
    if (!findable(name, texts(family.stems))) {
      problems.push(
        yaml.problemAt(
          [...path, 'display', index],
          `A search for the stems of the family does not find "${name}"`,
          'Add a stem to the family.',
        ),
      );
    }
  }
  if (ollama !== undefined) {
    const library = String(ollama.library);
    for (const [index, tag] of texts(ollama.tags).entries())
      claim(`${library}:${tag}`, [...path, 'ollama', 'tags', index]);
    if (ollama.default === true) claim(library, [...path, 'ollama', 'default']);
    problems.push(...insertProblems(ollama, family.side === 'new', [...path, 'ollama'], yaml));
  }
  for (const key of ['instruct', 'base'] as const) {
    if (typeof face?.[key] === 'string') claim(String(face[key]), [...path, 'hugging-face', key]);
  }
  for (const key of ['also', 'also-base', 'versions', 'quantised'] as const) {
    for (const [index, name] of texts(face?.[key]).entries()) claim(name, [...path, 'hugging-face', key, index]);
  }
  return problems;
}

/** What is inserted must be a name that exists. */
function insertProblems(ollama: Loose, isNew: boolean, path: ValuePath, yaml: YamlFile): readonly Problem[] {
  const library = String(ollama.library);
  const names = texts(ollama.tags).map((tag) => `${library}:${tag}`);
  const known = ollama.default === true ? [library, ...names] : names;
  const problems: Problem[] = [];
  if (isNew && ollama.insert === undefined) {
    problems.push(
      yaml.problemAt(path, '"insert" is missing; a new model says which name is written into files', undefined, 'key'),
    );
  }
  for (const key of ['insert', 'advised'] as const) {
    const name = ollama[key];
    if (typeof name === 'string' && !known.includes(name)) {
      problems.push(
        yaml.problemAt([...path, key], `"${name}" is none of the model's names in Ollama`, suggestWord(name, known)),
      );
    }
  }
  return problems;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function findable(name: string, stems: readonly string[]): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[\s._-]+/g, '');
  return stems.length === 0 || stems.some((stem) => plain(name).includes(plain(stem)));
}
