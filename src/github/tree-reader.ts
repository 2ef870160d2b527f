/** A repository at one commit, read through GitHub's API: the tree once, contents through the archive. */
import type { SourceReader } from '../core/ports.js';
import type { GithubClient, RepositoryName } from './client.js';
import type { BaseCommit } from './repository.js';

/** Sizes beyond which a repository or file is not read; bytes. */
export interface ReadLimits {
  /** All files together, unpacked. */
  readonly unpackedBytes: number;
  /** One file. Larger ones are reported as problems. */
  readonly fileBytes: number;
  /** One file that may be edited. Larger ones are `too-large`. */
  readonly editableBytes: number;
  /** Files that are fetched one by one when the archive lacks them. */
  readonly singleFiles: number;
}

/** A reader that also knows its commit; a writer takes its base from it. */
export interface GithubReader extends SourceReader {
  readonly repository: RepositoryName;
  readonly base: BaseCommit;
}

/** What a reader reads. */
export interface GithubReaderOptions {
  readonly client: GithubClient;
  readonly repository: RepositoryName;
  readonly base: BaseCommit;
  readonly limits?: Partial<ReadLimits>;
}

/**
 * A reader of one commit. Nothing is asked before the first `list` or `read`; the tree is asked for once (one request), each `read`
 * downloads the archive (one request and a redirected download). Throws `TreeTooLarge` beyond the limits.
 */
export function createGithubReader(options: GithubReaderOptions): GithubReader {
  throw new Error(`being written: ${options.base.sha}`);
}
