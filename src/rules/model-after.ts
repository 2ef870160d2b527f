/** Which model stands at a reference once the decision is carried out. */
import type { Decision } from '../core/decision.js';
import type { Catalogue, Model, ModelId } from '../core/model.js';
import type { Reference } from '../core/reference.js';
import type { DecidedFile } from '../core/rule.js';
import type { Layer } from '../core/site.js';

/** A reference with its decision and the models on both sides of it. */
export interface Standing {
  readonly reference: Reference;
  readonly decision: Decision;
  /** The model that the name means; absent for a family without a size. */
  readonly before?: Model;
  /** The model that stands there afterwards: the target of a rewrite, else the one that stays. */
  readonly after?: Model;
  /** For a question: the model that a person would put there first. */
  readonly proposed?: Model;
  /** What is inserted, for a rewrite. */
  readonly to?: string;
  /** Whether a program reads the place: code, a command, a value; not prose and not a comment. */
  readonly runs: boolean;
}

/** A reference that is rewritten to another model. */
export interface Swap extends Standing {
  readonly before: Model;
  readonly after: Model;
  readonly to: string;
}

const standings = new WeakMap<DecidedFile, readonly Standing[]>();
const indexes = new WeakMap<Catalogue, CatalogueIndex>();

interface CatalogueIndex {
  readonly byId: ReadonlyMap<ModelId, Model>;
  readonly byNewName: ReadonlyMap<string, Model>;
}

/** All references of a file with the models on both sides, in their order. */
export function standingsOf(file: DecidedFile): readonly Standing[] {
  const known = standings.get(file);
  if (known !== undefined) return known;
  const index = indexOf(file.catalogue);
  const made = file.decisions
    .flatMap((decision) => decision.references.map((at, position) => standingOf(file, decision, at, position, index)))
    .filter((one) => one !== undefined)
    .sort((a, b) => a.reference.index - b.reference.index);
  standings.set(file, made);
  return made;
}

/** The references of a file that are rewritten to another model. */
export function swapsOf(file: DecidedFile): readonly Swap[] {
  return standingsOf(file).filter(isSwap);
}

/** The rewritten references that a machine resolves. */
export function exactSwapsOf(file: DecidedFile): readonly Swap[] {
  return swapsOf(file).filter((swap) => swap.reference.strength === 'exact');
}

/** Whether a reference is rewritten to another model. */
export function isSwap(standing: Standing): standing is Swap {
  return standing.decision.outcome === 'rewrite' && standing.before !== undefined && standing.to !== undefined;
}

/** The new model that comes to a place: the target of a rewrite, or what a question proposes. */
export function comingTo({ after, proposed, decision }: Standing): Model | undefined {
  return decision.outcome === 'rewrite' ? after : decision.outcome === 'ask' ? proposed : undefined;
}

/** Orders places that a program reads before those that people read. */
export function programsFirst(a: Standing, b: Standing): number {
  return Number(b.runs) - Number(a.runs);
}

function standingOf(
  file: DecidedFile,
  decision: Decision,
  at: number,
  position: number,
  index: CatalogueIndex,
): Standing | undefined {
  const reference = file.references[at];
  if (reference === undefined) return undefined;
  const before = index.byId.get(reference.models[0] ?? '');
  const target = index.byId.get(decision.target ?? '');
  const offered = target ?? index.byNewName.get(decision.candidates[0] ?? '');
  const after = decision.outcome === 'rewrite' ? target : before;
  const to = decision.outcome === 'rewrite' ? decision.to?.[position] : undefined;
  return {
    reference,
    decision,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(decision.outcome === 'ask' && offered !== undefined ? { proposed: offered } : {}),
    ...(to === undefined ? {} : { to }),
    runs: runsAt(reference.site.layers.at(-1)),
  };
}

function runsAt(layer: Layer | undefined): boolean {
  switch (layer?.language) {
    case 'python':
      return layer.token !== 'comment' && layer.token !== 'docstring';
    case 'shell':
      return layer.token !== 'comment' && layer.token !== 'text';
    case 'yaml':
    case 'json':
    case 'dockerfile':
      return layer.token !== 'comment';
    case 'markdown':
    case 'plain':
    case undefined:
      return false;
    default: {
      const never: never = layer;
      return never;
    }
  }
}

function indexOf(catalogue: Catalogue): CatalogueIndex {
  const known = indexes.get(catalogue);
  if (known !== undefined) return known;
  const byNewName = new Map<string, Model>();
  for (const model of catalogue.models) {
    if (model.side !== 'new') continue;
    for (const name of namesOf(model)) if (!byNewName.has(name)) byNewName.set(name, model);
  }
  const made = { byId: new Map(catalogue.models.map((model) => [model.id, model])), byNewName };
  indexes.set(catalogue, made);
  return made;
}

function namesOf({ ollama, huggingface, display, otherNames }: Model): readonly string[] {
  return [
    ...(ollama === undefined ? [] : [ollama.insert, ...ollama.tags.map((tag) => `${ollama.library}:${tag}`)]),
    ...(huggingface === undefined ? [] : [huggingface.instruct, huggingface.base, ...huggingface.others]),
    ...display,
    ...Object.values(otherNames).flatMap((names) => names ?? []),
  ].filter((name) => name !== undefined);
}
