/** A writer that makes one branch and one commit a phase in a git checkout, without touching the checkout. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FilePlan } from '../core/file-plan.js';
import type { PhasePlan } from '../core/phase-plan.js';
import type { ChangeWriter, Written } from '../core/ports.js';
import { FolderError } from './errors.js';
import { askGit, runGit } from './git.js';
import { findCheckout } from './git-checkout.js';
import { realFolder } from './tree-reader.js';

/** What the branches are made from. */
export interface BranchWriterOptions {
  /** The folder that was read. */
  readonly folder: string;
  /** Id of the migration, a part of the branches' names. */
  readonly migration: string;
  /** The commit message of a phase. */
  messageOf(plan: PhasePlan): string;
}

/** Where the branches are made, found once before anything is read. */
interface Base {
  readonly top: string;
  readonly prefix: string;
  /** Commit that every branch starts from. */
  readonly head: string;
}

/**
 * Makes a writer of branches `cutover/<migration>/<phase>`, each with one commit on the current HEAD. The commits are put together
 * beside the checkout: its files, index and branch stay as they are. Throws `FolderError` when the folder is in no checkout, has no
 * commit, or holds changes that are not committed. A branch that exists is moved only when HEAD already contains it.
 */
export async function createBranchWriter(options: BranchWriterOptions): Promise<ChangeWriter> {
  const base = await findBase(options.folder);
  return {
    async publish(plan) {
      const files = plan.files.filter((file) => file.changes.edits.length > 0);
      if (files.length === 0)
        return { summary: `Phase ${plan.phase.number}: nothing to change, no branch.`, changed: false };
      return publishBranch(base, `cutover/${options.migration}/${plan.phase.id}`, files, options.messageOf(plan), plan);
    },
  };
}

async function findBase(folder: string): Promise<Base> {
  const checkout = await findCheckout(realFolder(folder));
  if (checkout === undefined) {
    throw new FolderError(
      `${folder} is not in a git checkout, so there is nowhere to commit to.`,
      'Run without --commit to edit the files, or run "git init" and make a first commit.',
    );
  }
  const head = await askGit(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], { cwd: checkout.top });
  if (head.code !== 0) {
    throw new FolderError(
      `The git checkout in ${folder} has no commit yet, so a branch has nothing to start from.`,
      'Make a first commit, then run again.',
    );
  }
  await refuseDirty(folder, checkout.top);
  return { ...checkout, head: head.stdout.toString().trim() };
}

/** Throws when tracked files differ from HEAD: their changes would end up in the branches. */
async function refuseDirty(folder: string, top: string): Promise<void> {
  const args = ['status', '--porcelain=v1', '-z', '--untracked-files=no', '--ignore-submodules=dirty', '--no-renames'];
  const paths = (await runGit(args, { cwd: top }))
    .split('\0')
    .filter((record) => record !== '')
    .map((record) => record.slice(3));
  if (paths.length === 0) return;
  const shown = paths.slice(0, 5).join(', ') + (paths.length > 5 ? ` and ${paths.length - 5} more` : '');
  throw new FolderError(
    `The git checkout in ${folder} has changes that are not committed (${shown}); they would end up in the branches.`,
    'Commit or stash them, then run again; or run without --commit to edit the files in place.',
  );
}

async function publishBranch(
  base: Base,
  branch: string,
  files: readonly FilePlan[],
  message: string,
  plan: PhasePlan,
): Promise<Written> {
  const run = { cwd: base.top };
  const ref = `refs/heads/${branch}`;
  const tree = await writeTree(base, files);
  const before = await readBranch(ref, base.top);
  if (before !== undefined) {
    const same = `${base.head} ${tree}`;
    if ((await runGit(['log', '-1', '--format=%P %T', before.commit], run)) === same)
      return { summary: `Phase ${plan.phase.number}: ${branch} already holds exactly this.`, changed: false };
    await refuseForeign(branch, before, base);
  }
  const commit = await runGit(['commit-tree', tree, '-p', base.head, '-F', '-'], { ...run, input: message });
  await runGit(['update-ref', '-m', 'cutover apply --commit', ref, commit, before?.commit ?? ''], run);
  const count = `${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  return {
    summary: `Phase ${plan.phase.number}: ${count} committed to ${branch} (${commit.slice(0, 10)}).`,
    changed: true,
  };
}

interface Branch {
  readonly commit: string;
  /** Folder where it is checked out; empty when nowhere. */
  readonly checkedOut: string;
}

async function readBranch(ref: string, top: string): Promise<Branch | undefined> {
  const line = await runGit(['for-each-ref', '--format=%(objectname) %(worktreepath)', ref], { cwd: top });
  const [, commit, checkedOut = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
  return commit === undefined ? undefined : { commit, checkedOut };
}

/** Throws unless the branch may be moved: nobody works on it and HEAD already has all of its commits. */
async function refuseForeign(branch: string, { commit, checkedOut }: Branch, { head, top }: Base): Promise<void> {
  if (checkedOut !== '') {
    throw new FolderError(
      `The branch ${branch} is checked out in ${checkedOut}, so it was not moved.`,
      'Switch to the branch that the phases shall start from, then run again.',
    );
  }
  if ((await askGit(['merge-base', '--is-ancestor', commit, head], { cwd: top })).code === 0) return;
  throw new FolderError(
    `The branch ${branch} exists already and has commits that are not in HEAD, so it was left as it is.`,
    `Merge it, or delete it with "git branch -D ${branch}", then run again.`,
  );
}

/** Writes the tree of HEAD with the files' new contents and returns its id. Uses an index of its own. */
async function writeTree({ top, prefix, head }: Base, files: readonly FilePlan[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-'));
  const run = { cwd: top, env: { GIT_INDEX_FILE: join(folder, 'index') } };
  try {
    await runGit(['read-tree', head], run);
    const entries: string[] = [];
    for (const file of files) {
      const path = `${prefix}${file.path}`;
      // Through the path's filters, as `git add` would: a checkout with CRLF may stand for LF in the repository.
      const blob = await runGit(['hash-object', '-w', '--stdin', `--path=${path}`], { cwd: top, input: file.after });
      entries.push(`${file.mode} ${blob}\t${path}\0`);
    }
    await runGit(['update-index', '-z', '--index-info'], { ...run, input: entries.join('') });
    return await runGit(['write-tree'], run);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
