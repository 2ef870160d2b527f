/** What should have happened in a repository and did not, told from what stands on GitHub alone. */
import type { Migration } from '../../core/migration.js';
import { type AppIdentity, type GithubClient, isApp } from '../../github/client.js';
import { RepositoryEmpty } from '../../github/errors.js';
import type { InstalledRepository } from '../../github/installations.js';
import { hiddenMarker } from '../../github/marker.js';
import { listCommentsSince, listOwnIssues, type OwnIssue, type RecentComment } from '../../github/recent-comments.js';
import { readBase } from '../../github/repository.js';
import { startedBy, tickedBoxes } from '../../render/tracking-boxes.js';
import { NO_TRACKING_STATE, parseTrackingState } from '../../render/tracking-state.js';
import { commands } from '../commands/index.js';
import { parseCommands } from '../parse-command.js';
import { standingsOf } from '../read-standings.js';
import { type BegunTick, readTick } from '../work/begun-tick.js';
import { readTries } from '../work/try-again.js';
import { answerTopic, type Work, type WorkBase } from '../work.js';
import type { Looks } from './looks.js';

const ANY_TRACKING = /<!-- cutover:tracking-issue (\S+) -->/;
const PHASE = /<!-- cutover:phase \S+\/(phase-\d+) -->/;

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
  readonly now: Date;
  readonly looks: Looks;
  /** Which tracking issues were found out of date, and how. */
  readonly staleLooks: Looks;
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
  const tracking = findTracking(own, parts.migration.id);
  if (tracking === undefined) return (await wantsLook(parts, repository)) ? [{ kind: 'welcome', ...base }] : [];
  const comments = await listCommentsSince(parts.client, repository, parts.since, MOST_COMMENTS);
  const begun = begunTicks(parts, tracking, comments);
  return [
    ...begunAgain(parts, base, tracking, begun),
    ...lostTicks(base, tracking, begun),
    ...staleTracking(parts, base, tracking, own),
    ...unanswered(parts, base, own, comments),
  ];
}

/** The tracking issue of the app's migration, or else of another one that the repository follows. */
function findTracking(own: readonly OwnIssue[], migration: string): OwnIssue | undefined {
  const issues = own.filter(({ kind }) => kind === 'issue');
  const marker = hiddenMarker('tracking-issue', migration);
  return issues.find(({ body }) => body.includes(marker)) ?? issues.find(({ body }) => ANY_TRACKING.test(body));
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

/** The ticks whose answer in the tracking issue is not the last word. */
function begunTicks(
  { app }: LostWorkParts,
  tracking: OwnIssue,
  comments: readonly RecentComment[],
): readonly BegunTick[] {
  const own = comments.filter(({ issue, author }) => issue === tracking.number && isApp(author, app));
  return own.flatMap(({ body }) => readTick(body) ?? []);
}

/** Goes on with them, on behalf of who ticked the box. Where the work is under way somewhere, it has its answer by the turn of this. */
function begunAgain(
  { now }: LostWorkParts,
  base: WorkBase,
  { number: issue }: OwnIssue,
  begun: readonly BegunTick[],
): readonly Work[] {
  return begun
    .filter(({ tries }) => tries.notBefore <= now.getTime())
    .map(({ delivery, box, sender }) => ({ kind: 'box', ...base, delivery, issue, box, ticked: true, sender }));
}

/** Boxes that stand ticked. Where work for one waits, it is done first, and then there is nothing to give back. */
function lostTicks(base: WorkBase, tracking: OwnIssue, begun: readonly BegunTick[]): readonly Work[] {
  const boxes = [...tickedBoxes(tracking.body)].filter(
    (box) => startedBy(box) !== undefined && !begun.some((tick) => tick.box === box),
  );
  return boxes.map((box) => ({ kind: 'lost-tick', ...base, issue: tracking.number, box }));
}

/**
 * A tracking issue that shows other pull requests than there are, or shows them as they were, or could not be written whole. It is written
 * anew at most so often for the same difference: another reason may keep it as it is.
 */
function staleTracking(
  { staleLooks }: LostWorkParts,
  base: WorkBase,
  tracking: OwnIssue,
  own: readonly OwnIssue[],
): readonly Work[] {
  const migration = ANY_TRACKING.exec(tracking.body)?.[1] ?? '';
  const { phases: shown, unread } = parseTrackingState(tracking.body) ?? NO_TRACKING_STATE;
  const ids = own.flatMap(({ body }) => PHASE.exec(body)?.[1] ?? []);
  const phases = [...new Set(ids)].map((id) => ({ id }));
  const differences = Object.entries(standingsOf(own, { id: migration, phases })).filter(
    ([id, { status, pullRequest }]) =>
      shown[id]?.status !== status || shown[id]?.pullRequest?.number !== pullRequest?.number,
  );
  if (differences.length === 0 && unread !== true) {
    staleLooks.settled(base.repositoryId);
    return [];
  }
  if (!staleLooks.begin(base.repositoryId, JSON.stringify([differences, unread]))) return [];
  const reason =
    differences.length === 0 ? 'something could not be read' : 'it did not show the pull requests as they are';
  return [{ kind: 'refresh', ...base, reason }];
}

/** Commands in our issues and pull requests that have no answer, or one that is not the last word. */
function unanswered(
  { app, now }: LostWorkParts,
  base: WorkBase,
  own: readonly OwnIssue[],
  comments: readonly RecentComment[],
): readonly Work[] {
  const ours = new Set(own.map(({ number }) => number));
  const answers = comments.filter(({ author }) => isApp(author, app));
  return comments.flatMap(({ id, issue, body, author }): readonly Work[] => {
    if (author === null || author.type === 'Bot' || !ours.has(issue)) return [];
    const lines = parseCommands(body, commands);
    if (lines.length === 0) return [];
    const marker = hiddenMarker('topic', answerTopic(id));
    const answer = answers.find((one) => one.body.startsWith(marker));
    const tries = answer === undefined ? undefined : readTries(answer.body);
    const isDue = answer === undefined || (tries !== undefined && tries.notBefore <= now.getTime());
    return isDue ? [{ kind: 'commands', ...base, issue, comment: id, sender: author.login, lines, inPlace: true }] : [];
  });
}
