/** Migrations on disk: those that come with Cutover, and a person's own file. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Migration } from '../core/migration.js';
import type { ParsedMigration } from '../core/migration-file.js';

/** The folder of the bundled migrations; the same from `src/local` and `dist/local`. */
const FOLDER = fileURLToPath(new URL('../../migrations/', import.meta.url));
const CATALOGUE = 'models.yml';

/** A migration that is asked for and is not there. */
export class MigrationNotFoundError extends Error {
  override readonly name = 'MigrationNotFoundError';
}

/** Ids of the bundled migrations, in order. */
export async function listBundledMigrations(): Promise<readonly string[]> {
  const files = await readdir(FOLDER);
  return files
    .filter((file) => file.endsWith('.yml') && file !== CATALOGUE)
    .map((file) => file.slice(0, -'.yml'.length))
    .sort();
}

/**
 * Reads a bundled migration.
 * @throws MigrationNotFoundError naming the ids that there are.
 */
export async function readBundledMigration(id: string): Promise<ParsedMigration> {
  const ids = await listBundledMigrations();
  if (!ids.includes(id))
    throw new MigrationNotFoundError(`There is no migration "${id}". There are: ${ids.join(', ')}.`);
  const path = join(FOLDER, `${id}.yml`);
  return (
    (await readCompiled(id)) ??
    parseFiles(path, `migrations/${id}.yml`, join(FOLDER, CATALOGUE), `migrations/${CATALOGUE}`)
  );
}

const BUNDLED = `migrations/${CATALOGUE} (bundled)`;

/** Whether a problem's file is one that comes with Cutover, and so stands in no repository. */
export function isBundledPath(path: string): boolean {
  return path === BUNDLED;
}

/** The text of the bundled catalogue, for a migration file that has none beside it. */
export async function readBundledCatalogue(): Promise<{ readonly path: string; readonly text: string }> {
  return { path: BUNDLED, text: await readText(join(FOLDER, CATALOGUE), BUNDLED) };
}

/** A bundled migration as its generated file holds it, and what it was made from. */
export interface CompiledMigration {
  /** SHA-256 of the migration's text and the catalogue's. */
  readonly madeFrom: string;
  readonly migration: Migration;
}

/** The file that `npm run generate` writes for a bundled migration: reading YAML takes longer than planning a small repository. */
export function compiledFile(id: string): string {
  return `${id}.generated.json`;
}

/** What a compiled migration was made from; a changed text makes it useless. */
export function digestOf(migration: string, catalogue: string): string {
  return createHash('sha256').update(migration).update('\0').update(catalogue).digest('hex');
}

/** The generated file of a bundled migration; undefined when it is not there or was made from other texts. */
async function readCompiled(id: string): Promise<ParsedMigration | undefined> {
  const [text, catalogue, compiled] = await Promise.all(
    [`${id}.yml`, CATALOGUE, compiledFile(id)].map((name) =>
      readFile(join(FOLDER, name), 'utf8').catch(() => undefined),
    ),
  );
  if (text === undefined || catalogue === undefined || compiled === undefined) return undefined;
  const value: unknown = JSON.parse(compiled);
  return isCompiled(value) && value.madeFrom === digestOf(text, catalogue)
    ? { ok: true, migration: value.migration }
    : undefined;
}

function isCompiled(value: unknown): value is CompiledMigration {
  return typeof value === 'object' && value !== null && 'madeFrom' in value && 'migration' in value;
}

/**
 * Reads a person's migration file. The catalogue is the `models.yml` beside it, else the bundled one.
 * @throws MigrationNotFoundError when the file cannot be read.
 */
export async function readMigrationFile(path: string): Promise<ParsedMigration> {
  const beside = join(dirname(path), CATALOGUE);
  const own = await readFile(beside, 'utf8').then(
    () => true,
    () => false,
  );
  return own ? parseFiles(path, path, beside, beside) : parseFiles(path, path, join(FOLDER, CATALOGUE), BUNDLED);
}

async function parseFiles(
  path: string,
  shown: string,
  catalogue: string,
  shownCatalogue: string,
): Promise<ParsedMigration> {
  const [text, catalogueText] = await Promise.all([readText(path, shown), readText(catalogue, shownCatalogue)]);
  const { parseMigration } = await import('../core/migration-file.js');
  return parseMigration({
    migration: { path: shown, text },
    catalogue: { path: shownCatalogue, text: catalogueText },
  });
}

async function readText(path: string, shown: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const why = isMissing(cause) ? 'is not there' : 'cannot be read';
    throw new MigrationNotFoundError(`The migration file ${shown} ${why}.`, { cause });
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
