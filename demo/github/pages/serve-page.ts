import type { ServerResponse } from 'node:http';
import { isPull } from '../call.js';
import { findRepository, type Repository, type World } from '../world.js';
import { html, renderPage } from './html.js';
import { renderIssuePage } from './issue-page.js';
import { renderPullPage } from './pull-page.js';
import { renderBlobPage, renderCheckPage, renderRepositoryList, renderRepositoryPage } from './repository-pages.js';

/** Sends the page at a path, for a person to look at; gives the status. */
export function servePage(world: World, path: string, response: ServerResponse): number {
  const [owner = '', name = '', kind = '', id = '', ...rest] = path.split('/').slice(1);
  const repository = findRepository(world, owner, name);
  const raw = kind === 'raw' && repository !== undefined ? findBlob(repository, id, rest.join('/')) : null;
  if (raw !== null) {
    response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' }).end(raw.bytes);
    return 200;
  }
  const page =
    path === '/' ? renderRepositoryList(world) : repository && renderOf(repository, kind, id, rest.join('/'));
  const status = typeof page === 'string' ? 200 : 404;
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(
    page ?? renderPage('Not found', [], html`<h1>Not found</h1><p>There is no page at <code>${path}</code>.</p>`),
  );
  return status;
}

function renderOf(repository: Repository, kind: string, id: string, rest: string): string | null {
  const issue = repository.issues.find(({ number }) => number === Number(id));
  if (kind === '' || ((kind === 'issues' || kind === 'pulls') && id === '')) return renderRepositoryPage(repository);
  if (kind === 'blob') {
    const found = findBlob(repository, id, rest);
    return found && renderBlobPage(repository, found.ref, found.path, found.bytes.toString());
  }
  if (kind === 'runs') return renderCheckPage(repository, Number(id));
  if (issue === undefined || (kind !== 'issues' && kind !== 'pull')) return null;
  return isPull(issue) ? renderPullPage(repository, issue) : renderIssuePage(repository, issue);
}

/** A branch may hold slashes, so every way of parting `ref/path` is tried. */
function findBlob(repository: Repository, first: string, rest: string) {
  const parts = [first, ...rest.split('/')];
  for (let at = 1; at < parts.length; at += 1) {
    const [ref, path] = [parts.slice(0, at).join('/'), parts.slice(at).join('/')];
    const tree = repository.git.commit(repository.git.resolveCommit(ref) ?? '')?.tree;
    const entry = tree === undefined ? undefined : repository.git.entryAt(tree, path);
    const object = entry === undefined ? undefined : repository.git.read(entry.sha);
    if (object?.type === 'blob') return { ref, path, bytes: object.bytes };
  }
  return null;
}
