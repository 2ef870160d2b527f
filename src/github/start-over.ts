/** Which branch a phase is published on: its own, or a new one after a merge or when it is made anew. */

import { readBranch } from './branch.js';
import { readBranchHistory } from './branch-history.js';
import type { AppIdentity, GithubClient, RepositoryName } from './client.js';
import { fullName } from './client.js';
import { postComment } from './comments.js';
import type { Owners } from './commit-owner.js';
import { BranchHasOtherCommits } from './errors.js';
import { nextBranch, type PhaseStanding, readStanding } from './phase-standing.js';
import { closePullRequest, type ProposedPullRequest, type PullRequest } from './pull-request.js';
import { lookAtBranch, type PhasePush } from './push-phase.js';
import type { GithubReader } from './tree-reader.js';

/** The branch that a phase goes to. */
export interface ChosenBranch {
  readonly branch: string;
  /** The open pull request that proposes it. */
  readonly open?: PullRequest;
}

/** A choice of a branch. */
export interface BranchChoice {
  /** Id of the migration. */
  readonly migration: string;
  /** Id of the phase. */
  readonly phase: string;
  readonly standing: PhaseStanding;
  /** Whether what there is is left behind. */
  readonly startOver: boolean;
}

/**
 * Chooses the branch. After a merge that is the same one again where it is gone or holds nothing that the base has not, else a new one;
 * so it is when the phase is made anew, unless its pull request is already what making it anew would give. Throws
 * {@link BranchHasOtherCommits} when somebody works on a branch of the new name.
 */
export async function chooseBranch(push: Omit<PhasePush, 'branch'>, choice: BranchChoice): Promise<ChosenBranch> {
  const { standing, startOver } = choice;
  const found = standing.pullRequest;
  if (found === undefined) return { branch: standing.branch };
  if (!startOver && found.state === 'open') return { branch: found.branch, open: found };
  if (startOver && found.state === 'open') {
    const look = await lookAtBranch({ ...push, branch: found.branch, open: found });
    if (look.kind === 'wanted') return { branch: found.branch, open: found };
  }
  if (found.state === 'merged' && (await isUsedUp(push, found.branch))) return { branch: found.branch };
  return chooseFresh(push, choice);
}

/** Whether a merged branch is gone, or the base has all of it. */
async function isUsedUp({ client, reader, owners }: Omit<PhasePush, 'branch'>, branch: string): Promise<boolean> {
  const { repository, base } = reader;
  const head = await readBranch(client, repository, branch);
  if (head === undefined) return true;
  return (await readBranchHistory(client, repository, base.sha, head.sha, owners)).ahead === 0;
}

/** A branch of the next name. One that is there already was begun by an earlier try. */
async function chooseFresh(push: Omit<PhasePush, 'branch'>, choice: BranchChoice): Promise<ChosenBranch> {
  const branch = nextBranch(choice.standing, choice.migration, choice.phase);
  const look = await lookAtBranch({ ...push, branch });
  if (look.kind !== 'worked') return { branch };
  const commits = look.people.map(({ sha }) => sha.slice(0, 10));
  throw new BranchHasOtherCommits(branch, fullName(push.reader.repository), commits);
}

/** What closing needs to know. */
export interface Closing {
  readonly client: GithubClient;
  readonly repository: RepositoryName;
  readonly app: AppIdentity;
}

/** Closes the open pull requests of a phase that another took the place of, and says so in each; their branches stay. */
export async function closeReplaced(
  { client, repository, app }: Closing,
  { all }: PhaseStanding,
  by: ProposedPullRequest,
  body: string,
): Promise<readonly number[]> {
  const replaced = all.filter(({ state, number }) => state === 'open' && number !== by.number);
  for (const { number } of replaced) {
    await postComment(client, repository, { issue: number, topic: 'replaced', body }, app);
    await closePullRequest(client, repository, number);
  }
  return replaced.map(({ number }) => number);
}

/** What starting a phase over would come to. */
export interface Outlook {
  /** The pull request that there is, or the latest there was. */
  readonly pullRequest?: PullRequest;
  /** The branch that would be made. */
  readonly next: string;
  /** Commits on the present branch that are not the app's. */
  readonly people: number;
  readonly branchGone: boolean;
}

/** What an outlook is read from. */
export interface OutlookParts {
  readonly client: GithubClient;
  readonly reader: GithubReader;
  readonly owners: Owners;
  /** Id of the migration. */
  readonly migration: string;
  /** Id of the phase. */
  readonly phase: string;
}

/** Reads what starting a phase over would come to. Changes nothing. */
export async function readOutlook({ client, reader, owners, migration, phase }: OutlookParts): Promise<Outlook> {
  const { repository, base } = reader;
  const standing = await readStanding(client, repository, migration, phase);
  const next = nextBranch(standing, migration, phase);
  const head = await readBranch(client, repository, standing.branch);
  const found = standing.pullRequest === undefined ? {} : { pullRequest: standing.pullRequest };
  if (head === undefined) return { ...found, next, people: 0, branchGone: true };
  const { commits } = await readBranchHistory(client, repository, base.sha, head.sha, owners);
  return { ...found, next, people: commits.filter(({ owner }) => owner === 'person').length, branchGone: false };
}
