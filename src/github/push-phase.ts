/** Brings a phase's branch to the wanted tree: looks first, adds a commit, never overwrites anybody's. */
import type { TreeEntry } from '../core/source.js';
import { type BranchHead, createBranch, ensureTag, moveBranch, readBranch } from './branch.js';
import { type BranchHistory, readBranchHistory, readFork } from './branch-history.js';
import { type BranchDemands, checkBranchRules } from './branch-rules.js';
import { isPlainMerge } from './check-merge.js';
import { fullName, type GithubClient } from './client.js';
import type { OwnedCommit, Owners } from './commit-owner.js';
import { BranchRulesForbid, RequestRejected } from './errors.js';
import { blobId, treeId } from './git-id.js';
import type { PullRequest } from './pull-request.js';
import type { StoredFiles } from './stored-files.js';
import type { GithubReader } from './tree-reader.js';
import { type CommitText, type TreeChange, type WrittenCommit, writeCommit, writeTree } from './write-commit.js';

/** A push of one phase. */
export interface PhasePush {
  readonly client: GithubClient;
  /** The reader of the base. */
  readonly reader: GithubReader;
  readonly owners: Owners;
  readonly files: StoredFiles;
  readonly branch: string;
  readonly backupTag: string;
  /** What the phase changes in the base. */
  readonly changes: readonly TreeChange[];
  /** The open pull request that proposes the branch; a branch with the wanted tree then needs nothing more. */
  readonly open?: PullRequest;
}

/** The branch afterwards; `commit` is absent when nothing was to be written. */
export interface PushedBranch {
  readonly head: string;
  /** Whether GitHub shows the head as verified. */
  readonly verified: boolean;
  readonly commit?: WrittenCommit;
}

/** What stands on the branch. */
export type BranchLook =
  | { readonly kind: 'missing' }
  /** It has the wanted tree: nothing is to be written. */
  | { readonly kind: 'wanted'; readonly head: BranchHead }
  /** Every commit is the app's own, or nobody's work. */
  | { readonly kind: 'own'; readonly head: BranchHead; readonly history: BranchHistory }
  /** People have committed to it. */
  | {
      readonly kind: 'worked';
      readonly head: BranchHead;
      readonly history: BranchHistory;
      readonly people: readonly OwnedCommit[];
    };

/** Looks at the branch. One request where there is none or where it has the wanted tree already, else one more for its commits. */
export async function lookAtBranch(push: PhasePush): Promise<BranchLook> {
  const { client, reader, owners, branch } = push;
  const name = reader.repository;
  const wanted = wantedTree(await reader.list(), push);
  const head = await readBranch(client, name, branch);
  if (head === undefined) return { kind: 'missing' };
  if (head.tree === wanted && push.open !== undefined) return { kind: 'wanted', head };
  const history = await readBranchHistory(client, name, reader.base.sha, head.sha, owners);
  // Without commits of its own the branch cannot be proposed, even with the wanted tree: what was merged has been taken back since.
  if (history.ahead > 0 && (head.tree === wanted || wasFormatted(history, wanted))) return { kind: 'wanted', head };
  const people = await findPeoplesCommits(push, history);
  return people.length === 0 ? { kind: 'own', head, history } : { kind: 'worked', head, history, people };
}

/** Whether the app's last commit has the tree, and what came after it only formats. */
function wasFormatted({ commits }: BranchHistory, tree: string | undefined): boolean {
  const last = commits.findLast(({ owner }) => owner !== 'formatter');
  return last?.owner === 'app' && last.tree === tree;
}

/** The commits of people. A merge of the base in which nothing is but the merge, as the button "Update branch" makes, is nobody's work. */
async function findPeoplesCommits(
  { client, reader, files }: PhasePush,
  { commits }: BranchHistory,
): Promise<readonly OwnedCommit[]> {
  const own = new Set(commits.map(({ sha }) => sha));
  const people = commits.filter(({ owner }) => owner === 'person');
  const merges = people.filter(({ parents }) => parents.length === 2 && parents.some((parent) => !own.has(parent)));
  // One commit of somebody's makes it a branch that people work on, whatever the merges are.
  if (merges.length < people.length) return people;
  for (const merge of merges) {
    const [ours = '', theirs = ''] = merge.parents;
    const { tree: fork } = await readFork(client, reader.repository, ours, theirs);
    if (!(await isPlainMerge(files, { fork, ours, theirs }, merge.tree))) return people;
  }
  return [];
}

/**
 * Adds a commit with the base and the phase's changes: on the base for a new branch, else on the branch, and on the base too where that
 * moved on. Throws `BranchRulesForbid`, `RefMoved` or another `GithubError`; the branch is then as it was.
 */
export async function pushOverBase(
  push: PhasePush,
  look: Extract<BranchLook, { kind: 'missing' | 'own' }>,
  message: string,
): Promise<PushedBranch> {
  const { client, reader, branch, changes } = push;
  const name = reader.repository;
  const parents = findParents(reader.base.sha, look);
  const demands = await prepareBranch(push, { exists: look.kind === 'own', merge: parents.length > 1 });
  const tree = await writeTree(client, name, reader.base.tree, changes);
  const wanted = wantedTree(await reader.list(), push);
  if (wanted !== undefined && tree !== wanted) {
    throw new RequestRejected(
      'write the tree',
      fullName(name),
      'it has another content than was sent, so it was not used.',
    );
  }
  if (look.kind === 'own' && look.head.tree === tree && look.head.sha === parents[0]) return keepBranch(look.head);
  const commit = await writeDemanded(push, demands, { tree, parents, message });
  if (look.kind === 'missing') await createBranch(client, name, branch, commit.sha);
  else await moveBranch(client, name, branch, commit.sha);
  return { head: commit.sha, verified: commit.verified, commit };
}

/** Asks what the branch's rules demand, and tags the base before the first phase. */
export async function prepareBranch(
  { client, reader, branch, backupTag }: PhasePush,
  step: { readonly exists: boolean; readonly merge: boolean },
): Promise<BranchDemands> {
  const demands = await checkBranchRules(client, reader.repository, { branch, ...step });
  await ensureTag(client, reader.repository, backupTag, reader.base.sha);
  return demands;
}

/** Adds a commit with changes on top of the branch as it is; none where there is nothing to change. */
export async function pushOnTop(
  push: PhasePush,
  head: BranchHead,
  demands: BranchDemands,
  changes: readonly TreeChange[],
  message: string,
): Promise<PushedBranch> {
  if (changes.length === 0) return keepBranch(head);
  const { client, reader, branch } = push;
  const tree = await writeTree(client, reader.repository, head.tree, changes);
  if (tree === head.tree) return keepBranch(head);
  const commit = await writeDemanded(push, demands, { tree, parents: [head.sha], message });
  await moveBranch(client, reader.repository, branch, commit.sha);
  return { head: commit.sha, verified: commit.verified, commit };
}

/** What is kept of a branch that needs nothing. */
export function keepBranch({ sha, verified }: BranchHead): PushedBranch {
  return { head: sha, verified };
}

async function writeDemanded(
  { client, reader, branch }: PhasePush,
  { signed }: BranchDemands,
  text: CommitText,
): Promise<WrittenCommit> {
  const commit = await writeCommit(client, reader.repository, text);
  if (!signed || commit.verified) return commit;
  throw new BranchRulesForbid(
    branch,
    fullName(reader.repository),
    'required signatures, and GitHub did not sign the commit',
  );
}

/** A branch that the base has overtaken needs no merge: the base's own child is a fast forward. */
function findParents(base: string, look: Extract<BranchLook, { kind: 'missing' | 'own' }>): readonly string[] {
  if (look.kind === 'missing' || look.history.ahead === 0) return [base];
  return look.history.behind === 0 ? [look.head.sha] : [look.head.sha, base];
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
