/** The command line's remote mode: reads a repository on GitHub with a token, or without one where it is public. */
import type { GithubReader, ReadLimits } from './tree-reader.js';

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

/** Makes a reader of a repository on GitHub. Two requests. Throws `NotFound`, `RepositoryEmpty` or another `GithubError`. */
export async function createRemoteReader(remote: RemoteRepository): Promise<GithubReader> {
  throw new Error(`being written: ${remote.repo}`);
}
