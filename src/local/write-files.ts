/** A writer that edits the files of a folder, each one wholly or not at all. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { FilePlan, FileProblem } from '../core/file-plan.js';
import type { PhasePlan } from '../core/phase-plan.js';
import type { ChangeWriter, Progress, Written } from '../core/ports.js';
import { blobId } from './blob-id.js';
import { systemReason } from './errors.js';
import { plainFolders } from './list-files.js';
import { realFolder } from './tree-reader.js';

/** What was written, and which files were left as they are. */
export interface FilesWritten extends Written {
  /** Paths of the edited files, in path order. */
  readonly files: readonly string[];
  /** One for each file that was not written, with the reason. */
  readonly refused: readonly FileProblem[];
}

/** A {@link ChangeWriter} that also tells file by file. */
export interface FileWriter extends ChangeWriter {
  publish(plan: PhasePlan): Promise<FilesWritten>;
}

/**
 * Makes a writer into `folder`. A file is written to a new one beside it that then takes its name, so that nobody ever sees half of
 * it; owner and mode stay. A file that is no longer what was read, or that is reached through a link, is refused and reported; the
 * others are still written. Throws `FolderError` when the folder is not there.
 */
export function createFileWriter(folder: string, progress: Progress = () => {}): FileWriter {
  const root = realFolder(folder);
  return {
    async publish(plan) {
      const changed = plan.files.filter((file) => file.changes.edits.length > 0);
      const files: string[] = [];
      const refused: FileProblem[] = [];
      for (const file of changed) {
        const reason = writeOne(root, file);
        if (reason === undefined) files.push(file.path);
        else refused.push({ path: file.path, message: `was not written: ${reason}`, unverified: true });
        progress({ stage: 'write', done: files.length + refused.length, total: changed.length, path: file.path });
      }
      return { summary: summarise(plan, files.length, refused.length), changed: files.length > 0, files, refused };
    },
  };
}

function summarise(plan: PhasePlan, written: number, refused: number): string {
  const left = refused === 0 ? '' : `, ${refused} left as they are`;
  if (written === 0 && refused === 0) return `Phase ${plan.phase.number}: nothing to change.`;
  return `Phase ${plan.phase.number}: ${written} ${written === 1 ? 'file' : 'files'} edited${left}.`;
}

/** Writes one file; returns why not, when not. */
function writeOne(root: string, file: FilePlan): string | undefined {
  if (!staysInside(file.path) || !plainFolders(root)(dirname(file.path)))
    return 'its path leads through a symbolic link or out of the folder';
  const path = join(root, file.path);
  try {
    const before = lstatSync(path);
    if (!before.isFile()) return 'it is no longer a plain file';
    if (!isUnchanged(path, file.blob)) return 'it was changed since it was read; run again';
    return replaceFile(path, before, Buffer.from(file.after, 'utf8'), file.blob);
  } catch (error) {
    return systemReason(error);
  }
}

function staysInside(path: string): boolean {
  return !path.startsWith('/') && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

function isUnchanged(path: string, blob: string): boolean {
  const handle = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return blobId(readFileSync(handle)) === blob;
  } finally {
    closeSync(handle);
  }
}

/** Puts `bytes` in the place of the file. The last look at what stands there is as late as it can be. */
function replaceFile(path: string, before: Stats, bytes: Buffer, blob: string): string | undefined {
  // Short, because a name may be as long as names can be; new each time, because one may be left of a run that was killed.
  const beside = join(dirname(path), `.cutover-${randomBytes(8).toString('hex')}`);
  const handle = openSync(beside, 'wx', before.mode & 0o777);
  try {
    try {
      writeFileSync(handle, bytes);
      keepOwner(handle, before);
      fchmodSync(handle, before.mode & 0o7777);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    if (!isUnchanged(path, blob)) {
      unlinkSync(beside);
      return 'it was changed while it was being written; run again';
    }
    renameSync(beside, path);
    return undefined;
  } catch (error) {
    unlinkSync(beside);
    throw error;
  }
}

/** Gives the new file the old one's owner, where that is allowed and needed. */
function keepOwner(handle: number, { uid, gid }: Stats): void {
  if (process.getuid?.() === uid && process.getgid?.() === gid) return;
  try {
    fchownSync(handle, uid, gid);
  } catch {
    // Only the superuser may give a file away; for others it becomes their own, as with any editor.
  }
}
