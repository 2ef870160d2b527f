/** What can go wrong with a folder on this machine: what happened, and what to do about it. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
  /** What to do next, as a sentence. */
  readonly nextStep: string;

  constructor(message: string, nextStep: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.nextStep = nextStep;
  }
}

/** Why the system refused, in words: `permission denied`. */
export function systemReason(error: unknown): string {
  switch (systemCode(error)) {
    case 'ENOENT':
      return 'it is not there';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EROFS':
      return 'the file system is read-only';
    case 'ENOSPC':
      return 'no space is left on the device';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENOTDIR':
      return 'a part of its path is not a folder';
    case 'ELOOP':
      return 'it became a symbolic link';
    default:
      return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  }
}

/** The code of a system error, such as `ENOENT`. Told by its shape: an error may come from another realm. */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
