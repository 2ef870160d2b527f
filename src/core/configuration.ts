/** The configuration of a repository, `.github/cutover.yml`: what its maintainers want done differently. */
import type { WrittenFile } from './migration-file-yaml.js';
import type { ModelId } from './model.js';
import type { Problem } from './problem.js';
import type { RepoPath } from './source.js';

/** Where it stands in every repository. */
export const CONFIGURATION_PATH: RepoPath = '.github/cutover.yml';

/** Bytes of a configuration; a larger one is refused unread. */
export const CONFIGURATION_BYTES = 64 * 1024;

/** The migration that a repository asks for: one that comes with Cutover, or a file of its own. */
export type WantedMigration =
  | { readonly from: 'bundle'; readonly id: string }
  | { readonly from: 'repository'; readonly path: RepoPath };

/** Another candidate for an old model. Names of models and phases are as written; `applyConfiguration` holds them against a migration. */
export interface ConfiguredChoice {
  readonly model: ModelId;
  readonly take: ModelId;
  readonly phase?: string;
  readonly paths?: readonly string[];
  /** 1-based line in the file. */
  readonly line: number;
}

/** Files that a phase claims besides. */
export interface ConfiguredPhase {
  readonly phase: string;
  readonly paths: readonly string[];
  /** Section that they are added to; the phase's last one without it. */
  readonly section?: string;
}

/** Beyond these a phase is not published. */
export interface ConfiguredLimits {
  /** Changed files of one pull request. */
  readonly changedFiles?: number;
  /** Added and removed lines of one pull request. */
  readonly changedLines?: number;
  /** Phases whose pull requests are open at the same time. */
  readonly openPullRequests?: number;
  readonly pullRequestsAnHour?: number;
}

/** How the pull request of a phase is made. */
export interface PullRequestSettings {
  readonly labels: readonly string[];
  /** Logins. */
  readonly reviewers: readonly string[];
  /** Slugs of teams of the repository's organisation. */
  readonly teamReviewers: readonly string[];
  readonly draft: boolean;
  /** Whether the check run of a phase fails while critical warnings are open. */
  readonly failOnCritical: boolean;
  /** First line of the commit's message, with placeholders; `configuredHeadline` fills them. */
  readonly commitMessage?: string;
}

/** A configuration without faults of its own. */
export interface Configuration {
  /** Absent when the repository leaves it to whoever runs Cutover. */
  readonly migration?: WantedMigration;
  readonly choices: readonly ConfiguredChoice[];
  readonly keeps: readonly { readonly paths: readonly string[]; readonly reason: string }[];
  readonly ignored: readonly string[];
  readonly phases: readonly ConfiguredPhase[];
  readonly pullRequest: PullRequestSettings;
  /** Logins of bots whose commits on a phase's branch count as the app's own: `pre-commit-ci[bot]`. */
  readonly formatterBots: readonly string[];
  readonly limits: ConfiguredLimits;
  /** A problem at a place of the file, for checks that need more than the file. */
  problemAt(path: readonly PropertyKey[], message: string, suggestion?: string, at?: 'value' | 'key'): Problem;
}

/** What a repository without the file has. */
export const NO_CONFIGURATION: Configuration = {
  choices: [],
  keeps: [],
  ignored: [],
  phases: [],
  pullRequest: { labels: [], reviewers: [], teamReviewers: [], draft: false, failOnCritical: false },
  formatterBots: [],
  limits: {},
  problemAt: (_, message, suggestion) => problemInConfiguration(message, suggestion),
};

/** What a reader found at {@link CONFIGURATION_PATH}. */
export type FoundConfiguration =
  | { readonly state: 'none' }
  | { readonly state: 'found'; readonly file: WrittenFile }
  /** Something is there that is no text of a reasonable size. */
  | { readonly state: 'unreadable'; readonly problem: Problem };

/** A problem of the file as a whole. */
export function problemInConfiguration(message: string, suggestion?: string): Problem {
  const problem = { file: CONFIGURATION_PATH, line: 1, col: 1, message };
  return suggestion === undefined ? problem : { ...problem, suggestion };
}

/** The problem of a file that is too large to be read. */
export function configurationTooLarge(bytes: number): Problem {
  return problemInConfiguration(
    `The file has ${bytes} bytes; the limit is ${CONFIGURATION_BYTES}`,
    'Shorten the lists: one glob can stand for many files.',
  );
}
