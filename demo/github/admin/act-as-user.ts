import { pressCheckButton, rerequestCheckRun } from '../acts/checks.js';
import { makeCommit } from '../acts/commits.js';
import { addComment, deleteComment, editComment, editIssue, openIssue, react, setState } from '../acts/issues.js';
import { type MergeWish, mergePull, openPull, reopenPull } from '../acts/pulls.js';
import { changeRef } from '../acts/refs.js';
import { acceptSuggestion } from '../acts/reviews.js';
import { isPull } from '../call.js';
import type { PullIssue } from '../serialize/pull.js';
import type { Account, Comment, CommitStatus, Issue, ReactionContent, Repository, World } from '../world.js';
import {
  actOnBranches,
  type BranchActs,
  type Changes,
  changesOf,
  type Identity,
  identityOf,
} from './act-on-branches.js';

/** What a person pushes to a branch, which is made from the default branch when there is none. */
export interface Push {
  readonly branch?: string;
  readonly message?: string;
  /** Files by path; null deletes one. */
  readonly files: Changes;
  /** Puts the commit on top of this one and moves the branch there by force. */
  readonly onto?: string;
  /** Who is named as author and committer: a login, or a name and an address as anybody may write them. The person unless given. */
  readonly author?: Identity;
  readonly committer?: Identity;
}

/** A person in one repository: what one does by hand on the site or with git. The app is told of each. */
export interface Person {
  readonly account: Account;
  openIssue(title: string, body?: string): number;
  comment(number: number, body: string): number;
  editComment(comment: number, body: string): void;
  deleteComment(comment: number): void;
  react(comment: number, content: ReactionContent): void;
  editIssue(number: number, edit: { readonly title?: string; readonly body?: string }): void;
  /** Ticks (or unticks) the box whose line holds a text, as a click on it does. */
  tick(number: number, text: string, ticked?: boolean): void;
  close(number: number): void;
  reopen(number: number): void;
  /** Pushes one commit; gives its id. */
  push(push: Push): string;
  deleteBranch(branch: string): void;
  /** What one does with git or the buttons of a pull request besides pushing. */
  readonly branches: BranchActs;
  openPull(pull: {
    readonly head: string;
    readonly base?: string;
    readonly title: string;
    readonly body?: string;
  }): number;
  /** Merges a pull request; gives the new commit of its base. */
  merge(number: number, method?: MergeWish['method']): string;
  /** Reports a status of a commit, as another CI than GitHub's does. */
  report(commit: string, context: string, state: CommitStatus['state']): void;
  /** Presses "Re-run" on a check. */
  rerunCheck(checkRun: number): void;
  /** Presses a button of a check. */
  pressCheck(checkRun: number, identifier: string): void;
  /** Presses "Commit suggestion" on a comment of a review; gives the commit. */
  acceptSuggestion(number: number, comment: number): string;
}

/** The hands of a person in a repository. */
export function actAsUser(world: World, repository: Repository, account: Account): Person {
  const issueNumbered = (number: number): Issue =>
    find(repository.issues, (issue) => issue.number === number, `#${number}`);
  const pullNumbered = (number: number): PullIssue =>
    find(repository.issues.filter(isPull), (issue) => issue.number === number, `pull request #${number}`);
  const commentOf = (id: number): readonly [Issue, Comment] => {
    const issue = find(
      repository.issues,
      ({ comments }) => comments.some((comment) => comment.id === id),
      `comment ${id}`,
    );
    return [issue, find(issue.comments, (comment) => comment.id === id, `comment ${id}`)];
  };
  return {
    account,
    openIssue: (title, body) => openIssue(world, repository, account, { title, body: body ?? null }).number,
    comment: (number, body) => addComment(world, repository, issueNumbered(number), account, body).id,
    editComment: (id, body) => editComment(world, repository, ...commentOf(id), account, body),
    deleteComment: (id) => deleteComment(world, repository, ...commentOf(id), account),
    react: (id, content) => void react(world, commentOf(id)[1], account, content),
    editIssue: (number, edit) => editIssue(world, repository, issueNumbered(number), account, edit),
    tick: (number, text, ticked = true) => {
      const issue = issueNumbered(number);
      editIssue(world, repository, issue, account, { body: tickBox(issue.body ?? '', text, ticked) });
    },
    close: (number) => setState(world, repository, issueNumbered(number), account, 'closed'),
    reopen: (number) => {
      const issue = issueNumbered(number);
      if (isPull(issue)) reopenPull(world, repository, issue, account);
      else setState(world, repository, issue, account, 'open');
    },
    push: (push) => pushFiles(world, repository, account, push),
    branches: actOnBranches(world, repository, account),
    deleteBranch: (branch) => changeRef(world, repository, account, { ref: `refs/heads/${branch}`, to: null }),
    openPull: ({ head, base = repository.git.defaultBranch, title, body }) =>
      openPull(world, repository, account, {
        head,
        base,
        title,
        body: body ?? null,
        draft: false,
        maintainerCanModify: true,
      }).number,
    merge: (number, method = 'merge') => mergePull(world, repository, pullNumbered(number), account, { method }),
    report: (sha, context, state) =>
      void repository.statuses.push({
        id: world.nextId(),
        sha,
        context,
        state,
        creator: account,
        createdAt: world.now(),
      }),
    rerunCheck: (id) =>
      rerequestCheckRun(
        world,
        repository,
        account,
        find(repository.checkRuns, (run) => run.id === id, `check run ${id}`),
      ),
    pressCheck: (id, identifier) => {
      const run = find(repository.checkRuns, (one) => one.id === id, `check run ${id}`);
      pressCheckButton(world, repository, account, run, identifier);
    },
    acceptSuggestion: (number, comment) => acceptSuggestion(world, repository, pullNumbered(number), account, comment),
  };
}

function find<T>(items: readonly T[], isWanted: (item: T) => boolean, name: string): T {
  const item = items.find(isWanted);
  if (item === undefined) throw new Error(`there is no ${name} in this repository`);
  return item;
}

function tickBox(body: string, text: string, ticked: boolean): string {
  const lines = body.split('\n');
  const at = lines.findIndex((line) => /^\s*[-*+] \[[ xX]\]/.test(line) && line.includes(text));
  if (at < 0) throw new Error(`no box in the body has "${text}" on its line`);
  lines[at] = (lines[at] ?? '').replace(/\[[ xX]\]/, ticked ? '[x]' : '[ ]');
  return lines.join('\n');
}

function pushFiles(
  world: World,
  repository: Repository,
  account: Account,
  { branch, message, files, onto, author, committer }: Push,
): string {
  const { git } = repository;
  const ref = `refs/heads/${branch ?? git.defaultBranch}`;
  const parent = onto ?? git.ref(ref) ?? git.ref(`refs/heads/${git.defaultBranch}`);
  const sha = makeCommit(world, repository, account, {
    tree: git.writeTree(git.commit(parent ?? '')?.tree ?? null, changesOf(git, files)),
    parents: parent === undefined ? [] : [parent],
    message: message ?? 'Change files',
    author: identityOf(world, author ?? account.login),
    committer: identityOf(world, committer ?? account.login),
  });
  changeRef(world, repository, account, { ref, to: sha, force: onto !== undefined });
  return sha;
}
