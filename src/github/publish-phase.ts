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
 * | suggestions in the diff, where there are any | 1 |
 * | check run | 1 |
 * | **publish** | **11** |
 * | before: permission, reaction, repository, base commit, tree, archive | 6 |
 * | after: look for the answer's comment and post it, read and update the tracking issue | 4 |
 * | **whole command** | **21** |
 *
 * One more for each comment that says what had no room in the body; where the configuration names labels two more, and one where it names
 * reviewers. One more for each further 100 files or 1.5 MB, each further 50 annotations, and each file that cannot be sent as text. Publishing again
 * with a moved base takes one more (the comparison) and creates no tag; with nothing new it takes four: pull request, the branch that
 * would come after it, branch, check run. What people's commits cost besides is said where it is asked: `phase-history.ts`.
 */
import type { PhasePlan } from '../core/phase-plan.js';
import type { ChangeWriter, PlanOver, Written } from '../core/ports.js';
import type { PublishedCheckRun } from './check-run.js';
import { fullName, type GithubClient } from './client.js';
import type { Owners } from './commit-owner.js';
import { PullRequestClosed, PullRequestRetargeted, RefMoved } from './errors.js';
import type { FollowUp } from './follow-ups.js';
import { saysNoCommits } from './name-failure.js';
import { openPast, type PhasePast } from './phase-history.js';
import { type PhaseStanding, readStanding } from './phase-standing.js';
import { type PhaseCheck, type PullRequestWishes, presentPhase } from './present-phase.js';
import { type ProposedPullRequest, proposePullRequest } from './pull-request.js';
import { changesOf, type PeoplesWork, type PushedPlan, pushPlan } from './push-plan.js';
import { type BaseCommit, type RepositoryState, requireWritable } from './repository.js';
import type { ReviewText } from './review.js';
import { type ChosenBranch, chooseBranch, closeReplaced } from './start-over.js';
import { openStoredFiles } from './stored-files.js';
import type { GithubReader } from './tree-reader.js';
import type { WrittenCommit } from './write-commit.js';

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

/** Title and body of a pull request, with the comments that say what had no room in it. */
export interface PullRequestWords {
  readonly title: string;
  readonly body: string;
  readonly followUps?: readonly FollowUp[];
}

/** How a plan is put into words; handed in, so that this folder renders nothing. */
export interface PhaseWords {
  commitMessage(plan: PhasePlan): string;
  pullRequest(plan: PhasePlan, context: PublishContext): PullRequestWords;
  checkRun(plan: PhasePlan, context: PublishContext): PhaseCheck;
  /** Suggestions in the diff; undefined where there are none. */
  review?(plan: PhasePlan, context: PublishContext): ReviewText | undefined;
  /** What is said in a pull request that is closed because another took its place. */
  replaced(plan: PhasePlan, by: ProposedPullRequest): string;
}

/** What a pull request writer needs. */
export interface PullRequestWriterOptions extends Owners {
  readonly client: GithubClient;
  readonly repository: RepositoryState;
  /** The reader that the plan was made with: its commit is the base, its `ref` the branch that the pull request goes to. */
  readonly reader: GithubReader;
  /** Opens a reader of another commit: the branch that people have committed to. */
  openReader(base: BaseCommit): GithubReader;
  /** Id of the migration: `2025-tier-1`. */
  readonly migration: string;
  readonly words: PhaseWords;
  /** What the configuration puts on a pull request when it is opened. */
  readonly wishes?: PullRequestWishes;
  /** Whether to open drafts; a plan that has none gets a normal pull request. */
  readonly draft?: boolean;
  /** Whether to leave the phase's branch and pull request behind and begin anew. */
  readonly startOver?: boolean;
}

/** What was published. */
export interface PublishedPhase extends Written {
  /** The plan as it was shown; another than the one given where people have committed to the branch. */
  readonly plan: PhasePlan;
  readonly branch: string;
  /** Absent when there was nothing to propose. */
  readonly pullRequest?: ProposedPullRequest;
  /** The commit that was pushed; absent when nothing was. */
  readonly commit?: WrittenCommit;
  readonly checkRun?: PublishedCheckRun;
  /** What a person should know of labels and reviewers, one sentence each. */
  readonly wishNotes?: readonly string[];
  /** What people had committed to the branch, where they had. */
  readonly people?: PeoplesWork;
  /** Numbers of pull requests that were closed because this one took their place. */
  readonly replaced: readonly number[];
}

/** A writer whose `publish` says what became of the pull request. */
export interface PullRequestWriter extends ChangeWriter {
  publish(plan: PhasePlan, planOver?: PlanOver): Promise<PublishedPhase>;
  /** What people turned back of a phase in pull requests that were merged, for the plan over the base. */
  past(phase: string): Promise<PhasePast>;
}

/** Times that the branch may move under the push before it is given up. */
const ATTEMPTS = 2;

/** The tag of the base before the first phase: `cutover/2025-tier-1/before`. */
export function backupTag(migration: string): string {
  return `cutover/${migration}/before`;
}

/**
 * Makes the writer that turns a phase into its pull request. `publish` throws `PullRequestClosed` (a person's no), `MergeConflict`,
 * `BranchRulesForbid`, `RepositoryArchived` or another `GithubError`, each with the next step. When the branch moves meanwhile,
 * everything is looked at again, once.
 */
export function createPullRequestWriter(options: PullRequestWriterOptions): PullRequestWriter {
  const pasts = new Map<string, Promise<PhasePast>>();
  const look = async (phase: string): Promise<PhasePast> => {
    const { client, reader, migration, app, formatterBots } = options;
    const standing = await readStanding(client, reader.repository, migration, phase);
    const files = openStoredFiles(client, reader.repository);
    return openPast({ client, reader, owners: { app, formatterBots }, files, standing });
  };
  return {
    past(phase) {
      const known = pasts.get(phase) ?? look(phase);
      pasts.set(phase, known);
      return known;
    },
    async publish(plan, planOver) {
      requireWritable(options.repository);
      const { id } = plan.phase;
      const known = pasts.get(id);
      pasts.delete(id);
      for (let attempt = 1; ; attempt++) {
        try {
          return await publishPhase(options, plan, planOver, await (attempt === 1 ? (known ?? look(id)) : look(id)));
        } catch (error) {
          if (!(error instanceof RefMoved) || attempt >= ATTEMPTS) throw error;
        }
      }
    },
  };
}

async function publishPhase(
  options: PullRequestWriterOptions,
  plan: PhasePlan,
  planOver: PlanOver | undefined,
  past: PhasePast,
): Promise<PublishedPhase> {
  const { standing } = past;
  const changes = changesOf(plan);
  if (changes.length === 0) return nothingToPropose(plan, standing);
  requireProposable(options, plan, standing);
  const push = {
    client: options.client,
    reader: options.reader,
    owners: past.owners,
    files: past.files,
    backupTag: backupTag(options.migration),
    changes,
  };
  const { migration, openReader, startOver = false, words } = options;
  const chosen = await chooseBranch(push, { migration, phase: plan.phase.id, standing, startOver });
  const parts = { openReader, planOver, commitMessage: words.commitMessage };
  const pushed = await pushPlan({ ...push, ...chosen }, plan, past, parts);
  return proposePhase(options, chosen, pushed, standing);
}

/** Throws where a person has said no, or sent the pull request elsewhere. */
function requireProposable(
  { repository, reader, startOver }: PullRequestWriterOptions,
  { phase }: PhasePlan,
  { pullRequest: found }: PhaseStanding,
): void {
  if (found === undefined || startOver === true) return;
  const facts = { url: found.url };
  if (found.state === 'closed') throw new PullRequestClosed(found.number, fullName(repository), phase.id, facts);
  if (found.state === 'open' && found.base !== reader.base.ref)
    throw new PullRequestRetargeted(found.number, found.base, reader.base.ref, fullName(repository), facts);
}

async function proposePhase(
  options: PullRequestWriterOptions,
  { branch, open }: ChosenBranch,
  { pushed, plan, people }: PushedPlan,
  standing: PhaseStanding,
): Promise<PublishedPhase> {
  const { client, repository, words } = options;
  const context: PublishContext = {
    repository,
    base: options.reader.base.sha,
    head: pushed.head,
    branch,
    backupTag: backupTag(options.migration),
    verified: pushed.verified,
  };
  try {
    const target = { branch, base: options.reader.base.ref, draft: options.draft ?? false };
    const { title, body, followUps = [] } = words.pullRequest(plan, context);
    const pullRequest = await proposePullRequest(client, repository, open, { title, body, ...target });
    const moved = pushed.commit !== undefined || people?.merged === true;
    const { checkRun, notes } = await presentPhase({
      client,
      repository,
      app: options.app,
      plan,
      head: context.head,
      newHead: moved,
      pullRequest,
      check: words.checkRun(plan, context),
      followUps,
      review: words.review?.(plan, context),
      wishes: options.wishes,
    });
    const replaced =
      options.startOver === true
        ? await closeReplaced(options, standing, pullRequest, words.replaced(plan, pullRequest))
        : [];
    const said = { ...summarise(plan, branch, moved, pullRequest, checkRun), replaced };
    return {
      ...said,
      ...(notes.length === 0 ? {} : { wishNotes: notes }),
      ...(pushed.commit === undefined ? {} : { commit: pushed.commit }),
      ...(people === undefined ? {} : { people }),
    };
  } catch (error) {
    if (saysNoCommits(error)) return nothingToPropose(plan, { branch });
    throw error;
  }
}

function nothingToPropose(plan: PhasePlan, standing: Pick<PhaseStanding, 'branch' | 'pullRequest'>): PublishedPhase {
  const { branch, pullRequest: found } = standing;
  const summary = `Nothing to change in ${plan.phase.id}, so no pull request was opened.`;
  if (found?.state !== 'open') return { summary, changed: false, plan, branch, replaced: [] };
  return {
    plan,
    replaced: [],
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
  moved: boolean,
  pullRequest: ProposedPullRequest,
  checkRun: PublishedCheckRun,
): Omit<PublishedPhase, 'replaced'> {
  const { number, url, outcome } = pullRequest;
  const changed = moved || outcome !== 'unchanged' || checkRun.outcome !== 'unchanged';
  const files = `${plan.counts.changedFiles} changed file${plan.counts.changedFiles === 1 ? '' : 's'}`;
  return {
    summary: changed
      ? `Pull request #${number} for ${plan.phase.id} with ${files} was ${outcome === 'created' ? 'opened' : 'brought up to date'}.`
      : `Pull request #${number} for ${plan.phase.id} is up to date; nothing was pushed.`,
    changed,
    plan,
    url,
    branch,
    pullRequest,
    checkRun,
  };
}
