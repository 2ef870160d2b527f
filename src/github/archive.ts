/** The archive of a commit: opened through GitHub's redirect, unpacked as a stream, never kept as a whole. */
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { asking } from './asking.js';
import { fullName, type GithubClient, type RepositoryName } from './client.js';
import { GithubUnavailable, TreeTooLarge } from './errors.js';
import { ARCHIVE_MILLISECONDS } from './limits.js';

/** Which files of an archive are wanted, and where they go. */
export interface ArchiveVisitor {
  /** Size in bytes that the file at `path` must have to be read, or undefined to pass it over. */
  wants(path: string): number | undefined;
  take(path: string, bytes: Buffer): void;
}

/**
 * Opens the archive of a commit. One request, and the download it redirects to. The token goes to the API only: the address that
 * GitHub redirects to carries its own. https://docs.github.com/en/rest/repos/contents#download-a-repository-archive-tar
 */
export async function openArchive(client: GithubClient, name: RepositoryName, sha: string): Promise<Readable> {
  return asking('download the files', name, async () => {
    const signal = AbortSignal.timeout(ARCHIVE_MILLISECONDS);
    const response = await client.request('GET /repos/{owner}/{repo}/tarball/{ref}', {
      owner: name.owner,
      repo: name.repo,
      ref: sha,
      request: { redirect: 'manual', parseSuccessResponseBody: false, signal },
    });
    const body: unknown = response.data;
    const { location } = response.headers;
    if (location === undefined) return readableOf(body, name);
    if (body instanceof ReadableStream) await body.cancel();
    const download = await fetch(new URL(location, response.url), { signal });
    if (!download.ok) throw new GithubUnavailable('download the files', fullName(name), { status: download.status });
    return readableOf(download.body, name);
  });
}

function readableOf(body: unknown, name: RepositoryName): Readable {
  if (body instanceof ReadableStream) return Readable.fromWeb(body);
  throw new GithubUnavailable('download the files', fullName(name));
}

/**
 * Unpacks an archive and hands the wanted files to `visitor`. All paths of GitHub's archives stand in one folder, which is cut off; a
 * symlink's bytes are its target. Throws `TreeTooLarge` when more than `limit` bytes come out; other errors mean a broken archive.
 */
export async function readArchive(
  archive: Readable,
  visitor: ArchiveVisitor,
  limit: number,
  name: RepositoryName,
): Promise<void> {
  const entries = extract();
  const unpacking = pipeline(archive, createGunzip(), limitBytes(limit, name), entries);
  // The loop below ends with the same error; this keeps Node from calling it unhandled before the loop has seen it.
  unpacking.catch(() => undefined);
  for await (const entry of entries) {
    const { header } = entry;
    const path = pathInside(header);
    const size = visitor.wants(path);
    if (size === undefined) entry.resume();
    else if (header.type === 'symlink') {
      entry.resume();
      visitor.take(path, Buffer.from(header.linkname));
    } else if (header.type !== 'file' || header.size !== size) entry.resume();
    else {
      const chunks: Uint8Array[] = [];
      for await (const chunk of entry) if (chunk instanceof Uint8Array) chunks.push(chunk);
      visitor.take(path, Buffer.concat(chunks));
    }
  }
  await unpacking;
}

/** The path without the archive's own folder: `owner-repo-1a2b3c/docs/a.md` is `docs/a.md`. */
function pathInside(header: Header): string {
  return header.name.slice(header.name.indexOf('/') + 1);
}

function limitBytes(limit: number, name: RepositoryName): Transform {
  let passed = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      passed += chunk.length;
      if (passed <= limit) callback(null, chunk);
      else callback(new TreeTooLarge(fullName(name), `its archive unpacks to more than ${limit} bytes`));
    },
  });
}
