/** Notebooks to try a phase on: few, and between them every new model that notebooks of the phase name. */
import type { FilePlan } from '../core/file-plan.js';
import type { Migration } from '../core/migration.js';
import type { Model, ModelId, Registry } from '../core/model.js';

/** Most notebooks that a person is asked to try. */
const MOST_SAMPLES = 3;
/** Kinds of notebooks that are combined; those that bring the most models come first. */
const MOST_KINDS = 40;

/** A download that a notebook needs. */
export interface Download {
  /** As it is typed: `ollama pull qwen3:8b`. */
  readonly command: string;
  readonly model: Model;
  /** GB on disk; absent where the catalogue does not know. */
  readonly gigabytes?: number;
}

export interface SampleNotebook {
  readonly path: string;
  readonly models: readonly ModelId[];
}

export interface Samples {
  readonly notebooks: readonly SampleNotebook[];
  /** Each once, in the order in which the notebooks need them. */
  readonly downloads: readonly Download[];
  /** New models of changed notebooks that the chosen ones leave out. */
  readonly beyond: readonly ModelId[];
  /** New models of the phase that no changed notebook names. */
  readonly untouched: readonly ModelId[];
}

/** Chooses the notebooks: as many of the new models as three can touch; where fewer do, others that use the most models are added. */
export function chooseSamples(files: readonly FilePlan[], migration: Migration): Samples {
  const all = new Set(files.flatMap((file) => modelsOf(file)));
  const notebooks = files
    .filter(({ path }) => path.endsWith('.ipynb'))
    .map((file): SampleNotebook => ({ path: file.path, models: modelsOf(file) }))
    .filter(({ models }) => models.length > 0);
  const kinds = kindsOf(notebooks);
  const needed = cover(kinds);
  const others = [...kinds, ...notebooks].filter((one) => !needed.includes(one));
  const chosen = [...new Set([...needed, ...others])].slice(0, MOST_SAMPLES);
  const inNotebooks = new Set(notebooks.flatMap(({ models }) => models));
  const taken = new Set(chosen.map(({ path }) => path));
  const covered = new Set(chosen.flatMap(({ models }) => models));
  return {
    notebooks: chosen,
    downloads: downloadsOf(
      files.filter(({ path }) => taken.has(path)),
      migration,
    ),
    beyond: [...inNotebooks].filter((model) => !covered.has(model)).sort(),
    untouched: [...all].filter((model) => !inNotebooks.has(model)).sort(),
  };
}

/** The models that a file's rewrites put in. */
function modelsOf(file: FilePlan): readonly ModelId[] {
  const targets = file.decisions.flatMap(({ outcome, target }) =>
    outcome === 'rewrite' && target !== undefined ? [target] : [],
  );
  return [...new Set(targets)].sort();
}

/** One notebook for each set of models, the largest sets first. */
function kindsOf(notebooks: readonly SampleNotebook[]): readonly SampleNotebook[] {
  const kinds = new Map<string, SampleNotebook>();
  for (const notebook of notebooks) {
    const key = notebook.models.join();
    if (!kinds.has(key)) kinds.set(key, notebook);
  }
  return [...kinds.values()].sort((a, b) => b.models.length - a.models.length).slice(0, MOST_KINDS);
}

/** The best of all combinations: the most models, then the fewest notebooks, then the first. */
function cover(kinds: readonly SampleNotebook[]): readonly SampleNotebook[] {
  let best: readonly SampleNotebook[] = [];
  let covered = 0;
  const extend = (chosen: readonly SampleNotebook[], models: ReadonlySet<ModelId>, from: number): void => {
    if (models.size > covered || (models.size === covered && chosen.length < best.length)) {
      best = chosen;
      covered = models.size;
    }
    if (chosen.length === MOST_SAMPLES) return;
    for (const [nth, kind] of kinds.slice(from).entries())
      extend([...chosen, kind], new Set([...models, ...kind.models]), from + nth + 1);
  };
  extend([], new Set(), 0);
  return best;
}

/** What the ids in the notebooks are fetched with. Names in prose fetch nothing. */
function downloadsOf(files: readonly FilePlan[], { catalogue }: Migration): readonly Download[] {
  const models = new Map(catalogue.models.map((model) => [model.id, model]));
  const found = new Map<string, Download>();
  for (const { references, decisions } of files) {
    for (const { outcome, target, to = [], references: indexes } of decisions) {
      const model = outcome === 'rewrite' ? models.get(target ?? '') : undefined;
      if (model === undefined) continue;
      indexes.forEach((index, nth) => {
        const download = downloadOf(references[index]?.registry, to[nth], model);
        if (download !== undefined && !found.has(download.command)) found.set(download.command, download);
      });
    }
  }
  return [...found.values()];
}

function downloadOf(registry: Registry | undefined, name: string | undefined, model: Model): Download | undefined {
  if (name === undefined) return undefined;
  if (registry === 'ollama') return { command: `ollama pull ${name}`, model, ...sizeOf(model, 'ollamaQ4GB') };
  if (registry === 'huggingface') return { command: `hf download ${name}`, model, ...sizeOf(model, 'fp16GB') };
  return undefined;
}

function sizeOf({ numbers }: Model, key: string): { readonly gigabytes?: number } {
  const size = numbers[key]?.value;
  return typeof size === 'number' ? { gigabytes: size } : {};
}
