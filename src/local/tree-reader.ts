/** A folder on this machine as a repository: listed by git where it is a checkout, read from the disk. */
import { isAscii } from 'node:buffer';
import { closeSync, constants, openSync, readFileSync, readlinkSync, readSync, realpathSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { classifyBytes } from '../core/classify-bytes.js';
import type { SourceReader } from '../core/ports.js';
import type { SourceFile, TreeEntry } from '../core/source.js';
import { blobId } from './blob-id.js';
import { FolderError, systemReason } from './errors.js';
import { type ListedFile, type Listing, listFiles, pathOnDisk } from './list-files.js';

/** What to read. */
export interface TreeReaderOptions {
  /** The folder, as the person wrote it. */
  readonly folder: string;
  /** Whether files that git does not track yet count as well (those that it ignores never do). */
  readonly untracked?: boolean;
  /** Absolute paths that are left out: what this run writes its reports to. */
  readonly except?: readonly string[];
  readonly limits?: Partial<ReadLimits>;
}

/** Sizes in bytes. */
export interface ReadLimits {
  /** A larger file is only searched, in pieces; one with a hit is reported. */
  readonly fileBytes: number;
  /** A larger file is `too-large` to be edited. */
  readonly editableBytes: number;
}

/** The same sizes as for a repository on GitHub, so that both give the same result. */
const DEFAULT_LIMITS: ReadLimits = { fileBytes: 100 * 1024 * 1024, editableBytes: 40 * 1024 * 1024 };

/** Bytes of a large file that are searched at a time, and what two pieces share so that no name falls between them. */
const PIECE = 8 * 1024 * 1024;
const SHARED = 512;

/** Bytes that are searched for a NUL, as git does it. */
const BINARY_PREFIX = 8000;

/** What a file that is read whether or not it names a model is searched for. */
const EVERYTHING = /^/;

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Makes a reader of a folder. Throws `FolderError` when it is not there or not a folder. */
export function createTreeReader({ folder, untracked = true, except = [], limits }: TreeReaderOptions): SourceReader {
  const root = realFolder(folder);
  const bounds = { ...DEFAULT_LIMITS, ...limits };
  const left = new Set(except.map((path) => relative(root, path)));
  let listing: Promise<Listing> | undefined;
  async function listOnce(): Promise<Listing> {
    listing ??= listFiles(root, untracked).then(({ files, problems }) => ({
      problems,
      files: files.filter((file) => !left.has(file.path)),
    }));
    return listing;
  }
  return {
    name: folder,
    list: async () => (await listOnce()).files.map((file) => entryOf(root, file)),
    async *read(stems, onProblem, always) {
      const { files, problems } = await listOnce();
      for (const { path, message } of problems) onProblem(path, message);
      const pattern = new RegExp(stems, 'i');
      for (const file of files) {
        const whole = always?.has(file.path) === true && file.size <= bounds.fileBytes;
        const source = readOne(root, file, whole ? EVERYTHING : pattern, bounds, (message) =>
          onProblem(file.path, message),
        );
        if (source !== undefined) yield source;
      }
    },
  };
}

/** The folder's real path. */
export function realFolder(folder: string): string {
  try {
    const real = realpathSync(folder);
    if (statSync(real).isDirectory()) return real;
  } catch (error) {
    throw new FolderError(`${folder} cannot be opened: ${systemReason(error)}.`, 'Check the path.', error);
  }
  throw new FolderError(`${folder} is a file, not a folder.`, 'Give the folder that holds the repository.');
}

/** An entry whose blob id is computed when it is asked for: a listing must not read every file. */
function entryOf(root: string, { path, mode, size, commit }: ListedFile): TreeEntry {
  let blob = commit;
  return {
    path,
    mode,
    size,
    get blob() {
      blob ??= blobId(readBytes(root, path, mode));
      return blob;
    },
  };
}

function readOne(
  root: string,
  { path, mode, size }: ListedFile,
  stems: RegExp,
  limits: ReadLimits,
  onProblem: (message: string) => void,
): SourceFile | undefined {
  if (mode === '160000' || size === 0) return undefined;
  try {
    if (size > limits.fileBytes) {
      if (searchLarge(pathOnDisk(root, path), stems))
        onProblem(`names a model, but its ${size} bytes are too many to be read as a whole; look at it by hand`);
      return undefined;
    }
    const bytes = readBytes(root, path, mode);
    const characters = bytes.toString('latin1');
    if (!stems.test(characters)) return undefined;
    const decode = isAscii(bytes) ? () => characters : decodeUtf8;
    const classified = classifyBytes(bytes, mode, decode, limits.editableBytes);
    return { path, mode, size: bytes.length, blob: blobId(bytes), ...classified };
  } catch (error) {
    onProblem(`could not be read: ${systemReason(error)}`);
    return undefined;
  }
}

/** The bytes of a file, or the target of a link. A file that turned into a link meanwhile is not followed. */
function readBytes(root: string, path: string, mode: string): Buffer {
  if (mode === '120000') return readlinkSync(pathOnDisk(root, path), 'buffer');
  const handle = openSync(pathOnDisk(root, path), constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return readFileSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Whether a large text file has a hit; binary ones are data and not searched. */
function searchLarge(path: string, stems: RegExp): boolean {
  const handle = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const piece = Buffer.allocUnsafe(PIECE);
    for (let at = 0; ; at += PIECE - SHARED) {
      const length = readSync(handle, piece, 0, PIECE, at);
      if (at === 0 && piece.subarray(0, Math.min(length, BINARY_PREFIX)).includes(0)) return false;
      if (stems.test(piece.toString('latin1', 0, length))) return true;
      if (length < PIECE) return false;
    }
  } finally {
    closeSync(handle);
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}
