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
}

/** What the check run says. */
export interface CheckRunText {
  readonly title: string;
  /** Markdown, at most 65,535 characters. */
  readonly summary: string;
  readonly annotations: readonly CheckAnnotation[];
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
}

/** What became of it. */
export interface PublishedCheckRun {
  readonly url: string | null;
  readonly outcome: 'created' | 'updated' | 'unchanged';
}

/** A check run as it stands; `sent` annotations have arrived. */
interface CheckRunState {
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

/**
 * Publishes the check run. One request, one to look unless the head is new, and one for each further 50 annotations. Updates append, so
 * a request whose outcome is not known is followed by a look at how many annotations have arrived.
 */
export async function publishCheckRun(
  client: GithubClient,
  name: RepositoryName,
  request: CheckRunRequest,
  app: AppIdentity,
): Promise<PublishedCheckRun> {
  const fitted = { ...request, text: fitText(request.text) };
  const key = fingerprint(fitted);
  const found = request.newHead ? undefined : await findCheckRun(client, name, fitted, key, app);
  if (found?.completed === true) return { url: found.url, outcome: 'unchanged' };
  const started = found ?? (await startCheckRun(client, name, fitted, key, app));
  await completeCheckRun(client, name, fitted, started);
  return { url: started.url, outcome: found === undefined ? 'created' : 'updated' };
}

async function findCheckRun(
  client: GithubClient,
  name: RepositoryName,
  request: CheckRunRequest,
  key: string,
  app: AppIdentity,
): Promise<CheckRunState | undefined> {
  const { data } = await asking('look for the check run', name, () =>
    client.rest.checks.listForRef({
      owner: name.owner,
      repo: name.repo,
      ref: request.head,
      check_name: request.name,
      per_page: PER_PAGE,
    }),
  );
  const found = data.check_runs.find((run) => run.app?.id === app.appId && run.external_id === key);
  return found === undefined ? undefined : checkRunOf(found);
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
        request: { retries: 0 },
      }),
    );
    const sent = Math.min(text.annotations.length, ANNOTATIONS_PER_REQUEST);
    return { id: data.id, url: data.html_url, sent, completed: last };
  } catch (error) {
    if (!(error instanceof GithubUnavailable)) throw error;
    const appeared = await findCheckRun(client, name, request, key, app);
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
