/** Everything that planning a file needs and that does not change from file to file: made once a run. */
import { indexTargets, type TargetIndex } from './choose-target.js';
import type { Format } from './format.js';
import type { Migration } from './migration.js';
import { type NameTable, tabulateNames } from './name-table.js';
import type { Rule } from './rule.js';
import { type CompiledScopes, compileScopes } from './scope.js';
import type { Language } from './site.js';
import { languageTable } from './site-at.js';
import { insertableNames } from './target-name.js';

/** What the engine is put together from. */
export interface EngineParts {
  readonly migration: Migration;
  readonly formats: readonly Format[];
  readonly languages: readonly Language[];
  readonly rules: readonly Rule[];
}

/** The compiled engine. */
export interface Engine extends EngineParts {
  readonly oldNames: NameTable;
  readonly newNames: NameTable;
  readonly targets: TargetIndex;
  readonly scopes: CompiledScopes;
  readonly languageByName: ReadonlyMap<string, Language>;
  /** Every name that may be inserted, of any new model. */
  readonly insertable: ReadonlySet<string>;
}

/** Compiles the engine for a migration. */
export function createEngine(parts: EngineParts): Engine {
  const { catalogue } = parts.migration;
  return {
    ...parts,
    oldNames: tabulateNames(catalogue, 'old'),
    newNames: tabulateNames(catalogue, 'new'),
    targets: indexTargets(parts.migration),
    scopes: compileScopes(parts.migration),
    languageByName: languageTable(parts.languages),
    insertable: new Set(catalogue.models.filter((model) => model.side === 'new').flatMap(insertableNames)),
  };
}

/** The format responsible for a path; the last of the list claims everything. */
export function formatOf(engine: Engine, path: string): Format {
  const format = engine.formats.find((one) => one.claims(path)) ?? engine.formats.at(-1);
  if (format === undefined) throw new Error('an engine needs at least one format');
  return format;
}
