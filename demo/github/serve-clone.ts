import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { authenticate } from './authenticate.js';
import { gitEnvironment } from './git/git-binary.js';
import { findRepository, fullNameOf, hasRole, type Repository, type World } from './world.js';

/** The paths of git's own protocol: owner, repository, the rest. */
export const CLONE_PATH = /^\/([^/]+)\/([^/]+)\.git(\/.*)$/;

/** Serves a clone or fetch through `git http-backend`; pushes are refused, as only the API may write. Gives the status. */
export async function serveClone(
  world: World,
  request: IncomingMessage,
  body: Buffer,
  url: URL,
  response: ServerResponse,
): Promise<number> {
  const [, owner = '', name = '', rest = ''] = CLONE_PATH.exec(url.pathname) ?? [];
  const repository = findRepository(world, decodeURIComponent(owner), decodeURIComponent(name));
  const refusal = repository === undefined ? 404 : refuse(world, repository, request.headers.authorization);
  if (repository === undefined || refusal !== null) {
    const status = refusal ?? 404;
    response.writeHead(status, { 'WWW-Authenticate': 'Basic realm="GitHub"' }).end();
    return status;
  }
  const git = spawn('git', ['http-backend'], {
    env: {
      ...gitEnvironment,
      GIT_PROJECT_ROOT: world.gitFolder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${fullNameOf(repository)}.git${rest}`,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      CONTENT_LENGTH: String(body.length),
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  git.stdin.on('error', () => undefined);
  git.stdin.end(body);
  const parts: Buffer[] = [];
  for await (const part of git.stdout) parts.push(part);
  return sendCgi(Buffer.concat(parts), response);
}

function refuse(world: World, repository: Repository, header: string | undefined): number | null {
  try {
    const auth = authenticate(world, header);
    if (!repository.private) return null;
    if (auth.kind === 'person') return hasRole(repository, auth.account, 'read') ? null : 404;
    if (auth.kind !== 'installation') return 401;
    const covers = (auth.token.repositories ?? auth.installation.repositories).includes(repository);
    return covers && auth.token.permissions.contents !== undefined ? null : 404;
  } catch {
    return 401;
  }
}

/** Turns what a CGI program printed into an HTTP answer. */
function sendCgi(output: Buffer, response: ServerResponse): number {
  const end = output.indexOf('\r\n\r\n');
  const headers = output.toString('latin1', 0, Math.max(end, 0)).split('\r\n').filter(Boolean);
  let status = end < 0 ? 500 : 200;
  for (const line of headers) {
    const colon = line.indexOf(':');
    const value = line.slice(colon + 1).trim();
    if (line.slice(0, colon).toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else response.setHeader(line.slice(0, colon), value);
  }
  response.writeHead(status).end(end < 0 ? output : output.subarray(end + 4));
  return status;
}
