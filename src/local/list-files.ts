/** Which files of a folder count: what git tracks or would track, or else everything but what is never written by hand. */

import { isUtf8 } from 'node:buffer';
import { lstatSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FileMode } from '../core/source.js';
import { systemReason } from './errors.js';
import { askGit, gitFailed } from './git.js';
import { findCheckout } from './git-checkout.js';

/** A file of the folder, not yet read. */
export interface ListedFile {
  readonly path: string;
  readonly mode: FileMode;
  /** Bytes; of a submodule 0. */
  readonly size: number;
  /** Commit of a submodule. */
  readonly commit?: string;
}

/** What a folder holds. `problems` are the entries that could not be looked at, each with the reason. */
export interface Listing {
  readonly files: readonly ListedFile[];
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

/** What a walk never enters: git's own data and installed packages. */
const NEVER_ENTERED = new Set(['.git', 'node_modules']);

/**
 * Lists the files of `root` (a real path). In a git checkout: what git tracks and, with `untracked`, what it would track; as they are
 * on disk. Elsewhere every file that a walk finds. In path order.
 */
export async function listFiles(root: string, untracked: boolean): Promise<Listing> {
  const checkout = await findCheckout(root);
  const listing = checkout === undefined ? walk(root) : await listTracked(root, untracked);
  return { ...listing, files: [...listing.files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)) };
}

/** Where a path of the repository stands. Neither needs what `join` does for any path, which is felt over thousands of files. */
export function pathOnDisk(root: string, path: string): string {
  return root.endsWith('/') ? `${root}${path}` : `${root}/${path}`;
}

type Problems = { path: string; message: string }[];

async function listTracked(root: string, untracked: boolean): Promise<Listing> {
  const args = ['ls-files', '-z', '-t', '-s', '-c', ...(untracked ? ['-o', '--exclude-standard'] : [])];
  const answer = await askGit(args, { cwd: root });
  if (answer.code !== 0) throw gitFailed(args, root, answer);
  const files = new Map<string, ListedFile>();
  const problems: Problems = [];
  const isPlain = plainFolders(root);
  for (const record of splitAtNul(answer.stdout)) {
    const { path, mode, blob } = readRecord(record);
    if (path.endsWith('/') || files.has(path)) continue;
    if (!isUtf8(record)) {
      problems.push({ path, message: 'its name is not UTF-8, so it was not read; rename it' });
    } else if (mode === '160000') {
      files.set(path, { path, mode, size: 0, commit: blob });
    } else if (isPlain(dirname(path))) {
      const file = lookAt(root, path, mode, problems);
      if (file !== undefined) files.set(path, file);
    }
  }
  return { files: [...files.values()], problems };
}

/** A record of `ls-files -t -s`: `H 100644 <id> 0<tab>path`, or `? path` for what is not tracked. */
function readRecord(record: Buffer): { path: string; mode?: string; blob: string } {
  const text = record.toString();
  const tracked = /^[A-Za-z] (\d{6}) ([0-9a-f]{40,64}) \d\t/.exec(text);
  if (text.startsWith('? ') || tracked === null) return { path: text.slice(2), blob: '' };
  return { path: text.slice(tracked[0].length), mode: tracked[1] ?? '', blob: tracked[2] ?? '' };
}

function* splitAtNul(bytes: Buffer): Generator<Buffer> {
  let start = 0;
  for (let end = bytes.indexOf(0, start); end !== -1; end = bytes.indexOf(0, start)) {
    yield bytes.subarray(start, end);
    start = end + 1;
  }
}

/** What stands on disk: nothing when it is gone or neither a file nor a link. The executable bit is git's where git has one. */
function lookAt(root: string, path: string, tracked: string | undefined, problems: Problems): ListedFile | undefined {
  try {
    const stat = lstatSync(pathOnDisk(root, path), { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    if (stat.isSymbolicLink()) return { path, mode: '120000', size: stat.size };
    if (!stat.isFile()) return undefined;
    const known = tracked === '100644' || tracked === '100755' ? tracked : undefined;
    return { path, mode: known ?? ((stat.mode & 0o100) !== 0 ? '100755' : '100644'), size: stat.size };
  } catch (error) {
    problems.push({ path, message: `could not be looked at: ${systemReason(error)}` });
    return undefined;
  }
}

/** Tells whether a folder below `root` is reached without a symbolic link; what lies behind one belongs to somewhere else. */
export function plainFolders(root: string): (folder: string) => boolean {
  const known = new Map<string, boolean>([
    ['.', true],
    ['', true],
  ]);
  return function isPlain(folder: string): boolean {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const plain =
      isPlain(dirname(folder)) &&
      lstatSync(pathOnDisk(root, folder), { throwIfNoEntry: false })?.isDirectory() === true;
    known.set(folder, plain);
    return plain;
  };
}

function walk(root: string): Listing {
  const files: ListedFile[] = [];
  const problems: Problems = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    try {
      for (const entry of readdirSync(pathOnDisk(root, folder), { withFileTypes: true })) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) {
          if (!NEVER_ENTERED.has(entry.name)) folders.push(path);
        } else {
          const file = lookAt(root, path, undefined, problems);
          if (file !== undefined) files.push(file);
        }
      }
    } catch (error) {
      problems.push({ path: folder === '' ? '.' : folder, message: `could not be listed: ${systemReason(error)}` });
    }
  }
  return { files, problems };
}
