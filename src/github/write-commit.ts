/** Commits through git data: trees in portions, blobs only where the text cannot stand in the tree itself, no author fields. */
import type { FileMode, RepoPath } from '../core/source.js';
import { asking } from './asking.js';
import { fullName, type GithubClient, type RepositoryName } from './client.js';
import { GithubUnavailable, TreeTooLarge } from './errors.js';
import { BLOB_WRITE_BYTES, TREE_BYTES_PER_REQUEST, TREE_ENTRIES_PER_REQUEST } from './limits.js';

/** A file as it shall be; its mode stays what it was. */
export interface TreeChange {
  readonly path: RepoPath;
  readonly mode: FileMode;
  readonly text: string;
}

/** A commit to make. */
export interface CommitText {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
}

/** A commit that was made. */
export interface WrittenCommit {
  readonly sha: string;
  /** Whether GitHub signed it; read from the answer, never assumed. */
  readonly verified: boolean;
}

/** An entry as it is sent: with its text, or with the id of a blob that was written before. */
interface SentEntry {
  readonly path: string;
  readonly mode: '100644' | '100755';
  readonly type: 'blob';
  readonly content?: string;
  readonly sha?: string;
}

/**
 * Writes `base` with `changes` on top and returns the tree's id. One request for each 100 files or 1.5 MB, and one for each file that
 * cannot be sent inline. A portion that GitHub does not manage in time is halved. Throws `TreeTooLarge` for a file above 40 MiB.
 */
export async function writeTree(
  client: GithubClient,
  name: RepositoryName,
  base: string,
  changes: readonly TreeChange[],
): Promise<string> {
  const entries: SentEntry[] = [];
  for (const change of changes) entries.push(await sentEntry(client, name, change));
  let tree = base;
  for (const portion of portionEntries(entries)) tree = await writePortion(client, name, tree, portion);
  return tree;
}

async function sentEntry(client: GithubClient, name: RepositoryName, change: TreeChange): Promise<SentEntry> {
  const { path, text } = change;
  const entry = { path, mode: change.mode === '100755' ? '100755' : '100644', type: 'blob' } as const;
  if (goesInline(text) && jsonBytes({ ...entry, content: text }) <= TREE_BYTES_PER_REQUEST) {
    return { ...entry, content: text };
  }
  const bytes = Buffer.from(text);
  if (bytes.length > BLOB_WRITE_BYTES) throw new TreeTooLarge(fullName(name), `${path} has ${bytes.length} bytes`);
  const { data } = await asking(`write ${path}`, name, () =>
    client.rest.git.createBlob({
      owner: name.owner,
      repo: name.repo,
      content: bytes.toString('base64'),
      encoding: 'base64',
    }),
  );
  return { ...entry, sha: data.sha };
}

/** A tree takes the text itself only when it survives JSON: no NUL. (A lone surrogate cannot be: the text was decoded from UTF-8.) */
function goesInline(text: string): boolean {
  return !text.includes('\0');
}

/** Cuts the entries so that no request is above 100 entries or 1.5 MB of JSON. */
export function portionEntries(entries: readonly SentEntry[]): readonly (readonly SentEntry[])[] {
  const portions: SentEntry[][] = [];
  let portion: SentEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = jsonBytes(entry) + 1;
    if (portion.length >= TREE_ENTRIES_PER_REQUEST || (portion.length > 0 && bytes + size > TREE_BYTES_PER_REQUEST)) {
      portions.push(portion);
      portion = [];
      bytes = 0;
    }
    portion.push(entry);
    bytes += size;
  }
  if (portion.length > 0) portions.push(portion);
  return portions;
}

async function writePortion(
  client: GithubClient,
  name: RepositoryName,
  base: string,
  entries: readonly SentEntry[],
): Promise<string> {
  try {
    const { data } = await asking('write the tree', name, () =>
      client.rest.git.createTree({ owner: name.owner, repo: name.repo, base_tree: base, tree: [...entries] }),
    );
    return data.sha;
  } catch (error) {
    if (!(error instanceof GithubUnavailable) || entries.length < 2) throw error;
    const middle = entries.length >> 1;
    const first = await writePortion(client, name, base, entries.slice(0, middle));
    return writePortion(client, name, first, entries.slice(middle));
  }
}

/**
 * Makes a commit. One request. Author, committer and signature are left out: only then does GitHub sign for the app.
 * https://docs.github.com/en/authentication/managing-commit-signature-verification/about-commit-signature-verification
 */
export async function writeCommit(
  client: GithubClient,
  name: RepositoryName,
  { tree, parents, message }: CommitText,
): Promise<WrittenCommit> {
  const { data } = await asking('write the commit', name, () =>
    client.rest.git.createCommit({ owner: name.owner, repo: name.repo, tree, parents: [...parents], message }),
  );
  return { sha: data.sha, verified: data.verification.verified };
}

function jsonBytes(entry: SentEntry): number {
  return Buffer.byteLength(JSON.stringify(entry));
}
