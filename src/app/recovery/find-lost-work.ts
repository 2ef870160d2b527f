/** What should have happened in a repository and did not, told from what stands on GitHub alone. */
import type { Migration } from '../../core/migration.js';
import { type AppIdentity, type GithubClient, isApp } from '../../github/client.js';
import { RepositoryEmpty } from '../../github/errors.js';
import type { InstalledRepository } from '../../github/installations.js';
import { hiddenMarker } from '../../github/marker.js';
import { listCommentsSince, listOwnIssues, type OwnIssue, type RecentComment } from '../../github/recent-comments.js';
import { readBase } from '../../github/repository.js';
import { parseTrackingState } from '../../render/tracking-state.js';
import { commands } from '../commands/index.js';
import { withoutRepeats } from '../events/issue-comment-created.js';
import { parseCommands } from '../parse-command.js';
import { answerTopic, type Work, type WorkBase } from '../work.js';
import type { Looks } from './looks.js';

/** Comments of a repository that one look reads at most; the newest of them. */
const MOST_COMMENTS = 1000;

export interface LostWorkParts {
  /** Authenticated as the installation. */
  readonly client: GithubClient;
  readonly app: AppIdentity;
  readonly migration: Migration;
  readonly installation: number;
  /** Older commands are left alone. */
  readonly since: Date;
  readonly looks: Looks;
  /** What the log knows the work by, in the place of a delivery. */
  readonly sweep: string;
}

/**
 * The work of a repository that got lost. Two requests: the app's issues, then the latest comments, or, without a tracking issue, the
 * head of the default branch.
 */
export async function findLostWork(parts: LostWorkParts, repository: InstalledRepository): Promise<readonly Work[]> {
  if (!repository.usable) return [];
  const base: WorkBase = {
    delivery: parts.sweep,
    installation: parts.installation,
    repositoryId: repository.id,
    owner: repository.owner,
    repo: repository.repo,
  };
  const own = await listOwnIssues(parts.client, repository, parts.app);
  const marker = hiddenMarker('tracking-issue', parts.migration.id);
  const tracking = own.find(({ kind, body }) => kind === 'issue' && body.includes(marker));
  if (tracking === undefined) return (await wantsLook(parts, repository)) ? [{ kind: 'welcome', ...base }] : [];
  const comments = await listCommentsSince(parts.client, repository, parts.since, MOST_COMMENTS);
  return [...missedCloses(base, tracking, own), ...unanswered(parts, base, own, comments)];
}

/** Whether the repository must be looked at, or was found not to be concerned, as it stands, before. */
async function wantsLook({ client, looks }: LostWorkParts, repository: InstalledRepository): Promise<boolean> {
  try {
    const { tree } = await readBase(client, repository, repository.defaultBranch);
    return looks.begin(repository.id, tree);
  } catch (error) {
    if (error instanceof RepositoryEmpty) return false;
    throw error;
  }
}

/** A pull request that the tracking issue shows as open, and that is not open any more. One piece of work brings all up to date. */
function missedCloses(base: WorkBase, tracking: OwnIssue, own: readonly OwnIssue[]): readonly Work[] {
  const shown = Object.values(parseTrackingState(tracking.body)?.phases ?? {});
  for (const { status, pullRequest } of shown) {
    const now = own.find(({ kind, number }) => kind === 'pull-request' && number === pullRequest?.number);
    if (status === 'open' && now?.open === false)
      return [{ kind: 'closed', ...base, pullRequest: now.number, merged: now.merged }];
  }
  return [];
}

/** Commands in our issues and pull requests that have no answer. */
function unanswered(
  { app }: LostWorkParts,
  base: WorkBase,
  own: readonly OwnIssue[],
  comments: readonly RecentComment[],
): readonly Work[] {
  const ours = new Set(own.map(({ number }) => number));
  const answers = comments.filter(({ author }) => isApp(author, app)).map(({ body }) => body);
  return comments.flatMap(({ id, issue, body, author }): readonly Work[] => {
    if (author === null || author.type === 'Bot' || !ours.has(issue)) return [];
    const lines = withoutRepeats(parseCommands(body, commands));
    const marker = hiddenMarker('topic', answerTopic(id));
    if (lines.length === 0 || answers.some((answer) => answer.includes(marker))) return [];
    return [{ kind: 'commands', ...base, issue, comment: id, sender: author.login, lines, inPlace: true }];
  });
}
