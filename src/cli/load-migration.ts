/** The migration that a run follows, or everything that is wrong with it. */
import { resolve } from 'node:path';
import type { Migration } from '../core/migration.js';
import { nearestWord } from '../core/nearest-word.js';
import { formatProblem } from '../core/problem.js';
import {
  listBundledMigrations,
  MigrationNotFoundError,
  readBundledMigration,
  readMigrationFile,
} from '../local/bundled-migrations.js';
import type { RunOptions } from './options.js';
import { UsageError } from './usage-error.js';

/** Reads the migration of `--migration`. Throws `UsageError` with every problem of it, each with line and column. */
export async function loadMigration(named: string, folder: string): Promise<Migration> {
  const parsed = await readNamed(named, folder);
  if (parsed.ok) return parsed.migration;
  const { problems } = parsed;
  throw new UsageError(
    `The migration ${named} is not valid (${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}); nothing ran.\n${problems.map((problem) => `  ${formatProblem(problem)}`).join('\n')}`,
    'Put these right, then run again.',
  );
}

async function readNamed(named: string, folder: string) {
  const isFile = /[\\/]|\.ya?ml$/i.test(named);
  try {
    return isFile ? await readMigrationFile(resolve(folder, named)) : await readBundledMigration(named);
  } catch (error) {
    if (!(error instanceof MigrationNotFoundError)) throw error;
    const near = isFile ? undefined : nearestWord(named, await listBundledMigrations());
    const step =
      near === undefined
        ? 'Give the id of a bundled migration, or the path of a .yml file.'
        : `Did you mean "${near}"?`;
    throw new UsageError(error.message, step, error);
  }
}

/** The ids of the phases that `--phase` means. Throws `UsageError` for a phase that the migration does not have. */
export function phasesOf(migration: Migration, phase: RunOptions['phase']): 'all' | readonly string[] {
  if (phase === 'all') return 'all';
  const found = migration.phases.find((one) => one.number === phase);
  if (found !== undefined) return [found.id];
  throw new UsageError(
    `The migration ${migration.id} has no phase ${phase}.`,
    `It has: ${migration.phases.map((one) => `${one.number} (${one.title})`).join(', ')}.`,
  );
}
