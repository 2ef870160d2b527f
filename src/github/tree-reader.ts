/** A repository at one commit, read through GitHub's API: the tree once, contents through the archive. */
import { classifyBytes } from '../core/classify-bytes.js';
import type { SourceReader } from '../core/ports.js';
import type { SourceFile, TreeEntry } from '../core/source.js';
import { openArchive, readArchive } from './archive.js';
import { asking } from './asking.js';
import { fullName, type GithubClient, type RepositoryName } from './client.js';
import { GithubError, TreeTooLarge } from './errors.js';
import { blobId } from './git-id.js';
import { BLOB_READ_BYTES, BLOB_WRITE_BYTES, SINGLE_FILES, UNPACKED_BYTES } from './limits.js';
import { listTree } from './list-tree.js';
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

/** Told about a file that cannot be read. */
type OnProblem = (path: string, message: string) => void;

/** A file with a hit, not yet decoded. */
interface Hit {
  readonly entry: TreeEntry;
  readonly bytes: Buffer;
}

/** What a `read` has collected and still wants, by path. */
interface Collection {
  readonly wanted: Map<string, TreeEntry>;
  readonly hits: Hit[];
  readonly stems: RegExp;
  /** Paths that are taken whether or not they have a hit. */
  readonly always: ReadonlySet<string>;
}

const DEFAULT_LIMITS: ReadLimits = {
  unpackedBytes: UNPACKED_BYTES,
  fileBytes: BLOB_READ_BYTES,
  editableBytes: BLOB_WRITE_BYTES,
  singleFiles: SINGLE_FILES,
};

/** Files missing from a broken archive from which on the archive is asked for once more before they are fetched one by one. */
const WORTH_ANOTHER_ARCHIVE = 20;

/** Bytes that an archive adds to each file: header, padding and, for long names, further headers. */
const ARCHIVE_OVERHEAD = 4096;

/**
 * A reader of one commit. Nothing is asked before the first `list` or `read`; the tree is asked for once (one request), each `read`
 * downloads the archive (one request and a redirected download). Each file's bytes are checked against its blob id; those that the
 * archive lacks or changes (`export-ignore`, `export-subst`) are fetched one by one. Throws `TreeTooLarge` beyond the limits.
 */
export function createGithubReader({ client, repository, base, limits }: GithubReaderOptions): GithubReader {
  const bounds = { ...DEFAULT_LIMITS, ...limits };
  let listing: Promise<readonly TreeEntry[]> | undefined;
  function list(): Promise<readonly TreeEntry[]> {
    listing ??= listTree(client, repository, base.tree).catch((error: unknown) => {
      listing = undefined;
      throw error;
    });
    return listing;
  }
  return {
    name: `${fullName(repository)}@${base.sha}`,
    repository,
    base,
    list,
    async *read(stems, onProblem, always = new Set()) {
      const wanted = selectEntries(await list(), bounds, repository, onProblem);
      const collection: Collection = { wanted, hits: [], stems: new RegExp(stems, 'i'), always };
      await collectFromArchive(client, repository, base.sha, collection, bounds);
      await collectSingly(client, repository, collection, bounds, onProblem);
      yield* decodeHits(collection.hits, bounds.editableBytes);
    },
  };
}

/**
 * What is wrong with a path that could not be written again: GitHub gives a name that is not UTF-8 with other characters, and takes no
 * `..` and no `.git` in a tree.
 */
function pathFault(path: string): string | undefined {
  if (path.includes('\ufffd')) return 'its name is not UTF-8';
  const part = path.split('/').find((one) => /^(?:\.{0,2}|\.git)$/i.test(one));
  return part === undefined ? undefined : `its path has the part "${part}"`;
}

/** The entries whose bytes are needed. Submodules have none, empty files no hit. */
function selectEntries(
  entries: readonly TreeEntry[],
  limits: ReadLimits,
  repository: RepositoryName,
  onProblem: OnProblem,
): Map<string, TreeEntry> {
  const wanted = new Map<string, TreeEntry>();
  const seen = new Set<string>();
  let total = 0;
  for (const entry of entries) {
    if (entry.mode === '160000' || entry.size === 0) continue;
    const fault = pathFault(entry.path) ?? (seen.has(entry.path) ? 'it stands in the tree twice' : undefined);
    seen.add(entry.path);
    if (fault !== undefined) {
      wanted.delete(entry.path);
      onProblem(entry.path, `${fault}, so it was left alone; rename it`);
      continue;
    }
    if (entry.size > limits.fileBytes) {
      onProblem(
        entry.path,
        `${entry.size} bytes are more than the ${limits.fileBytes} that are read of one file; look at it by hand`,
      );
      continue;
    }
    total += entry.size;
    wanted.set(entry.path, entry);
  }
  if (total > limits.unpackedBytes) {
    throw new TreeTooLarge(fullName(repository), `its files have ${total} bytes, the limit is ${limits.unpackedBytes}`);
  }
  return wanted;
}

/** Takes what the archive has. A broken archive is not an error here: what it lacks stays wanted. */
async function collectFromArchive(
  client: GithubClient,
  repository: RepositoryName,
  sha: string,
  collection: Collection,
  limits: ReadLimits,
): Promise<void> {
  const { wanted } = collection;
  for (let attempt = 0; attempt < 2 && wanted.size > 0; attempt++) {
    try {
      const archive = await openArchive(client, repository, sha);
      const visitor = {
        wants: (path: string) => wanted.get(path)?.size,
        take: (path: string, bytes: Buffer) => takeBytes(collection, path, bytes),
      };
      const unpackedLimit = limits.unpackedBytes + wanted.size * ARCHIVE_OVERHEAD;
      await readArchive(archive, visitor, unpackedLimit, repository);
      return;
    } catch (error) {
      if (mustStop(error)) throw error;
      if (wanted.size < WORTH_ANOTHER_ARCHIVE) return;
    }
  }
}

/** Keeps the bytes when they are those of the tree's blob; keeps them in memory only when they have a hit. */
function takeBytes({ wanted, hits, stems, always }: Collection, path: string, bytes: Buffer): void {
  const entry = wanted.get(path);
  if (entry === undefined || blobId(bytes) !== entry.blob) return;
  wanted.delete(path);
  if (always.has(path) || stems.test(bytes.toString('latin1'))) hits.push({ entry, bytes });
}

async function collectSingly(
  client: GithubClient,
  repository: RepositoryName,
  collection: Collection,
  limits: ReadLimits,
  onProblem: OnProblem,
): Promise<void> {
  const { wanted } = collection;
  if (wanted.size > limits.singleFiles) {
    throw new TreeTooLarge(
      fullName(repository),
      `its archive lacks ${wanted.size} files, which are too many to fetch one by one`,
    );
  }
  for (const entry of [...wanted.values()]) {
    try {
      const { data } = await asking(`read ${entry.path}`, repository, () =>
        client.rest.git.getBlob({ owner: repository.owner, repo: repository.repo, file_sha: entry.blob }),
      );
      takeBytes(collection, entry.path, Buffer.from(data.content, 'base64'));
      if (wanted.has(entry.path)) onProblem(entry.path, 'GitHub gave other bytes than those of the commit; try again');
    } catch (error) {
      // Without an answer nothing is known of the file: a plan that lacks it would be taken for whole.
      const known = error instanceof GithubError && error.fault !== 'unavailable';
      if (mustStop(error) || !known) throw error;
      onProblem(entry.path, `could not be read: ${error.message}`);
    }
  }
}

/** Whether asking on is pointless or harmful. */
function mustStop(error: unknown): boolean {
  if (!(error instanceof GithubError)) return false;
  return ['rate-limited', 'unauthorised', 'tree-too-large', 'repository-disabled'].includes(error.fault);
}

/** Decodes one file at a time, in path order, and lets its bytes go. */
function* decodeHits(hits: Hit[], editableBytes: number): Generator<SourceFile> {
  hits.sort((a, b) => (a.entry.path < b.entry.path ? 1 : -1));
  for (let hit = hits.pop(); hit !== undefined; hit = hits.pop()) {
    yield { ...hit.entry, ...classifyBytes(hit.bytes, hit.entry.mode, decodeUtf8, editableBytes) };
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}
