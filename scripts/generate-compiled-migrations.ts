/** The bundled migrations as JSON, so that a run need not read YAML: a file a migration, useless as soon as its sources change. */
import { readdirSync, readFileSync } from 'node:fs';
import { parseMigration } from '../src/core/migration-file.js';
import { formatProblem } from '../src/core/problem.js';
import { compiledFile, digestOf } from '../src/local/bundled-migrations.js';
import type { GeneratedFile } from './generate-file.js';

const FOLDER = new URL('../migrations/', import.meta.url);
const CATALOGUE = 'models.yml';

export const COMPILED_MIGRATIONS: readonly GeneratedFile[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yml') && file !== CATALOGUE)
  .sort()
  .map((file) => file.slice(0, -'.yml'.length))
  .map((id) => ({ path: `migrations/${compiledFile(id)}`, generate: () => compile(id) }));

function compile(id: string): string {
  const read = (name: string) => ({ path: `migrations/${name}`, text: readFileSync(new URL(name, FOLDER), 'utf8') });
  const files = { migration: read(`${id}.yml`), catalogue: read(CATALOGUE) };
  const parsed = parseMigration(files);
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  const madeFrom = digestOf(files.migration.text, files.catalogue.text);
  return `${JSON.stringify({ madeFrom, migration: parsed.migration })}\n`;
}
