/** The modes of git's tree entries that GitHub accepts. */
export const treeModes = ['100644', '100755', '040000', '120000', '160000'] as const;
export type TreeMode = (typeof treeModes)[number];

/** An entry of a tree object. */
export interface TreeEntry {
  readonly mode: TreeMode;
  readonly name: string;
  readonly sha: string;
}

/** An entry with its path from the root. */
export interface PathEntry {
  readonly mode: TreeMode;
  readonly path: string;
  readonly sha: string;
}

export function isTreeMode(text: string): text is TreeMode {
  return treeModes.some((mode) => mode === text);
}

/** The object type behind a mode, in GitHub's words. */
export function typeOfMode(mode: TreeMode): 'blob' | 'tree' | 'commit' {
  return mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob';
}

/** Prints a tree object; git sorts a folder as if its name ended in a slash. */
export function printTree(entries: readonly TreeEntry[]): Buffer {
  const sorted = entries
    .map((entry) => ({ entry, key: Buffer.from(entry.mode === '040000' ? `${entry.name}/` : entry.name) }))
    .sort((a, b) => Buffer.compare(a.key, b.key));
  return Buffer.concat(
    sorted.flatMap(({ entry }) => [
      Buffer.from(`${entry.mode === '040000' ? '40000' : entry.mode} ${entry.name}\0`),
      Buffer.from(entry.sha, 'hex'),
    ]),
  );
}

/** Reads a tree object. */
export function parseTree(bytes: Buffer): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at);
    const end = bytes.indexOf(0, space);
    const mode = bytes.toString('latin1', at, space).padStart(6, '0');
    if (!isTreeMode(mode)) throw new Error(`a tree holds the unknown mode ${mode}`);
    entries.push({ mode, name: bytes.toString('utf8', space + 1, end), sha: bytes.toString('hex', end + 1, end + 21) });
    at = end + 21;
  }
  return entries;
}
