/** One phase becomes one pull request. */
import type { PhasePlan } from '../core/phase-plan.js';
import type { ChangeWriter, Written } from '../core/ports.js';
import type { CheckRunText } from './check-run.js';
import type { AppIdentity, GithubClient } from './client.js';
import type { RepositoryState } from './repository.js';
import type { GithubReader } from './tree-reader.js';

/** What is known when the pull request's body is rendered. */
export interface PublishContext {
  readonly repository: RepositoryState;
  /** Commit that the phase started from; links to places before the edits go there. */
  readonly base: string;
  /** The branch's head with the edits; links to places after the edits go there. */
  readonly head: string;
  readonly branch: string;
  /** The tag of the base before the first phase. */
  readonly backupTag: string;
  /** Whether GitHub shows the commit as verified; absent when this run made no commit. */
  readonly verified?: boolean;
}

/** How a plan is put into words; handed in, so that this folder renders nothing. */
export interface PhaseWords {
  commitMessage(plan: PhasePlan): string;
  pullRequest(plan: PhasePlan, context: PublishContext): { readonly title: string; readonly body: string };
  checkRun(plan: PhasePlan, context: PublishContext): CheckRunText;
}

/** What a pull request writer needs. */
export interface PullRequestWriterOptions {
  readonly client: GithubClient;
  readonly repository: RepositoryState;
  /** The reader that the plan was made with: its commit is the base, its `ref` the branch that the pull request goes to. */
  readonly reader: GithubReader;
  readonly app: AppIdentity;
  /** Id of the migration: `2025-tier-1`. */
  readonly migration: string;
  readonly words: PhaseWords;
  /** Whether to open drafts; a plan that has none gets a normal pull request. */
  readonly draft?: boolean;
}

/** What was published. */
export interface PublishedPhase extends Written {
  readonly branch: string;
  /** Absent when there was nothing to propose. */
  readonly pullRequest?: {
    readonly number: number;
    readonly url: string;
    readonly outcome: 'created' | 'updated' | 'unchanged';
  };
  /** The commit that was pushed; absent when nothing was. */
  readonly commit?: { readonly sha: string; readonly verified: boolean };
  readonly checkRun?: { readonly url: string | null; readonly outcome: 'created' | 'updated' | 'unchanged' };
}

/** A writer whose `publish` says what became of the pull request. */
export interface PullRequestWriter extends ChangeWriter {
  publish(plan: PhasePlan): Promise<PublishedPhase>;
}

/** Makes the writer that turns a phase into its pull request. */
export function createPullRequestWriter(options: PullRequestWriterOptions): PullRequestWriter {
  throw new Error(`being written: ${options.migration}`);
}
