/** What a run reads: a folder when there is one of that name, else a repository on GitHub. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FoundConfiguration } from '../core/configuration.js';
import type { SourceReader } from '../core/ports.js';
import type { RepoPath } from '../core/source.js';
import { MIGRATION_BYTES, type RepositoryText } from '../local/follow-configuration.js';
import { readConfiguration } from '../local/read-configuration.js';
import { readRepositoryFile } from '../local/read-repository-file.js';
import { createTreeReader } from '../local/tree-reader.js';
import { UsageError } from './usage-error.js';
import type { World } from './world.js';

/** A reader with what the report says of the state that it reads. */
export interface Target {
  /** As it was named. */
  readonly name: string;
  readonly reader: SourceReader;
  /** Id of the tree at the commit that is read; absent for a folder. */
  readonly tree?: string;
  /** What stands at the place of the configuration in that state. */
  configuration(): Promise<FoundConfiguration>;
  /** A file of that state. */
  readFile(path: RepoPath): Promise<RepositoryText>;
}

/** A target that is a folder, by its absolute path. */
export interface FolderTarget extends Target {
  readonly folder: string;
}

/** GitHub's rules for logins and repository names; a ref may be anything that git takes. */
const REMOTE = /^([A-Za-z0-9][A-Za-z0-9_-]{0,99})\/([\w.-]{1,100})(?:@(.+))?$/;

/** Opens the folder or repository. Throws `UsageError` when `named` can be neither. */
export async function openTarget(named: string, world: World, except: readonly string[]): Promise<Target> {
  if (isThere(resolve(world.folder, named))) return openFolder(named, world, except, true);
  const [, owner, repo, ref] = REMOTE.exec(named) ?? [];
  if (owner === undefined || repo === undefined || repo === '.' || repo === '..') {
    throw new UsageError(
      `There is no folder ${named}, and it is not the name of a repository on GitHub either.`,
      'Give a folder, or OWNER/REPO, or OWNER/REPO@REF.',
    );
  }
  return openRemote(world, { owner, repo, ...(ref === undefined ? {} : { ref }) });
}

/** Opens a folder; without `untracked`, in a git checkout, what is committed alone. */
export function openFolder(named: string, world: World, except: readonly string[], untracked: boolean): FolderTarget {
  const folder = resolve(world.folder, named);
  return {
    name: named,
    folder,
    reader: createTreeReader({ folder, untracked, except }),
    configuration: async () => readConfiguration(folder),
    readFile: async (path) => readRepositoryFile(folder, path),
  };
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

async function openRemote({ env }: World, repository: { owner: string; repo: string; ref?: string }): Promise<Target> {
  const { openRemoteRepository } = await import('../github/remote-reader.js');
  const token = env.GITHUB_TOKEN ?? '';
  const baseUrl = (env.GITHUB_API_URL ?? '').replace(/\/+$/, '');
  if (baseUrl !== '' && !/^https?:\/\//.test(baseUrl)) {
    throw new UsageError(
      `GITHUB_API_URL is not an address: ${baseUrl}`,
      'Give the root of the API: https://api.github.com, or https://HOST/api/v3.',
    );
  }
  const { reader, configuration, readFile } = await openRemoteRepository({
    ...repository,
    ...(token === '' ? {} : { token }),
    ...(baseUrl === '' ? {} : { baseUrl }),
  });
  return {
    name: `${repository.owner}/${repository.repo}`,
    reader,
    tree: reader.base.tree,
    configuration,
    readFile: (path) => readFile(path, MIGRATION_BYTES),
  };
}
