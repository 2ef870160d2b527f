/** Git's id of a blob. */
import { createHash } from 'node:crypto';

/** SHA-1 over `blob <length>\0<bytes>`, 40 hex digits. https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
export function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
