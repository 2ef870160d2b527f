/** The check run that carries a phase's warnings on their lines. Annotations go in portions; a broken-off run is gone on with. */
import { createHash } from 'node:crypto';
import { asking } from './asking.js';
import type { AppIdentity, GithubClient, RepositoryName } from './client.js';
import { GithubUnavailable } from './errors.js';
import {
  ANNOTATION_MESSAGE_BYTES,
  ANNOTATION_TITLE_CHARACTERS,
  ANNOTATIONS_PER_REQUEST,
  CHECK_TEXT_CHARACTERS,
  PER_PAGE,
} from './limits.js';

/** A warning on its line, as GitHub takes it; lines are 1-based and those after the edits. */
export interface CheckAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly message: string;
  readonly title: string;
  /** Shown when it is unfolded; at most 64 KB. */
  readonly raw_details?: string;
}

/** What the check run says. */
export interface CheckRunText {
  readonly title: string;
  /** Markdown, at most 65,535 characters. */
  readonly summary: string;
  readonly annotations: readonly CheckAnnotation[];
}

/** A button of a check run. https://docs.github.com/en/rest/checks/runs#create-a-check-run */
export interface CheckAction {
  /** At most 20 characters. */
  readonly label: string;
  /** At most 40 characters. */
  readonly description: string;
  /** What the event of a press says; at most 20 characters. */
  readonly identifier: string;
}

/** A check run to publish. */
export interface CheckRunRequest {
  /** Name under which it stands at the pull request: `Cutover: phase-4`. */
  readonly name: string;
  /** Commit that it stands on. */
  readonly head: string;
  /** Whether the commit is new, so that nothing can stand on it yet and looking is not needed. */
  readonly newHead: boolean;
  readonly conclusion: 'success' | 'neutral' | 'failure';
  /** Page that its "details" link leads to. */
  readonly detailsUrl: string;
  readonly text: CheckRunText;
  /** At most three. */
  readonly actions?: readonly CheckAction[];
  /** Whether a new one is wanted though one stands that says the same: a person asked for it. */
  readonly again?: boolean;
}

/** What became of it. */
export interface PublishedCheckRun {
  readonly url: string | null;
  readonly outcome: 'created' | 'updated' | 'unchanged';
}

/** A check run as it stands; `sent` annotations have arrived. */
export interface CheckRunState {
  readonly id: number;
  readonly url: string | null;
  readonly sent: number;
  readonly completed: boolean;
}

interface CheckRunData {
  readonly id: number;
  readonly html_url: string | null;
  readonly status: string;
  readonly output: { readonly annotations_count: number };
}

/** Requests without an answer after which a check run is given up. */
const LOST_ANSWERS = 3;

/** What stands on a commit under the name of a check run. */
export interface FoundCheckRuns {
  /** Whether any of the app's stands there. */
  readonly any: boolean;
  /** The one that says what is to be said, as far as it was written. */
  readonly same?: CheckRunState;
}

/** Looks for the check run. One request. */
export async function lookForCheckRun(
  client: GithubClient,
  name: RepositoryName,
  request: CheckRunRequest,
  app: AppIdentity,
): Promise<FoundCheckRuns> {
  const fitted = { ...request, text: fitText(request.text) };
  return findCheckRuns(client, name, fitted, fingerprint(fitted), app);
}

/**
 * Publishes the check run. One request, one to look unless the head is new or `found` says what is there, and one for each further 50
 * annotations. Updates append, so a request whose outcome is not known is followed by a look at how many annotations have arrived.
 */
export async function publishCheckRun(
  client: GithubClient,
  name: RepositoryName,
  request: CheckRunRequest,
  app: AppIdentity,
  found?: FoundCheckRuns,
): Promise<PublishedCheckRun> {
  const fitted = { ...request, text: fitText(request.text) };
  const key = fingerprint(fitted);
  const anew = request.newHead || request.again === true;
  const standing = anew ? undefined : (found ?? (await findCheckRuns(client, name, fitted, key, app))).same;
  if (standing?.completed === true) return { url: standing.url, outcome: 'unchanged' };
  const started = standing ?? (await startCheckRun(client, name, fitted, key, app));
  await completeCheckRun(client, name, fitted, started);
  return { url: started.url, outcome: standing === undefined ? 'created' : 'updated' };
}

async function findCheckRuns(
  client: GithubClient,
  name: RepositoryName,
  request: CheckRunRequest,
  key: string,
  app: AppIdentity,
): Promise<FoundCheckRuns> {
  const { data } = await asking('look for the check run', name, () =>
    client.rest.checks.listForRef({
      owner: name.owner,
      repo: name.repo,
      ref: request.head,
      check_name: request.name,
      per_page: PER_PAGE,
    }),
  );
  const own = data.check_runs.filter((run) => run.app?.id === app.appId);
  const same = own.find((run) => run.external_id === key);
  return { any: own.length > 0, ...(same === undefined ? {} : { same: checkRunOf(same) }) };
}

async function startCheckRun(
  client: GithubClient,
  name: RepositoryName,
  request: CheckRunRequest,
  key: string,
  app: AppIdentity,
): Promise<CheckRunState> {
  const { text } = request;
  const last = text.annotations.length <= ANNOTATIONS_PER_REQUEST;
  try {
    const { data } = await asking('create the check run', name, () =>
      client.rest.checks.create({
        owner: name.owner,
        repo: name.repo,
        name: request.name,
        head_sha: request.head,
        external_id: key,
        details_url: request.detailsUrl,
        ...(last ? { status: 'completed', conclusion: request.conclusion } : { status: 'in_progress' }),
        output: outputFrom(text, 0),
        ...actionsOf(request),
        request: { retries: 0 },
      }),
    );
    const sent = Math.min(text.annotations.length, ANNOTATIONS_PER_REQUEST);
    return { id: data.id, url: data.html_url, sent, completed: last };
  } catch (error) {
    if (!(error instanceof GithubUnavailable)) throw error;
    const appeared = (await findCheckRuns(client, name, request, key, app)).same;
    if (appeared === undefined) throw error;
    return appeared;
  }
}

async function completeCheckRun(
  client: GithubClient,
  name: RepositoryName,
  request: CheckRunRequest,
  started: CheckRunState,
): Promise<void> {
  let run = started;
  for (let lost = 0; !run.completed; ) {
    const sent = run.sent + ANNOTATIONS_PER_REQUEST;
    const last = sent >= request.text.annotations.length;
    try {
      await asking('add annotations to the check run', name, () =>
        client.rest.checks.update({
          owner: name.owner,
          repo: name.repo,
          check_run_id: run.id,
          ...(last ? { status: 'completed', conclusion: request.conclusion } : { status: 'in_progress' }),
          output: outputFrom(request.text, run.sent),
          ...actionsOf(request),
          request: { retries: 0 },
        }),
      );
      run = { ...run, sent, completed: last };
    } catch (error) {
      lost++;
      if (!(error instanceof GithubUnavailable) || lost >= LOST_ANSWERS) throw error;
      run = await readCheckRun(client, name, run.id);
    }
  }
}

async function readCheckRun(client: GithubClient, name: RepositoryName, id: number): Promise<CheckRunState> {
  const { data } = await asking('read the check run', name, () =>
    client.rest.checks.get({ owner: name.owner, repo: name.repo, check_run_id: id }),
  );
  return checkRunOf(data);
}

function checkRunOf(data: CheckRunData): CheckRunState {
  return {
    id: data.id,
    url: data.html_url,
    sent: data.output.annotations_count,
    completed: data.status === 'completed',
  };
}

/** Sent with every request, so that they stand whichever was the last. */
function actionsOf({ actions = [] }: CheckRunRequest) {
  return actions.length === 0 ? {} : { actions: actions.map((action) => ({ ...action })) };
}

function outputFrom({ title, summary, annotations }: CheckRunText, sent: number) {
  return {
    title,
    summary,
    annotations: annotations.slice(sent, sent + ANNOTATIONS_PER_REQUEST).map((each) => ({ ...each })),
  };
}

/** Cuts what GitHub would refuse. */
function fitText(text: CheckRunText): CheckRunText {
  return {
    title: text.title,
    summary: cutCharacters(text.summary, CHECK_TEXT_CHARACTERS),
    annotations: text.annotations.map((each) => ({
      ...each,
      title: cutCharacters(each.title, ANNOTATION_TITLE_CHARACTERS),
      message: cutBytes(each.message, ANNOTATION_MESSAGE_BYTES),
      ...(each.raw_details === undefined ? {} : { raw_details: cutBytes(each.raw_details, ANNOTATION_MESSAGE_BYTES) }),
    })),
  };
}

/** Counts UTF-16 code units: never fewer than characters. */
function cutCharacters(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function cutBytes(text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text;
  // A code unit has at most three bytes in UTF-8.
  return cutCharacters(text, Math.floor(limit / 3));
}

/** What makes two check runs say the same; kept as the run's external id. */
function fingerprint({ conclusion, text }: CheckRunRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([conclusion, text]))
    .digest('hex')
    .slice(0, 32);
}
