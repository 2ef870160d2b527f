import { ApiError, unprocessable, validationFailed } from '../api-error.js';
import { isPull } from '../call.js';

import { commitsOfPull, forkPointOf, type PullIssue } from '../serialize/pull.js';
import type { Account, Pull, Repository, World } from '../world.js';
import { makeCommit } from './commits.js';
import { addIssue, type IssueText, notifyIssue, setState } from './issues.js';
import { changeRef } from './refs.js';

export interface NewPull extends IssueText {
  /** `branch` or `owner:branch`. */
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
  readonly maintainerCanModify: boolean;
}

/** Opens a pull request, or throws what GitHub answers when it may not be. */
export function openPull(world: World, repository: Repository, actor: Account, wanted: NewPull): PullIssue {
  const { git, owner } = repository;
  const prefix = `${owner.login}:`;
  const head = wanted.head.startsWith(prefix) ? wanted.head.slice(prefix.length) : wanted.head;
  const headSha = git.ref(`refs/heads/${head}`);
  const baseSha = git.ref(`refs/heads/${wanted.base}`);
  const invalid = [...(headSha === undefined ? ['head'] : []), ...(baseSha === undefined ? ['base'] : [])];
  if (headSha === undefined || baseSha === undefined)
    throw validationFailed(...invalid.map((field) => ({ resource: 'PullRequest', field, code: 'invalid' }) as const));
  if (findOpenPull(repository, head, wanted.base) !== undefined)
    throw refusePull(`A pull request already exists for ${owner.login}:${head}.`);
  const forkPoint = git.mergeBase(baseSha, headSha);
  // GitHub counts commits only; a bot's pull request whose commits change nothing is refused here too.
  if (forkPoint === undefined || forkPoint === headSha || git.diff(forkPoint, headSha).length === 0)
    throw refusePull(`No commits between ${wanted.base} and ${head}`);
  const pull: Pull = {
    head,
    base: wanted.base,
    headSha,
    baseSha,
    draft: wanted.draft,
    maintainerCanModify: wanted.maintainerCanModify,
    merged: null,
    reviews: [],
    requestedReviewers: [],
    requestedTeams: [],
  };
  const issue = addIssue(world, repository, actor, { title: wanted.title, body: wanted.body }, pull);
  if (!isPull(issue)) throw new Error('an issue made with a pull request has none');
  notifyIssue(world, repository, issue, actor, 'opened');
  return issue;
}

function refusePull(message: string): ApiError {
  return validationFailed({ resource: 'PullRequest', code: 'custom', message });
}

function findOpenPull(repository: Repository, head: string, base: string): PullIssue | undefined {
  return repository.issues
    .filter(isPull)
    .find(({ state, pull }) => state === 'open' && pull.head === head && pull.base === base);
}

/** Opens a closed pull request again; throws when its branch is gone or was rewritten meanwhile, or it was merged. */
export function reopenPull(world: World, repository: Repository, issue: PullIssue, actor: Account): void {
  const { pull } = issue;
  const refuse = (reason: string): ApiError =>
    validationFailed({
      resource: 'PullRequest',
      code: 'invalid',
      field: 'state',
      message: `state cannot be changed. ${reason}`,
    });
  if (pull.merged !== null) throw refuse('The pull request cannot be reopened.');
  const tip = repository.git.ref(`refs/heads/${pull.head}`);
  if (tip === undefined) throw refuse(`The ${pull.head} branch has been deleted.`);
  if (!repository.git.isAncestor(pull.headSha, tip))
    throw refuse(`The ${pull.head} branch was force-pushed or recreated.`);
  if (findOpenPull(repository, pull.head, pull.base) !== undefined) throw refuse('There is another open pull request.');
  pull.headSha = tip;
  pull.baseSha = repository.git.ref(`refs/heads/${pull.base}`) ?? pull.baseSha;
  setState(world, repository, issue, actor, 'open');
}

export interface MergeWish {
  readonly method: 'merge' | 'squash' | 'rebase';
  readonly title?: string | undefined;
  readonly message?: string | undefined;
  /** The head that the caller has seen. */
  readonly sha?: string | undefined;
}

/** Merges an open pull request into its base; gives the new commit of the base branch. */
export function mergePull(
  world: World,
  repository: Repository,
  issue: PullIssue,
  actor: Account,
  wish: MergeWish,
): string {
  const { pull, number } = issue;
  if (issue.state === 'closed') throw new ApiError(405, 'Pull Request is not mergeable');
  if (wish.sha !== undefined && wish.sha !== pull.headSha)
    throw new ApiError(409, 'Head branch was modified. Review and try the merge again.');
  const tree = repository.git.mergeTrees(pull.baseSha, pull.headSha);
  if (tree === null) throw new ApiError(405, 'Pull Request is not mergeable');
  const squashTitle = `${issue.title} (#${number})`;
  const mergeTitle = `Merge pull request #${number} from ${repository.owner.login}/${pull.head}`;
  const title = wish.title ?? (wish.method === 'squash' ? squashTitle : mergeTitle);
  const message = `${title}\n\n${wish.message ?? (wish.method === 'squash' ? '' : issue.title)}`.trimEnd();
  const sha =
    wish.method === 'rebase'
      ? rebase(world, repository, issue, actor)
      : makeCommit(world, repository, actor, {
          tree,
          parents: wish.method === 'squash' ? [pull.baseSha] : [pull.baseSha, pull.headSha],
          message,
        });
  pull.merged = { at: world.now(), by: actor, sha };
  setState(world, repository, issue, actor, 'closed');
  changeRef(world, repository, actor, { ref: `refs/heads/${pull.base}`, to: sha });
  return sha;
}

/** Puts the commits of a pull request on top of its base; only where the base did not move since. */
function rebase(world: World, repository: Repository, issue: PullIssue, actor: Account): string {
  const { git } = repository;
  if (forkPointOf(repository, issue) !== issue.pull.baseSha) throw new ApiError(405, "This branch can't be rebased");
  let parent = issue.pull.baseSha;
  for (const sha of commitsOfPull(repository, issue)) {
    const commit = git.commit(sha);
    if (commit === undefined || commit.parents.length !== 1) throw new ApiError(405, "This branch can't be rebased");
    const { tree, message, author } = commit;
    parent = makeCommit(world, repository, actor, { tree, message, parents: [parent], author });
  }
  return parent;
}

/** Merges one branch or commit into another branch; null when there is nothing to merge. */
export function mergeBranch(
  world: World,
  repository: Repository,
  actor: Account,
  base: string,
  head: string,
  message?: string,
): string | null {
  const { git } = repository;
  const from = git.ref(`refs/heads/${base}`);
  const to = git.resolveCommit(head);
  if (from === undefined) throw new ApiError(404, 'Base does not exist');
  if (to === undefined) throw new ApiError(404, 'Head does not exist');
  if (git.isAncestor(to, from)) return null;
  const tree = git.mergeTrees(from, to);
  if (tree === null) throw new ApiError(409, 'Merge conflict');
  const text = message ?? `Merge ${head} into ${base}`;
  const sha = makeCommit(world, repository, actor, { tree, parents: [from, to], message: text });
  changeRef(world, repository, actor, { ref: `refs/heads/${base}`, to: sha });
  return sha;
}

/** Moves a pull request to another base branch. */
export function changeBase(world: World, repository: Repository, issue: PullIssue, actor: Account, base: string): void {
  const { pull } = issue;
  if (base === pull.base) return;
  const sha = repository.git.ref(`refs/heads/${base}`);
  if (sha === undefined) throw validationFailed({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  if (issue.state === 'closed') throw unprocessable('Cannot change the base branch of a closed pull request.');
  const from = { ref: { from: pull.base }, sha: { from: pull.baseSha } };
  pull.base = base;
  pull.baseSha = sha;
  notifyIssue(world, repository, issue, actor, 'edited', { changes: { base: from } });
}
