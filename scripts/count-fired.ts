/**
 * Counts how often each reason and each warning speaks in a real curriculum, and writes the numbers, and nothing else of it, to
 * docs/rules-fired.json. The curriculum lies beside the checkout (`../shared/corpus`, or the folder in CUTOVER_CORPUS).
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readBundledMigration } from '../src/local/bundled-migrations.js';
import { createTreeReader } from '../src/local/tree-reader.js';
import { planRepository } from '../src/run-phase.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CORPUS = join(process.env.CUTOVER_CORPUS ?? join(ROOT, '../shared/corpus'), 'tree');

function counted(names: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

if (!existsSync(CORPUS)) {
  console.error(`There is no curriculum in ${CORPUS}; docs/rules-fired.json stays as it is.`);
} else {
  const parsed = await readBundledMigration('2025-tier-1');
  if (!parsed.ok) throw new Error('the bundled migration has faults');
  const { migration } = parsed;
  const plan = await planRepository({ reader: createTreeReader({ folder: CORPUS }), migration, phases: 'all' });
  const files = [...plan.phases.flatMap((phase) => phase.files), ...plan.outside];
  const fired = {
    decisions: counted(files.flatMap(({ rows }) => rows.map(({ rule }) => rule))),
    warnings: counted(files.flatMap(({ warnings }) => warnings.map(({ rule }) => rule))),
  };
  writeFileSync(join(ROOT, 'docs/rules-fired.json'), `${JSON.stringify(fired, undefined, 2)}\n`);
  console.log('docs/rules-fired.json: written; now run npm run generate');
}
