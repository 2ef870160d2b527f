/** The configuration of a repository on GitHub, and the other files that it names. */
import {
  CONFIGURATION_BYTES,
  CONFIGURATION_PATH,
  configurationTooLarge,
  type FoundConfiguration,
  problemInConfiguration,
} from '../core/configuration.js';
import type { Problem } from '../core/problem.js';
import type { RepoPath } from '../core/source.js';
import { asking } from './asking.js';
import type { GithubClient, RepositoryName } from './client.js';
import { NotFound, RepositoryEmpty } from './errors.js';

/**
 * Reads `.github/cutover.yml` of the default branch, and of no other: a pull request must not change the rules that it is held to. One
 * request; a repository without the file, or without a commit, has none.
 */
export function readConfiguration(client: GithubClient, name: RepositoryName): Promise<FoundConfiguration> {
  return findConfiguration(client, name);
}

/**
 * Reads the file of a commit: one that a pull request proposes, to be checked and never to be followed; or the one that a plan on the
 * command line is made of. One request.
 */
export function readConfigurationAt(
  client: GithubClient,
  name: RepositoryName,
  commit: string,
): Promise<FoundConfiguration> {
  return findConfiguration(client, name, commit);
}

async function findConfiguration(
  client: GithubClient,
  name: RepositoryName,
  ref?: string,
): Promise<FoundConfiguration> {
  const read = await readTextFile(client, name, CONFIGURATION_PATH, CONFIGURATION_BYTES, ref);
  switch (read.state) {
    case 'none':
      return { state: 'none' };
    case 'text':
      return { state: 'found', file: { path: CONFIGURATION_PATH, text: read.text } };
    case 'too-large':
      return { state: 'unreadable', problem: configurationTooLarge(read.bytes) };
    case 'not-a-file':
      return unreadable('It is not a file');
    case 'not-utf8':
      return unreadable('It is not valid UTF-8', 'Save it as UTF-8.');
    default:
      return read satisfies never;
  }
}

function unreadable(message: string, suggestion?: string): { state: 'unreadable'; problem: Problem } {
  return { state: 'unreadable', problem: problemInConfiguration(message, suggestion) };
}

/** One file of a repository, or why there is no text of it. */
export type ReadTextFile =
  | { readonly state: 'text'; readonly text: string }
  | { readonly state: 'none' | 'not-a-file' | 'not-utf8' }
  | { readonly state: 'too-large'; readonly bytes: number };

/**
 * Reads one small text file, of the default branch unless a commit is given. One request. A link to a file of the same repository is
 * followed by GitHub.
 * @param path from the top of the repository; its parts are encoded into the address
 * @param limit bytes, at most 1 MB: beyond that GitHub leaves the content out
 */
export async function readTextFile(
  client: GithubClient,
  { owner, repo }: RepositoryName,
  path: RepoPath,
  limit: number,
  ref?: string,
): Promise<ReadTextFile> {
  try {
    const { data } = await asking(`read ${path}`, { owner, repo }, () =>
      client.rest.repos.getContent({ owner, repo, path, ...(ref === undefined ? {} : { ref }) }),
    );
    if (Array.isArray(data) || data.type !== 'file') return { state: 'not-a-file' };
    if (data.size > limit) return { state: 'too-large', bytes: data.size };
    const text = decodeUtf8(Buffer.from(data.content, 'base64'));
    return text === undefined ? { state: 'not-utf8' } : { state: 'text', text };
  } catch (error) {
    if (error instanceof NotFound || error instanceof RepositoryEmpty) return { state: 'none' };
    throw error;
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
