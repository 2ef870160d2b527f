/** The warnings and decisions of one text, by the real engine and the bundled migration with one phase that claims everything. */
import type { FilePlan } from '../../src/core/file-plan.js';
import type { Migration, Phase } from '../../src/core/migration.js';
import { readBundledMigration } from '../../src/local/bundled-migrations.js';
import { planRepository } from '../../src/run-phase.js';
import { notebook } from '../core/planning.js';
import { memoryReader } from '../fakes/memory-reader.js';

const EVERYTHING: Phase = {
  id: 'phase-1',
  number: 1,
  title: 'Everything',
  sections: [{ id: '1', title: 'All files', scope: { include: ['**'], exclude: [] }, subjects: [], checklist: [] }],
  checklist: [],
  repeatForNotebooks: false,
};

let bundled: Promise<Migration> | undefined;

async function readBundled(): Promise<Migration> {
  const parsed = await readBundledMigration('2025-tier-1');
  if (!parsed.ok) throw new Error(`the bundled migration has ${parsed.problems.length} faults`);
  return { ...parsed.migration, phases: [EVERYTHING] };
}

/** The bundled migration, whose only phase claims every file. */
export function wholeMigration(): Promise<Migration> {
  bundled ??= readBundled();
  return bundled;
}

/** The plan of one text. */
export async function planOne(
  path: string,
  text: string,
  change = (migration: Migration) => migration,
): Promise<FilePlan> {
  const migration = change(await wholeMigration());
  const plan = await planRepository({ reader: memoryReader({ [path]: text }), migration, phases: 'all' });
  const file = plan.phases.flatMap((phase) => phase.files).find((one) => one.path === path);
  if (file === undefined) throw new Error(`${path} names no model of the migration`);
  return file;
}

/** A notebook of code cells. */
export function cells(...sources: readonly string[]): string {
  return notebook(...sources.map((source) => ({ type: 'code' as const, source })));
}

export { notebook };
