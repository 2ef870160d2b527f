/** The command line's remote mode: reads a repository on GitHub with a token, or without one where it is public. */
import { Octokit } from '@octokit/rest';
import type { FoundConfiguration } from '../core/configuration.js';
import type { RepoPath } from '../core/source.js';
import { type ReadTextFile, readConfigurationAt, readTextFile } from './read-configuration.js';
import { readBase, readRepository } from './repository.js';
import { createGithubReader, type GithubReader, type ReadLimits } from './tree-reader.js';

/** A repository to read. */
export interface RemoteRepository {
  readonly owner: string;
  readonly repo: string;
  /** Branch, tag or commit; the default branch when absent. */
  readonly ref?: string;
  /** A token that may read contents. */
  readonly token?: string;
  /** Root of the API, for GitHub Enterprise Server; `https://api.github.com` when absent. */
  readonly baseUrl?: string;
  readonly limits?: Partial<ReadLimits>;
}

/** A repository at one commit. */
export interface OpenedRepository {
  readonly reader: GithubReader;
  /** The configuration of that commit. One request. */
  configuration(): Promise<FoundConfiguration>;
  /** A small text file of that commit. One request. */
  readFile(path: RepoPath, limit: number): Promise<ReadTextFile>;
}

/** Opens a repository on GitHub to be read. Two requests. Throws `NotFound`, `RepositoryEmpty` or another `GithubError`. */
export async function openRemoteRepository(remote: RemoteRepository): Promise<OpenedRepository> {
  const client = new Octokit({
    userAgent: 'cutover',
    log: SILENT,
    ...(remote.token === undefined ? {} : { auth: remote.token }),
    ...(remote.baseUrl === undefined ? {} : { baseUrl: remote.baseUrl.replace(/\/+$/, '') }),
  });
  const repository = await readRepository(client, { owner: remote.owner, repo: remote.repo });
  const base = await readBase(client, repository, remote.ref ?? repository.defaultBranch);
  const { limits } = remote;
  return {
    reader: createGithubReader({ client, repository, base, ...(limits === undefined ? {} : { limits }) }),
    configuration: () => readConfigurationAt(client, repository, base.sha),
    readFile: (path, limit) => readTextFile(client, repository, path, limit, base.sha),
  };
}

/** Failures reach the caller as errors; nothing is printed beside them. */
const SILENT = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
