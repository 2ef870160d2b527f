/** The configuration of a folder on this machine. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  CONFIGURATION_BYTES,
  CONFIGURATION_PATH,
  configurationTooLarge,
  type FoundConfiguration,
  problemInConfiguration,
} from '../core/configuration.js';
import type { Problem } from '../core/problem.js';
import { systemCode, systemReason } from './errors.js';
import { realFolder } from './tree-reader.js';

/**
 * Looks for `.github/cutover.yml` in a folder. Links are not followed: they may lead out of the folder. Throws `FolderError` when the
 * folder itself cannot be opened.
 */
export function readConfiguration(folder: string): FoundConfiguration {
  const root = realFolder(folder);
  const path = join(root, CONFIGURATION_PATH);
  try {
    if (lstatSync(dirname(path)).isSymbolicLink())
      return unreadable('Its folder is a symbolic link, which is not followed');
    const handle = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      return readOpen(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOTDIR') return { state: 'none' };
    if (code === 'ENOENT') return misnamed(root) ?? { state: 'none' };
    if (code === 'ELOOP') return unreadable('It is a symbolic link, which is not followed');
    return unreadable(`It could not be read: ${systemReason(error)}`);
  }
}

function readOpen(handle: number): FoundConfiguration {
  const found = fstatSync(handle);
  if (!found.isFile()) return unreadable('It is not a file');
  if (found.size > CONFIGURATION_BYTES) return { state: 'unreadable', problem: configurationTooLarge(found.size) };
  const text = decodeUtf8(readFileSync(handle));
  return text === undefined
    ? unreadable('It is not valid UTF-8', 'Save it as UTF-8.')
    : { state: 'found', file: { path: CONFIGURATION_PATH, text } };
}

/** A name that nobody looks for would be passed over without a word. */
function misnamed(root: string): FoundConfiguration | undefined {
  const other = CONFIGURATION_PATH.replace(/\.yml$/, '.yaml');
  if (lstatSync(join(root, other), { throwIfNoEntry: false }) === undefined) return undefined;
  return unreadable(`There is ${other}, and no such file`, 'Rename it.');
}

function unreadable(message: string, suggestion?: string): { state: 'unreadable'; problem: Problem } {
  return { state: 'unreadable', problem: problemInConfiguration(message, suggestion) };
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}
