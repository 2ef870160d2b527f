/**
 * One phase becomes one pull request. Every step looks before it acts, so that the whole can be done again after any failure.
 *
 * API requests of a first publication (up to 100 changed files of 1.5 MB together and 50 annotations):
 *
 * | step | requests |
 * |---|---|
 * | look for the pull request | 1 |
 * | look for the branch | 1 |
 * | rules of the branch | 1 |
 * | backup tag: look, create | 2 |
 * | tree, commit, branch | 3 |
 * | open the pull request | 1 |
 * | check run | 1 |
 * | **publish** | **10** |
 * | before: permission, reaction, repository, base commit, tree, archive | 6 |
 * | after: look for the answer's comment and post it, read and update the tracking issue | 4 |
 * | **whole command** | **20** |
 *
 * One more for each further 100 files or 1.5 MB, each further 50 annotations, and each file that cannot be sent as text. Publishing again
 * with a moved base takes one more (the comparison) and creates no tag; with nothing new it takes three: pull request, branch, check run.
 */
import type { FilePlan } from '../core/file-plan.js';
import type { PhasePlan } from '../core/phase-plan.js';
import type { ChangeWriter, Written } from '../core/ports.js';
import { type CheckRunText, type PublishedCheckRun, publishCheckRun } from './check-run.js';
import { type AppIdentity, fullName, type GithubClient } from './client.js';
import { PullRequestClosed } from './errors.js';
import { saysNoCommits } from './name-failure.js';
import { findPullRequest, type ProposedPullRequest, type PullRequest, proposePullRequest } from './pull-request.js';
import { type PushedBranch, pushPhase } from './push-phase.js';
import { type RepositoryState, requireWritable } from './repository.js';
import type { GithubReader } from './tree-reader.js';
import type { TreeChange, WrittenCommit } from './write-commit.js';

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
  /** Whether GitHub shows the branch's head as verified. */
  readonly verified: boolean;
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
  readonly pullRequest?: ProposedPullRequest;
  /** The commit that was pushed; absent when nothing was. */
  readonly commit?: WrittenCommit;
  readonly checkRun?: PublishedCheckRun;
}

/** A writer whose `publish` says what became of the pull request. */
export interface PullRequestWriter extends ChangeWriter {
  publish(plan: PhasePlan): Promise<PublishedPhase>;
}

/** The branch of a phase: `cutover/2025-tier-1/phase-4`. */
export function phaseBranch(migration: string, phase: string): string {
  return `cutover/${migration}/${phase}`;
}

/** The tag of the base before the first phase: `cutover/2025-tier-1/before`. */
export function backupTag(migration: string): string {
  return `cutover/${migration}/before`;
}

/**
 * Makes the writer that turns a phase into its pull request. `publish` throws `PullRequestClosed` (a person's no),
 * `BranchHasOtherCommits`, `BranchRulesForbid`, `RepositoryArchived` or another `GithubError`, each with the next step.
 */
export function createPullRequestWriter(options: PullRequestWriterOptions): PullRequestWriter {
  return { publish: (plan) => publishPhase(options, plan) };
}

async function publishPhase(options: PullRequestWriterOptions, plan: PhasePlan): Promise<PublishedPhase> {
  const { client, repository, reader, migration } = options;
  requireWritable(repository);
  const branch = phaseBranch(migration, plan.phase.id);
  const found = await findPullRequest(client, repository, branch, reader.base.ref);
  const changes = plan.files.flatMap(changeOf);
  if (changes.length === 0) return nothingToPropose(plan, branch, found);
  if (found?.state === 'closed') throw new PullRequestClosed(found.number, fullName(repository), { url: found.url });

  const pushed = await pushPhase({
    client,
    reader,
    app: options.app,
    branch,
    backupTag: backupTag(migration),
    changes,
    message: options.words.commitMessage(plan),
    proposed: found?.state === 'open',
  });
  const context = contextOf(options, branch, pushed);
  const text = options.words.pullRequest(plan, context);
  const open = found?.state === 'open' ? found : undefined;
  try {
    const target = { branch, base: reader.base.ref, draft: options.draft ?? false };
    const pullRequest = await proposePullRequest(client, repository, open, { ...text, ...target });
    const checkRun = await publishChecks(options, plan, context, pushed, pullRequest);
    return summarise(plan, branch, pushed, pullRequest, checkRun);
  } catch (error) {
    if (saysNoCommits(error)) return nothingToPropose(plan, branch, undefined);
    throw error;
  }
}

/** A file's change, if it has one. Only verified plans come here; unreadable files have none. */
function changeOf(file: FilePlan): readonly TreeChange[] {
  return file.after === file.before ? [] : [{ path: file.path, mode: file.mode, text: file.after }];
}

function contextOf(options: PullRequestWriterOptions, branch: string, pushed: PushedBranch): PublishContext {
  return {
    repository: options.repository,
    base: options.reader.base.sha,
    head: pushed.head,
    branch,
    backupTag: backupTag(options.migration),
    verified: pushed.verified,
  };
}

function publishChecks(
  { client, repository, words, app }: PullRequestWriterOptions,
  plan: PhasePlan,
  context: PublishContext,
  pushed: PushedBranch,
  pullRequest: ProposedPullRequest,
): Promise<PublishedCheckRun> {
  const { references, warnings } = plan.counts;
  const open = references.ask + warnings.critical + warnings.warning > 0;
  const request = {
    name: `Cutover: ${plan.phase.id}`,
    head: context.head,
    newHead: pushed.commit !== undefined,
    conclusion: open ? 'neutral' : 'success',
    detailsUrl: pullRequest.url,
    text: words.checkRun(plan, context),
  } as const;
  return publishCheckRun(client, repository, request, app);
}

function nothingToPropose(plan: PhasePlan, branch: string, found: PullRequest | undefined): PublishedPhase {
  const summary = `Nothing to change in ${plan.phase.id}, so no pull request was opened.`;
  if (found?.state !== 'open') return { summary, changed: false, branch };
  return {
    summary: `Nothing is left to change in ${plan.phase.id}; the open pull request #${found.number} was left as it is.`,
    changed: false,
    url: found.url,
    branch,
    pullRequest: { number: found.number, url: found.url, outcome: 'unchanged' },
  };
}

function summarise(
  plan: PhasePlan,
  branch: string,
  pushed: PushedBranch,
  pullRequest: ProposedPullRequest,
  checkRun: PublishedCheckRun,
): PublishedPhase {
  const { number, url, outcome } = pullRequest;
  const changed = pushed.commit !== undefined || outcome !== 'unchanged' || checkRun.outcome !== 'unchanged';
  const files = `${plan.counts.changedFiles} changed file${plan.counts.changedFiles === 1 ? '' : 's'}`;
  return {
    summary: changed
      ? `Pull request #${number} for ${plan.phase.id} with ${files} was ${outcome === 'created' ? 'opened' : 'brought up to date'}.`
      : `Pull request #${number} for ${plan.phase.id} is up to date; nothing was pushed.`,
    changed,
    url,
    branch,
    pullRequest,
    checkRun,
    ...(pushed.commit === undefined ? {} : { commit: pushed.commit }),
  };
}
