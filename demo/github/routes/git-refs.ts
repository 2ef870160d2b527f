import { changeRef, isRefName } from '../acts/refs.js';
import { notFound, unprocessable } from '../api-error.js';
import { type Answer, type Call, flagOf, paramOf, type Route, requiredText } from '../call.js';
import { showRef } from '../serialize/commit.js';

export const gitRefRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/git/ref/{ref}',
    operation: 'git/get-ref',
    needs: ['contents:read'],
    handle: getRef,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/git/matching-refs/{ref}',
    operation: 'git/list-matching-refs',
    needs: ['contents:read'],
    handle: listMatchingRefs,
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/git/refs',
    operation: 'git/create-ref',
    needs: ['contents:write'],
    handle: createRef,
  },
  {
    method: 'PATCH',
    path: '/repos/{owner}/{repo}/git/refs/{ref}',
    operation: 'git/update-ref',
    needs: ['contents:write'],
    handle: updateRef,
  },
  {
    method: 'DELETE',
    path: '/repos/{owner}/{repo}/git/refs/{ref}',
    operation: 'git/delete-ref',
    needs: ['contents:write'],
    handle: deleteRef,
  },
];

function refOf(call: Call): string {
  return `refs/${paramOf(call, 'ref')}`;
}

function getRef(call: Call): Answer {
  const sha = call.repository.git.ref(refOf(call));
  if (sha === undefined) throw notFound();
  return { status: 200, body: showRef(call.world, call.repository, refOf(call), sha) };
}

function listMatchingRefs(call: Call): Answer {
  const matching = [...call.repository.git.refs()].filter(([ref]) => ref.startsWith(refOf(call))).sort();
  return { status: 200, body: matching.map(([ref, sha]) => showRef(call.world, call.repository, ref, sha)) };
}

function checkObject(call: Call, ref: string, sha: string): void {
  const type = call.repository.git.read(sha)?.type;
  if (type === undefined) throw unprocessable('Object does not exist');
  if (ref.startsWith('refs/heads/') && type !== 'commit') throw unprocessable('Object is not a commit');
}

function createRef(call: Call): Answer {
  const ref = requiredText(call.body, 'ref');
  const sha = requiredText(call.body, 'sha');
  if (!isRefName(ref)) throw unprocessable("Reference name must start with 'refs/' and be a valid ref name");
  if (call.repository.git.ref(ref) !== undefined) throw unprocessable('Reference already exists');
  checkObject(call, ref, sha);
  changeRef(call.world, call.repository, call.actor, { ref, to: sha });
  const body = showRef(call.world, call.repository, ref, sha);
  return { status: 201, body, headers: { Location: body.url } };
}

function updateRef(call: Call): Answer {
  const ref = refOf(call);
  const sha = requiredText(call.body, 'sha');
  if (call.repository.git.ref(ref) === undefined) throw unprocessable('Reference does not exist');
  checkObject(call, ref, sha);
  changeRef(call.world, call.repository, call.actor, { ref, to: sha, force: flagOf(call.body, 'force') });
  return { status: 200, body: showRef(call.world, call.repository, ref, sha) };
}

function deleteRef(call: Call): Answer {
  const ref = refOf(call);
  const { git } = call.repository;
  if (git.ref(ref) === undefined) throw unprocessable('Reference does not exist');
  if (ref === `refs/heads/${git.defaultBranch}`) throw unprocessable('Cannot delete the default branch');
  changeRef(call.world, call.repository, call.actor, { ref, to: null });
  return { status: 204 };
}
