/**
 * The catalogue turned round: from what stands in a text to what it names. Made once a migration.
 *
 * Names are compared in normal form, lower case without separators, so that `Llama-3.1-8B`, "Llama 3.1 (8B)" and `llama3.1 8b` agree:
 * which form was written is judged apart, by {@link ./find-names.ts}.
 */
import type { Catalogue, Family, FamilyId, Model, ModelId } from './model.js';

/** The normal form of a name: lower case, without spaces, dots, hyphens (that must not break too), underscores and brackets. */
export function normalName(text: string): string {
  return text.toLowerCase().replace(/[\s._()[\]\u2010\u2011-]+/g, '');
}

/** What a name in a registry's form stands for. */
export interface NamedForm {
  readonly model: ModelId;
  readonly form: 'default' | 'tag' | 'base';
}

/** All names of one family. */
export interface FamilyNames {
  readonly family: Family;
  readonly models: readonly Model[];
  /** Normal forms of display names that say a size or variant, and of repository names, to models. */
  readonly sized: ReadonlyMap<string, ModelId>;
  /** Normal forms of names without a size. */
  readonly unsized: ReadonlySet<string>;
  /** Longest normal form, to bound the search. */
  readonly longest: number;
  /** Ollama libraries of the family: name, models by tag, default model. */
  readonly libraries: ReadonlyMap<string, OllamaLibrary>;
  /** Lower-case Hugging Face ids (`org/name`). */
  readonly repositories: ReadonlyMap<string, NamedForm>;
  /** Names in other registries, lower case: `meta/llama-3.1-8b-instruct`. */
  readonly others: ReadonlyMap<string, { readonly model: ModelId; readonly registry: 'nim' | 'lmstudio' | 'api' }>;
  readonly organisations: ReadonlySet<string>;
  /** Normal forms of words that may follow a size in a name of the family. */
  readonly variants: ReadonlySet<string>;
  /** Strings that contain a stem and are no names, longest first. */
  readonly notNames: readonly NotName[];
  /** Length of the longest of them, in characters. */
  readonly longestNotName: number;
}

/** A string that contains a stem and is no name. */
export interface NotName {
  readonly text: string;
  readonly lower: string;
  /** Where the stem starts in it. */
  readonly offset: number;
}

/** A library of Ollama's registry. */
export interface OllamaLibrary {
  readonly name: string;
  readonly defaultModel?: ModelId;
  readonly tags: ReadonlyMap<string, NamedForm>;
  /** Models by their leading tag part: `8b`. */
  readonly sizes: ReadonlyMap<string, ModelId>;
}

/** The names of one side of the catalogue, with the expression that finds their stems. */
export interface NameTable {
  readonly families: readonly FamilyNames[];
  /** Source of a case-insensitive expression: one capture group a family, in order. */
  readonly stems: string;
  readonly mirrors: ReadonlySet<string>;
  /** Family names by family id. */
  readonly byFamily: ReadonlyMap<FamilyId, FamilyNames>;
}

/** Words of requantised or converted copies that may end a name. */
const FORM_WORDS = [
  'awq',
  'gptq',
  'gguf',
  'int4',
  'int8',
  'fp8',
  'fp4',
  'nvfp4',
  'bf16',
  'fp16',
  'hf',
  'bnb',
  'bnb4bit',
  'unsloth',
  'dynamic',
  'autoround',
  'torchao',
  '4bit',
  '8bit',
  'mlx',
  'onnx',
  'exl2',
  'exl3',
  'hqq',
  'ct2',
  'openvino',
  'imat',
  'imatrix',
  'mxfp4',
  'w4a16',
  'w8a8',
  'quantized',
  'quantizedw8a8',
  'quantizedw4a16',
  'marlin',
];

/** Turns one side of the catalogue into a table. */
export function tabulateNames(catalogue: Catalogue, side: 'old' | 'new'): NameTable {
  const families = catalogue.families
    .filter((family) => family.side === side)
    .map((family) =>
      familyNames(
        family,
        catalogue.models.filter((model) => model.family === family.id),
      ),
    );
  return {
    families,
    stems: families.map(({ family }) => `(${family.stems.map(stemSource).join('|')})`).join('|'),
    mirrors: new Set(catalogue.mirrors.map((name) => name.toLowerCase())),
    byFamily: new Map(families.map((names) => [names.family.id, names])),
  };
}

/**
 * What may stand between two parts of a stem: one separator, one that must not break (as a character, or as its bytes read one by
 * one), or the end of a line with the marks that begin the next.
 */
const SEPARATOR = String.raw`(?:[ ._-]|\u00c2?\u00a0|\u2010|\u2011|\u00e2\u0080[\u0090\u0091]|\r?\n[ \t>#*]{0,8})?`;

/** The expression of a stem: its parts with at most one separator between them. Linear: parts are literal. */
export function stemSource(stem: string): string {
  return stem
    .split(/[\s._-]+/)
    .map((part) => part.replace(/[^\w]/g, '\\$&'))
    .join(SEPARATOR);
}

/**
 * The source of a case-insensitive expression that finds whether any stem of some tables stands in a text. Stems that begin alike share
 * their first character, so that fewer alternatives are tried at each place.
 */
export function anyStem(tables: readonly NameTable[]): string {
  const byFirst = new Map<string, string[]>();
  for (const stem of tables.flatMap(({ families }) => families.flatMap(({ family }) => family.stems))) {
    const source = stemSource(stem);
    const first = /^\w/.exec(source)?.[0] ?? '';
    const rests = byFirst.get(first) ?? [];
    rests.push(source.slice(first.length));
    byFirst.set(first, rests);
  }
  return [...byFirst].map(([first, rests]) => `${first}(?:${rests.join('|')})`).join('|');
}

function familyNames(family: Family, models: readonly Model[]): FamilyNames {
  const sized = new Map<string, ModelId>();
  const unsized = new Set(family.display.map(normalName));
  const repositories = new Map<string, NamedForm>();
  const others: Map<string, { model: ModelId; registry: 'nim' | 'lmstudio' | 'api' }> = new Map();
  for (const model of models) {
    for (const name of model.display) if (!unsized.has(normalName(name))) sized.set(normalName(name), model.id);
    addRepositories(model, repositories, sized, unsized, family);
    for (const registry of ['nim', 'lmstudio', 'api'] as const) {
      for (const name of model.otherNames[registry] ?? [])
        others.set(name.toLowerCase(), { model: model.id, registry });
    }
  }
  const never = notNames(family);
  const longest = Math.max(0, ...[...sized.keys(), ...unsized].map((name) => name.length));
  return {
    family,
    models,
    sized,
    unsized,
    longest,
    libraries: libraries(models),
    repositories,
    others,
    organisations: new Set(family.organisations.map((name) => name.toLowerCase())),
    variants: new Set([...family.variants.map(normalName), ...FORM_WORDS]),
    notNames: never,
    longestNotName: never[0]?.text.length ?? 0,
  };
}

function addRepositories(
  model: Model,
  repositories: Map<string, NamedForm>,
  sized: Map<string, ModelId>,
  unsized: ReadonlySet<string>,
  family: Family,
): void {
  const { instruct, base, alsoInstruct = [], alsoBase = [], others = [] } = model.huggingface ?? {};
  const plain = instruct === undefined ? undefined : repositoryKey(instruct, family);
  const baseKey = base === undefined ? undefined : repositoryKey(base, family);
  for (const id of [instruct, base, ...alsoInstruct, ...alsoBase, ...others]) {
    if (id === undefined) continue;
    const key = repositoryKey(id, family);
    const own = family.organisations.some((name) => id.toLowerCase().startsWith(`${name.toLowerCase()}/`));
    const form =
      id === instruct || alsoInstruct.includes(id) || (own && key === plain)
        ? 'default'
        : id === base || alsoBase.includes(id) || (own && key === baseKey)
          ? 'base'
          : 'tag';
    repositories.set(id.toLowerCase(), { model: model.id, form });
    const name = normalName(id.slice(id.indexOf('/') + 1));
    if (!sized.has(name) && !unsized.has(name)) sized.set(name, model.id);
  }
}

/** A repository's name in normal form, without the vendor that an earlier name put in front. */
function repositoryKey(id: string, family: Family): string {
  const name = normalName(id.slice(id.indexOf('/') + 1));
  const vendor = family.vendor === undefined ? '' : normalName(family.vendor);
  return vendor !== '' && name.startsWith(vendor) ? name.slice(vendor.length) : name;
}

function libraries(models: readonly Model[]): ReadonlyMap<string, OllamaLibrary> {
  const found = new Map<
    string,
    { name: string; defaultModel?: ModelId; tags: Map<string, NamedForm>; sizes: Map<string, ModelId> }
  >();
  for (const model of models) {
    const names = model.ollama;
    if (names === undefined) continue;
    const library = found.get(names.library) ?? {
      name: names.library,
      tags: new Map<string, NamedForm>(),
      sizes: new Map<string, ModelId>(),
    };
    found.set(names.library, library);
    if (names.isDefault) library.defaultModel = model.id;
    if (names.tag !== undefined) {
      library.sizes.set(names.tag.toLowerCase(), model.id);
      library.tags.set(names.tag.toLowerCase(), { model: model.id, form: 'default' });
    }
    for (const tag of [...names.tags, ...names.invalidTags]) {
      if (!library.tags.has(tag.toLowerCase())) library.tags.set(tag.toLowerCase(), { model: model.id, form: 'tag' });
    }
  }
  return found;
}

function notNames(family: Family): readonly NotName[] {
  return family.notNames
    .flatMap((text) =>
      family.stems.flatMap((stem) => {
        const offset = new RegExp(stemSource(stem), 'i').exec(text)?.index;
        return offset === undefined ? [] : [{ text, lower: text.toLowerCase(), offset }];
      }),
    )
    .sort((a, b) => b.text.length - a.text.length);
}
