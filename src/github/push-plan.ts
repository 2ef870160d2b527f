/** Pushes a phase over what stands on its branch: nothing, our own commits, or people's, which stay. */
import type { PhasePlan } from '../core/phase-plan.js';
import type { PlanOver } from '../core/ports.js';
import { fullName } from './client.js';
import { BranchHasOtherCommits, RefMoved } from './errors.js';
import { mergeBaseInto } from './merge-base.js';
import { openWorkedBranch, type PhasePast } from './phase-history.js';
import {
  type BranchLook,
  keepBranch,
  lookAtBranch,
  type PhasePush,
  type PushedBranch,
  prepareBranch,
  pushOnTop,
  pushOverBase,
} from './push-phase.js';
import type { BaseCommit } from './repository.js';
import type { GithubReader } from './tree-reader.js';
import type { TreeChange } from './write-commit.js';

/** What people had committed to the branch of a phase. */
export interface PeoplesWork {
  readonly commits: number;
  /** References that stay because somebody turned our edit back. */
  readonly turnedBack: number;
  /** Whether the base was merged into the branch. */
  readonly merged: boolean;
}

/** What was pushed, and the plan that shows it. */
export interface PushedPlan {
  readonly pushed: PushedBranch;
  readonly plan: PhasePlan;
  readonly people?: PeoplesWork;
}

/** How a push is put into words, planned again and read. */
export interface PushParts {
  commitMessage(plan: PhasePlan): string;
  openReader(base: BaseCommit): GithubReader;
  /** Absent where nothing can be planned again; people's commits are then in the way. */
  readonly planOver?: PlanOver | undefined;
}

/** The files that a plan changes. Only verified plans come here; unreadable files have no change. */
export function changesOf({ files }: PhasePlan): readonly TreeChange[] {
  return files.flatMap(({ path, mode, before, after }) => (after === before ? [] : [{ path, mode, text: after }]));
}

/**
 * Pushes a plan. Throws `BranchHasOtherCommits`, `MergeConflict`, `BranchRulesForbid`, `RefMoved` or another `GithubError`; nobody's commit
 * is then lost, and at most the base has been merged.
 */
export async function pushPlan(
  push: PhasePush,
  plan: PhasePlan,
  past: PhasePast,
  parts: PushParts,
): Promise<PushedPlan> {
  const look = await lookAtBranch(push);
  switch (look.kind) {
    case 'missing':
      // Whoever deletes the branch of an open pull request closes it: there is something to look at again.
      if (push.open !== undefined) throw new RefMoved(push.branch, fullName(push.reader.repository));
      return { pushed: await pushOverBase(push, look, parts.commitMessage(plan)), plan };
    case 'wanted':
      return { pushed: keepBranch(look.head), plan };
    case 'own':
      return { pushed: await pushOverBase(push, look, parts.commitMessage(plan)), plan };
    case 'worked':
      return pushOverWork(push, look, past, parts);
    default:
      return look satisfies never;
  }
}

/** People's commits stay: the base is merged, the branch is planned as it is, and what is left goes on top. */
async function pushOverWork(
  push: PhasePush,
  { head: before, history, people }: Extract<BranchLook, { kind: 'worked' }>,
  past: PhasePast,
  { planOver, openReader, commitMessage }: PushParts,
): Promise<PushedPlan> {
  const { client, reader, files, branch, open } = push;
  const { repository, base } = reader;
  if (planOver === undefined) {
    const commits = people.map(({ sha }) => sha.slice(0, 10));
    throw new BranchHasOtherCommits(branch, fullName(repository), commits);
  }
  const demands = await prepareBranch(push, { exists: true, merge: history.behind > 0 });
  const url = open === undefined ? {} : { url: open.url };
  const head = await mergeBaseInto({ client, repository, base, branch, head: before, history, files, ...url });
  const now = openReader({ ref: branch, sha: head.sha, tree: head.tree });
  const { left, whole } = await planOver(openWorkedBranch(past, history, now));
  const pushed = await pushOnTop(push, head, demands, changesOf(left), commitMessage(left));
  const turnedBack = whole.files.flatMap(({ rows }) => rows).filter(({ rule }) => rule === 'turned-back').length;
  return { pushed, plan: whole, people: { commits: people.length, turnedBack, merged: head.sha !== before.sha } };
}
