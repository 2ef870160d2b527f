/** A person asked for a phase's check again: the branch is looked at as it is, and nothing is pushed. */
import type { Prior } from '../core/history.js';
import type { PhasePlan } from '../core/phase-plan.js';
import type { PlanOver } from '../core/ports.js';
import { type BranchHead, readBranch } from '../github/branch.js';
import { type BranchHistory, readBranchHistory } from '../github/branch-history.js';
import { publishCheckRun } from '../github/check-run.js';
import { blobId } from '../github/git-id.js';
import { openPast, openWorkedBranch, type PhasePast, turnedBackOnBase } from '../github/phase-history.js';
import { readStanding } from '../github/phase-standing.js';
import { checkName, RUN_AGAIN } from '../github/present-phase.js';
import type { PullRequest } from '../github/pull-request.js';
import { type BaseCommit, type RepositoryState, readBase } from '../github/repository.js';
import { openStoredFiles } from '../github/stored-files.js';
import type { GithubReader } from '../github/tree-reader.js';
import type { Followed } from '../local/follow-configuration.js';
import { runPhase } from '../run-phase.js';
import type { RepositoryParts } from './repository-parts.js';
import { phaseCheck } from './words.js';

/** What came of it. */
export type CheckedAgain = 'checked' | 'no-pull-request' | 'unknown-phase';

/** What a check is made again from. */
export interface CheckAgainParts {
  /** With the migration as the repository wants it. */
  readonly parts: RepositoryParts;
  readonly followed: Followed;
  readonly prior: () => Promise<Prior>;
  state(): Promise<RepositoryState>;
  openReader(base: BaseCommit): GithubReader;
}

interface Branch {
  readonly pullRequest: PullRequest;
  readonly head: BranchHead;
  readonly history: BranchHistory;
  readonly past: PhasePast;
}

/**
 * Plans the phase from where its branch left the default one and publishes a new check run on the branch's head. Where people have
 * committed to the branch, it is planned over their work. Nine requests, and one for each further 50 annotations.
 */
export async function checkAgain(again: CheckAgainParts, phase: string): Promise<CheckedAgain> {
  const { migration } = again.parts;
  if (!migration.phases.some(({ id }) => id === phase)) return 'unknown-phase';
  const branch = await lookAt(again, phase);
  if (branch === undefined) return 'no-pull-request';
  const { history, past, pullRequest } = branch;
  const publish = async (plan: PhasePlan, planOver?: PlanOver) => {
    const worked = history.commits.some(({ owner }) => owner === 'person');
    const shown = !worked || planOver === undefined ? plan : await planAsItIs(again, branch, planOver);
    await publishCheck(again, shown, branch);
    return { summary: 'checked', changed: false };
  };
  await runPhase({
    reader: again.openReader({ ref: pullRequest.base, ...history.fork }),
    history: { prior: again.prior, turnedBack: (plan) => turnedBackOnBase(past, plan) },
    writer: { publish },
    migration,
    phase,
  });
  return 'checked';
}

async function lookAt(
  { parts, followed, openReader, state }: CheckAgainParts,
  phase: string,
): Promise<Branch | undefined> {
  const { client, name, migration, app } = parts;
  const standing = await readStanding(client, name, migration.id, phase);
  const { pullRequest } = standing;
  if (pullRequest?.state !== 'open') return undefined;
  const head = await readBranch(client, name, pullRequest.branch);
  if (head === undefined) return undefined;
  const base = await readBase(client, await state(), pullRequest.base);
  const owners = { app, formatterBots: followed.configuration.formatterBots };
  const history = await readBranchHistory(client, name, base.sha, head.sha, owners);
  const past = openPast({ client, reader: openReader(base), owners, files: openStoredFiles(client, name), standing });
  return { pullRequest, head, history, past };
}

/** The whole phase as it stands on a branch that people have committed to. */
async function planAsItIs(
  { openReader }: CheckAgainParts,
  { pullRequest, head, history, past }: Branch,
  planOver: PlanOver,
): Promise<PhasePlan> {
  const { branch } = pullRequest;
  const reader = openReader({ ref: branch, sha: head.sha, tree: head.tree });
  const { whole } = await planOver(openWorkedBranch(past, history, reader));
  return whole;
}

async function publishCheck(again: CheckAgainParts, plan: PhasePlan, { pullRequest, head }: Branch): Promise<void> {
  const { parts, followed, openReader } = again;
  const { client, name, app, migration } = parts;
  const standing = new Map(
    (await openReader({ ref: pullRequest.branch, ...head }).list()).map(({ path, blob }) => [path, blob]),
  );
  const changedSince = plan.files
    .filter(({ path, after }) => standing.get(path) !== blobId(Buffer.from(after)))
    .map(({ path }) => path);
  const { failOnCritical } = followed.configuration.pullRequest;
  const text = phaseCheck(plan, { migration, failOnCritical }, changedSince);
  await publishCheckRun(
    client,
    name,
    {
      name: checkName(plan.phase.id),
      head: head.sha,
      newHead: false,
      conclusion: text.conclusion,
      detailsUrl: pullRequest.url,
      text,
      actions: [RUN_AGAIN],
      again: true,
    },
    app,
  );
}
