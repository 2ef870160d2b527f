import { ApiError, notFound } from './api-error.js';
import { authenticate } from './authenticate.js';
import { acceptedPermissions, authorize } from './authorize.js';
import type { Answer, Auth, Call } from './call.js';
import { isObject, type Json, parseJson } from './json.js';
import type { Match } from './match-route.js';
import { type Rate, rateHeaders } from './rate-limit.js';
import type { LoggedRequest } from './request-log.js';
import { type Account, findRepository, fullNameOf, type Repository, type World } from './world.js';

/** What a request to the API says, transport aside. */
export interface ApiRequest {
  readonly method: string;
  /** Without the API root. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly authorization: string | undefined;
  readonly accept: string;
  /** Address without the query. */
  readonly address: string;
}

const DOCUMENTATION = 'https://docs.github.com/rest';

/** Carries out one request to the API: who, whether, what; and checks both sides against GitHub's description. */
export function handleApi(world: World, request: ApiRequest, match: Match | undefined, logged: LoggedRequest): Answer {
  let headers: Readonly<Record<string, string>> = {};
  try {
    const auth = authenticate(world, request.authorization);
    const rateKey = describeAuth(auth);
    logged.actor = rateKey;
    const rate = countRequest(world, rateKey, request.path);
    headers = { ...rateHeaders(rate), ...(match === undefined ? {} : acceptedPermissions(match.route.needs)) };
    if (rate.isExceeded) throw new ApiError(403, `API rate limit exceeded for ${rateKey}.`);
    const answer = carryOut(world, request, match, auth, rateKey);
    return { ...answer, headers: { ...headers, ...answer.headers } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const body = {
      message: error.message,
      ...error.extra,
      documentation_url: DOCUMENTATION,
      status: String(error.status),
    };
    const answer = { status: error.status, body, headers: { ...headers, ...error.headers } };
    // Where something has moved to is told for every operation alike, and described for few.
    if (match !== undefined && error.headers.Location === undefined)
      world.contract.checkAnswer(match.route.operation, answer.status, answer.body);
    return answer;
  }
}

function countRequest(world: World, who: string, path: string): Rate & { readonly isExceeded: boolean } {
  // Asking for the rate limit is free. Source: docs.github.com, rate limits for the REST API.
  return path === '/rate_limit' ? { ...world.rates.show(who), isExceeded: false } : world.rates.use(who);
}

function carryOut(world: World, request: ApiRequest, match: Match | undefined, auth: Auth, rateKey: string): Answer {
  if (match === undefined) {
    const operation = `${request.method} ${request.path}`;
    world.contract.report({
      operation,
      side: 'request',
      where: '',
      message: 'is no operation that the loopback serves',
    });
    throw notFound();
  }
  const { route, params } = match;
  redirectFormer(world, request, params);
  const repository = repositoryIn(world, params);
  authorize(route, auth, repository);
  const body = readBody(request.body);
  world.contract.checkRequest({ operation: route.operation, params, query: request.query, body });
  const call: Call = {
    world,
    auth,
    actor: actorOf(world, auth),
    permissions: auth.kind === 'installation' ? auth.token.permissions : null,
    params,
    query: request.query,
    body: isObject(body) ? body : Array.isArray(body) ? { labels: body } : {},
    bodyBytes: request.body.length,
    accept: request.accept,
    rateKey,
    address: request.address,
    get repository(): Repository {
      if (repository === null) throw notFound();
      return repository;
    },
  };
  const answer = route.handle(call);
  if (answer.raw === undefined) world.contract.checkAnswer(route.operation, answer.status, answer.body);
  return answer;
}

/** A repository that has another name now: GitHub answers with the new address. Source: docs.github.com, best practices for the REST API. */
function redirectFormer(world: World, request: ApiRequest, { owner, repo }: Readonly<Record<string, string>>): void {
  if (owner === undefined || repo === undefined || findRepository(world, owner, repo) !== undefined) return;
  const former = `${owner}/${repo}`.toLowerCase();
  const moved = world.repositories.find(({ formerNames }) => formerNames.has(former));
  if (moved === undefined) return;
  const path = request.path.replace(/^\/repos\/[^/]+\/[^/]+/, `/repos/${fullNameOf(moved)}`);
  const query = request.query.size === 0 ? '' : `?${request.query}`;
  const url = `${world.apiUrl}${path}${query}`;
  const status = request.method === 'GET' ? 301 : 307;
  throw new ApiError(status, 'Moved Permanently', { url }, { Location: url });
}

function readBody(bytes: Buffer): Json | undefined {
  if (bytes.length === 0) return undefined;
  const body = parseJson(bytes.toString());
  if (body === undefined) throw new ApiError(400, 'Problems parsing JSON');
  return body;
}

function repositoryIn(world: World, { owner, repo }: Readonly<Record<string, string>>): Repository | null {
  if (owner === undefined || repo === undefined) return null;
  return findRepository(world, owner, repo) ?? null;
}

function actorOf(world: World, auth: Auth): Account {
  return auth.kind === 'person' ? auth.account : world.app.bot;
}

/** Names a caller in the log and for the rate limit. */
function describeAuth(auth: Auth): string {
  switch (auth.kind) {
    case 'nobody':
      return 'nobody';
    case 'app':
      return 'app';
    case 'person':
      return auth.account.login;
    case 'installation':
      return `installation ${auth.installation.id}`;
    default:
      return auth satisfies never;
  }
}
