import { lineNow } from '../git/line-now.js';
import type { DiffFile } from '../git/read-diff.js';
import { commitsOfPull, filesOfPull, type PullIssue } from '../serialize/pull.js';
import type { CheckRun, Pull, Repository, Review } from '../world.js';
import { fullNameOf } from '../world.js';
import { type Html, html, renderPage } from './html.js';
import { renderAuthor, renderComments, renderPost, renderState, trailOf } from './issue-page.js';
import { renderMarkdown } from './markdown-html.js';
import { renderPatch } from './patch-html.js';

/** Lines of the diff that are shown above a comment. */
const LINES_ABOVE = 4;

/** The page of a pull request: text, commits, checks with their annotations, files with their diff. */
export function renderPullPage(repository: Repository, issue: PullIssue): string {
  const { pull } = issue;
  const files = filesOfPull(repository, issue);
  const commits = commitsOfPull(repository, issue);
  const runs = repository.checkRuns.filter(({ headSha }) => headSha === pull.headSha);
  const body = html`<h1>${issue.title} <span class="muted">#${issue.number}</span></h1>
<p>${renderState(issue)} ${issue.user.login} wants to merge <code>${pull.head}</code> into <code>${pull.base}</code></p>
${renderTabs(commits.length, runs.length, files.length)}
${renderPost('pull', issue.user, issue.createdAt, issue.body ?? '', issue.reactions)}${renderComments(issue)}
<h2 id="commits">Commits</h2><ul>${commits.map((sha) => renderCommit(repository, sha))}</ul>
${renderAsked(pull)}${pull.reviews.map((review) => renderReview(repository, issue, review))}<h2 id="checks">Checks</h2>${runs.length === 0 ? html`<p class="muted">No checks.</p>` : runs.map((run) => renderCheckRun(repository, run))}
<h2 id="files">Files changed: ${files.length}</h2>${files.map((file) => renderFile(repository, pull.headSha, file))}`;
  return renderPage(`${issue.title} #${issue.number}`, trailOf(repository, html`#${issue.number}`), body);
}

function renderTabs(commits: number, checks: number, files: number): Html {
  const tabs: readonly (readonly [string, string, number | null])[] = [
    ['pull', 'Conversation', null],
    ['commits', 'Commits', commits],
    ['checks', 'Checks', checks],
    ['files', 'Files changed', files],
  ];
  return html`<nav aria-label="Parts"><ul class="tabs">${tabs.map(
    ([id, title, count]) =>
      html`<li><a href="#${id}">${title}${count === null ? null : html` <span class="number">${count}</span>`}</a></li>`,
  )}</ul></nav>`;
}

function renderAsked({ requestedReviewers, requestedTeams }: Pull): Html | null {
  const asked = [...requestedReviewers.map(({ login }) => login), ...requestedTeams];
  return asked.length === 0 ? null : html`<p class="muted">Review asked of ${asked.join(', ')}</p>`;
}

/** A review with its comments, each below the lines of the diff that it stands on. */
function renderReview(repository: Repository, issue: PullIssue, review: Review): Html {
  const comments = review.comments.map((comment) => {
    const line = lineNow(repository, issue, review, comment);
    const where = `${comment.path}:${line ?? comment.line}`;
    return html`<div class="thread" id="discussion_r${comment.id}"><p class="place"><code>${where}</code>${line === null ? html` <span class="muted">Outdated</span>` : null}</p>
<table class="diff">${renderPatch(comment.hunk).slice(-LINES_ABOVE)}</table>${renderMarkdown(comment.body)}</div>`;
  });
  return html`<section class="box" id="pullrequestreview-${review.id}"><div class="head">${renderAuthor(review.user)} <span class="muted">reviewed</span></div>
<div class="body">${renderMarkdown(review.body)}${comments}</div></section>`;
}

function renderCommit(repository: Repository, sha: string): Html {
  const message = repository.git.commit(sha)?.message ?? '';
  const verified = repository.signed.has(sha) ? html` <span class="reaction">Verified</span>` : null;
  return html`<li><code>${sha.slice(0, 7)}</code> ${message.split('\n')[0] ?? ''}${verified}</li>`;
}

/** A check run with its report and its annotations, each linked to its line. */
export function renderCheckRun(repository: Repository, run: CheckRun): Html {
  const notes = run.annotations.map((note) => {
    const lines = note.start_line === note.end_line ? `L${note.start_line}` : `L${note.start_line}-L${note.end_line}`;
    return html`<div class="note ${note.annotation_level}"><a href="${blobAddress(repository, run.headSha, note.path)}#L${note.start_line}"><code>${note.path} ${lines}</code></a>
<br><strong>${note.title ?? note.annotation_level}</strong>${renderMarkdown(note.message)}</div>`;
  });
  return html`<section class="box" id="check-${run.id}"><div class="head"><strong>${run.name}</strong> <span class="muted">${run.conclusion ?? run.status}</span> ${run.output.title ?? ''}</div>
<div class="body">${renderMarkdown(run.output.summary ?? '')}${renderMarkdown(run.output.text ?? '')}${notes}</div></section>`;
}

/** Path of the page that shows a file at a commit. */
export function blobAddress(repository: Repository, ref: string, path: string): string {
  return `/${fullNameOf(repository)}/blob/${ref}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

function renderFile(repository: Repository, sha: string, file: DiffFile): Html {
  const from = file.previousPath === null ? null : html`<span class="muted">${file.previousPath} →</span> `;
  const rows =
    file.patch === null
      ? html`<p class="muted">No text to show.</p>`
      : html`<table class="diff">${renderPatch(file.patch)}</table>`;
  return html`<section class="box"><div class="head">${from}<a href="${blobAddress(repository, sha, file.path)}"><code>${file.path}</code></a>
<span class="muted">${file.status}, +${file.additions} −${file.deletions}</span></div>${rows}</section>`;
}
