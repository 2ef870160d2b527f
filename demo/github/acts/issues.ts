import { ApiError, validationFailed } from '../api-error.js';
import { isPull } from '../call.js';
import type { Json } from '../json.js';
import { notify } from '../notify.js';
import { showComment, showIssue } from '../serialize/issue.js';
import { showFullPull } from '../serialize/pull.js';
import type { Account, Comment, Issue, Reaction, ReactionContent, Repository, World } from '../world.js';

/** Code points. Source: GitHub's own error message, "body is too long (maximum is 65536 characters)". */
const LONGEST_BODY = 65_536;
/** Source: observed on GitHub, which refuses longer titles with 422. */
const LONGEST_TITLE = 256;

export interface IssueText {
  readonly title: string;
  readonly body: string | null;
}

/** What changes in an issue or pull request; undefined stays. */
export interface IssueEdit {
  readonly title?: string | undefined;
  readonly body?: string | null | undefined;
  readonly state?: 'open' | 'closed' | undefined;
  readonly stateReason?: Issue['stateReason'] | undefined;
}

function lengthOf(text: string): number {
  return text.length <= LONGEST_BODY ? text.length : [...text].length;
}

/** Throws 422 when a title or body is longer than GitHub takes. */
export function checkText({
  title,
  body,
}: {
  readonly title?: string | undefined;
  readonly body?: string | null | undefined;
}): void {
  if (title !== undefined && title.trim() === '')
    throw validationFailed({ resource: 'Issue', code: 'missing_field', field: 'title' });
  if (title !== undefined && lengthOf(title) > LONGEST_TITLE) throw validationFailed(tooLong('title', LONGEST_TITLE));
  if (body !== undefined && body !== null && lengthOf(body) > LONGEST_BODY)
    throw validationFailed(tooLong('body', LONGEST_BODY));
}

function tooLong(field: string, most: number) {
  return {
    resource: 'Issue',
    code: 'custom',
    field,
    message: `${field} is too long (maximum is ${most} characters)`,
  } as const;
}

function checkComment(body: string): void {
  if (body.trim() === '') throw validationFailed({ resource: 'IssueComment', code: 'missing_field', field: 'body' });
  if (lengthOf(body) > LONGEST_BODY) {
    const message = `Body is too long (maximum is ${LONGEST_BODY} characters)`;
    throw validationFailed({ resource: 'IssueComment', code: 'unprocessable', field: 'data', message });
  }
}

/** Issues and pull requests share their numbers. */
export function nextNumber(repository: Repository): number {
  return (repository.issues.at(-1)?.number ?? 0) + 1;
}

/** A new issue in memory: no event is sent. */
export function addIssue(
  world: World,
  repository: Repository,
  user: Account,
  text: IssueText,
  pull: Issue['pull'],
  labels: readonly string[] = [],
): Issue {
  checkText(text);
  const now = world.now();
  const issue: Issue = {
    id: world.nextId(),
    number: nextNumber(repository),
    user,
    ...text,
    createdAt: now,
    updatedAt: now,
    state: 'open',
    stateReason: null,
    closedAt: null,
    closedBy: null,
    locked: false,
    labels: [],
    assignees: [],
    comments: [],
    reactions: [],
    pull,
  };
  repository.issues.push(issue);
  setLabels(world, repository, issue, labels);
  return issue;
}

export function openIssue(
  world: World,
  repository: Repository,
  actor: Account,
  text: IssueText,
  labels: readonly string[] = [],
): Issue {
  if (!repository.hasIssues) throw new ApiError(410, 'Issues has been disabled in this repository.');
  const issue = addIssue(world, repository, actor, text, null, labels);
  notifyIssue(world, repository, issue, actor, 'opened');
  return issue;
}

/** Sends the event of an issue or, when it is one, of a pull request. */
export function notifyIssue(
  world: World,
  repository: Repository,
  issue: Issue,
  actor: Account,
  action: string,
  extra: { readonly [key: string]: Json } = {},
): void {
  if (isPull(issue)) {
    const pull_request = showFullPull(world, repository, issue);
    notify(world, repository, actor, 'pull_request', action, { number: issue.number, pull_request, ...extra });
  } else notify(world, repository, actor, 'issues', action, { issue: showIssue(world, repository, issue), ...extra });
}

/** Changes title, body or state, and sends one event for the text and one for the state, as GitHub does. */
export function editIssue(world: World, repository: Repository, issue: Issue, actor: Account, edit: IssueEdit): void {
  checkText(edit);
  const changes: { [key: string]: Json } = {};
  if (edit.title !== undefined && edit.title !== issue.title) changes.title = { from: issue.title };
  if (edit.body !== undefined && edit.body !== issue.body) changes.body = { from: issue.body ?? '' };
  issue.title = edit.title ?? issue.title;
  issue.body = edit.body === undefined ? issue.body : edit.body;
  issue.updatedAt = world.now();
  if (Object.keys(changes).length > 0) notifyIssue(world, repository, issue, actor, 'edited', { changes });
  if (edit.state !== undefined && edit.state !== issue.state)
    setState(world, repository, issue, actor, edit.state, edit.stateReason);
}

/** Closes or reopens, and tells the app. */
export function setState(
  world: World,
  repository: Repository,
  issue: Issue,
  actor: Account,
  state: Issue['state'],
  reason?: Issue['stateReason'],
): void {
  const closing = state === 'closed';
  issue.state = state;
  issue.updatedAt = world.now();
  issue.closedAt = closing ? world.now() : null;
  issue.closedBy = closing ? actor : null;
  if (issue.pull === null) issue.stateReason = reason ?? (closing ? 'completed' : 'reopened');
  notifyIssue(world, repository, issue, actor, closing ? 'closed' : 'reopened');
}

export function addComment(world: World, repository: Repository, issue: Issue, actor: Account, body: string): Comment {
  if (!repository.hasIssues && issue.pull === null)
    throw new ApiError(410, 'Issues has been disabled in this repository.');
  checkComment(body);
  const now = world.now();
  const comment: Comment = { id: world.nextId(), user: actor, body, createdAt: now, updatedAt: now, reactions: [] };
  issue.comments.push(comment);
  issue.updatedAt = now;
  notifyComment(world, repository, issue, comment, actor, 'created');
  return comment;
}

export function editComment(
  world: World,
  repository: Repository,
  issue: Issue,
  comment: Comment,
  actor: Account,
  body: string,
): void {
  checkComment(body);
  const from = comment.body;
  comment.body = body;
  comment.updatedAt = world.now();
  notifyComment(world, repository, issue, comment, actor, 'edited', { changes: { body: { from } } });
}

export function deleteComment(
  world: World,
  repository: Repository,
  issue: Issue,
  comment: Comment,
  actor: Account,
): void {
  issue.comments.splice(issue.comments.indexOf(comment), 1);
  notifyComment(world, repository, issue, comment, actor, 'deleted');
}

function notifyComment(
  world: World,
  repository: Repository,
  issue: Issue,
  comment: Comment,
  actor: Account,
  action: string,
  extra: { readonly [key: string]: Json } = {},
): void {
  notify(world, repository, actor, 'issue_comment', action, {
    issue: showIssue(world, repository, issue),
    comment: showComment(world, repository, issue, comment),
    ...extra,
  });
}

/** Adds a reaction; the same one twice stays one. */
export function react(
  world: World,
  target: Comment | Issue,
  actor: Account,
  content: ReactionContent,
): { readonly reaction: Reaction; readonly isNew: boolean } {
  const known = target.reactions.find(({ user, content: given }) => user.id === actor.id && given === content);
  if (known !== undefined) return { reaction: known, isNew: false };
  const reaction: Reaction = { id: world.nextId(), user: actor, content, createdAt: world.now() };
  target.reactions.push(reaction);
  return { reaction, isNew: true };
}

/** Sets an issue's labels; GitHub makes those that the repository does not have yet. */
export function setLabels(world: World, repository: Repository, issue: Issue, names: readonly string[]): void {
  for (const name of names)
    if (!repository.labels.some((label) => label.name.toLowerCase() === name.toLowerCase()))
      repository.labels.push({ id: world.nextId(), name, color: 'ededed', description: null });
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  issue.labels = repository.labels.filter(({ name }) => wanted.has(name.toLowerCase())).map(({ name }) => name);
}
