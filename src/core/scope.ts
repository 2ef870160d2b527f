/** Which phase and section a path belongs to. Globs are compiled once a migration. */
import picomatch from 'picomatch';
import type { Migration, Phase, Scope, Section } from './migration.js';
import type { RepoPath } from './source.js';

/** A test of a path against globs. */
export type PathTest = (path: RepoPath) => boolean;

/** Compiles globs; no globs match nothing. Dot folders are included, as in a repository's own tree. */
export function compileGlobs(globs: readonly string[]): PathTest {
  return globs.length === 0 ? () => false : picomatch([...globs], { dot: true });
}

/** Compiles a scope: included and not excluded. */
export function compileScope(scope: Scope): PathTest {
  const included = compileGlobs(scope.include);
  const excluded = compileGlobs(scope.exclude);
  return (path) => included(path) && !excluded(path);
}

/** The owner of a path. */
export interface Claim {
  readonly phase: Phase;
  readonly section: Section;
}

/** Whole-file reasons to keep every reference, in the order in which they are asked. */
export type FileKeep = 'plan-file' | 'hands-off' | 'record' | 'generated' | 'fixture';

/** A migration's globs, compiled. */
export interface CompiledScopes {
  claim(path: RepoPath): Claim | undefined;
  keep(path: RepoPath): FileKeep | undefined;
}

/** Compiles all globs of a migration. The first phase, and in it the first section, whose scope claims a path owns it. */
export function compileScopes(migration: Migration): CompiledScopes {
  const sections = migration.phases.flatMap((phase) =>
    phase.sections.map((section) => ({ phase, section, test: compileScope(section.scope) })),
  );
  const keeps: readonly (readonly [FileKeep, PathTest])[] = [
    ['plan-file', compileGlobs(migration.planFiles)],
    ['hands-off', compileGlobs(migration.handsOff)],
    ['record', compileGlobs(migration.records)],
    ['generated', compileGlobs(migration.generated)],
    ['fixture', compileGlobs(migration.fixtures)],
  ];
  const claims = new Map<RepoPath, Claim | undefined>();
  return {
    claim: (path) => {
      if (!claims.has(path))
        claims.set(
          path,
          sections.find(({ test }) => test(path)),
        );
      return claims.get(path);
    },
    keep: (path) => keeps.find(([, test]) => test(path))?.[0],
  };
}
