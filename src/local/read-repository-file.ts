/** One file of a folder, by a path that somebody wrote into it. */
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { RepoPath } from '../core/source.js';
import { systemCode } from './errors.js';
import { MIGRATION_BYTES, type RepositoryText } from './follow-configuration.js';
import { realFolder } from './tree-reader.js';

/** Reads a text of the folder; what lies outside of it, also through a link, is not read. */
export function readRepositoryFile(folder: string, path: RepoPath): RepositoryText {
  const root = realFolder(folder);
  try {
    const place = realpathSync(join(root, path));
    if (!place.startsWith(root.endsWith(sep) ? root : root + sep)) return { state: 'not-a-file' };
    const handle = openSync(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      return readOpen(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'none' };
    if (code === 'ELOOP') return { state: 'not-a-file' };
    throw error;
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function readOpen(handle: number): RepositoryText {
  const found = fstatSync(handle);
  if (!found.isFile()) return { state: 'not-a-file' };
  if (found.size > MIGRATION_BYTES) return { state: 'too-large', bytes: found.size };
  try {
    return { state: 'text', text: strictUtf8.decode(readFileSync(handle)) };
  } catch {
    return { state: 'not-utf8' };
  }
}
