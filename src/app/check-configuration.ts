/** The configuration that a pull request would bring to the default branch: checked where it stands, never followed. */
import { CONFIGURATION_PATH } from '../core/configuration.js';
import type { Problem } from '../core/problem.js';
import type { RepoPath } from '../core/source.js';
import { type CheckRunText, publishCheckRun } from '../github/check-run.js';
import { listPullRequestPaths } from '../github/pull-request-paths.js';
import { readConfigurationAt, readTextFile } from '../github/read-configuration.js';
import { isBundledPath } from '../local/bundled-migrations.js';
import { followConfiguration, MIGRATION_BYTES } from '../local/follow-configuration.js';
import { renderConfigurationCheck } from '../render/configuration-problems.js';
import type { RepositoryParts } from './repository-parts.js';

/** A pull request at one head. */
export interface ProposedConfiguration {
  readonly pullRequest: number;
  /** Commit id. */
  readonly head: string;
  /** Page of the pull request. */
  readonly url: string;
}

/** `valid` also where there is none; `broken-elsewhere`: with problems that the pull request does not bring. */
export type ConfigurationCheck = 'valid' | 'broken' | 'broken-elsewhere';

/**
 * Checks the configuration at the head of a pull request and, where the pull request breaks it, says so on its lines by a check run.
 * One request; where it is broken one for each hundred changed files and two for the check run.
 */
export async function checkConfiguration(
  { client, app, migration, name }: RepositoryParts,
  { pullRequest, head, url }: ProposedConfiguration,
): Promise<ConfigurationCheck> {
  const read = new Set<RepoPath>([CONFIGURATION_PATH]);
  const followed = await followConfiguration({
    found: await readConfigurationAt(client, name, head),
    fallback: async () => migration,
    readFile(path) {
      read.add(path);
      return readTextFile(client, name, path, MIGRATION_BYTES, head);
    },
  });
  if (followed.ok) return 'valid';
  const changed = await listPullRequestPaths(client, name, pullRequest);
  if (!changed.some((path) => read.has(path))) return 'broken-elsewhere';
  const request = {
    name: 'Cutover: configuration',
    head,
    newHead: false,
    conclusion: 'failure',
    detailsUrl: url,
  } as const;
  await publishCheckRun(client, name, { ...request, text: textOf(followed.problems) }, app);
  return 'broken';
}

function textOf(problems: readonly Problem[]): CheckRunText {
  const { title, summary, annotations } = renderConfigurationCheck(problems);
  return {
    title,
    summary,
    annotations: annotations
      // What stands in the bundled catalogue has no line in the repository.
      .filter(({ path }) => !isBundledPath(path))
      .map(({ path, line, message }) => ({
        path,
        start_line: line,
        end_line: line,
        annotation_level: 'failure',
        title: 'Not valid',
        message,
      })),
  };
}
