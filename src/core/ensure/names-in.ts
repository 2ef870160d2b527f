/** The models that a piece of a document names, old and new. */
import { findNames, hasStem } from '../find-names.js';
import type { FamilyId, Model, ModelId, Registry } from '../model.js';
import type { Span } from '../source.js';
import type { EnsureFacts } from './insertion.js';

/** A name in a piece of text. */
export interface NamedModel {
  readonly span: Span;
  readonly surface: string;
  readonly family: FamilyId;
  /** Empty where no size is said. */
  readonly models: readonly ModelId[];
  readonly registry?: Registry;
}

/** The names of a text, in order. A stem inside a new model's name is not an old model's. */
export function namesIn(text: string, { oldNames, newNames }: EnsureFacts): readonly NamedModel[] {
  const named = (table: EnsureFacts['newNames']) =>
    findNames(text, table).flatMap((found) =>
      found.kind === 'name'
        ? [
            {
              span: found.span,
              surface: found.surface,
              family: found.name.family,
              models: found.name.models,
              ...(found.name.registry === undefined ? {} : { registry: found.name.registry }),
            },
          ]
        : [],
    );
  const fresh = named(newNames);
  const old = named(oldNames).filter(
    ({ span }) => !fresh.some((other) => other.span.start <= span.start && span.start < other.span.end),
  );
  return [...fresh, ...old].sort((a, b) => a.span.start - b.span.start);
}

/** Whether a text may name a model: where this says no, neither of the others finds one in it. */
export function mayName(text: string, { oldNames, newNames, migration }: EnsureFacts): boolean {
  if (hasStem(text, newNames) || hasStem(text, oldNames)) return true;
  const lower = text.toLowerCase();
  return migration.catalogue.models.some(({ id }) => lower.includes(id.toLowerCase()));
}

/** Whether a text names a model: by one of its names, or by its family's where that has one model of its side alone. */
export function namesModel(text: string, model: Model, facts: EnsureFacts): boolean {
  const alone = onlyOneOfFamily(model, facts);
  return (
    namesIn(text, facts).some(
      (name) => name.models.includes(model.id) || (alone && name.family === model.family && name.models.length === 0),
    ) || hasWord(text, model.id)
  );
}

function onlyOneOfFamily(model: Model, { migration }: EnsureFacts): boolean {
  return migration.catalogue.models.filter((other) => other.family === model.family).length === 1;
}

/** Whether `word` stands in `text` with nothing before or after it that a name could go on with; any case. */
export function hasWord(text: string, word: string): boolean {
  const lower = text.toLowerCase();
  const wanted = word.toLowerCase();
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) {
    if (!/[\w:.-]/.test(lower[at - 1] ?? ' ') && !/^[\w:-]|^\.\w/.test(lower.slice(at + wanted.length))) return true;
  }
  return false;
}

/** A model of the catalogue. */
export function modelOf(id: ModelId, { migration }: EnsureFacts): Model | undefined {
  return migration.catalogue.models.find((model) => model.id === id);
}

/** What to call a model in prose. */
export function displayName(model: Model): string {
  return model.display[0] ?? model.id;
}
