import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { runGit } from './git-binary.js';

export type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';

export interface GitObject {
  readonly type: ObjectType;
  readonly bytes: Buffer;
}

/** The objects of one bare repository: written loose in this process, read loose or, when packed, by the git binary. */
export interface ObjectStore {
  /** Writes an object, unless it is there already; gives its id. */
  write(type: ObjectType, bytes: Buffer): string;
  read(sha: string): GitObject | undefined;
  /** Bytes of an object's content. */
  sizeOf(sha: string): number;
}

const SHA = /^[0-9a-f]{40}$/;

/** Whether a text is a full object id. */
export function isSha(text: string): boolean {
  return SHA.test(text);
}

function isObjectType(text: string): text is ObjectType {
  return text === 'blob' || text === 'tree' || text === 'commit' || text === 'tag';
}

/** The objects of the bare repository in a folder. A spawn of git for each object would take milliseconds. */
export function openObjectStore(folder: string): ObjectStore {
  const sizes = new Map<string, number>();
  const placeOf = (sha: string): string => join(folder, 'objects', sha.slice(0, 2), sha.slice(2));

  function write(type: ObjectType, bytes: Buffer): string {
    const framed = Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes]);
    const sha = createHash('sha1').update(framed).digest('hex');
    if (sizes.has(sha)) return sha;
    sizes.set(sha, bytes.length);
    if (existsSync(placeOf(sha))) return sha;
    mkdirSync(join(folder, 'objects', sha.slice(0, 2)), { recursive: true });
    writeFileSync(placeOf(sha), deflateSync(framed, { level: 1 }), { mode: 0o444 });
    return sha;
  }

  function read(sha: string): GitObject | undefined {
    if (!isSha(sha)) return undefined;
    if (!existsSync(placeOf(sha))) return readPacked(folder, sha);
    const framed = inflateSync(readFileSync(placeOf(sha)));
    const end = framed.indexOf(0);
    const type = framed.toString('latin1', 0, framed.indexOf(0x20));
    return isObjectType(type) ? { type, bytes: framed.subarray(end + 1) } : undefined;
  }

  function sizeOf(sha: string): number {
    const size = sizes.get(sha) ?? read(sha)?.bytes.length ?? 0;
    sizes.set(sha, size);
    return size;
  }

  return { write, read, sizeOf };
}

function readPacked(folder: string, sha: string): GitObject | undefined {
  if (!existsSync(join(folder, 'objects', 'pack'))) return undefined;
  const output = runGit(folder, ['cat-file', '--batch'], `${sha}\n`);
  const end = output.indexOf(0x0a);
  const [, type = '', size = ''] = output.toString('latin1', 0, end).split(' ');
  return isObjectType(type) ? { type, bytes: output.subarray(end + 1, end + 1 + Number(size)) } : undefined;
}
