import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CommitObject, parseCommit, parseTag, printCommit } from './commit-object.js';
import { type GitObject, isSha, type ObjectStore, type ObjectType, openObjectStore } from './object-store.js';
import { type DiffFile, mergeTrees, readDiff } from './read-diff.js';
import { type PathEntry, parseTree, printTree, type TreeEntry, type TreeMode } from './tree-object.js';
import { ancestorsOf, findMergeBase, listBetween } from './walk-history.js';

/** What a path becomes: another object, or null for gone. */
export type TreeChange = { readonly mode: TreeMode; readonly sha: string } | null;

/** A bare git repository on disk, with its refs mirrored in memory. Object ids are 40 hex digits. */
export interface GitRepository {
  readonly folder: string;
  readonly defaultBranch: string;
  write(type: ObjectType, bytes: Buffer): string;
  read(sha: string): GitObject | undefined;
  /** Bytes of an object's content. */
  sizeOf(sha: string): number;
  /** The id behind a full ref name such as `refs/heads/main`. */
  ref(name: string): string | undefined;
  refs(): ReadonlyMap<string, string>;
  setRef(name: string, sha: string): void;
  deleteRef(name: string): void;
  /** Makes another branch the default one. */
  setDefaultBranch(name: string): void;
  /** The commit behind a branch, tag, full or shortened ref, or id. */
  resolveCommit(name: string): string | undefined;
  commit(sha: string): CommitObject | undefined;
  writeCommit(commit: CommitObject): string;
  tree(sha: string): readonly TreeEntry[] | undefined;
  /** All entries below a tree, folders included, in git's order. */
  walkTree(sha: string): readonly PathEntry[];
  entryAt(tree: string, path: string): PathEntry | undefined;
  /** Writes a tree with the changes applied to a base tree (none: an empty one); gives its id. */
  writeTree(base: string | null, changes: ReadonlyMap<string, TreeChange>): string;
  isAncestor(ancestor: string, descendant: string): boolean;
  mergeBase(a: string, b: string): string | undefined;
  /** Ids of the commits that `to` has and `from` has not, oldest first; all of `to` when `from` is null. */
  commitsBetween(from: string | null, to: string): readonly string[];
  /** What differs between two commits or trees. */
  diff(from: string, to: string): readonly DiffFile[];
  /** The tree that a three-way merge gives, or null when the commits conflict. */
  mergeTrees(ours: string, theirs: string): string | null;
}

const EMPTY_TREE_CHANGES: ReadonlyMap<string, TreeChange> = new Map();

/** Makes an empty bare repository in a folder, without spawning git. */
export function createGitRepository(folder: string, firstBranch: string): GitRepository {
  let defaultBranch = firstBranch;
  for (const part of ['objects', 'refs/heads', 'refs/tags']) mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`);
  writeFileSync(join(folder, 'config'), '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n');
  const objects = openObjectStore(folder);
  const refs = openRefs(folder);
  const trees = openTrees(objects);
  const commits = new Map<string, CommitObject>();
  const diffs = new Map<string, readonly DiffFile[]>();
  const merges = new Map<string, string | null>();

  function commit(sha: string): CommitObject | undefined {
    const known = commits.get(sha);
    if (known !== undefined) return known;
    const object = objects.read(sha);
    if (object?.type !== 'commit') return undefined;
    const parsed = parseCommit(object.bytes);
    commits.set(sha, parsed);
    return parsed;
  }

  function peel(sha: string | undefined): string | undefined {
    const object = sha === undefined ? undefined : objects.read(sha);
    if (object?.type === 'tag') return peel(parseTag(object.bytes).object);
    return object?.type === 'commit' ? sha : undefined;
  }

  return {
    folder,
    get defaultBranch() {
      return defaultBranch;
    },
    setDefaultBranch(name) {
      defaultBranch = name;
      writeFileSync(join(folder, 'HEAD'), `ref: refs/heads/${name}\n`);
    },
    ...objects,
    ...refs,
    ...trees,
    commit,
    writeCommit: (value) => objects.write('commit', printCommit(value)),
    resolveCommit: (name) => peel(isSha(name) ? name : refs.findRef(name === 'HEAD' ? defaultBranch : name)),
    isAncestor: (ancestor, descendant) => ancestorsOf(commit, descendant).has(ancestor),
    mergeBase: (a, b) => findMergeBase(commit, a, b),
    commitsBetween: (from, to) => listBetween(commit, from, to),
    diff: (from, to) => remember(diffs, `${from} ${to}`, () => readDiff(folder, from, to)),
    mergeTrees: (ours, theirs) => remember(merges, `${ours} ${theirs}`, () => mergeTrees(folder, ours, theirs)),
  };
}

/** Ids name what never changes, so that an answer about them holds for good. */
function remember<T>(known: Map<string, T>, key: string, ask: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  const answer = ask();
  known.set(key, answer);
  return answer;
}

function openRefs(folder: string) {
  const refs = new Map<string, string>();
  return {
    ref: (name: string) => refs.get(name),
    refs: (): ReadonlyMap<string, string> => refs,
    findRef: (name: string) =>
      refs.get(`refs/heads/${name}`) ?? refs.get(`refs/tags/${name}`) ?? refs.get(`refs/${name}`) ?? refs.get(name),
    setRef(name: string, sha: string): void {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), `${sha}\n`);
      refs.set(name, sha);
    },
    deleteRef(name: string): void {
      rmSync(join(folder, name));
      refs.delete(name);
    },
  };
}

function openTrees(objects: ObjectStore) {
  const known = new Map<string, readonly TreeEntry[]>();

  function tree(sha: string): readonly TreeEntry[] | undefined {
    const cached = known.get(sha);
    if (cached !== undefined) return cached;
    const object = objects.read(sha);
    if (object?.type !== 'tree') return undefined;
    const entries = parseTree(object.bytes);
    known.set(sha, entries);
    return entries;
  }

  function walkTree(sha: string, prefix = ''): readonly PathEntry[] {
    return (tree(sha) ?? []).flatMap(({ mode, name, sha: child }) => {
      const entry = { mode, path: prefix + name, sha: child };
      return mode === '040000' ? [entry, ...walkTree(child, `${entry.path}/`)] : [entry];
    });
  }

  function entryAt(root: string, path: string): PathEntry | undefined {
    let entry: PathEntry = { mode: '040000', path: '', sha: root };
    for (const name of path.split('/')) {
      const found: TreeEntry | undefined = tree(entry.sha)?.find((candidate) => candidate.name === name);
      if (found === undefined) return undefined;
      entry = { ...found, path };
    }
    return entry;
  }

  function writeTree(base: string | null, changes: ReadonlyMap<string, TreeChange>): string {
    const entries = new Map((base === null ? [] : (tree(base) ?? [])).map((entry) => [entry.name, entry]));
    const below = new Map<string, Map<string, TreeChange>>();
    for (const [path, change] of changes) {
      const slash = path.indexOf('/');
      const name = slash < 0 ? path : path.slice(0, slash);
      if (slash >= 0)
        below.set(name, (below.get(name) ?? new Map<string, TreeChange>()).set(path.slice(slash + 1), change));
      else if (change === null) entries.delete(name);
      else entries.set(name, { name, ...change });
    }
    for (const [name, inner] of below) {
      const before = entries.get(name);
      const sha = writeTree(before?.mode === '040000' ? before.sha : null, inner);
      // Git knows no empty folders: the last file gone takes its folder along.
      if ((tree(sha) ?? []).length === 0) entries.delete(name);
      else entries.set(name, { name, mode: '040000', sha });
    }
    return objects.write('tree', printTree([...entries.values()]));
  }

  return {
    tree,
    walkTree: (sha: string) => walkTree(sha),
    entryAt,
    writeTree: (base: string | null, changes = EMPTY_TREE_CHANGES) => writeTree(base, changes),
  };
}
