import { readConfiguration, readTextFile } from '../github/read-configuration.js';
import { type FollowedConfiguration, followConfiguration, MIGRATION_BYTES } from '../local/follow-configuration.js';
import type { RepositoryParts } from './repository-parts.js';

/**
 * Reads the configuration of the default branch, and the migration that it names, which may stand in the repository too. One request,
 * and two for a migration of its own.
 */
export async function readSettings({ client, name, migration }: RepositoryParts): Promise<FollowedConfiguration> {
  return followConfiguration({
    found: await readConfiguration(client, name),
    fallback: async () => migration,
    readFile: (path) => readTextFile(client, name, path, MIGRATION_BYTES),
  });
}
