/** Which phase and section a path belongs to. Globs are compiled once a migration. */
import { compileConfiguredGlobs } from './configuration-glob.js';
import type { Migration, Phase, Scope, Section } from './migration.js';
import { compileGlobs } from './migration-glob.js';
import type { RepoPath } from './source.js';

/** A test of a path against globs. */
export type PathTest = (path: RepoPath) => boolean;

/** Compiles a scope: added, or included and not excluded. */
export function compileScope(scope: Scope): PathTest {
  const added = compileConfiguredGlobs(scope.added ?? []);
  const included = compileGlobs(scope.include);
  const excluded = compileGlobs(scope.exclude);
  return (path) => added(path) || (included(path) && !excluded(path));
}

/** The owner of a path. */
export interface Claim {
  readonly phase: Phase;
  readonly section: Section;
}

/** Rules that keep every reference of a file, in the order in which they are asked. */
export type FileKeepRule =
  | 'configured-ignore'
  | 'plan-file'
  | 'hands-off'
  | 'configured-keep'
  | 'record'
  | 'generated'
  | 'fixture';

/** Why every reference of a file is kept. */
export interface FileKeep {
  readonly rule: FileKeepRule;
  /** The reason that a person gave, for `configured-keep`, or one that says more than the rule's own. */
  readonly reason?: string;
}

/** A migration's globs, compiled. */
export interface CompiledScopes {
  claim(path: RepoPath): Claim | undefined;
  keep(path: RepoPath): FileKeep | undefined;
}

/**
 * Compiles all globs of a migration. A path belongs to no phase when the configuration ignores it, else to the section that it was
 * added to, else to the first phase, and in it the first section, whose scope claims it.
 */
export function compileScopes(migration: Migration): CompiledScopes {
  const sections = migration.phases.flatMap((phase) =>
    phase.sections.map((section) => ({ phase, section, test: compileScope(section.scope) })),
  );
  const added = sections.flatMap(({ phase, section }) => {
    const { added: globs = [] } = section.scope;
    return globs.length === 0 ? [] : [{ phase, section, test: compileConfiguredGlobs(globs) }];
  });
  const claimants = [...added, ...sections];
  const ignored = compileConfiguredGlobs(migration.ignored ?? []);
  const keeps = compileKeeps(migration, ignored);
  return {
    claim: rememberPaths((path) => (ignored(path) ? undefined : claimants.find(({ test }) => test(path)))),
    keep: rememberPaths((path) => keeps.find(([, test]) => test(path))?.[0]),
  };
}

function rememberPaths<T>(answer: (path: RepoPath) => T): (path: RepoPath) => T {
  const answers = new Map<RepoPath, { readonly said: T }>();
  return (path) => {
    const known = answers.get(path) ?? { said: answer(path) };
    answers.set(path, known);
    return known.said;
  };
}

function compileKeeps(migration: Migration, ignored: PathTest): readonly (readonly [FileKeep, PathTest])[] {
  return [
    [{ rule: 'configured-ignore' }, ignored],
    [{ rule: 'plan-file' }, compileGlobs(migration.planFiles)],
    [{ rule: 'hands-off' }, compileGlobs([...migration.handsOff, '.github/workflows/**'])],
    ...(migration.keeps ?? []).map(
      ({ paths, reason }) => [{ rule: 'configured-keep', reason }, compileConfiguredGlobs(paths)] as const,
    ),
    [{ rule: 'record' }, compileGlobs(migration.records)],
    [{ rule: 'generated' }, compileGlobs(migration.generated)],
    [{ rule: 'fixture' }, compileGlobs(migration.fixtures)],
    [
      { rule: 'fixture', reason: 'text or rows in a folder of data: programs read it, it tells nobody what to run' },
      isDataText,
    ],
  ];
}

/** Running text and rows; not the formats that settings are written in. */
const DATA_FILE = /\.(?:txt|csv|tsv|jsonl|ndjson|parquet|arff|xml|srt|vtt)$/i;
const DATA_FOLDER =
  /(?:^|\/)(?:data|datasets?|corpus|corpora|knowledge[-_]?base|sample[-_]?(?:data|docs|documents)|testdata)\//i;

/** Whether a file is text that programs work on, by where it lies and what it is: nobody documents or configures with a text among data. */
function isDataText(path: RepoPath): boolean {
  return (
    DATA_FILE.test(path) &&
    DATA_FOLDER.test(path) &&
    !/(?:^|\/)(?:requirements|constraints|readme|licen[cs]e)[^/]*$/i.test(path)
  );
}
