import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { askGit, runGit } from '../git/git-binary.js';
import type { GitRepository, TreeChange } from '../git/git-repository.js';
import { isTreeMode } from '../git/tree-object.js';

/** A file to put into a repository; a plain text is an ordinary file. */
export type SeedFile =
  | string
  | Uint8Array
  | { readonly content: string | Uint8Array; readonly executable?: boolean }
  | { readonly symlink: string }
  | { readonly submodule: string };

/** Files by their path. */
export type SeedFiles = Readonly<Record<string, SeedFile>>;

/** Writes the blobs of a list of files; gives the changes that put them into a tree. */
export function writeFiles(git: GitRepository, files: SeedFiles): Map<string, TreeChange> {
  return new Map(Object.entries(files).map(([path, file]) => [path, writeFile(git, file)]));
}

function writeFile(git: GitRepository, file: SeedFile): TreeChange {
  const blob = (content: string | Uint8Array): string => git.write('blob', Buffer.from(content));
  if (typeof file === 'string' || file instanceof Uint8Array) return { mode: '100644', sha: blob(file) };
  if ('symlink' in file) return { mode: '120000', sha: blob(file.symlink) };
  if ('submodule' in file) return { mode: '160000', sha: file.submodule };
  return { mode: file.executable === true ? '100755' : '100644', sha: blob(file.content) };
}

/**
 * Writes the blobs of a folder with their modes; gives the changes that put them into a tree. Of a git checkout only
 * what git tracks is taken, as it stands in the folder.
 */
export function writeFolder(git: GitRepository, folder: string): Map<string, TreeChange> {
  const tracked = listTracked(folder);
  const changes = new Map<string, TreeChange>();
  for (const path of tracked?.files ?? walk(folder, '')) {
    const place = join(folder, path);
    const stat = lstatSync(place, { throwIfNoEntry: false });
    if (stat?.isSymbolicLink()) changes.set(path, writeFile(git, { symlink: readlinkSync(place) }));
    else if (stat?.isFile())
      changes.set(path, writeFile(git, { content: readFileSync(place), executable: (stat.mode & 0o100) !== 0 }));
  }
  for (const [path, submodule] of tracked?.submodules ?? []) changes.set(path, writeFile(git, { submodule }));
  return changes;
}

function listTracked(folder: string) {
  const top = askGit(folder, ['rev-parse', '--show-prefix', '--is-inside-work-tree']);
  // A prefix means that the folder lies inside some other checkout: it is then taken as a plain folder.
  if (top.code !== 0 || top.output !== '\ntrue\n') return null;
  const entries = runGit(folder, ['ls-files', '-s', '-z']).toString().split('\0').filter(Boolean);
  const parsed = entries.map((entry) => {
    const [mode = '', sha = ''] = entry.split(' ');
    return { isSubmodule: isTreeMode(mode) && mode === '160000', sha, path: entry.slice(entry.indexOf('\t') + 1) };
  });
  return {
    files: parsed.filter(({ isSubmodule }) => !isSubmodule).map(({ path }) => path),
    submodules: parsed.filter(({ isSubmodule }) => isSubmodule).map(({ path, sha }) => [path, sha] as const),
  };
}

function walk(folder: string, prefix: string): readonly string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix + entry.name;
    if (entry.name === '.git') return [];
    return entry.isDirectory() ? walk(folder, `${path}/`) : [path];
  });
}
