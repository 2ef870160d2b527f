import { fullNameOf, type Issue, type Repository, type World } from '../world.js';
import { type Html, html, renderPage } from './html.js';
import { renderState, trailOf } from './issue-page.js';
import { renderCheckRun } from './pull-page.js';

/** The front page: all repositories. */
export function renderRepositoryList(world: World): string {
  const rows = world.repositories.map((repository) => {
    const open = repository.issues.filter(({ state }) => state === 'open');
    const pulls = open.filter(({ pull }) => pull !== null).length;
    const name = fullNameOf(repository);
    return html`<li><a href="/${name}">${name}</a> <span class="muted">${open.length - pulls} open issues, ${pulls} open pull requests</span></li>`;
  });
  return renderPage('GitHub on loopback', [], html`<h1>Repositories</h1><ul>${rows}</ul>`);
}

/** A repository: its issues, pull requests and branches. */
export function renderRepositoryPage(repository: Repository): string {
  const name = fullNameOf(repository);
  const newestFirst = [...repository.issues].reverse();
  const branches = [...repository.git.refs()].filter(([ref]) => ref.startsWith('refs/heads/'));
  const body = html`<h1>${name}</h1>
<p class="muted">${repository.private ? 'Private' : 'Public'}${repository.archived ? ', archived' : ''}</p>
<h2>Issues</h2>${renderList(
    name,
    'issues',
    newestFirst.filter(({ pull }) => pull === null),
  )}
<h2>Pull requests</h2>${renderList(
    name,
    'pull',
    newestFirst.filter(({ pull }) => pull !== null),
  )}
<h2>Branches</h2><ul>${branches.map(([ref, sha]) => html`<li><code>${ref.slice('refs/heads/'.length)}</code> <span class="muted">${sha.slice(0, 7)}</span></li>`)}</ul>`;
  return renderPage(name, trailOf(repository), body);
}

function renderList(name: string, kind: string, issues: readonly Issue[]): Html {
  if (issues.length === 0) return html`<p class="muted">None.</p>`;
  return html`<ul>${issues.map((issue) => html`<li>${renderState(issue)} <a href="/${name}/${kind}/${issue.number}">${issue.title}</a> <span class="muted">#${issue.number}</span></li>`)}</ul>`;
}

/** A file at a commit or branch, with lines to link to. */
export function renderBlobPage(repository: Repository, ref: string, path: string, text: string): string {
  const rows = text
    .split('\n')
    .map((line, at) => html`<tr id="L${at + 1}"><td class="no">${at + 1}</td><td>${line}</td></tr>`);
  const body = html`<h1><code>${path}</code></h1><p class="muted">${ref}</p><div class="box"><table class="diff">${rows}</table></div>`;
  return renderPage(path, trailOf(repository, html`${path}`), body);
}

/** A check run on its own. */
export function renderCheckPage(repository: Repository, id: number): string | null {
  const run = repository.checkRuns.find((candidate) => candidate.id === id);
  return run === undefined
    ? null
    : renderPage(run.name, trailOf(repository, html`${run.name}`), renderCheckRun(repository, run));
}
