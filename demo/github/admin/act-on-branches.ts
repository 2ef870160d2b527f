import { githubSignature, makeCommit, signatureOf } from '../acts/commits.js';
import { changeRef } from '../acts/refs.js';
import { isPull } from '../call.js';
import type { Signature } from '../git/commit-object.js';
import type { GitRepository, TreeChange } from '../git/git-repository.js';
import { type Account, accountOf, type Repository, type World } from '../world.js';
import { type SeedFile, writeFiles } from './read-folder.js';

/** A login, or a name and an address as anybody may write them into a commit. */
export type Identity = string | { readonly name: string; readonly email: string };

/** Files by path; null deletes one. */
export type Changes = Readonly<Record<string, SeedFile | null>>;

/** What a person does to branches with git, or with the buttons of a pull request. Each gives the id of the branch's new head. */
export interface BranchActs {
  /** Replaces the branch's last commit by one with other content, and pushes by force; the author stays. */
  amend(branch: string, files: Changes): string;
  /** Puts the branch's commits on top of another branch one by one, and pushes by force; the authors stay. Throws on conflicts. */
  rebase(branch: string, onto: string): string;
  /** Merges another branch into the branch; `files` is what the person makes of conflicts, or changes besides. Throws on others. */
  merge(branch: string, from: string, files?: Changes): string;
  /** Presses "Update branch" in a pull request. Throws on conflicts. */
  update(pullRequest: number): string;
  /** Presses "Commit suggestion": a commit by the person that GitHub makes and signs. */
  suggest(branch: string, files: Changes): string;
  /** Renames the default branch, and with it the base of open pull requests. */
  renameDefault(to: string): void;
}

/** The hands of a person on the branches of a repository. */
export function actOnBranches(world: World, repository: Repository, account: Account): BranchActs {
  const { git } = repository;
  const person = (): Signature => signatureOf(world, account);
  const headOf = (branch: string): string => {
    const sha = git.ref(`refs/heads/${branch}`);
    if (sha === undefined) throw new Error(`there is no branch ${branch}`);
    return sha;
  };
  const treeWith = (base: string, files: Changes): string =>
    git.writeTree(git.commit(base)?.tree ?? base, changesOf(git, files));
  const move = (branch: string, to: string, force = false): string => {
    changeRef(world, repository, account, { ref: `refs/heads/${branch}`, to, force });
    return to;
  };
  const mergeCommit = (branch: string, from: string, files: Changes, committer: Signature): string => {
    const parents = [headOf(branch), headOf(from)];
    const [ours = '', theirs = ''] = parents;
    const merged = git.mergeTrees(ours, theirs);
    if (merged === null && Object.keys(files).length === 0) throw new Error(`${from} conflicts with ${branch}`);
    const tree = treeWith(merged ?? ours, files);
    const message = `Merge branch '${from}' into ${branch}`;
    return makeCommit(world, repository, account, { tree, parents, message, author: person(), committer });
  };
  return {
    amend(branch, files) {
      const last = git.commit(headOf(branch));
      if (last === undefined) throw new Error(`${branch} has no commit`);
      const { parents, message, author } = last;
      const tree = treeWith(last.tree, files);
      const commit = { tree, parents, message, author, committer: person() };
      return move(branch, makeCommit(world, repository, account, commit), true);
    },
    rebase(branch, onto) {
      let parent = headOf(onto);
      for (const sha of git.commitsBetween(parent, headOf(branch))) {
        const commit = git.commit(sha);
        const tree = git.mergeTrees(parent, sha);
        if (commit === undefined || tree === null) throw new Error(`${sha} does not go on ${onto}`);
        const { message, author } = commit;
        parent = makeCommit(world, repository, account, {
          tree,
          parents: [parent],
          message,
          author,
          committer: person(),
        });
      }
      return move(branch, parent, true);
    },
    merge: (branch, from, files = {}) => move(branch, mergeCommit(branch, from, files, person())),
    update(number) {
      const issue = repository.issues.filter(isPull).find((one) => one.number === number);
      if (issue === undefined) throw new Error(`there is no pull request #${number}`);
      const { head, base } = issue.pull;
      return move(head, signed(world, repository, mergeCommit(head, base, {}, githubSignature(world))));
    },
    suggest(branch, files) {
      const parent = headOf(branch);
      const commit = { tree: treeWith(parent, files), parents: [parent], message: 'Apply suggestion' };
      const names = { author: person(), committer: githubSignature(world) };
      return move(branch, signed(world, repository, makeCommit(world, repository, account, { ...commit, ...names })));
    },
    renameDefault(to) {
      const from = git.defaultBranch;
      git.setRef(`refs/heads/${to}`, headOf(from));
      git.setDefaultBranch(to);
      for (const { pull, state } of repository.issues.filter(isPull))
        if (pull.base === from && state === 'open') pull.base = to;
      git.deleteRef(`refs/heads/${from}`);
    },
  };
}

/** What GitHub makes on its site it signs. */
function signed(world: World, repository: Repository, sha: string): string {
  repository.signed.set(sha, world.now());
  return sha;
}

/** Who an identity names. */
export function identityOf(world: World, identity: Identity): Signature {
  return typeof identity === 'string'
    ? signatureOf(world, accountOf(world, identity))
    : { ...identity, at: world.now() };
}

/** Files as changes of a tree, with their contents written. */
export function changesOf(git: GitRepository, files: Changes): ReadonlyMap<string, TreeChange> {
  const kept = Object.entries(files).flatMap(([path, file]) => (file === null ? [] : [[path, file] as const]));
  const gone = Object.entries(files).flatMap(([path, file]): [string, TreeChange][] =>
    file === null ? [[path, null]] : [],
  );
  return new Map([...writeFiles(git, Object.fromEntries(kept)), ...gone]);
}
