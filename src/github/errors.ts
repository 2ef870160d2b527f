/** What can go wrong on GitHub, by name. Every message says what happened and where; `nextStep` what to do about it. */

/** What a {@link GithubError} is about; `app/reply.ts` and the command line choose their words by it. */
export type GithubFault =
  | 'repository-archived'
  | 'repository-disabled'
  | 'repository-empty'
  | 'issues-disabled'
  | 'permission-missing'
  | 'unauthorised'
  | 'rate-limited'
  | 'not-found'
  | 'ref-moved'
  | 'branch-has-other-commits'
  | 'merge-conflict'
  | 'pull-request-retargeted'
  | 'branch-rules'
  | 'pull-request-closed'
  | 'tree-too-large'
  | 'text-too-long'
  | 'rejected'
  | 'unavailable';

/** Facts that come with some faults. */
export interface FaultFacts {
  /** HTTP status of the answer; absent where there was none. */
  readonly status?: number;
  /** Permissions that would have been enough, as GitHub lists them: `contents=write`. */
  readonly permissions?: string;
  /** When to try again, in epoch milliseconds. */
  readonly retryAt?: number;
  /** Whether the request may have been applied although no answer came. */
  readonly maybeApplied?: boolean;
  /** A link to what the error is about. */
  readonly url?: string;
  readonly cause?: unknown;
}

/** The base of all errors of this folder. */
export class GithubError extends Error {
  override readonly name: string = 'GithubError';
  readonly fault: GithubFault;
  readonly nextStep: string;
  readonly facts: FaultFacts;

  constructor(fault: GithubFault, message: string, nextStep: string, facts: FaultFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.fault = fault;
    this.nextStep = nextStep;
    this.facts = facts;
  }
}

/** The repository is archived: everything in it is read-only. */
export class RepositoryArchived extends GithubError {
  override readonly name = 'RepositoryArchived';
  constructor(repository: string, facts?: FaultFacts) {
    super(
      'repository-archived',
      `${repository} is archived and so read-only.`,
      'Unarchive the repository in its settings, then command the phase again.',
      facts,
    );
  }
}

/** GitHub has disabled the repository. */
export class RepositoryDisabled extends GithubError {
  override readonly name = 'RepositoryDisabled';
  constructor(repository: string, facts?: FaultFacts) {
    super(
      'repository-disabled',
      `GitHub has disabled ${repository}.`,
      'Ask GitHub Support why; nothing can be read or written until then.',
      facts,
    );
  }
}

/** The repository has no commit yet. */
export class RepositoryEmpty extends GithubError {
  override readonly name = 'RepositoryEmpty';
  constructor(repository: string, facts?: FaultFacts) {
    super('repository-empty', `${repository} has no commit yet.`, 'Push a first commit, then try again.', facts);
  }
}

/** Issues are switched off. */
export class IssuesDisabled extends GithubError {
  override readonly name = 'IssuesDisabled';
  constructor(repository: string, facts?: FaultFacts) {
    super(
      'issues-disabled',
      `Issues are switched off in ${repository}.`,
      'Switch issues on in the repository settings: commands are given in the tracking issue.',
      facts,
    );
  }
}

/** The token may not do this. `facts.permissions` says what would have been enough, where GitHub says it. */
export class PermissionMissing extends GithubError {
  override readonly name = 'PermissionMissing';
  constructor(action: string, repository: string, facts: FaultFacts = {}) {
    const needed = facts.permissions === undefined ? '' : ` (needed: ${facts.permissions})`;
    super(
      'permission-missing',
      `Not allowed to ${action} in ${repository}${needed}.`,
      'Accept the requested permissions of the app in the settings of its installation, then try again.',
      facts,
    );
  }
}

/** The token is expired, revoked or wrong. */
export class Unauthorised extends GithubError {
  override readonly name = 'Unauthorised';
  constructor(action: string, repository: string, facts?: FaultFacts) {
    super(
      'unauthorised',
      `GitHub did not accept the credentials to ${action} in ${repository}.`,
      'Check the token, or the app id and private key; a suspended or removed installation looks the same.',
      facts,
    );
  }
}

/** A primary or secondary rate limit; `facts.retryAt` says until when, where GitHub says it. */
export class RateLimited extends GithubError {
  override readonly name = 'RateLimited';
  constructor(action: string, repository: string, facts: FaultFacts = {}) {
    const when = facts.retryAt === undefined ? 'in a few minutes' : `after ${new Date(facts.retryAt).toISOString()}`;
    super(
      'rate-limited',
      `GitHub's rate limit stopped the attempt to ${action} in ${repository}.`,
      `Try again ${when}; what was done until then is kept.`,
      facts,
    );
  }
}

/** There is nothing by that name, or it is private and not visible to the token. */
export class NotFound extends GithubError {
  override readonly name = 'NotFound';
  constructor(action: string, repository: string, facts?: FaultFacts) {
    super(
      'not-found',
      `GitHub found nothing when asked to ${action} in ${repository}.`,
      'Check the name, and that the token or the installation of the app covers this repository.',
      facts,
    );
  }
}

/** A branch moved while it was being written. */
export class RefMoved extends GithubError {
  override readonly name = 'RefMoved';
  constructor(ref: string, repository: string, facts?: FaultFacts) {
    super(
      'ref-moved',
      `${ref} in ${repository} was changed by somebody else at the same moment.`,
      'Nothing was overwritten. Command the phase again.',
      facts,
    );
  }
}

/** Somebody committed to a branch that is needed without anybody else's work. */
export class BranchHasOtherCommits extends GithubError {
  override readonly name = 'BranchHasOtherCommits';
  readonly commits: readonly string[];
  constructor(branch: string, repository: string, commits: readonly string[], facts?: FaultFacts) {
    super(
      'branch-has-other-commits',
      `${branch} in ${repository} has commits that are not this app's: ${listed(commits, 5)}.`,
      'They were left as they are. Rename that branch, or delete it, then give the command again.',
      facts,
    );
    this.commits = commits;
  }
}

/** The base and the phase's branch changed the same lines. */
export class MergeConflict extends GithubError {
  override readonly name = 'MergeConflict';
  readonly paths: readonly string[];
  constructor(branch: string, base: string, repository: string, paths: readonly string[], facts?: FaultFacts) {
    super(
      'merge-conflict',
      `${quoted(base)} cannot be merged into ${quoted(branch)} of ${repository} without a person: both changed ${listed(paths.map(quoted), 20)}.`,
      `Merge ${quoted(base)} into that branch and decide what stands in ${paths.length === 1 ? 'that file' : 'those files'}, then command the phase again. Nothing was pushed, and everybody's commits stayed.`,
      facts,
    );
    this.paths = paths;
  }
}

/** The phase's open pull request goes to another branch than the default branch. */
export class PullRequestRetargeted extends GithubError {
  override readonly name = 'PullRequestRetargeted';
  constructor(pullRequest: number, base: string, wanted: string, repository: string, facts?: FaultFacts) {
    super(
      'pull-request-retargeted',
      `Pull request #${pullRequest} of ${repository} goes to ${quoted(base)}, and phases are planned from ${quoted(wanted)}, so nothing was pushed.`,
      `Change the base of that pull request to ${quoted(wanted)}, or close it, then command the phase again.`,
      facts,
    );
  }
}

/** A ruleset forbids what the phase needs. */
export class BranchRulesForbid extends GithubError {
  override readonly name = 'BranchRulesForbid';
  constructor(branch: string, repository: string, rules: string, facts?: FaultFacts) {
    super(
      'branch-rules',
      `A rule of ${repository} does not let this app push ${branch}: ${rules}.`,
      'Leave branches that match `cutover/**` out of the rule, or add the app to its bypass list, then command the phase again.',
      facts,
    );
  }
}

/** The phase's pull request was closed without a merge: a person's no. */
export class PullRequestClosed extends GithubError {
  override readonly name = 'PullRequestClosed';
  readonly pullRequest: number;
  /** @param phase id of the phase, for the command that starts over */
  constructor(pullRequest: number, repository: string, phase: string, facts?: FaultFacts) {
    super(
      'pull-request-closed',
      `Pull request #${pullRequest} of ${repository} was closed without being merged, so nothing was pushed.`,
      `Reopen that pull request if the phase is wanted after all, or start over on a new branch with \`/migrate recreate ${phase} confirm\`.`,
      facts,
    );
    this.pullRequest = pullRequest;
  }
}

/** More files or bytes than can be read or written. */
export class TreeTooLarge extends GithubError {
  override readonly name = 'TreeTooLarge';
  constructor(repository: string, what: string, facts?: FaultFacts) {
    super(
      'tree-too-large',
      `${repository} is too large to be read through GitHub's API: ${what}.`,
      'Run the command line on a local checkout instead.',
      facts,
    );
  }
}

/** A title or body that GitHub does not take because of its length. */
export class TextTooLong extends GithubError {
  override readonly name = 'TextTooLong';
  constructor(action: string, repository: string, facts?: FaultFacts) {
    super(
      'text-too-long',
      `A text was too long to ${action} in ${repository}.`,
      'This is a fault of the app: report it with the repository and the phase.',
      facts,
    );
  }
}

/** GitHub refused the request for a reason that is not one of the others; the message carries GitHub's words. */
export class RequestRejected extends GithubError {
  override readonly name = 'RequestRejected';
  constructor(action: string, repository: string, reason: string, facts?: FaultFacts) {
    super(
      'rejected',
      `GitHub refused to ${action} in ${repository}: ${reason}`,
      'If the reason does not tell what to change, report it with the repository and the phase.',
      facts,
    );
  }
}

/** No answer, or an answer that says GitHub has a problem. `facts.maybeApplied` when a write may have happened. */
export class GithubUnavailable extends GithubError {
  override readonly name = 'GithubUnavailable';
  constructor(action: string, repository: string, facts: FaultFacts = {}) {
    super(
      'unavailable',
      `GitHub gave no usable answer when asked to ${action} in ${repository}.`,
      'Try again in a few minutes; what was done until then is found again and not done twice.',
      facts,
    );
  }
}

function listed(items: readonly string[], most: number): string {
  const more = items.length - most;
  return `${items.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function quoted(name: string): string {
  return `\`${name}\``;
}
