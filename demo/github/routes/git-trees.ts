import { ApiError, notFound, unprocessable } from '../api-error.js';
import { type Answer, type Call, listOf, paramOf, type Route, textOf } from '../call.js';
import type { TreeChange } from '../git/git-repository.js';
import { isTreeMode, type PathEntry, typeOfMode } from '../git/tree-object.js';
import { isObject, type Json } from '../json.js';
import { apiUrlOf } from '../serialize/repository.js';

/** Beyond these GitHub was seen to give up; it documents neither. */
const MOST_ENTRIES = 200;
const MOST_BYTES = 2_500_000;
const TIMED_OUT =
  "Sorry, your request timed out. It's likely that your input was too large to process. Consider building the tree incrementally, or building the commits you need in a local clone of the repository and then pushing them to GitHub.";
const WORKFLOWS = '.github/workflows/';

export const gitTreeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/git/trees/{tree_sha}',
    operation: 'git/get-tree',
    needs: ['contents:read'],
    handle: getTree,
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/git/trees',
    operation: 'git/create-tree',
    needs: ['contents:write'],
    handle: createTree,
  },
];

/** The tree behind the id of a tree or commit, or a ref. */
function findTree(call: Call, name: string): string | undefined {
  const { git } = call.repository;
  if (git.tree(name) !== undefined) return name;
  return git.commit(git.resolveCommit(name) ?? '')?.tree;
}

function getTree(call: Call): Answer {
  const sha = findTree(call, paramOf(call, 'tree_sha'));
  if (sha === undefined) throw notFound();
  const { git } = call.repository;
  // Any value of `recursive`, even 0, switches it on. Source: GitHub's OpenAPI description, git/get-tree.
  const isRecursive = call.query.has('recursive');
  const entries = isRecursive
    ? git.walkTree(sha)
    : (git.tree(sha) ?? []).map((entry) => ({ ...entry, path: entry.name }));
  const most = isRecursive ? call.world.limits.treeEntries : entries.length;
  return { status: 200, body: showTree(call, sha, entries.slice(0, most), entries.length > most) };
}

function showTree(call: Call, sha: string, entries: readonly PathEntry[], truncated: boolean): Json {
  const url = `${apiUrlOf(call.world, call.repository)}/git`;
  const tree = entries.map(({ mode, path, sha: id }) => {
    const type = typeOfMode(mode);
    const entry = { path, mode, type, sha: id };
    // GitHub gives a submodule no address: its commit lies in another repository.
    if (type === 'commit') return entry;
    const size = type === 'blob' ? { size: call.repository.git.sizeOf(id) } : {};
    return { ...entry, ...size, url: `${url}/${type}s/${id}` };
  });
  return { sha, url: `${url}/trees/${sha}`, tree, truncated };
}

function createTree(call: Call): Answer {
  const entries = listOf(call.body, 'tree');
  if (entries === undefined || entries.length === 0) throw unprocessable('Invalid tree info');
  if (entries.length > MOST_ENTRIES || call.bodyBytes > MOST_BYTES) throw unprocessable(TIMED_OUT);
  const base = textOf(call.body, 'base_tree');
  const baseTree = base === undefined ? null : findTree(call, base);
  if (baseTree === undefined) throw unprocessable('base_tree is not a valid tree oid');
  const changes = new Map(entries.map((entry) => readEntry(call, entry, baseTree)));
  const sha = call.repository.git.writeTree(baseTree, changes);
  const shown = (call.repository.git.tree(sha) ?? []).map((entry) => ({ ...entry, path: entry.name }));
  return { status: 201, body: showTree(call, sha, shown, false) };
}

function readEntry(call: Call, entry: Json, baseTree: string | null): [string, TreeChange] {
  if (!isObject(entry)) throw unprocessable('Invalid tree info');
  const path = textOf(entry, 'path') ?? '';
  checkPath(call, path);
  const { git } = call.repository;
  if (entry.sha === null) {
    if (baseTree === null || git.entryAt(baseTree, path) === undefined) throw unprocessable('GitRPC::BadObjectState');
    return [path, null];
  }
  const mode = textOf(entry, 'mode') ?? '';
  if (!isTreeMode(mode)) throw unprocessable('Must supply a valid tree.mode');
  const sha = textOf(entry, 'sha');
  const content = textOf(entry, 'content');
  if ((sha === undefined) === (content === undefined))
    throw unprocessable('Must supply either tree.sha or tree.content');
  if (content !== undefined) return [path, { mode, sha: git.write('blob', Buffer.from(content)) }];
  const type = typeOfMode(mode);
  // The commit of a submodule lies in another repository.
  if (sha === undefined || (type !== 'commit' && git.read(sha)?.type !== type))
    throw unprocessable(`tree.sha ${sha} is not a valid ${type}`);
  return [path, { mode, sha }];
}

function checkPath(call: Call, path: string): void {
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git'))
    throw unprocessable('tree.path contains a malformed path component');
  if (path.startsWith(WORKFLOWS) && call.permissions !== null && call.permissions.workflows !== 'write')
    throw new ApiError(
      403,
      'Resource not accessible by integration',
      {},
      { 'X-Accepted-GitHub-Permissions': 'contents=write,workflows=write' },
    );
}
