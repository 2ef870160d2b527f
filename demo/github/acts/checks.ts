import { ApiError, validationFailed } from '../api-error.js';
import { listOf, objectOf, oneOf, requiredText, textOf } from '../call.js';
import { isObject, type Json, type JsonObject } from '../json.js';
import { notify } from '../notify.js';
import { showCheckRunOfWebhook } from '../serialize/check.js';
import type { Account, Annotation, CheckAction, CheckRun, Repository, World } from '../world.js';

/** Source: GitHub's OpenAPI description, checks/create. */
const ANNOTATIONS_PER_REQUEST = 50;
const LONGEST_OUTPUT = 65_535;
const LONGEST_ANNOTATION_TEXT = 64 * 1024;
const LONGEST_ANNOTATION_TITLE = 255;
const MOST_ACTIONS = 3;
const LONGEST_LABEL = 20;
const LONGEST_DESCRIPTION = 40;
const levels = ['notice', 'warning', 'failure'] as const;
const statuses = ['queued', 'in_progress', 'completed', 'waiting', 'requested', 'pending'] as const;
const conclusions = ['action_required', 'cancelled', 'failure', 'neutral', 'success', 'skipped', 'timed_out'] as const;

function invalidRequest(reason: string): ApiError {
  return new ApiError(422, `Invalid request.\n\n${reason}`);
}

/** Makes a check run of the app on a commit. */
export function createCheckRun(world: World, repository: Repository, actor: Account, body: JsonObject): CheckRun {
  const headSha = requiredText(body, 'head_sha');
  if (repository.git.commit(headSha) === undefined) throw new ApiError(422, `No commit found for SHA: ${headSha}`);
  const suiteId = world.suites.get(headSha) ?? world.nextId();
  world.suites.set(headSha, suiteId);
  const run: CheckRun = {
    id: world.nextId(),
    suiteId,
    headSha,
    name: requiredText(body, 'name'),
    status: 'queued',
    conclusion: null,
    startedAt: world.now(),
    completedAt: null,
    externalId: '',
    detailsUrl: null,
    output: { title: null, summary: null, text: null },
    annotations: [],
    actions: [],
  };
  applyBody(world, run, body);
  repository.checkRuns.push(run);
  notifyCheckRun(world, repository, run, actor, 'created');
  if (run.status === 'completed') notifyCheckRun(world, repository, run, actor, 'completed');
  return run;
}

/** Changes a check run; annotations are added to those that it has. */
export function updateCheckRun(
  world: World,
  repository: Repository,
  actor: Account,
  run: CheckRun,
  body: JsonObject,
): void {
  const wasCompleted = run.status === 'completed';
  applyBody(world, run, body);
  if (run.status === 'completed' && !wasCompleted) notifyCheckRun(world, repository, run, actor, 'completed');
}

/** Asks the app to run a check again; the run itself stays as it is until the app changes it. */
export function rerequestCheckRun(world: World, repository: Repository, actor: Account, run: CheckRun): void {
  notifyCheckRun(world, repository, run, actor, 'rerequested');
}

/** Tells the app that one of the check run's buttons was pressed. */
export function pressCheckButton(
  world: World,
  repository: Repository,
  actor: Account,
  run: CheckRun,
  identifier: string,
): void {
  if (!run.actions.some((action) => action.identifier === identifier))
    throw new Error(`check run ${run.id} has no button ${identifier}`);
  notifyCheckRun(world, repository, run, actor, 'requested_action', { requested_action: { identifier } });
}

function notifyCheckRun(
  world: World,
  repository: Repository,
  run: CheckRun,
  actor: Account,
  action: string,
  more: JsonObject = {},
): void {
  const check_run = showCheckRunOfWebhook(world, repository, run);
  notify(world, repository, actor, 'check_run', action, { check_run, ...more });
}

function applyBody(world: World, run: CheckRun, body: JsonObject): void {
  const output = objectOf(body, 'output');
  const added = output === undefined ? [] : readAnnotations(output);
  const actions = (listOf(body, 'actions') ?? []).filter(isObject).map(readAction);
  if (actions.length > MOST_ACTIONS) throw invalidRequest(`No more than ${MOST_ACTIONS} items are allowed.`);
  const conclusion = textOf(body, 'conclusion');
  const status = textOf(body, 'status');
  if (status === 'completed' && conclusion === undefined && run.conclusion === null)
    throw validationFailed({ resource: 'CheckRun', field: 'conclusion', code: 'missing_field' });
  if (output !== undefined) {
    const text = checkLength(textOf(output, 'text') ?? run.output.text, LONGEST_OUTPUT);
    const summary = checkLength(requiredText(output, 'summary'), LONGEST_OUTPUT);
    run.output = { title: textOf(output, 'title') ?? run.output.title, summary, text };
  }
  run.name = textOf(body, 'name') ?? run.name;
  run.externalId = textOf(body, 'external_id') ?? run.externalId;
  run.detailsUrl = textOf(body, 'details_url') ?? run.detailsUrl;
  if (status !== undefined) run.status = oneOf(statuses, status, 'CheckRun', 'status');
  if (conclusion !== undefined) {
    run.conclusion = oneOf(conclusions, conclusion, 'CheckRun', 'conclusion');
    run.status = 'completed';
  } else if (status !== undefined && status !== 'completed') run.conclusion = null;
  run.completedAt = run.status === 'completed' ? world.now() : null;
  run.annotations.push(...added);
  run.actions = actions;
}

function readAction(action: JsonObject): CheckAction {
  return {
    label: checkLength(requiredText(action, 'label'), LONGEST_LABEL),
    description: checkLength(requiredText(action, 'description'), LONGEST_DESCRIPTION),
    identifier: checkLength(requiredText(action, 'identifier'), LONGEST_LABEL),
  };
}

function checkLength<T extends string | null>(text: T, most: number): T {
  const length = text === null ? 0 : [...String(text)].length;
  if (length > most) throw invalidRequest(`Only ${most} characters are allowed; ${length} were supplied.`);
  return text;
}

function readAnnotations(output: JsonObject): readonly Annotation[] {
  const list = listOf(output, 'annotations') ?? [];
  if (list.length > ANNOTATIONS_PER_REQUEST)
    throw invalidRequest(`No more than ${ANNOTATIONS_PER_REQUEST} items are allowed; ${list.length} were supplied.`);
  return list.map(readAnnotation);
}

function readAnnotation(value: Json): Annotation {
  if (!isObject(value)) throw invalidRequest('An annotation is not an object.');
  const start = lineOf(value, 'start_line');
  const end = lineOf(value, 'end_line');
  const hasColumns = value.start_column !== undefined || value.end_column !== undefined;
  if (end < start || (hasColumns && start !== end))
    throw validationFailed({ resource: 'CheckRun', field: 'annotations', code: 'invalid' });
  return {
    path: requiredText(value, 'path'),
    start_line: start,
    end_line: end,
    start_column: value.start_column === undefined ? null : lineOf(value, 'start_column'),
    end_column: value.end_column === undefined ? null : lineOf(value, 'end_column'),
    annotation_level: oneOf(levels, requiredText(value, 'annotation_level'), 'CheckRun', 'annotations'),
    title: checkLength(textOf(value, 'title') ?? null, LONGEST_ANNOTATION_TITLE),
    message: checkLength(requiredText(value, 'message'), LONGEST_ANNOTATION_TEXT),
    raw_details: checkLength(textOf(value, 'raw_details') ?? null, LONGEST_ANNOTATION_TEXT),
  };
}

function lineOf(value: JsonObject, key: string): number {
  const line = value[key];
  if (typeof line !== 'number' || !Number.isInteger(line) || line < 1)
    throw invalidRequest(`For 'annotations/${key}', ${JSON.stringify(line ?? null)} is not a line or column number.`);
  return line;
}
