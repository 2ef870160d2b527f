import { posix } from 'node:path';
import { makeCommit } from '../acts/commits.js';
import { changeRef } from '../acts/refs.js';
import { ApiError, notFound, unprocessable } from '../api-error.js';
import { type Answer, type Call, paramOf, type Route, requiredText, textOf } from '../call.js';
import type { TreeChange } from '../git/git-repository.js';
import type { PathEntry } from '../git/tree-object.js';
import type { JsonObject } from '../json.js';
import { showGitCommit } from '../serialize/commit.js';
import { apiUrlOf, pageUrlOf } from '../serialize/repository.js';
import { answerRaw, toBase64, wantsRaw } from './git-objects.js';

/** Bytes; larger files have no content in JSON. Source: REST reference, repository contents. */
const LARGEST_IN_JSON = 1024 * 1024;

export const contentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/contents/{path}',
    operation: 'repos/get-content',
    needs: ['contents:read'],
    handle: getContent,
  },
  {
    method: 'PUT',
    path: '/repos/{owner}/{repo}/contents/{path}',
    operation: 'repos/create-or-update-file-contents',
    needs: ['contents:write'],
    handle: putContent,
  },
  {
    method: 'DELETE',
    path: '/repos/{owner}/{repo}/contents/{path}',
    operation: 'repos/delete-file',
    needs: ['contents:write'],
    handle: deleteContent,
  },
];

function getContent(call: Call): Answer {
  const { git } = call.repository;
  const ref = call.query.get('ref') ?? git.defaultBranch;
  const tree = git.commit(git.resolveCommit(ref) ?? '')?.tree;
  const path = paramOf(call, 'path').replace(/\/+$/, '');
  if (tree === undefined) throw notFound();
  const entry =
    path === '' ? ({ mode: '040000', path, sha: tree } as const) : followLink(call, tree, git.entryAt(tree, path));
  if (entry === undefined) throw notFound();
  if (entry.mode === '040000') {
    const children = (git.tree(entry.sha) ?? []).map((child) => ({ ...child, path: posix.join(path, child.name) }));
    return { status: 200, body: children.map((child) => showEntry(call, ref, child)) };
  }
  if (wantsRaw(call)) return answerRaw(git.read(entry.sha)?.bytes ?? Buffer.alloc(0));
  return { status: 200, body: showFile(call, ref, entry) };
}

/** A symlink to a file in the repository is answered with that file. */
function followLink(call: Call, tree: string, entry: PathEntry | undefined): PathEntry | undefined {
  if (entry?.mode !== '120000') return entry;
  const link = call.repository.git.read(entry.sha)?.bytes.toString() ?? '';
  const target = call.repository.git.entryAt(tree, posix.join(posix.dirname(entry.path), link));
  return target?.mode === '100644' || target?.mode === '100755' ? { ...target, path: entry.path } : entry;
}

function typeOf({ mode }: PathEntry): string {
  const types = { '040000': 'dir', '120000': 'symlink', '160000': 'submodule', '100644': 'file', '100755': 'file' };
  return types[mode];
}

function showEntry(call: Call, ref: string, entry: PathEntry) {
  const path = entry.path.split('/').map(encodeURIComponent).join('/');
  const [api, html] = [apiUrlOf(call.world, call.repository), pageUrlOf(call.world, call.repository)];
  const isFile = typeOf(entry) === 'file' || typeOf(entry) === 'symlink';
  const links = {
    self: `${api}/contents/${path}?ref=${encodeURIComponent(ref)}`,
    git: `${api}/git/${isFile ? 'blobs' : 'trees'}/${entry.sha}`,
    html: `${html}/${isFile ? 'blob' : 'tree'}/${ref}/${path}`,
  };
  return {
    name: posix.basename(entry.path),
    path: entry.path,
    sha: entry.sha,
    size: isFile ? call.repository.git.sizeOf(entry.sha) : 0,
    url: links.self,
    html_url: links.html,
    git_url: links.git,
    download_url: isFile ? `${html}/raw/${ref}/${path}` : null,
    type: typeOf(entry),
    _links: links,
  };
}

function showFile(call: Call, ref: string, entry: PathEntry): JsonObject {
  const shown = showEntry(call, ref, entry);
  const bytes = call.repository.git.read(entry.sha)?.bytes ?? Buffer.alloc(0);
  if (shown.type === 'symlink') return { ...shown, target: bytes.toString() };
  if (shown.type === 'submodule') return { ...shown, submodule_git_url: null };
  const fits = bytes.length <= LARGEST_IN_JSON;
  return { ...shown, content: fits ? toBase64(bytes) : '', encoding: fits ? 'base64' : 'none' };
}

function putContent(call: Call): Answer {
  const bytes = Buffer.from(requiredText(call.body, 'content'), 'base64');
  const path = paramOf(call, 'path');
  const known = entryIn(call, path);
  const seen = textOf(call.body, 'sha');
  if (known !== undefined && seen === undefined) throw unprocessable('Invalid request.\n\n"sha" wasn\'t supplied.');
  if (seen !== undefined && seen !== known?.sha) throw new ApiError(409, `${path} does not match ${seen}`);
  const mode = known?.mode ?? '100644';
  const entry = { mode, path, sha: call.repository.git.write('blob', bytes) };
  const commit = commitChange(call, path, entry);
  const status = known === undefined ? 201 : 200;
  return { status, body: { content: showEntry(call, branchOf(call), entry), commit } };
}

function deleteContent(call: Call): Answer {
  const path = paramOf(call, 'path');
  const known = entryIn(call, path);
  if (known === undefined) throw notFound();
  if (requiredText(call.body, 'sha') !== known.sha)
    throw new ApiError(409, `${path} does not match ${String(call.body.sha)}`);
  return { status: 200, body: { content: null, commit: commitChange(call, path, null) } };
}

function branchOf(call: Call): string {
  return textOf(call.body, 'branch') ?? call.repository.git.defaultBranch;
}

function entryIn(call: Call, path: string): PathEntry | undefined {
  const { git } = call.repository;
  const tree = git.commit(git.ref(`refs/heads/${branchOf(call)}`) ?? '')?.tree;
  return tree === undefined ? undefined : git.entryAt(tree, path);
}

function commitChange(call: Call, path: string, change: TreeChange) {
  const { git } = call.repository;
  if (path.startsWith('.github/workflows/') && call.permissions !== null && call.permissions.workflows !== 'write')
    throw new ApiError(
      403,
      'Resource not accessible by integration',
      {},
      { 'X-Accepted-GitHub-Permissions': 'contents=write,workflows=write' },
    );
  const ref = `refs/heads/${branchOf(call)}`;
  const parent = git.ref(ref);
  if (parent === undefined && git.refs().size > 0) throw new ApiError(404, `Branch ${branchOf(call)} not found`);
  const tree = git.writeTree(git.commit(parent ?? '')?.tree ?? null, new Map([[path, change]]));
  const message = requiredText(call.body, 'message');
  const parents = parent === undefined ? [] : [parent];
  const sha = makeCommit(call.world, call.repository, call.actor, { tree, parents, message });
  changeRef(call.world, call.repository, call.actor, { ref, to: sha });
  return showGitCommit(call.world, call.repository, sha);
}
