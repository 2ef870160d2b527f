import { randomBytes } from 'node:crypto';
import { ApiError, notFound } from '../api-error.js';
import { type Answer, answerPage, type Call, listOf, objectOf, paramOf, type Route, textsOf } from '../call.js';
import { installationOf } from '../notify.js';
import { showAccount, showPublicUser, showTime } from '../serialize/account.js';
import { showApp, showDelivery, showFullDelivery, showInstallation } from '../serialize/app.js';
import { showRepository } from '../serialize/repository.js';
import { findRepository, type Installation, type Permissions, type Repository, type Token } from '../world.js';

/** Source: docs.github.com, "Generating an installation access token for a GitHub App". */
const TOKEN_LIFETIME_MS = 3_600_000;

export const appRoutes: readonly Route[] = [
  { method: 'GET', path: '/app', operation: 'apps/get-authenticated', needs: 'app', handle: getApp },
  { method: 'GET', path: '/apps/{app_slug}', operation: 'apps/get-by-slug', needs: 'anyone', handle: getAppBySlug },
  {
    method: 'GET',
    path: '/app/installations',
    operation: 'apps/list-installations',
    needs: 'app',
    handle: listInstallations,
  },
  {
    method: 'GET',
    path: '/app/installations/{installation_id}',
    operation: 'apps/get-installation',
    needs: 'app',
    handle: getInstallation,
  },
  {
    method: 'POST',
    path: '/app/installations/{installation_id}/access_tokens',
    operation: 'apps/create-installation-access-token',
    needs: 'app',
    handle: createToken,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/installation',
    operation: 'apps/get-repo-installation',
    needs: 'app',
    handle: getRepositoryInstallation,
  },
  {
    method: 'GET',
    path: '/installation/repositories',
    operation: 'apps/list-repos-accessible-to-installation',
    needs: 'installation',
    handle: listRepositories,
  },
  {
    method: 'DELETE',
    path: '/installation/token',
    operation: 'apps/revoke-installation-access-token',
    needs: 'installation',
    handle: revokeToken,
  },
  {
    method: 'GET',
    path: '/app/hook/deliveries',
    operation: 'apps/list-webhook-deliveries',
    needs: 'app',
    handle: listDeliveries,
  },
  {
    method: 'GET',
    path: '/app/hook/deliveries/{delivery_id}',
    operation: 'apps/get-webhook-delivery',
    needs: 'app',
    handle: getDelivery,
  },
  {
    method: 'POST',
    path: '/app/hook/deliveries/{delivery_id}/attempts',
    operation: 'apps/redeliver-webhook-delivery',
    needs: 'app',
    handle: redeliver,
  },
  { method: 'GET', path: '/rate_limit', operation: 'rate-limit/get', needs: 'anyone', handle: getRateLimit },
  { method: 'GET', path: '/users/{username}', operation: 'users/get-by-username', needs: 'anyone', handle: getUser },
  { method: 'GET', path: '/user', operation: 'users/get-authenticated', needs: 'person', handle: getOwnUser },
];

function getApp(call: Call): Answer {
  return { status: 200, body: { ...showApp(call.world), installations_count: call.world.installations.length } };
}

function getAppBySlug(call: Call): Answer {
  if (paramOf(call, 'app_slug') !== call.world.app.slug) throw notFound();
  return { status: 200, body: showApp(call.world) };
}

function listInstallations(call: Call): Answer {
  return answerPage(call, call.world.installations, (installation) => showInstallation(call.world, installation));
}

function findInstallation(call: Call): Installation {
  const id = Number(paramOf(call, 'installation_id'));
  const installation = call.world.installations.find((candidate) => candidate.id === id);
  if (installation === undefined) throw notFound();
  return installation;
}

function getInstallation(call: Call): Answer {
  return { status: 200, body: showInstallation(call.world, findInstallation(call)) };
}

function getRepositoryInstallation(call: Call): Answer {
  const repository = findRepository(call.world, paramOf(call, 'owner'), paramOf(call, 'repo'));
  const installation = repository === undefined ? undefined : installationOf(call.world, repository);
  if (installation === undefined) throw notFound();
  return { status: 200, body: showInstallation(call.world, installation) };
}

function createToken(call: Call): Answer {
  const { world } = call;
  const installation = findInstallation(call);
  const token: Token = {
    // Longer than it used to be, as GitHub's tokens have become: nobody may count on a length.
    value: `ghs_${world.app.id}_${randomBytes(160).toString('base64url')}`,
    installation,
    account: world.app.bot,
    permissions: narrowPermissions(call, installation),
    repositories: narrowRepositories(call, installation),
    expiresAt: world.now() + TOKEN_LIFETIME_MS,
  };
  world.tokens.set(token.value, token);
  const repositories = token.repositories?.map((repository) => showRepository(world, repository));
  const body = {
    token: token.value,
    expires_at: showTime(token.expiresAt),
    permissions: { ...token.permissions },
    repository_selection: token.repositories === null ? installation.selection : 'selected',
    ...(repositories === undefined ? {} : { repositories }),
  };
  return { status: 201, body };
}

function narrowPermissions(call: Call, installation: Installation): Permissions {
  const wanted = objectOf(call.body, 'permissions');
  if (wanted === undefined) return { ...installation.permissions, metadata: 'read' };
  const narrowed: Record<string, 'read' | 'write'> = { metadata: 'read' };
  for (const [name, level] of Object.entries(wanted)) {
    const granted = name === 'metadata' ? 'read' : installation.permissions[name];
    if (granted === undefined || (level === 'write' && granted !== 'write') || (level !== 'read' && level !== 'write'))
      throw new ApiError(422, 'The permissions requested are not granted to this installation.');
    narrowed[name] = level;
  }
  return narrowed;
}

function narrowRepositories(call: Call, installation: Installation): readonly Repository[] | null {
  const names = textsOf(call.body, 'repositories');
  const ids = listOf(call.body, 'repository_ids');
  if (names === undefined && ids === undefined) return null;
  const found = installation.repositories.filter(({ name, id }) => names?.includes(name) || ids?.includes(id));
  if (found.length < (names?.length ?? 0) + (ids?.length ?? 0))
    throw new ApiError(
      422,
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    );
  return found;
}

function listRepositories(call: Call): Answer {
  if (call.auth.kind !== 'installation') throw notFound();
  const { installation, token } = call.auth;
  const repositories = token.repositories ?? installation.repositories;
  const wrap = (page: Parameters<NonNullable<Parameters<typeof answerPage>[3]>>[0]) => ({
    total_count: repositories.length,
    repository_selection: token.repositories === null ? installation.selection : 'selected',
    repositories: page,
  });
  return answerPage(call, repositories, (repository) => showRepository(call.world, repository), wrap);
}

function revokeToken(call: Call): Answer {
  if (call.auth.kind === 'installation') call.world.tokens.delete(call.auth.token.value);
  return { status: 204 };
}

function listDeliveries(call: Call): Answer {
  const { query, world } = call;
  const status = query.get('status');
  const cursor = Number(query.get('cursor') ?? Number.POSITIVE_INFINITY);
  const perPage = Math.min(Number(query.get('per_page') ?? 30), 100);
  const matching = [...world.webhooks.deliveries()]
    .reverse()
    .filter((delivery) => delivery.status !== 'pending' && delivery.id <= cursor)
    .filter((delivery) => status === null || (status === 'success') === (delivery.status === 'OK'));
  const next = matching[perPage];
  const link = (id: number): string =>
    `<${call.address}?${new URLSearchParams({ per_page: String(perPage), cursor: String(id), ...(status === null ? {} : { status }) })}>; rel="next"`;
  return {
    status: 200,
    body: matching.slice(0, perPage).map(showDelivery),
    headers: next === undefined ? {} : { Link: link(next.id) },
  };
}

function findDelivery(call: Call) {
  const id = Number(paramOf(call, 'delivery_id'));
  const delivery = call.world.webhooks.deliveries().find((candidate) => candidate.id === id);
  if (delivery === undefined) throw notFound();
  return delivery;
}

function getDelivery(call: Call): Answer {
  return { status: 200, body: showFullDelivery(findDelivery(call), call.world.webhooks.url) };
}

function redeliver(call: Call): Answer {
  call.world.webhooks.redeliver(findDelivery(call));
  return { status: 202, body: {} };
}

function getRateLimit(call: Call): Answer {
  const rate = { ...call.world.rates.show(call.rateKey) };
  return { status: 200, body: { resources: { core: rate, search: rate }, rate } };
}

function getUser(call: Call): Answer {
  const account = call.world.accounts.get(paramOf(call, 'username').toLowerCase());
  if (account === undefined) throw notFound();
  return { status: 200, body: showPublicUser(call.world, account) };
}

function getOwnUser(call: Call): Answer {
  return { status: 200, body: { ...showPublicUser(call.world, call.actor), ...showAccount(call.world, call.actor) } };
}
