import picomatch from 'picomatch';
import { unprocessable } from '../api-error.js';
import { isPull } from '../call.js';
import { notify } from '../notify.js';
import { emailOf, showTime } from '../serialize/account.js';
import { filesOfCommit } from '../serialize/commit.js';
import { pageUrlOf } from '../serialize/repository.js';
import type { Account, BranchRule, Repository, World } from '../world.js';
import { notifyIssue, setState } from './issues.js';

/** The id that stands for "no commit" in push events. */
const NOTHING = '0'.repeat(40);
/** GitHub lists at most this many commits in a push event. Source: webhook events and payloads, push. */
const COMMITS_OF_PUSH = 2048;
const BRANCH = 'refs/heads/';

/** The rules that are active for a branch name, whether the branch exists or not. */
export function rulesFor(repository: Repository, branch: string): readonly BranchRule[] {
  return repository.rules.filter(({ pattern }) => picomatch.isMatch(branch, pattern, { dot: true }));
}

export interface RefChange {
  readonly ref: string;
  /** Null deletes the ref. */
  readonly to: string | null;
  readonly force?: boolean;
}

/** Whether git takes a ref name. Source: git check-ref-format. */
export function isRefName(ref: string): boolean {
  if (!/^refs\/[^/]+\/./.test(ref) || ref.endsWith('/') || ref.endsWith('.') || ref.includes('@{')) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what git forbids
  if (/[\x00-\x20\x7f~^:?*[\\]|\.\.|\/\//.test(ref)) return false;
  return ref.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock'));
}

/** Creates, moves or deletes a ref by GitHub's rules, tells the app, and does to pull requests what GitHub does. */
export function changeRef(
  world: World,
  repository: Repository,
  actor: Account,
  { ref, to, force = false }: RefChange,
): void {
  const { git } = repository;
  const from = git.ref(ref) ?? null;
  const isForced = from !== null && to !== null && !git.isAncestor(from, to);
  if (isForced && !force) throw unprocessable('Update is not a fast forward');
  checkRules(repository, ref, from, to, isForced);
  if (to === null) git.deleteRef(ref);
  else {
    checkFreeName(repository, ref);
    git.setRef(ref, to);
  }
  repository.pushedAt = world.now();
  if (from === to) return;
  if (ref.startsWith(BRANCH)) recordActivity(world, repository, actor, { ref, from, to, isForced, force });
  notifyPush(world, repository, actor, ref, from, to, isForced);
  if (ref.startsWith(BRANCH)) carryPulls(world, repository, actor, ref.slice(BRANCH.length), to);
}

interface Moved {
  readonly ref: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly isForced: boolean;
  readonly force: boolean;
}

function recordActivity(
  world: World,
  repository: Repository,
  actor: Account,
  { ref, from, to, isForced, force }: Moved,
): void {
  const type = from === null ? 'branch_creation' : to === null ? 'branch_deletion' : isForced ? 'force_push' : 'push';
  const change = { ref, before: from ?? NOTHING, after: to ?? NOTHING, type, forced: force } as const;
  repository.activities.push({ id: world.nextId(), ...change, at: world.now(), actor });
}

function checkRules(
  repository: Repository,
  ref: string,
  from: string | null,
  to: string | null,
  isForced: boolean,
): void {
  if (!ref.startsWith(BRANCH)) return;
  const isBroken = ({ type }: BranchRule): boolean => {
    switch (type) {
      case 'creation':
        return from === null;
      case 'deletion':
        return to === null;
      case 'update':
        return from !== null && to !== null;
      case 'non_fast_forward':
        return isForced;
      case 'required_signatures':
        return to !== null && repository.git.commitsBetween(from, to).some((sha) => !repository.signed.has(sha));
      default:
        return type satisfies never;
    }
  };
  const broken = rulesFor(repository, ref.slice(BRANCH.length)).filter(
    (rule) => rule.bypass !== true && isBroken(rule),
  );
  if (broken.length === 0) return;
  const reasons = broken.map(({ type }) => `Cannot satisfy the rule "${type}".`);
  throw unprocessable(`Repository rule violations found\n\n${reasons.join('\n')}`);
}

/** A ref is a file: `a` and `a/b` cannot both be. */
function checkFreeName(repository: Repository, ref: string): void {
  for (const other of repository.git.refs().keys())
    if (other.startsWith(`${ref}/`) || ref.startsWith(`${other}/`))
      throw unprocessable(`Reference cannot be created: '${other}' exists`);
}

function carryPulls(world: World, repository: Repository, actor: Account, branch: string, to: string | null): void {
  const { git } = repository;
  for (const issue of repository.issues.filter(isPull).filter(({ state }) => state === 'open')) {
    const { pull } = issue;
    if (pull.head === branch && to === null) setState(world, repository, issue, actor, 'closed');
    else if (pull.head === branch && to !== null) {
      const before = pull.headSha;
      pull.headSha = to;
      if (git.isAncestor(to, pull.baseSha)) setState(world, repository, issue, actor, 'closed');
      else notifyIssue(world, repository, issue, actor, 'synchronize', { before, after: to });
    } else if (pull.base === branch && to !== null) {
      const isMerged = git.isAncestor(pull.headSha, to);
      if (isMerged) pull.merged = { at: world.now(), by: actor, sha: to };
      else pull.baseSha = to;
      if (isMerged) setState(world, repository, issue, actor, 'closed');
    }
  }
}

function notifyPush(
  world: World,
  repository: Repository,
  actor: Account,
  ref: string,
  from: string | null,
  to: string | null,
  forced: boolean,
): void {
  const commits =
    to === null ? [] : pushedCommits(repository, from, to).map((sha) => showPushedCommit(world, repository, sha));
  notify(world, repository, actor, 'push', null, {
    ref,
    before: from ?? NOTHING,
    after: to ?? NOTHING,
    base_ref: null,
    created: from === null,
    deleted: to === null,
    forced,
    compare: `${pageUrlOf(world, repository)}/compare/${(from ?? NOTHING).slice(0, 12)}...${(to ?? NOTHING).slice(0, 12)}`,
    commits,
    head_commit:
      to === null || repository.git.commit(to) === undefined ? null : showPushedCommit(world, repository, to),
    pusher: { name: actor.login, email: emailOf(actor) },
  });
}

function pushedCommits(repository: Repository, from: string | null, to: string): readonly string[] {
  const { git } = repository;
  if (git.commit(to) === undefined) return [];
  const base = from ?? git.ref(`${BRANCH}${git.defaultBranch}`) ?? null;
  return git.commitsBetween(base === to ? null : base, to).slice(-COMMITS_OF_PUSH);
}

function showPushedCommit(world: World, repository: Repository, sha: string) {
  const commit = repository.git.commit(sha);
  if (commit === undefined) throw new Error(`the pushed commit ${sha} is not in the repository`);
  const files = filesOfCommit(repository, sha);
  const pathsOf = (...statuses: readonly string[]): string[] =>
    files.filter(({ status }) => statuses.includes(status)).map(({ path }) => path);
  return {
    id: sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: showTime(commit.committer.at),
    url: `${pageUrlOf(world, repository)}/commit/${sha}`,
    author: { name: commit.author.name, email: commit.author.email },
    committer: { name: commit.committer.name, email: commit.committer.email },
    added: pathsOf('added', 'copied'),
    removed: pathsOf('removed'),
    modified: pathsOf('modified', 'changed', 'renamed'),
  };
}
