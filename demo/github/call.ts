import { ApiError, notFound, validationFailed } from './api-error.js';
import { isObject, type Json, type JsonObject } from './json.js';
import type { Account, Installation, Issue, Permissions, Repository, Token, World } from './world.js';

/** Who asks. */
export type Auth =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'app' }
  | { readonly kind: 'installation'; readonly installation: Installation; readonly token: Token }
  | { readonly kind: 'person'; readonly account: Account };

/** One request to the API, as a handler sees it. */
export interface Call {
  readonly world: World;
  readonly auth: Auth;
  /** The account behind the request: a person, or the app's bot. */
  readonly actor: Account;
  /** What an installation token may do; null when the caller is a person or the app itself. */
  readonly permissions: Permissions | null;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
  readonly bodyBytes: number;
  readonly accept: string;
  /** Whose rate limit the request counts against. */
  readonly rateKey: string;
  /** The address that was asked, without its query; for links to other pages of a list. */
  readonly address: string;
  /** The repository in the path; throws 404 when the route has none. */
  readonly repository: Repository;
}

/** What a handler answers. `raw` is sent as it is, in place of a JSON body. */
export interface Answer {
  readonly status: number;
  readonly body?: Json | undefined;
  readonly raw?: { readonly bytes: Buffer; readonly type: string };
  readonly headers?: Readonly<Record<string, string>>;
}

/** Who may call: nobody in particular, the app with its JWT, an installation, or a permission (alternatives: any one suffices). */
export type Needs = 'anyone' | 'app' | 'installation' | 'person' | readonly [Permission, ...Permission[]];
export type Permission =
  `${'metadata' | 'contents' | 'issues' | 'pull_requests' | 'checks' | 'statuses'}:${'read' | 'write'}`;

/** A row of the route table; its path is the template of GitHub's OpenAPI description. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** GitHub's name of the operation. */
  readonly operation: string;
  readonly needs: Needs;
  readonly handle: (call: Call) => Answer;
}

/** A list cut to the page that was asked for, with the `Link` header to the others. */
export function answerPage<T>(
  call: Call,
  items: readonly T[],
  show: (item: T) => Json,
  wrap?: (page: Json[]) => Json,
): Answer {
  const perPage = Math.min(Math.max(numberIn(call.query, 'per_page') ?? 30, 1), 100);
  const page = Math.max(numberIn(call.query, 'page') ?? 1, 1);
  const last = Math.max(Math.ceil(items.length / perPage), 1);
  const linkTo = (to: number, rel: string): string => {
    const query = new URLSearchParams(call.query);
    query.set('page', String(to));
    return `<${call.address}?${query}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [linkTo(page - 1, 'prev')] : []),
    ...(page < last ? [linkTo(page + 1, 'next'), linkTo(last, 'last')] : []),
    ...(page > 1 ? [linkTo(1, 'first')] : []),
  ];
  const shown = items.slice((page - 1) * perPage, page * perPage).map(show);
  return { status: 200, body: wrap?.(shown) ?? shown, headers: links.length > 0 ? { Link: links.join(', ') } : {} };
}

/** A whole number of a query, if it is there and one. */
export function numberIn(query: URLSearchParams, key: string): number | undefined {
  const text = query.get(key);
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** A parameter of the path. */
export function paramOf(call: Call, name: string): string {
  return call.params[name] ?? '';
}

/** A text of the body; undefined when left out or null. */
export function textOf(body: JsonObject, key: string): string | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw invalidType(key, 'string', value);
  return value;
}

export function requiredText(body: JsonObject, key: string): string {
  const value = textOf(body, key);
  if (value === undefined) throw new ApiError(422, `Invalid request.\n\n"${key}" wasn't supplied.`);
  return value;
}

export function flagOf(body: JsonObject, key: string): boolean {
  return body[key] === true;
}

/** A number of the body; undefined when left out or null. */
export function numberOf(body: JsonObject, key: string): number | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number') throw invalidType(key, 'number', value);
  return value;
}

export function objectOf(body: JsonObject, key: string): JsonObject | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw invalidType(key, 'object', value);
  return value;
}

export function listOf(body: JsonObject, key: string): readonly Json[] | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw invalidType(key, 'array', value);
  return value;
}

export function textsOf(body: JsonObject, key: string): readonly string[] | undefined {
  return listOf(body, key)?.map((item) => {
    if (typeof item === 'string') return item;
    throw invalidType(key, 'string', item);
  });
}

function invalidType(key: string, wanted: string, value: Json): ApiError {
  return new ApiError(
    422,
    `Invalid request.\n\nFor '${key}', ${JSON.stringify(value).slice(0, 80)} is not a ${wanted}.`,
  );
}

/** The issue or pull request with the number in the path. */
export function issueOf(call: Call, param = 'issue_number'): Issue {
  const number = Number(paramOf(call, param));
  const issue = call.repository.issues.find((candidate) => candidate.number === number);
  if (issue === undefined) throw notFound();
  return issue;
}

/** The pull request with the number in the path. */
export function pullOf(call: Call): Issue & { readonly pull: NonNullable<Issue['pull']> } {
  const issue = issueOf(call, 'pull_number');
  if (!isPull(issue)) throw notFound();
  return issue;
}

export function isPull(issue: Issue): issue is Issue & { readonly pull: NonNullable<Issue['pull']> } {
  return issue.pull !== null;
}

/** One of the values that a field allows, or 422. */
export function oneOf<T extends string>(values: readonly T[], text: string, resource: string, field: string): T {
  const value = values.find((candidate) => candidate === text);
  if (value === undefined) throw validationFailed({ resource, field, code: 'invalid' });
  return value;
}
