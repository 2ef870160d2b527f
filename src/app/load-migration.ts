import type { Migration } from '../core/migration.js';
import { formatProblem } from '../core/problem.js';
import { readBundledMigration } from '../local/bundled-migrations.js';

/** Reads a bundled migration. Throws with all its problems when it is not valid. */
export async function loadMigration(id: string): Promise<Migration> {
  const read = await readBundledMigration(id);
  if (read.ok) return read.migration;
  throw new Error(`migration ${id}:\n${read.problems.map(formatProblem).join('\n')}`);
}
