/** What stands at a phase's pull request besides its title and body: labels, reviewers, comments, suggestions, the check run. */
import type { PhasePlan } from '../core/phase-plan.js';
import {
  type CheckAction,
  type CheckRunRequest,
  type CheckRunText,
  lookForCheckRun,
  type PublishedCheckRun,
  publishCheckRun,
} from './check-run.js';
import type { AppIdentity, GithubClient } from './client.js';
import { GithubError, type GithubFault } from './errors.js';
import { type FollowUp, publishFollowUps } from './follow-ups.js';
import { addLabels } from './labels.js';
import type { ProposedPullRequest } from './pull-request.js';
import type { RepositoryState } from './repository.js';
import { publishReview, type ReviewText } from './review.js';
import { requestReviewers } from './reviewers.js';

/** The check run of a phase: what it says and how it ends. */
export interface PhaseCheck extends CheckRunText {
  readonly conclusion: 'success' | 'neutral' | 'failure';
}

/** Who and what the configuration puts on a pull request when it is opened. */
export interface PullRequestWishes {
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly teamReviewers: readonly string[];
}

/** What is put at the pull request. */
export interface PhasePresentation {
  readonly client: GithubClient;
  readonly repository: RepositoryState;
  readonly app: AppIdentity;
  readonly plan: PhasePlan;
  /** The branch's head, which the lines are of. */
  readonly head: string;
  /** Whether it was pushed just now. */
  readonly newHead: boolean;
  readonly pullRequest: ProposedPullRequest;
  readonly check: PhaseCheck;
  readonly followUps: readonly FollowUp[];
  readonly review?: ReviewText | undefined;
  readonly wishes?: PullRequestWishes | undefined;
}

/** What became of it, with what a person should know, one sentence each. */
export interface PresentedPhase {
  readonly checkRun: PublishedCheckRun;
  readonly notes: readonly string[];
}

/** The button of the check run. */
export const RUN_AGAIN: CheckAction = {
  label: 'Run again',
  description: 'Look at this branch anew; push nothing',
  identifier: 'run-again',
};

/** Name under which the check run of a phase stands: `Cutover: phase-4`. */
export function checkName(phase: string): string {
  return `Cutover: ${phase}`;
}

/** The phase of a check run with such a name. */
export function phaseOfCheck(name: string): string | undefined {
  return /^Cutover: (phase-\d+)$/.exec(name)?.[1];
}

/**
 * Presents the phase. The check run comes last: where it stands complete on a head, and the body did not change, all the rest stands too
 * and nothing more is asked. One request then; else one for each part that has something to say, and one to look at it where the pull
 * request is not new.
 */
export async function presentPhase(parts: PhasePresentation): Promise<PresentedPhase> {
  const { client, repository, app, pullRequest, newHead } = parts;
  const request = checkRequest(parts);
  const found = newHead ? undefined : await lookForCheckRun(client, repository, request, app);
  if (found?.same?.completed === true && pullRequest.outcome === 'unchanged')
    return { checkRun: { url: found.same.url, outcome: 'unchanged' }, notes: [] };
  const fresh = pullRequest.outcome === 'created';
  // A pull request whose head has no check run at all was opened by a run that broke off before its wishes were known to be met.
  const begun = fresh || (found !== undefined && !found.any);
  const notes = begun ? await meetWishes(parts) : [];
  const { number } = pullRequest;
  await publishFollowUps(client, repository, { pullRequest: number, fresh, comments: parts.followUps }, app);
  if (parts.review !== undefined) {
    const review = { pullRequest: number, head: parts.head, fresh, text: parts.review };
    await publishReview(client, repository, review, app);
  }
  return { checkRun: await publishCheckRun(client, repository, request, app, found), notes };
}

function checkRequest({ plan, head, newHead, pullRequest, check }: PhasePresentation): CheckRunRequest {
  return {
    name: checkName(plan.phase.id),
    head,
    newHead,
    conclusion: check.conclusion,
    detailsUrl: pullRequest.url,
    text: check,
    actions: [RUN_AGAIN],
  };
}

/** Puts labels on and asks for reviews. Whom or what GitHub does not take is said, and ends nothing. */
async function meetWishes({ client, repository, pullRequest, wishes }: PhasePresentation): Promise<readonly string[]> {
  if (wishes === undefined) return [];
  const { number } = pullRequest;
  const people = { people: wishes.reviewers, teams: wishes.teamReviewers };
  return [
    ...(await trying('The labels of the configuration were not put on', async () =>
      (
        await addLabels(client, repository, number, wishes.labels)
      ).map(
        (label) =>
          `The configuration names the label ${quoted(label)}, which this repository does not have: create it, or take it out`,
      ),
    )),
    ...(await trying('The reviewers of the configuration were not asked', async () => {
      const refused = await requestReviewers(client, repository, number, people);
      const all = [...refused.people, ...refused.teams.map((team) => `team ${team}`)];
      return all.map(
        (who) =>
          `GitHub does not let ${quoted(who)} review here: give access to this repository, or take it out of the configuration`,
      );
    })),
  ];
}

/** Failures that only this part has: the phase goes on without it. */
const BEARABLE: readonly GithubFault[] = ['permission-missing', 'rejected', 'not-found'];

async function trying(what: string, act: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof GithubError) || !BEARABLE.includes(error.fault)) throw error;
    return [`${what}: ${error.message}`];
  }
}

function quoted(name: string): string {
  return `\`${name.replaceAll('`', "'")}\``;
}
