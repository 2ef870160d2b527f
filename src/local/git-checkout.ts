/** Whether a folder is in a git checkout, and where its top is. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { askGit, gitFailed } from './git.js';

/** A git checkout as seen from a folder of it. */
export interface Checkout {
  /** Absolute path of the top folder. */
  readonly top: string;
  /** Path from the top to the folder, with a slash at its end; empty at the top. */
  readonly prefix: string;
}

/**
 * The checkout that `folder` belongs to; nothing when there is none, or when it lies in one that ignores it. Throws `FolderError` when
 * there is one that git does not want to open.
 */
export async function findCheckout(folder: string): Promise<Checkout | undefined> {
  const real = realpathSync(folder);
  if (!hasGitAbove(real)) return undefined;
  const args = ['rev-parse', '--is-inside-work-tree', '--show-toplevel', '--show-prefix'];
  const answer = await askGit(args, { cwd: real });
  if (answer.code !== 0) {
    if (answer.stderr.includes('not a git repository') || answer.stderr.includes('work tree')) return undefined;
    throw gitFailed(args, real, answer);
  }
  const [inside, top, prefix = ''] = answer.stdout.toString().split('\n');
  if (inside !== 'true' || top === undefined) return undefined;
  if (prefix !== '' && (await isIgnored(top, prefix))) return undefined;
  return { top, prefix };
}

async function isIgnored(top: string, prefix: string): Promise<boolean> {
  return (await askGit(['check-ignore', '-q', '--no-index', `./${prefix}`], { cwd: top })).code === 0;
}

/** Whether the folder or one above it has a `.git`; asking git costs a process. */
function hasGitAbove(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return true;
    if (dirname(at) === at) return false;
  }
}
