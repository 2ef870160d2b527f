/** What the bytes of a file are: text that may be edited, or something that may only be looked at. */
import type { FileMode, Unreadable } from './source.js';

/** Decodes strict UTF-8, a leading BOM kept as U+FEFF; undefined when the bytes are not UTF-8. Handed in: the pure layers have no decoder. */
export type DecodeUtf8 = (bytes: Uint8Array) => string | undefined;

/** The text of a file and, where it must not be edited, why. */
export interface ClassifiedBytes {
  readonly text: string;
  readonly unreadable?: Unreadable;
}

/** Bytes that are searched for a NUL. Git's own rule for "binary": the first 8,000 (xdiff-interface.c, FIRST_FEW_BYTES). */
const BINARY_PREFIX = 8000;

/** First line of a Git LFS pointer; pointers are below 1,024 bytes. https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const LFS_FIRST_LINE = 'version https://git-lfs.github.com/spec/v1';
const LFS_BYTES = 1024;

/** Characters made at a time; a call takes only so many arguments. */
const CHUNK = 8192;

/**
 * Classifies the bytes of a file. A symlink's bytes are its target. Where the bytes are no text, each byte becomes one character, so
 * that names in them can still be listed.
 * @param editableBytes size above which a file is `too-large` to be edited
 */
export function classifyBytes(
  bytes: Uint8Array,
  mode: FileMode,
  decode: DecodeUtf8,
  editableBytes: number,
): ClassifiedBytes {
  if (mode === '120000') return { text: decode(bytes) ?? latin1(bytes), unreadable: 'symlink' };
  if (mode === '160000') return { text: '', unreadable: 'submodule' };
  if (bytes.subarray(0, BINARY_PREFIX).includes(0)) return { text: latin1(bytes), unreadable: 'binary' };
  if (bytes.length > editableBytes) return { text: latin1(bytes), unreadable: 'too-large' };
  const text = decode(bytes);
  if (text === undefined) return { text: latin1(bytes), unreadable: 'not-utf8' };
  if (bytes.length < LFS_BYTES && isLfsPointer(text)) return { text, unreadable: 'lfs-pointer' };
  return { text };
}

function isLfsPointer(text: string): boolean {
  return text.startsWith(`${LFS_FIRST_LINE}\n`) || text.startsWith(`${LFS_FIRST_LINE}\r\n`);
}

/** Each byte as the character of the same number. */
export function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
  }
  return parts.join('');
}
