import { GITHUB_EMAIL } from '../acts/commits.js';
import { notFound } from '../api-error.js';
import type { Signature, TagObject } from '../git/commit-object.js';
import type { DiffFile } from '../git/read-diff.js';
import { type Activity, accountOf, type Repository, type World } from '../world.js';
import { emailOf, nodeId, showAccount, showTime } from './account.js';
import { apiUrlOf, pageUrlOf } from './repository.js';

function showSignature({ name, email, at }: Signature) {
  return { name, email, date: showTime(at) };
}

/** GitHub signs what its apps commit without naming an author; the loopback keeps the verdict and has no key. */
function showVerification(repository: Repository, sha: string) {
  const at = repository.signed.get(sha);
  const verdict = at === undefined ? { verified: false, reason: 'unsigned' } : { verified: true, reason: 'valid' };
  return { ...verdict, signature: null, payload: null, verified_at: at === undefined ? null : showTime(at) };
}

function commitOf(repository: Repository, sha: string) {
  const commit = repository.git.commit(sha);
  if (commit === undefined) throw notFound();
  return commit;
}

/** GitHub's `git-commit`. */
export function showGitCommit(world: World, repository: Repository, sha: string) {
  const commit = commitOf(repository, sha);
  const [api, html] = [apiUrlOf(world, repository), pageUrlOf(world, repository)];
  return {
    sha,
    node_id: nodeId('Commit', sha),
    url: `${api}/git/commits/${sha}`,
    html_url: `${html}/commit/${sha}`,
    author: showSignature(commit.author),
    committer: showSignature(commit.committer),
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${api}/git/commits/${parent}`,
      html_url: `${html}/commit/${parent}`,
    })),
    verification: showVerification(repository, sha),
  };
}

/** GitHub's `commit`, without its files. */
export function showCommit(world: World, repository: Repository, sha: string) {
  const commit = commitOf(repository, sha);
  const [api, html] = [apiUrlOf(world, repository), pageUrlOf(world, repository)];
  const { author, committer, message, tree, verification } = showGitCommit(world, repository, sha);
  return {
    sha,
    node_id: nodeId('Commit', sha),
    commit: { author, committer, message, tree, url: `${api}/git/commits/${sha}`, comment_count: 0, verification },
    url: `${api}/commits/${sha}`,
    html_url: `${html}/commit/${sha}`,
    comments_url: `${api}/commits/${sha}/comments`,
    author: accountBehind(world, commit.author),
    committer: accountBehind(world, commit.committer),
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${api}/commits/${parent}`,
      html_url: `${html}/commit/${parent}`,
    })),
  };
}

function accountBehind(world: World, { email }: Signature) {
  // The account under which GitHub itself commits. What somebody writes into a commit decides nothing but this link.
  if (email === GITHUB_EMAIL) return showAccount(world, accountOf(world, 'web-flow'));
  const account = [...world.accounts.values()].find((candidate) => emailOf(candidate) === email);
  return account === undefined ? null : showAccount(world, account);
}

/** GitHub's `diff-entry`. */
export function showDiffFile(world: World, repository: Repository, ref: string, file: DiffFile) {
  const [api, html] = [apiUrlOf(world, repository), pageUrlOf(world, repository)];
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${html}/blob/${ref}/${path}`,
    raw_url: `${html}/raw/${ref}/${path}`,
    contents_url: `${api}/contents/${path}?ref=${ref}`,
    ...(file.patch === null ? {} : { patch: file.patch }),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}

/** The files that a commit changed against its first parent. */
export function filesOfCommit(repository: Repository, sha: string): readonly DiffFile[] {
  const commit = commitOf(repository, sha);
  const parent = commit.parents[0] ?? repository.git.writeTree(null, new Map());
  return repository.git.diff(parent, sha);
}

/** GitHub's `git-ref`. */
export function showRef(world: World, repository: Repository, ref: string, sha: string) {
  const api = apiUrlOf(world, repository);
  const type = repository.git.read(sha)?.type ?? 'commit';
  return {
    ref,
    node_id: nodeId('Ref', `${repository.id}:${ref}`),
    url: `${api}/git/${ref}`,
    object: { sha, type, url: `${api}/git/${type}s/${sha}` },
  };
}

/** GitHub's `git-tag`. */
export function showTag(world: World, repository: Repository, sha: string, tag: TagObject) {
  const api = apiUrlOf(world, repository);
  return {
    node_id: nodeId('Tag', sha),
    sha,
    url: `${api}/git/tags/${sha}`,
    tagger: showSignature(tag.tagger),
    object: { sha: tag.object, type: tag.type, url: `${api}/git/${tag.type}s/${tag.object}` },
    tag: tag.tag,
    message: tag.message,
    verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
  };
}

/** GitHub's `activity`. */
export function showActivity(world: World, { id, ref, before, after, type, at, actor }: Activity) {
  return {
    id,
    node_id: nodeId('Activity', id),
    before,
    after,
    ref,
    timestamp: showTime(at),
    activity_type: type,
    actor: showAccount(world, actor),
  };
}
