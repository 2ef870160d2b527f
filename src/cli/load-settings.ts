/** What a run follows: the migration of `--migration`, and the configuration of the repository that is read. */
import type { Prior } from '../core/history.js';
import type { Migration } from '../core/migration.js';
import { formatProblem } from '../core/problem.js';
import { followConfiguration } from '../local/follow-configuration.js';
import { loadMigration } from './load-migration.js';
import type { Target } from './open-target.js';
import { DEFAULT_MIGRATION } from './options.js';
import { UsageError } from './usage-error.js';
import type { World } from './world.js';

/** What a plan is made with. */
export interface Settings {
  readonly migration: Migration;
  readonly prior: Prior;
  /** Template of the first line of commit messages. */
  readonly headline?: string;
}

/**
 * Reads the configuration of the target. The migration is that of `--migration` where it is given, else the configuration's, else the
 * default. Throws `UsageError` with every problem.
 */
export async function loadSettings(named: string | undefined, target: Target, world: World): Promise<Settings> {
  const given = named === undefined ? undefined : await loadMigration(named, world.folder);
  const followed = await followConfiguration({
    found: await target.configuration(),
    ...(given === undefined ? {} : { migration: given }),
    fallback: () => loadMigration(DEFAULT_MIGRATION, world.folder),
    readFile: target.readFile,
  });
  if (!followed.ok) {
    const { problems } = followed;
    throw new UsageError(
      `The configuration of ${target.name} is not valid (${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}); nothing ran.\n${problems.map((problem) => `  ${formatProblem(problem)}`).join('\n')}`,
      'Put these right, then run again.',
    );
  }
  const { migration, choices, configuration } = followed;
  const { commitMessage } = configuration.pullRequest;
  return {
    migration,
    prior: { choices, turnedBack: [] },
    ...(commitMessage === undefined ? {} : { headline: commitMessage }),
  };
}
