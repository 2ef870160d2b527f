/** What people turned back of a phase: on its branch, in its merged pull requests, and on the default branch since. */
import type { EarlierEdit, TurnedBack } from '../core/history.js';
import { diffLines, moveLine, splitLines } from '../core/line-diff.js';
import type { PhasePlan } from '../core/phase-plan.js';
import type { WorkedBranch } from '../core/ports.js';
import type { RepoPath } from '../core/source.js';
import { asking } from './asking.js';
import type { BranchHistory } from './branch-history.js';
import type { GithubClient, RepositoryName } from './client.js';
import { type CommitData, type OwnedCommit, type Owners, readOwner } from './commit-owner.js';
import { anyEditStands, appCommits, findTurnedBackEdits, readEdits, readText } from './earlier-edits.js';
import { PER_PAGE } from './limits.js';
import { readLostCommits } from './lost-commits.js';
import { readList } from './pages.js';
import type { PhaseStanding } from './phase-standing.js';
import type { PullRequest } from './pull-request.js';
import type { StoredFile, StoredFiles } from './stored-files.js';
import type { GithubReader } from './tree-reader.js';

/** Merged pull requests of a phase that are looked at, the latest first. */
const MOST_MERGED = 5;

/** What the history of a phase is read from. */
export interface PhasePast {
  readonly client: GithubClient;
  /** The reader of the base. */
  readonly reader: GithubReader;
  readonly owners: Owners;
  readonly files: StoredFiles;
  readonly standing: PhaseStanding;
  /** The app's commits of merged pull requests of which something stands still. */
  merged(): Promise<readonly OwnedCommit[]>;
}

/** Opens the history of a phase. Nothing is asked before it is needed, and nothing twice. */
export function openPast(parts: Omit<PhasePast, 'merged'>): PhasePast {
  let merged: Promise<readonly OwnedCommit[]> | undefined;
  return {
    ...parts,
    merged() {
      merged ??= readMerged(parts);
      return merged;
    },
  };
}

/**
 * Which edits of a plan over the base people turned back before. A pull request of which nothing stands any more was taken back as a
 * whole, and asked for again by the command: it does not count. Nothing is asked of GitHub where none was merged.
 */
export async function turnedBackOnBase(past: PhasePast, plan: PhasePlan): Promise<readonly TurnedBack[]> {
  if (plan.files.every((file) => file.after === file.before)) return [];
  const commits = await past.merged();
  const found = await findTurnedBackEdits(past.files, plan.files, commits);
  return found.length === 0 ? found : withoutProposedAgain(past, plan, found);
}

/** The branch that people have committed to, for planning over it. `reader` reads it, with the base merged. */
export function openWorkedBranch(past: PhasePast, history: BranchHistory, reader: GithubReader): WorkedBranch {
  return {
    reader,
    turnedBack: (plan) => turnedBackOnBranch(past, reader.base.ref, history, plan),
    earlier: () => editsOnWork(past, history),
  };
}

/** Which edits of a plan over the phase's branch people turned back before, on the branch or earlier. */
async function turnedBackOnBranch(
  past: PhasePast,
  branch: string,
  { commits }: BranchHistory,
  plan: PhasePlan,
): Promise<readonly TurnedBack[]> {
  if (plan.files.every((file) => file.after === file.before)) return [];
  const { client, reader, owners } = past;
  const own = commits.filter(({ owner }) => owner === 'app');
  const remade = own.length === 0 || commits.some((commit) => commit.remade);
  const lost = remade ? await readLostCommits(client, reader.repository, branch, reader.base.sha, owners) : [];
  const all = [...(await past.merged()), ...lost, ...own];
  return findTurnedBackEdits(past.files, plan.files, all);
}

/** What the app's commits did to files after people had begun to work on a branch. */
async function editsOnWork(
  { files }: PhasePast,
  { commits }: BranchHistory,
): Promise<ReadonlyMap<RepoPath, readonly EarlierEdit[]>> {
  const begun = commits.findIndex(({ owner }) => owner === 'person');
  return readEdits(files, appCommits(commits.slice(begun)));
}

/** In the order of the pull requests. */
async function readMerged(past: Omit<PhasePast, 'merged'>): Promise<readonly OwnedCommit[]> {
  const { client, reader, owners, files, standing } = past;
  const found: OwnedCommit[] = [];
  for (const pull of standing.all.filter(({ state }) => state === 'merged').slice(0, MOST_MERGED)) {
    const commits = appCommits(await readCommits(client, reader.repository, pull, owners));
    const now = new Map((await reader.list()).map((entry): [string, StoredFile] => [entry.path, entry]));
    if (await anyEditStands(files, commits, now)) found.unshift(...commits);
  }
  return found;
}

/** The commits of a pull request; GitHub lists at most 250. https://docs.github.com/en/rest/pulls/pulls#list-commits-on-a-pull-request */
async function readCommits(
  client: GithubClient,
  name: RepositoryName,
  { number }: PullRequest,
  owners: Owners,
): Promise<readonly OwnedCommit[]> {
  const commits = await asking(`read the commits of pull request #${number}`, name, () =>
    readList(
      client.paginate.iterator(client.rest.pulls.listCommits, {
        owner: name.owner,
        repo: name.repo,
        pull_number: number,
        per_page: PER_PAGE,
      }),
    ),
  );
  return commits.map((commit: CommitData) => readOwner(commit, owners));
}

/** Without what the open pull request proposes again, after somebody had the phase made anew. */
async function withoutProposedAgain(
  { files, standing }: PhasePast,
  plan: PhasePlan,
  found: readonly TurnedBack[],
): Promise<readonly TurnedBack[]> {
  const open = standing.pullRequest;
  if (open?.state !== 'open') return found;
  const there = await files.list(open.branch);
  const kept: TurnedBack[] = [];
  for (const one of found) {
    const before = plan.files.find(({ path }) => path === one.path)?.before ?? '';
    const file = there.get(one.path);
    if (file === undefined || !namedNoMore(one, before, await readText(files, file))) kept.push(one);
  }
  return kept;
}

/** Whether the line of a name was changed so that the name is gone from its place. */
function namedNoMore({ line, surface }: TurnedBack, before: string, now: string): boolean {
  if (line === undefined) return now.includes(surface);
  const lines = splitLines(now);
  const hunks = diffLines(splitLines(before), lines);
  if (moveLine(hunks, line - 1) !== undefined) return false;
  const hunk = hunks.find((one) => one.before.start <= line - 1 && line - 1 < one.before.end);
  const written = lines.slice(hunk?.after.start, hunk?.after.end).join('');
  return !surface.split(/\s+/).every((word) => written.includes(word));
}
