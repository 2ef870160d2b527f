/** What the tracking issue remembers. GitHub is the database: the state stands in the body as JSON in an HTML comment. */
import type { Choice } from '../core/history.js';
import type { Migration } from '../core/migration.js';
import type { ModelId } from '../core/model.js';
import type { RegistryReport } from '../core/registry-report.js';
import type { Control } from './context.js';
import { hiddenJson } from './markdown.js';
import { type PackedCounts, packedCountsOf } from './packed-counts.js';

/** Where a phase stands. */
export const PHASE_STATUSES = ['not-started', 'in-progress', 'open', 'merged', 'closed', 'nothing-to-do'] as const;
export type PhaseStatus = (typeof PHASE_STATUSES)[number];

/** A phase's pull request. */
export interface PullRequestLink {
  readonly number: number;
  readonly url: string;
}

/** Where one phase stands, and who asked for it. */
export interface PhaseState {
  readonly status: PhaseStatus;
  readonly pullRequest?: PullRequestLink;
  /** Login, without `@`. */
  readonly requestedBy?: string;
  /** What the pull request came to when it was last planned: the default branch no longer shows it once it is merged. */
  readonly counts?: PackedCounts;
  /** Ids of the phase's bullets that were met before it. */
  readonly metBefore?: readonly string[];
}

/** A choice that a person made with a command. */
export interface RecordedChoice {
  readonly model: ModelId;
  readonly target: ModelId;
  /** The one phase that it holds for; every phase without it. */
  readonly phase?: string;
  /** Login of the person, without `@`. */
  readonly by: string;
}

/** Something that stands in the way, and what to do about it: a sentence each. */
export interface TrackingProblem {
  readonly message: string;
  readonly next: string;
}

/** Everything that has happened, by phase id, and the facts that tick the execution checklist. */
export interface TrackingState {
  readonly phases: Readonly<Record<string, PhaseState>>;
  /** Tag of the base before the first phase. */
  readonly backupTag?: string;
  readonly problems: readonly TrackingProblem[];
  /** Made with commands, oldest first; one a model and phase. */
  readonly choices?: readonly RecordedChoice[];
  /** Whether something could not be read when the issue was written, so that it is to be written anew. */
  readonly unread?: true;
}

/** What the tracking issue needs besides plan and state. */
export interface TrackingContext {
  readonly migration: Migration;
  /** Commands to steer by; `/migrate phase-N`, `all`, `plan`, `status` and `help` where absent. */
  readonly controls?: readonly Control[];
  /** What was found out about lines of the execution checklist that no phase ticks. */
  readonly findings?: Readonly<Partial<Record<'checks' | 'links', Finding>>>;
  /** What the registries answered about the new models; absent where they were not asked. */
  readonly registries?: RegistryReport;
  /** The choices that hold, those of the configuration and those of commands, in the order in which they are asked. */
  readonly choices?: readonly Choice[];
  /** What stands in the way besides what the state knows. */
  readonly problems?: readonly TrackingProblem[];
  /** Ids of boxes that people ticked, and that stay so: see `tracking-boxes.ts`. */
  readonly ticked?: ReadonlySet<string>;
}

/** What was found out about a line of the execution checklist. */
export interface Finding {
  readonly done: boolean;
  /** The proof, or what is missing, in a sentence. */
  readonly proof: string;
  /** What a person should look at, one line each. */
  readonly details?: readonly string[];
  /** Whether GitHub did not answer, and may later. */
  readonly unread?: true;
}

/** The state before anything has happened. */
export const NO_TRACKING_STATE: TrackingState = { phases: {}, problems: [] };

const OPENING = '<!-- cutover:state ';

/** The hidden line that holds the state; the same for states that say the same, whatever they were made from. */
export function renderTrackingState(state: TrackingState): string {
  return `${OPENING}${hiddenJson(inOrder(state))} -->`;
}

/** A value whose records have their keys in the order of the alphabet. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, inOrder(one)]));
}

/**
 * Reads the state from an issue's body: the first hidden line that holds one. Absent when there is none or when it does not read
 * as a state; unknown fields are passed over, so that an older version can read a newer one's.
 */
export function parseTrackingState(body: string): TrackingState | undefined {
  for (const line of body.split(/\r?\n/)) {
    if (!line.startsWith(OPENING) || !line.endsWith(' -->')) continue;
    return stateOf(parseJson(line.slice(OPENING.length, -' -->'.length)));
  }
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function stateOf(value: unknown): TrackingState | undefined {
  if (!isRecord(value) || !isRecord(value.phases)) return undefined;
  const phases: [string, PhaseState][] = [];
  for (const [id, one] of Object.entries(value.phases)) {
    const state = phaseStateOf(one);
    if (state !== undefined) phases.push([id, state]);
  }
  const problems = Array.isArray(value.problems) ? value.problems.flatMap(problemOf) : [];
  const choices = Array.isArray(value.choices) ? value.choices.flatMap(choiceOf) : [];
  const tag = value.backupTag;
  return {
    phases: Object.fromEntries(phases),
    problems,
    ...(typeof tag === 'string' ? { backupTag: tag } : {}),
    ...(choices.length === 0 ? {} : { choices }),
    ...(value.unread === true ? { unread: true } : {}),
  };
}

function phaseStateOf(value: unknown): PhaseState | undefined {
  if (!isRecord(value)) return undefined;
  const status = PHASE_STATUSES.find((one) => one === value.status);
  if (status === undefined) return undefined;
  const pull = value.pullRequest;
  const linked =
    isRecord(pull) && typeof pull.number === 'number' && Number.isSafeInteger(pull.number) && isWebAddress(pull.url)
      ? { pullRequest: { number: pull.number, url: pull.url } }
      : {};
  const counts = packedCountsOf(value.counts);
  const met = Array.isArray(value.metBefore) ? value.metBefore.filter((id) => typeof id === 'string') : [];
  return {
    status,
    ...linked,
    ...(typeof value.requestedBy === 'string' ? { requestedBy: value.requestedBy } : {}),
    ...(counts === undefined ? {} : { counts }),
    ...(met.length === 0 ? {} : { metBefore: met }),
  };
}

function choiceOf(value: unknown): readonly RecordedChoice[] {
  if (!isRecord(value)) return [];
  const { model, target, by, phase } = value;
  if (typeof model !== 'string' || typeof target !== 'string' || typeof by !== 'string') return [];
  return [{ model, target, by, ...(typeof phase === 'string' ? { phase } : {}) }];
}

function problemOf(value: unknown): readonly TrackingProblem[] {
  if (!isRecord(value) || typeof value.message !== 'string' || typeof value.next !== 'string') return [];
  return [{ message: value.message, next: value.next }];
}

function isWebAddress(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\/\S+$/.test(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
