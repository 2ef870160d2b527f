/** Brings a phase's branch to the wanted tree: looks first, adds a commit, never overwrites anybody's. */
import type { TreeEntry } from '../core/source.js';
import {
  type BranchHead,
  type BranchHistory,
  createBranch,
  ensureTag,
  moveBranch,
  readBranch,
  readBranchHistory,
} from './branch.js';
import { checkBranchRules } from './branch-rules.js';
import { type AppIdentity, fullName, type GithubClient } from './client.js';
import { BranchHasOtherCommits, BranchRulesForbid, RefMoved, RequestRejected } from './errors.js';
import { blobId, treeId } from './git-id.js';
import type { GithubReader } from './tree-reader.js';
import { type TreeChange, type WrittenCommit, writeCommit, writeTree } from './write-commit.js';

/** A push of one phase. */
export interface PhasePush {
  readonly client: GithubClient;
  readonly reader: GithubReader;
  readonly app: AppIdentity;
  readonly branch: string;
  readonly backupTag: string;
  readonly changes: readonly TreeChange[];
  readonly message: string;
  /** Whether an open pull request proposes the branch; a branch with the wanted tree then needs nothing more. */
  readonly proposed: boolean;
}

/** The branch afterwards; `commit` is absent when it had the wanted tree already. */
export interface PushedBranch {
  readonly head: string;
  /** Whether GitHub shows the head as verified. */
  readonly verified: boolean;
  readonly commit?: WrittenCommit;
}

/** Times that the branch may move under the push before it is given up. */
const ATTEMPTS = 2;

/**
 * Pushes the phase. When the branch moves meanwhile, everything is looked at again, once.
 * Throws `BranchHasOtherCommits`, `BranchRulesForbid`, `RefMoved` or another `GithubError`; the branch is then as it was.
 */
export async function pushPhase(push: PhasePush): Promise<PushedBranch> {
  const wanted = wantedTree(await push.reader.list(), push);
  for (let attempt = 1; ; attempt++) {
    try {
      return await pushOnce(push, wanted);
    } catch (error) {
      if (!(error instanceof RefMoved) || attempt >= ATTEMPTS) throw error;
    }
  }
}

async function pushOnce(push: PhasePush, wanted: string | undefined): Promise<PushedBranch> {
  const { client, reader, branch, backupTag, changes, message } = push;
  const name = reader.repository;
  const before = await readBranch(client, name, branch);
  const kept = before?.tree === wanted ? before : undefined;
  if (kept !== undefined && push.proposed) return keepBranch(kept);
  const history =
    before === undefined ? undefined : await readBranchHistory(client, name, reader.base.sha, before.sha, push.app);
  // Without commits of its own the branch cannot be proposed, even with the wanted tree: what was merged has been taken back since.
  if (kept !== undefined && history !== undefined && history.ahead > 0) return keepBranch(kept);

  const parents = findParents(push, before, history);
  const demands = await checkBranchRules(client, name, {
    branch,
    exists: before !== undefined,
    merge: parents.length > 1,
  });
  await ensureTag(client, name, backupTag, reader.base.sha);

  const tree = await writeTree(client, name, reader.base.tree, changes);
  if (wanted !== undefined && tree !== wanted) {
    throw new RequestRejected(
      'write the tree',
      fullName(name),
      'it has another content than was sent, so it was not used.',
    );
  }
  if (before?.tree === tree && before.sha === parents[0]) return keepBranch(before);
  const commit = await writeCommit(client, name, { tree, parents, message });
  if (demands.signed && !commit.verified) {
    throw new BranchRulesForbid(branch, fullName(name), 'required signatures, and GitHub did not sign the commit');
  }
  if (before === undefined) await createBranch(client, name, branch, commit.sha);
  else await moveBranch(client, name, branch, commit.sha);
  return { head: commit.sha, verified: commit.verified, commit };
}

function keepBranch({ sha, verified }: BranchHead): PushedBranch {
  return { head: sha, verified };
}

/** The parents of the new commit: the branch and, where the base has moved on, the base too. Somebody else's commits end it here. */
function findParents(
  { reader, branch }: PhasePush,
  before: BranchHead | undefined,
  history: BranchHistory | undefined,
): readonly string[] {
  const { repository, base } = reader;
  if (before === undefined || history === undefined) return [base.sha];
  if (history.others.length > 0) throw new BranchHasOtherCommits(branch, fullName(repository), history.others);
  // A branch that the base has overtaken needs no merge: the base's own child is a fast forward.
  if (history.ahead === 0) return [base.sha];
  return history.behind === 0 ? [before.sha] : [before.sha, base.sha];
}

/**
 * The id of the tree that the branch shall have, computed here so that an unchanged phase writes nothing; undefined where the base's own
 * id cannot be computed from its entries (modes of git's first years).
 */
function wantedTree(entries: readonly TreeEntry[], { reader, changes }: PhasePush): string | undefined {
  if (treeId(entries) !== reader.base.tree) return undefined;
  const changed = new Map(changes.map((change) => [change.path, change]));
  return treeId(
    entries.map((entry) => {
      const change = changed.get(entry.path);
      return change === undefined ? entry : { ...entry, blob: textId(change) };
    }),
  );
}

function textId({ text }: TreeChange): string {
  return blobId(Buffer.from(text));
}
