/** Files as they were at other commits: lists of trees and single blobs, each asked for once. */
import type { RepoPath } from '../core/source.js';
import { asking } from './asking.js';
import type { GithubClient, RepositoryName } from './client.js';
import { listTree } from './list-tree.js';

/** What a tree has at a path. */
export interface StoredFile {
  readonly blob: string;
  readonly mode: string;
}

export interface StoredFiles {
  /** The files of a tree, given by its id or that of a commit. One request the first time. */
  list(tree: string): Promise<ReadonlyMap<RepoPath, StoredFile>>;
  /** The bytes of a blob. One request the first time. */
  read(blob: string): Promise<Buffer>;
}

/** Opens the stored files of a repository for one piece of work. */
export function openStoredFiles(client: GithubClient, name: RepositoryName): StoredFiles {
  const trees = new Map<string, Promise<ReadonlyMap<RepoPath, StoredFile>>>();
  const blobs = new Map<string, Promise<Buffer>>();

  async function listNow(tree: string): Promise<ReadonlyMap<RepoPath, StoredFile>> {
    const entries = await listTree(client, name, tree);
    return new Map(entries.map(({ path, blob, mode }) => [path, { blob, mode }]));
  }

  async function readNow(blob: string): Promise<Buffer> {
    const { data } = await asking('read a file of an earlier commit', name, () =>
      client.rest.git.getBlob({ owner: name.owner, repo: name.repo, file_sha: blob }),
    );
    return Buffer.from(data.content, 'base64');
  }

  return {
    list: (tree) => remember(trees, tree, listNow),
    read: (blob) => remember(blobs, blob, readNow),
  };
}

function remember<T>(known: Map<string, Promise<T>>, key: string, ask: (key: string) => Promise<T>): Promise<T> {
  const before = known.get(key);
  if (before !== undefined) return before;
  const asked = ask(key);
  known.set(key, asked);
  return asked;
}
