import { ApiError, notFound } from './api-error.js';
import type { Auth, Call, Needs, Route } from './call.js';
import { hasRole, type Issue, isEmpty, type Permissions, type Repository } from './world.js';

/** Throws what GitHub answers a caller who may not use a route. */
export function authorize(route: Route, auth: Auth, repository: Repository | null): void {
  const { needs } = route;
  if (needs === 'anyone') return;
  if (needs === 'app' && auth.kind !== 'app') throw new ApiError(401, 'A JSON web token could not be decoded');
  if (needs === 'installation' && auth.kind !== 'installation') throw forbidden(needs);
  if (needs === 'person' && auth.kind !== 'person') throw auth.kind === 'nobody' ? unauthenticated() : forbidden(needs);
  if (typeof needs === 'string') return;
  if (repository === null) throw notFound();
  const level = route.method === 'GET' ? 'read' : 'write';
  switch (auth.kind) {
    case 'app':
      throw forbidden(needs);
    case 'nobody':
      if (repository.private) throw notFound();
      if (level === 'write') throw unauthenticated();
      break;
    case 'person':
      if (!hasRole(repository, auth.account, 'read')) throw notFound();
      if (
        level === 'write' &&
        !needs.some((need) => need.startsWith('issues')) &&
        !hasRole(repository, auth.account, 'write')
      )
        throw new ApiError(403, 'Must have write access to the repository.');
      break;
    case 'installation':
      authorizeInstallation(needs, auth, repository, level);
      break;
    default:
      auth satisfies never;
  }
  checkState(route, repository);
}

function authorizeInstallation(
  needs: Needs,
  auth: Auth & { readonly kind: 'installation' },
  repository: Repository,
  level: 'read' | 'write',
): void {
  const { installation, token } = auth;
  const isCovered = (token.repositories ?? installation.repositories).includes(repository);
  if (!isCovered && repository.private) throw notFound();
  const has = Array.isArray(needs) && needs.some((need) => isGranted(token.permissions, String(need)));
  if (!has || (!isCovered && level === 'write')) throw forbidden(needs);
}

function isGranted(permissions: Permissions, need: string): boolean {
  const [name = '', level = ''] = need.split(':');
  const granted = name === 'metadata' ? 'read' : permissions[name];
  return granted === 'write' || granted === level;
}

/** What no permission helps against: archived and empty repositories. */
function checkState(route: Route, repository: Repository): void {
  if (repository.archived && route.method !== 'GET')
    throw new ApiError(403, 'Repository was archived so is read-only.');
  if (isEmpty(repository) && route.operation.startsWith('git/')) throw new ApiError(409, 'Git Repository is empty.');
  if (isEmpty(repository) && route.operation === 'repos/get-content')
    throw new ApiError(404, 'This repository is empty.');
}

function unauthenticated(): ApiError {
  return new ApiError(401, 'Requires authentication');
}

function forbidden(needs: Needs): ApiError {
  return new ApiError(403, 'Resource not accessible by integration', {}, acceptedPermissions(needs));
}

/** The header that names the permissions of which any one suffices. Source: GitHub's REST troubleshooting page. */
export function acceptedPermissions(needs: Needs): Readonly<Record<string, string>> {
  if (typeof needs === 'string') return {};
  return { 'X-Accepted-GitHub-Permissions': needs.map((need) => need.replace(':', '=')).join('; ') };
}

/** Throws 403 unless the caller may touch this one: issues need `issues`, pull requests either permission. */
export function requireIssues(call: Call, issue: Issue, level: 'read' | 'write'): void {
  if (call.permissions === null) return;
  const needs = issue.pull === null ? (['issues'] as const) : (['issues', 'pull_requests'] as const);
  if (needs.some((name) => isGranted(call.permissions ?? {}, `${name}:${level}`))) return;
  throw forbidden([`issues:${level}`]);
}
