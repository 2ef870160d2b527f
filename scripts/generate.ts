/**
 * Writes every generated file of the repository. `--check` writes nothing and fails, naming the files that are not what they would be.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { COMMANDS_DOC } from './generate-commands.js';
import { COMPILED_MIGRATIONS } from './generate-compiled-migrations.js';
import { CONFIGURATION_DOC, CONFIGURATION_SCHEMA_FILE } from './generate-configuration.js';
import type { GeneratedFile } from './generate-file.js';
import { MIGRATION_FILE_DOC } from './generate-migration-file-doc.js';
import { RULES_DOC } from './generate-rules-table.js';
import { CATALOGUE_SCHEMA_FILE, MIGRATION_SCHEMA_FILE } from './generate-schemas.js';
import { WARNINGS_DOC } from './generate-warnings.js';

/** One line a file. */
const FILES: readonly GeneratedFile[] = [
  MIGRATION_SCHEMA_FILE,
  CATALOGUE_SCHEMA_FILE,
  MIGRATION_FILE_DOC,
  WARNINGS_DOC,
  RULES_DOC,
  CONFIGURATION_SCHEMA_FILE,
  CONFIGURATION_DOC,
  COMMANDS_DOC,
  ...COMPILED_MIGRATIONS,
];

const ROOT = new URL('../', import.meta.url);

async function readCommitted(path: string): Promise<string | undefined> {
  return readFile(new URL(path, ROOT), 'utf8').catch((error: unknown) => {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
}

/** A generated file whose committed text is not what it would be now. */
export interface StaleFile {
  readonly path: string;
  readonly text: string;
}

/** Generates everything and compares it with what is committed. */
export async function findStaleFiles(files: readonly GeneratedFile[] = FILES): Promise<readonly StaleFile[]> {
  const stale: StaleFile[] = [];
  for (const { path, generate } of files) {
    const text = await generate();
    if (text !== (await readCommitted(path))) stale.push({ path, text });
  }
  return stale;
}

async function main(check: boolean): Promise<number> {
  const stale = await findStaleFiles();
  for (const { path, text } of stale) {
    if (!check) await writeFile(new URL(path, ROOT), text);
    console.log(`${path}: ${check ? 'is not up to date' : 'written'}`);
  }
  if (stale.length === 0) console.log(`${FILES.length} generated files are up to date`);
  else if (check) console.error('Run "npm run generate" and commit the result.');
  return check && stale.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.includes('--check'));
