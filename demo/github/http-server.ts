import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './call.js';
import type { FaultEffect, PlainAnswer } from './faults.js';
import { handleApi } from './handle-api.js';
import { compileRoutes } from './match-route.js';
import { servePage } from './pages/serve-page.js';
import type { LoggedRequest } from './request-log.js';
import { routes } from './routes.js';
import { CLONE_PATH, serveClone } from './serve-clone.js';
import { serveDownload } from './serve-download.js';
import type { World } from './world.js';

/** The API root of GitHub Enterprise Server; the API is served at `/` as well, as on api.github.com. */
export const API_ROOT = '/api/v3';
const API_PATHS = /^\/(app|apps|installation|rate_limit|repos|user|users)(\/|$)/;
const CODELOAD = '/-/codeload/';

interface Arrived {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
  readonly url: URL;
  /** Path without the API root. */
  readonly path: string;
  readonly kind: 'api' | 'codeload' | 'git' | 'page';
}

/** The HTTP side: one server for the API, downloads, clones and pages. `inFlight` counts requests being answered. */
export interface HttpServer {
  readonly server: Server;
  inFlight(): number;
}

/** Makes the server; it does not listen yet. */
export function createHttpServer(world: () => World): HttpServer {
  const matchRoute = compileRoutes(routes);
  let inFlight = 0;
  const server = createServer((request, response) => {
    inFlight += 1;
    response.sendDate = false;
    // A request goes on here although its client has gone: it may still be carried out.
    const closed = new Promise((resolve) => response.once('close', resolve));
    const served = serve(world(), request, response, matchRoute).catch((error: unknown) => {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ message: `The loopback itself failed: ${message}` }));
    });
    void Promise.all([served, closed]).then(() => {
      inFlight -= 1;
    });
  });
  return { server, inFlight: () => inFlight };
}

async function serve(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  matchRoute: ReturnType<typeof compileRoutes>,
): Promise<void> {
  const arrived = await receive(world, request, response);
  const { kind, path, url, body } = arrived;
  const method = request.method ?? 'GET';
  const match = kind === 'api' ? matchRoute(method, path) : undefined;
  const isToken = match?.route.operation === 'apps/create-installation-access-token';
  const logged = world.log.add({
    at: world.now(),
    method,
    path,
    query: url.search,
    kind: isToken ? 'token' : kind,
    bodyBytes: body.length,
  });
  logged.route = match?.route.path ?? null;
  logged.operation = match?.route.operation ?? null;
  const effects = world.faults.take(method, path, logged.route);
  const refused = await befall(effects, logged);
  if (refused === 'drop') return void request.socket.destroy();
  if (refused !== null) return send(world, arrived, logged, refused);
  if (kind !== 'api') return serveOther(world, arrived, logged);
  const address = `${world.url}${url.pathname}`;
  const { authorization, accept = '' } = request.headers;
  const answer = handleApi(
    world,
    { method, path, query: url.searchParams, body, authorization, accept, address },
    match,
    logged,
  );
  if (effects.some((effect) => effect.kind === 'drop')) return void request.socket.destroy();
  send(world, arrived, logged, change(effects, answer));
}

async function receive(world: World, request: IncomingMessage, response: ServerResponse): Promise<Arrived> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const url = new URL(request.url ?? '/', world.url);
  const path = url.pathname.startsWith(`${API_ROOT}/`) ? url.pathname.slice(API_ROOT.length) : url.pathname;
  return { request, response, body: Buffer.concat(parts), url, path, kind: kindOf(url.pathname) };
}

function kindOf(path: string): Arrived['kind'] {
  if (path.startsWith(CODELOAD)) return 'codeload';
  if (path.startsWith(`${API_ROOT}/`) || API_PATHS.test(path)) return 'api';
  return CLONE_PATH.test(path) ? 'git' : 'page';
}

/** Lets the faults happen that come before a request is carried out. */
async function befall(effects: readonly FaultEffect[], logged: LoggedRequest): Promise<'drop' | Answer | null> {
  for (const effect of effects) {
    logged.fault = effect.kind === 'drop' ? `drop ${effect.when}` : effect.kind;
    if (effect.kind === 'delay') await sleep(effect.ms, undefined, { ref: false });
    if (effect.kind === 'drop' && effect.when === 'before') return 'drop';
    if (effect.kind === 'answer') return { status: effect.status, body: effect.body, headers: effect.headers ?? {} };
  }
  return null;
}

function change(effects: readonly FaultEffect[], answer: Answer): Answer {
  let plain: PlainAnswer = { status: answer.status, headers: answer.headers ?? {}, body: answer.body };
  const changes = effects.filter((effect) => effect.kind === 'change');
  for (const effect of changes) plain = effect.change(plain);
  return changes.length === 0 ? answer : plain;
}

async function serveOther(
  world: World,
  { kind, request, response, url, body }: Arrived,
  logged: LoggedRequest,
): Promise<void> {
  response.setHeader('Date', new Date(world.now()).toUTCString());
  if (kind === 'codeload') logged.status = serveDownload(world, url.searchParams.get('token'), response);
  else if (kind === 'git') logged.status = await serveClone(world, request, body, url, response);
  else logged.status = servePage(world, decodeURI(url.pathname), response);
}

function send(world: World, { request, response }: Arrived, logged: LoggedRequest, answer: Answer): void {
  const text = answer.raw?.bytes ?? (answer.body === undefined ? '' : JSON.stringify(answer.body));
  const etag = `W/"${createHash('sha256').update(text).digest('hex')}"`;
  const isCached = answer.status === 200 && logged.method === 'GET' && request.headers['if-none-match'] === etag;
  logged.status = isCached ? 304 : answer.status;
  response.writeHead(logged.status, {
    Date: new Date(world.now()).toUTCString(),
    'X-GitHub-Request-Id': randomUUID(),
    'X-GitHub-Media-Type': 'github.v3; format=json',
    ...(text.length === 0 ? {} : { 'Content-Type': answer.raw?.type ?? 'application/json; charset=utf-8' }),
    ...(answer.status === 200 && logged.method === 'GET' ? { ETag: etag } : {}),
    ...answer.headers,
  });
  response.end(isCached ? '' : text);
}
