import { makeCommit, signatureOf } from '../acts/commits.js';
import { notFound, unprocessable } from '../api-error.js';
import { type Answer, type Call, objectOf, paramOf, type Route, requiredText, textOf, textsOf } from '../call.js';
import { parseTag, printTag, type Signature } from '../git/commit-object.js';
import { nodeId } from '../serialize/account.js';
import { showGitCommit, showTag } from '../serialize/commit.js';
import { apiUrlOf } from '../serialize/repository.js';

/** GitHub breaks base64 into lines of this length. */
const BASE64_LINE = /.{1,60}/g;

export const gitObjectRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/git/blobs/{file_sha}',
    operation: 'git/get-blob',
    needs: ['contents:read'],
    handle: getBlob,
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/git/blobs',
    operation: 'git/create-blob',
    needs: ['contents:write'],
    handle: createBlob,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/git/commits/{commit_sha}',
    operation: 'git/get-commit',
    needs: ['contents:read'],
    handle: getCommit,
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/git/commits',
    operation: 'git/create-commit',
    needs: ['contents:write'],
    handle: createCommit,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/git/tags/{tag_sha}',
    operation: 'git/get-tag',
    needs: ['contents:read'],
    handle: getTag,
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/git/tags',
    operation: 'git/create-tag',
    needs: ['contents:write'],
    handle: createTag,
  },
];

/** Base64 as GitHub prints it. */
export function toBase64(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(BASE64_LINE) ?? [];
  return lines.map((line) => `${line}\n`).join('');
}

/** Whether the caller asked for bytes in place of JSON. */
export function wantsRaw(call: Call): boolean {
  return /application\/vnd\.github(\.v3)?\.raw/.test(call.accept);
}

export function answerRaw(bytes: Buffer): Answer {
  return { status: 200, raw: { bytes, type: 'application/vnd.github.raw; charset=utf-8' } };
}

function getBlob(call: Call): Answer {
  const sha = paramOf(call, 'file_sha');
  const object = call.repository.git.read(sha);
  if (object?.type !== 'blob') throw notFound();
  if (wantsRaw(call)) return answerRaw(object.bytes);
  const url = `${apiUrlOf(call.world, call.repository)}/git/blobs/${sha}`;
  const content = toBase64(object.bytes);
  const body = { sha, node_id: nodeId('Blob', sha), size: object.bytes.length, url, content, encoding: 'base64' };
  return { status: 200, body };
}

function createBlob(call: Call): Answer {
  const content = requiredText(call.body, 'content');
  const encoding = textOf(call.body, 'encoding') ?? 'utf-8';
  if (encoding === 'base64' && !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(content))
    throw unprocessable('content is not valid Base64');
  const sha = call.repository.git.write('blob', Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'));
  const url = `${apiUrlOf(call.world, call.repository)}/git/blobs/${sha}`;
  return { status: 201, body: { sha, url }, headers: { Location: url } };
}

function getCommit(call: Call): Answer {
  return { status: 200, body: showGitCommit(call.world, call.repository, paramOf(call, 'commit_sha')) };
}

function createCommit(call: Call): Answer {
  const { git } = call.repository;
  const tree = requiredText(call.body, 'tree');
  if (git.tree(tree) === undefined) throw unprocessable('Tree SHA does not exist');
  const parents = textsOf(call.body, 'parents') ?? [];
  if (parents.some((parent) => git.commit(parent) === undefined))
    throw unprocessable('Parent SHA does not exist or is not a commit object');
  const message = requiredText(call.body, 'message');
  const author = readSignature(call, 'author');
  const committer = readSignature(call, 'committer');
  const sha = makeCommit(call.world, call.repository, call.actor, { tree, parents, message, author, committer });
  const body = showGitCommit(call.world, call.repository, sha);
  return { status: 201, body, headers: { Location: body.url } };
}

function readSignature(call: Call, key: string): Signature | undefined {
  const value = objectOf(call.body, key);
  if (value === undefined) return undefined;
  const standard = signatureOf(call.world, call.actor);
  const date = textOf(value, 'date');
  const at = date === undefined ? standard.at : Date.parse(date);
  if (Number.isNaN(at)) throw unprocessable(`${key}.date is not a valid date-time`);
  return { name: textOf(value, 'name') ?? standard.name, email: textOf(value, 'email') ?? standard.email, at };
}

function getTag(call: Call): Answer {
  const sha = paramOf(call, 'tag_sha');
  const object = call.repository.git.read(sha);
  if (object?.type !== 'tag') throw notFound();
  return { status: 200, body: showTag(call.world, call.repository, sha, parseTag(object.bytes)) };
}

function createTag(call: Call): Answer {
  const { git } = call.repository;
  const object = requiredText(call.body, 'object');
  const type = requiredText(call.body, 'type');
  if (git.read(object)?.type !== type) throw unprocessable('Object does not exist');
  const tagger = readSignature(call, 'tagger') ?? signatureOf(call.world, call.actor);
  const tag = {
    object,
    type,
    tag: requiredText(call.body, 'tag'),
    tagger,
    message: requiredText(call.body, 'message'),
  };
  // git fsck --strict wants the message of a tag to end in a line break, as git itself writes it.
  const sha = git.write(
    'tag',
    printTag({ ...tag, message: tag.message.endsWith('\n') ? tag.message : `${tag.message}\n` }),
  );
  const body = showTag(call.world, call.repository, sha, tag);
  return { status: 201, body, headers: { Location: body.url } };
}
