import {
  type Account,
  type Comment,
  type Issue,
  type Label,
  type Reaction,
  type Repository,
  reactionContents,
  roleOf,
  type World,
} from '../world.js';
import { nodeId, showAccount, showTime } from './account.js';
import { showApp } from './app.js';
import { apiUrlOf, pageUrlOf } from './repository.js';

/** GitHub's `author-association`. */
export function associationOf(repository: Repository, account: Account) {
  if (account.id === repository.owner.id) return 'OWNER';
  const direct = repository.roles.has(account.login.toLowerCase()) && roleOf(repository, account) !== 'none';
  return direct ? 'COLLABORATOR' : 'NONE';
}

export function showReaction(world: World, reaction: Reaction) {
  return {
    id: reaction.id,
    node_id: nodeId('Reaction', reaction.id),
    user: showAccount(world, reaction.user),
    content: reaction.content,
    created_at: showTime(reaction.createdAt),
  };
}

/** GitHub's `reaction-rollup`. */
function rollUp(url: string, reactions: readonly Reaction[]) {
  const count = (content: string): number => reactions.filter((reaction) => reaction.content === content).length;
  const [plus, minus, laugh, confused, heart, hooray, rocket, eyes] = reactionContents;
  return {
    url: `${url}/reactions`,
    total_count: reactions.length,
    [plus]: count(plus),
    [minus]: count(minus),
    [laugh]: count(laugh),
    [hooray]: count(hooray),
    [confused]: count(confused),
    [heart]: count(heart),
    [rocket]: count(rocket),
    [eyes]: count(eyes),
  };
}

export function showLabel(world: World, repository: Repository, label: Label) {
  return {
    id: label.id,
    node_id: nodeId('Label', label.id),
    url: `${apiUrlOf(world, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    description: label.description,
    color: label.color,
    default: false,
  };
}

export function labelsOf(world: World, repository: Repository, issue: Issue) {
  return repository.labels
    .filter(({ name }) => issue.labels.includes(name))
    .map((label) => showLabel(world, repository, label));
}

function viaApp(world: World, account: Account) {
  return account.id === world.app.bot.id ? showApp(world) : null;
}

/** Address of the page of an issue or pull request. */
export function issuePageOf(world: World, repository: Repository, issue: Issue): string {
  return `${pageUrlOf(world, repository)}/${issue.pull === null ? 'issues' : 'pull'}/${issue.number}`;
}

/** GitHub's `issue`; pull requests are issues too. */
export function showIssue(world: World, repository: Repository, issue: Issue) {
  const api = apiUrlOf(world, repository);
  const url = `${api}/issues/${issue.number}`;
  const assignees = issue.assignees.map((account) => showAccount(world, account));
  return {
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: issuePageOf(world, repository, issue),
    id: issue.id,
    node_id: nodeId('Issue', issue.id),
    number: issue.number,
    title: issue.title,
    user: showAccount(world, issue.user),
    labels: labelsOf(world, repository, issue),
    state: issue.state,
    locked: issue.locked,
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    comments: issue.comments.length,
    created_at: showTime(issue.createdAt),
    updated_at: showTime(issue.updatedAt),
    closed_at: issue.closedAt === null ? null : showTime(issue.closedAt),
    author_association: associationOf(repository, issue.user),
    active_lock_reason: null,
    ...showPullOfIssue(world, repository, issue),
    body: issue.body,
    reactions: rollUp(url, issue.reactions),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: viaApp(world, issue.user),
    state_reason: issue.stateReason,
  };
}

function showPullOfIssue(world: World, repository: Repository, issue: Issue) {
  if (issue.pull === null) return {};
  const html = issuePageOf(world, repository, issue);
  const merged = issue.pull.merged;
  return {
    draft: issue.pull.draft,
    pull_request: {
      url: `${apiUrlOf(world, repository)}/pulls/${issue.number}`,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: merged === null ? null : showTime(merged.at),
    },
  };
}

/** GitHub's `issue-comment`. */
export function showComment(world: World, repository: Repository, issue: Issue, comment: Comment) {
  const api = apiUrlOf(world, repository);
  const url = `${api}/issues/comments/${comment.id}`;
  return {
    url,
    html_url: `${issuePageOf(world, repository, issue)}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${issue.number}`,
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    user: showAccount(world, comment.user),
    created_at: showTime(comment.createdAt),
    updated_at: showTime(comment.updatedAt),
    author_association: associationOf(repository, comment.user),
    body: comment.body,
    reactions: rollUp(url, comment.reactions),
    performed_via_github_app: viaApp(world, comment.user),
  };
}
