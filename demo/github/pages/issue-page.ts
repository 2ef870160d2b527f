import { showTime } from '../serialize/account.js';
import type { Account, Issue, Reaction, Repository } from '../world.js';
import { fullNameOf } from '../world.js';
import { type Html, html, renderPage } from './html.js';
import { renderMarkdown } from './markdown-html.js';

const faces = {
  '+1': '👍',
  '-1': '👎',
  laugh: '😄',
  confused: '😕',
  heart: '❤️',
  hooray: '🎉',
  rocket: '🚀',
  eyes: '👀',
};

/** The links from a repository down to one of its pages. */
export function trailOf(repository: Repository, ...rest: readonly Html[]): readonly Html[] {
  const name = fullNameOf(repository);
  return [html`<a href="/${name}">${name}</a>`, ...rest];
}

/** The coloured word that tells an issue's state. */
export function renderState(issue: Issue): Html {
  const state = issue.pull?.merged ? 'merged' : issue.state;
  return html`<span class="state ${state}">${state}</span>`;
}

/** Who wrote something: a picture of the first letter, and the name. */
export function renderAuthor({ login, type }: Account): Html {
  const letter = login.charAt(0).toUpperCase();
  return html`<span class="avatar ${type === 'Bot' ? 'bot' : 'person'}" aria-hidden="true">${letter}</span><strong>${login}</strong>`;
}

function readableTime(at: number): string {
  return `${showTime(at).slice(0, 16).replace('T', ' ')} UTC`;
}

/** A text that someone wrote, with its author, time and reactions. */
export function renderPost(
  id: string,
  author: Account,
  at: number,
  body: string,
  reactions: readonly Reaction[],
): Html {
  const contents = [...new Set(reactions.map(({ content }) => content))];
  const counts = contents.map((content) => {
    const by = reactions.filter((reaction) => reaction.content === content);
    return html`<span class="reaction" title="${by.map(({ user }) => user.login).join(', ')}">${faces[content]} ${by.length}</span>`;
  });
  return html`<section class="box" id="${id}"><div class="head">${renderAuthor(author)} <span class="muted">commented on <time datetime="${showTime(at)}">${readableTime(at)}</time></span></div>
<div class="body">${renderMarkdown(body)}${counts.length > 0 ? html`<p>${counts}</p>` : null}</div></section>`;
}

/** The comments of an issue or pull request. */
export function renderComments(issue: Issue): readonly Html[] {
  return issue.comments.map((comment) =>
    renderPost(`issuecomment-${comment.id}`, comment.user, comment.createdAt, comment.body, comment.reactions),
  );
}

/** The page of an issue. */
export function renderIssuePage(repository: Repository, issue: Issue): string {
  const labels = issue.labels.map((label) => html` <span class="label">${label}</span>`);
  const body = html`<h1>${issue.title} <span class="muted">#${issue.number}</span></h1><p>${renderState(issue)}${labels}</p>
${renderPost('issue', issue.user, issue.createdAt, issue.body ?? '', issue.reactions)}${renderComments(issue)}`;
  return renderPage(`${issue.title} #${issue.number}`, trailOf(repository, html`#${issue.number}`), body);
}
