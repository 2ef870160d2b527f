import type { Migration } from '../core/migration.js';
import type { RegistryReport } from '../core/registry-report.js';
import type { AppIdentity, GithubClient, RepositoryName } from '../github/client.js';

/** What is needed to work on one repository. */
export interface RepositoryParts {
  /** Authenticated as the installation. */
  readonly client: GithubClient;
  readonly app: AppIdentity;
  readonly migration: Migration;
  readonly name: RepositoryName;
  /** Permissions that a phase needs and the installation lacks, as GitHub writes them. */
  missing(): Promise<readonly string[]>;
  /** Asks the registries for the new models; absent where they are not asked. Never fails: no answer is an answer. */
  readonly registries?: (migration: Migration) => Promise<RegistryReport>;
}
