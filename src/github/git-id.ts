/** Git's own names for things: the id of a blob from its bytes, of a tree from its entries. */
import { createHash } from 'node:crypto';
import type { TreeEntry } from '../core/source.js';

/** Id of the tree without entries. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** A leaf of a tree: a file, symlink or submodule. */
export type Leaf = Pick<TreeEntry, 'path' | 'mode' | 'blob'>;

/** A folder while its id is computed: names with either a leaf or a folder. */
interface Folder {
  readonly leaves: Leaf[];
  readonly names: string[];
  readonly folders: Map<string, Folder>;
}

/** A line of a tree object: what it is sorted by, what stands before the id, the id. */
interface Entry {
  readonly key: Buffer;
  readonly head: Buffer;
  readonly id: Buffer;
}

/** Git's id of a blob: SHA-1 over `blob <length>\0<bytes>`. */
export function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** Git's id of the tree with these leaves, whatever their order; folders without leaves do not exist. */
export function treeId(leaves: Iterable<Leaf>): string {
  const root: Folder = { leaves: [], names: [], folders: new Map() };
  for (const leaf of leaves) {
    const parts = leaf.path.split('/');
    const name = parts.pop() ?? '';
    let folder = root;
    for (const part of parts) {
      let next = folder.folders.get(part);
      if (next === undefined) {
        next = { leaves: [], names: [], folders: new Map() };
        folder.folders.set(part, next);
      }
      folder = next;
    }
    folder.leaves.push(leaf);
    folder.names.push(name);
  }
  return folderId(root).toString('hex');
}

/** Entries stand in the order of their names' bytes, a folder's name with `/` behind it. */
function folderId(folder: Folder): Buffer {
  const entries: Entry[] = folder.leaves.map((leaf, index) => {
    const name = folder.names[index] ?? '';
    return { key: Buffer.from(name), head: Buffer.from(`${leaf.mode} ${name}\0`), id: Buffer.from(leaf.blob, 'hex') };
  });
  for (const [name, inner] of folder.folders) {
    entries.push({ key: Buffer.from(`${name}/`), head: Buffer.from(`40000 ${name}\0`), id: folderId(inner) });
  }
  entries.sort((a, b) => Buffer.compare(a.key, b.key));
  const body = Buffer.concat(entries.flatMap(({ head, id }) => [head, id]));
  return createHash('sha1').update(`tree ${body.length}\0`).update(body).digest();
}
