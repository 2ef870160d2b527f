import type { Issue, Pull, Repository, World } from '../world.js';
import { nodeId, showAccount, showTime } from './account.js';
import { associationOf, issuePageOf, labelsOf } from './issue.js';
import { apiUrlOf, pageUrlOf, showRepository } from './repository.js';
import { showSimpleTeam, showTeam } from './team.js';

/** An issue that is a pull request. */
export type PullIssue = Issue & { readonly pull: Pull };

/** The commit at which a pull request's branches parted; its diff starts there. */
export function forkPointOf(repository: Repository, { pull }: PullIssue): string {
  return repository.git.mergeBase(pull.baseSha, pull.headSha) ?? pull.baseSha;
}

export function commitsOfPull(repository: Repository, issue: PullIssue): readonly string[] {
  return repository.git.commitsBetween(forkPointOf(repository, issue), issue.pull.headSha);
}

export function filesOfPull(repository: Repository, issue: PullIssue) {
  return repository.git.diff(forkPointOf(repository, issue), issue.pull.headSha);
}

function showEnd(world: World, repository: Repository, ref: string, sha: string) {
  return {
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha,
    user: showAccount(world, repository.owner),
    repo: showRepository(world, repository),
  };
}

function linksOf(world: World, repository: Repository, { number, pull }: PullIssue) {
  const api = apiUrlOf(world, repository);
  return {
    self: `${api}/pulls/${number}`,
    html: `${pageUrlOf(world, repository)}/pull/${number}`,
    issue: `${api}/issues/${number}`,
    comments: `${api}/issues/${number}/comments`,
    review_comments: `${api}/pulls/${number}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${api}/pulls/${number}/commits`,
    statuses: `${api}/statuses/${pull.headSha}`,
  };
}

/** GitHub's `pull-request-simple`, as lists have it. */
export function showPull(world: World, repository: Repository, issue: PullIssue) {
  const { pull } = issue;
  const links = linksOf(world, repository, issue);
  const html = issuePageOf(world, repository, issue);
  const assignees = issue.assignees.map((account) => showAccount(world, account));
  return {
    url: links.self,
    id: issue.id,
    node_id: nodeId('PullRequest', issue.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: links.issue,
    number: issue.number,
    state: issue.state,
    locked: issue.locked,
    title: issue.title,
    user: showAccount(world, issue.user),
    body: issue.body,
    created_at: showTime(issue.createdAt),
    updated_at: showTime(issue.updatedAt),
    closed_at: issue.closedAt === null ? null : showTime(issue.closedAt),
    merged_at: pull.merged === null ? null : showTime(pull.merged.at),
    merge_commit_sha: pull.merged?.sha ?? null,
    assignee: assignees[0] ?? null,
    assignees,
    requested_reviewers: pull.requestedReviewers.map((account) => showAccount(world, account)),
    requested_teams: pull.requestedTeams.map((slug) => showTeam(world, repository, slug)),
    labels: labelsOf(world, repository, issue),
    milestone: null,
    draft: pull.draft,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    head: showEnd(world, repository, pull.head, pull.headSha),
    base: showEnd(world, repository, pull.base, pull.baseSha),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    author_association: associationOf(repository, issue.user),
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** GitHub's `pull-request`. */
export function showFullPull(world: World, repository: Repository, issue: PullIssue) {
  const { pull } = issue;
  const files = filesOfPull(repository, issue);
  const isOpen = issue.state === 'open';
  const mergeable = isOpen ? repository.git.mergeTrees(pull.baseSha, pull.headSha) !== null : null;
  return {
    ...showPull(world, repository, issue),
    requested_teams: pull.requestedTeams.map((slug) => showSimpleTeam(world, repository, slug)),
    merged: pull.merged !== null,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeable === null ? 'unknown' : mergeable ? 'clean' : 'dirty',
    merged_by: pull.merged === null ? null : showAccount(world, pull.merged.by),
    comments: issue.comments.length,
    review_comments: pull.reviews.reduce((sum, review) => sum + review.comments.length, 0),
    maintainer_can_modify: pull.maintainerCanModify,
    commits: commitsOfPull(repository, issue).length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}
