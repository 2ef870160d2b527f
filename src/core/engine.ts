/** Everything that planning a file needs and that does not change from file to file: made once a run. */
import { indexTargets, type TargetIndex } from './choose-target.js';
import type { Format, OpenedFile } from './format.js';
import type { Migration } from './migration.js';
import { type NameTable, tabulateNames } from './name-table.js';
import { rememberTexts } from './remember-texts.js';
import type { Rule } from './rule.js';
import { type CompiledScopes, compileScopes } from './scope.js';
import type { Language } from './site.js';
import { languageTable } from './site-at.js';
import type { SourceFile } from './source.js';
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
    formats: parts.formats.map(openingOnce),
    oldNames: tabulateNames(catalogue, 'old'),
    newNames: tabulateNames(catalogue, 'new'),
    targets: indexTargets(parts.migration),
    scopes: compileScopes(parts.migration),
    languageByName: languageTable(parts.languages.map(parsingOnce)),
    insertable: new Set(catalogue.models.filter((model) => model.side === 'new').flatMap(insertableNames)),
  };
}

/** Characters of text whose parsed form is kept, a language: the cells and fences of a few files. */
const REMEMBERED = 400_000;

/** A file is opened for its incumbents and for its plan. */
function openingOnce(format: Format): Format {
  const opened = new WeakMap<SourceFile, OpenedFile>();
  return {
    ...format,
    open(file) {
      const known = opened.get(file);
      if (known !== undefined) return known;
      const fresh = format.open(file);
      opened.set(file, fresh);
      return fresh;
    },
  };
}

/** A text is described when it is scanned and again after the edits, where most cells of a notebook are the same. */
function parsingOnce(language: Language): Language {
  return { ...language, open: rememberTexts(REMEMBERED, (text) => language.open(text)) };
}

/** The format responsible for a path; the last of the list claims everything. */
export function formatOf(engine: Engine, path: string): Format {
  const format = engine.formats.find((one) => one.claims(path)) ?? engine.formats.at(-1);
  if (format === undefined) throw new Error('an engine needs at least one format');
  return format;
}
