/** What a run follows: the configuration of its repository, held against the migration that it names. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { type Configuration, type FoundConfiguration, NO_CONFIGURATION } from '../core/configuration.js';
import type { Choice } from '../core/history.js';
import type { Migration } from '../core/migration.js';
import type { ParsedMigration } from '../core/migration-file.js';
import type { WrittenFile } from '../core/migration-file-yaml.js';
import type { Problem } from '../core/problem.js';
import type { RepoPath } from '../core/source.js';
import { listBundledMigrations, readBundledCatalogue, readBundledMigration } from './bundled-migrations.js';

/** Bytes of a migration file or catalogue in a repository: nearly three times the bundled ones, and read in about two seconds at worst. */
export const MIGRATION_BYTES = 256 * 1024;

/** A text of the repository, or why there is none. */
export type RepositoryText =
  | { readonly state: 'text'; readonly text: string }
  | { readonly state: 'none' | 'not-a-file' | 'not-utf8' }
  | { readonly state: 'too-large'; readonly bytes: number };

/** What is followed, and where its parts come from. */
export interface FollowRequest {
  readonly found: FoundConfiguration;
  /** The migration to follow whatever the configuration names. */
  readonly migration?: Migration;
  /** The migration where the configuration names none. */
  fallback(): Promise<Migration>;
  /** Reads a file of the repository, at most {@link MIGRATION_BYTES} of it. */
  readFile(path: RepoPath): Promise<RepositoryText>;
}

/** A configuration that holds. */
export interface Followed {
  readonly ok: true;
  readonly configuration: Configuration;
  /** The migration as this repository wants it. */
  readonly migration: Migration;
  readonly choices: readonly Choice[];
  /** Names the texts that the repository gave, in hexadecimal digits; absent where it gave none. */
  readonly digest?: string;
}

/** What a run follows, or everything that is wrong with it. */
export type FollowedConfiguration = Followed | { readonly ok: false; readonly problems: readonly Problem[] };

/** Follows a configuration: parses it, reads its migration, applies the one to the other. */
export async function followConfiguration(request: FollowRequest): Promise<FollowedConfiguration> {
  const { found } = request;
  if (found.state === 'none') {
    const migration = request.migration ?? (await request.fallback());
    return { ok: true, configuration: NO_CONFIGURATION, migration, choices: [] };
  }
  // Loaded where there is a configuration: a parser of YAML takes longer to load than a small repository to plan.
  const { parseFoundConfiguration } = await import('../core/configuration-file.js');
  const { applyConfiguration } = await import('../core/configuration-apply.js');
  const parsed = parseFoundConfiguration(found, await listBundledMigrations());
  if (!parsed.ok) return parsed;
  const { configuration } = parsed;
  const named = await readNamed(configuration, request);
  if (!named.parsed.ok) return named.parsed;
  const applied = applyConfiguration(configuration, named.parsed.migration);
  if (!applied.ok) return applied;
  const { migration, choices } = applied;
  const texts = [...(found.state === 'found' ? [found.file] : []), ...named.files];
  return { ok: true, configuration, migration, choices, digest: digestOf(texts) };
}

interface Named {
  readonly parsed: ParsedMigration;
  /** Files of the repository that it was read from. */
  readonly files: readonly WrittenFile[];
}

async function readNamed(configuration: Configuration, request: FollowRequest): Promise<Named> {
  const { migration: wanted } = configuration;
  if (request.migration !== undefined) return { parsed: { ok: true, migration: request.migration }, files: [] };
  if (wanted === undefined) return { parsed: { ok: true, migration: await request.fallback() }, files: [] };
  switch (wanted.from) {
    case 'bundle':
      return { parsed: await readBundledMigration(wanted.id), files: [] };
    case 'repository':
      return readOwn(wanted.path, configuration, request);
    default:
      return wanted satisfies never;
  }
}

/** A migration file of the repository, with the catalogue beside it or the bundled one. */
async function readOwn(path: RepoPath, { problemAt }: Configuration, { readFile }: FollowRequest): Promise<Named> {
  const cataloguePath = posix.join(posix.dirname(path), 'models.yml');
  const [own, beside] = [await readFile(path), await readFile(cataloguePath)];
  const fault = faultOf(path, own) ?? (beside.state === 'none' ? undefined : faultOf(cataloguePath, beside));
  if (fault !== undefined || own.state !== 'text')
    return { parsed: { ok: false, problems: [problemAt(['migration'], fault ?? '')] }, files: [] };
  const migration = { path, text: own.text };
  const catalogues = beside.state === 'text' ? [{ path: cataloguePath, text: beside.text }] : [];
  const { parseMigration } = await import('../core/migration-file.js');
  const catalogue = catalogues[0] ?? (await readBundledCatalogue());
  const parsed = parseMigration({ migration, catalogue });
  const { boundProblems } = await import('../core/configuration-file.js');
  return {
    parsed: parsed.ok ? parsed : { ok: false, problems: boundProblems(parsed.problems) },
    files: [migration, ...catalogues],
  };
}

function faultOf(path: RepoPath, read: RepositoryText): string | undefined {
  switch (read.state) {
    case 'text':
      return undefined;
    case 'none':
      return `There is no file ${path} in this repository`;
    case 'not-a-file':
      return `${path} is not a file`;
    case 'not-utf8':
      return `${path} is not valid UTF-8`;
    case 'too-large':
      return `${path} has ${read.bytes} bytes; the limit is ${MIGRATION_BYTES}`;
    default:
      return read satisfies never;
  }
}

function digestOf(files: readonly WrittenFile[]): string {
  const hash = createHash('sha256');
  for (const { path, text } of files) hash.update(`${path}\0${text}\0`);
  return hash.digest('hex').slice(0, 12);
}
