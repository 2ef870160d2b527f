/** The tracking issue of a repository: found, opened, written anew from what stands on GitHub. */
import type { RepositoryPlan } from '../core/phase-plan.js';
import { fullName } from '../github/client.js';
import { IssuesDisabled } from '../github/errors.js';
import { hiddenMarker } from '../github/marker.js';
import { backupTag } from '../github/publish-phase.js';
import type { RepositoryState } from '../github/repository.js';
import {
  findTrackingIssue,
  openTrackingIssue,
  readTrackingIssue,
  type TrackingIssue,
  updateTrackingIssue,
} from '../github/tracking-issue.js';
import { BROKEN_MARKER } from '../render/configuration-problems.js';
import { type BoxId, tickedBoxes } from '../render/tracking-boxes.js';
import { renderTrackingIssue, type TrackingIssueText } from '../render/tracking-issue.js';
import {
  NO_TRACKING_STATE,
  type PhaseState,
  type PullRequestLink,
  parseTrackingState,
  type RecordedChoice,
  type TrackingContext,
  type TrackingState,
} from '../render/tracking-state.js';
import { once } from './once.js';
import { readStandings } from './read-standings.js';
import { UNSETTLED_MARKER } from './report-configuration.js';
import type { Tracking } from './repository-access.js';
import type { RepositoryParts } from './repository-parts.js';

export interface TrackingParts extends RepositoryParts {
  state(): Promise<RepositoryState>;
  plan(): Promise<RepositoryPlan>;
  /** What the issue says besides plan and state; asked at each update. */
  context(plan: RepositoryPlan, state: TrackingState, justPublished?: string): Promise<TrackingContext>;
}

/** A phase that was just published: a list on GitHub may lag behind a write. */
export interface JustPublished {
  readonly phase: string;
  readonly pullRequest: PullRequestLink;
  readonly requestedBy: string;
}

export interface TrackingDesk {
  find(): Promise<TrackingIssue | undefined>;
  /** Finds the issue, or opens it where the migration finds something. */
  ensure(): Promise<Tracking>;
  /** Where the phases stand, by their pull requests. */
  state(): Promise<TrackingState>;
  /** The choices that people made with commands; none where there is no issue. */
  choices(): Promise<readonly RecordedChoice[]>;
  /** Has the next update write down other choices. */
  record(choices: readonly RecordedChoice[]): void;
  /** Has updates from now on show a box empty, because what it asks for is being done. */
  takeBox(box: BoxId): void;
  /** Writes the issue anew, when there is one and it would say something else. */
  update(plan: RepositoryPlan, published?: JustPublished): Promise<void>;
  /** The same after something happened that was not asked for here. */
  refresh(): Promise<void>;
  /** The same when the issue still says that the configuration is not valid, which it is by now. */
  mend(): Promise<void>;
}

/** Opens the tracking issue's desk. Nothing is asked before it is needed. */
export function openTracking(parts: TrackingParts): TrackingDesk {
  const { client, name, migration, app } = parts;
  const marker = hiddenMarker('tracking-issue', migration.id);
  const look = once(() => findTrackingIssue(client, name, marker, app, UNSETTLED_MARKER));
  const taken = new Set<BoxId>();
  let written: TrackingIssue | undefined;
  let recorded: readonly RecordedChoice[] | undefined;
  const find = async (): Promise<TrackingIssue | undefined> => written ?? (await look());
  const remembered = async () => parseTrackingState((await find())?.body ?? '') ?? NO_TRACKING_STATE;
  const choices = async () => recorded ?? (await remembered()).choices ?? [];

  async function state(): Promise<TrackingState> {
    const before = await remembered();
    const standings = Object.entries(await readStandings(client, name, migration, app));
    const phases = Object.fromEntries(
      standings.map(([id, standing]) => [id, { ...rememberedOf(before.phases[id]), ...standing }]),
    );
    const made = await choices();
    return {
      phases,
      problems: [],
      ...tagOf(phases, migration.id),
      ...(made.length === 0 ? {} : { choices: made }),
    };
  }

  /** What people ticked stays ticked, whatever was ticked last; what is being done is not. */
  function ticksOf(body: string): ReadonlySet<BoxId> {
    return new Set([...tickedBoxes(body)].filter((box) => !taken.has(box)));
  }

  async function update(plan: RepositoryPlan, published?: JustPublished): Promise<void> {
    const found = await find();
    if (found === undefined) return;
    const now = withPublished(await state(), published, migration.id);
    const context = await parts.context(plan, now, published?.phase);
    const render = (body: string): TrackingIssueText =>
      renderTrackingIssue(plan, now, { ...context, ticked: ticksOf(body) });
    const text = render(found.body);
    // Read last, so that next to nothing lies between what people see and what is written over it.
    const latest = await readTrackingIssue(client, name, found.number);
    const same = sameMembers(ticksOf(found.body), ticksOf(latest.body));
    const final = { marker, ...(same ? text : render(latest.body)) };
    await updateTrackingIssue(client, name, latest, final);
    written = { ...latest, title: final.title, body: final.body };
  }

  async function mend(): Promise<void> {
    if ((await find())?.body.includes(BROKEN_MARKER)) await update(await parts.plan());
  }

  return {
    find,
    state,
    choices,
    record(made) {
      recorded = made;
    },
    takeBox(box) {
      taken.add(box);
    },
    update,
    mend,
    refresh: async () => {
      if ((await find()) !== undefined) await update(await parts.plan());
    },
    async ensure() {
      if (!(await parts.state()).hasIssues) throw new IssuesDisabled(fullName(name));
      const found = await find();
      if (found !== undefined) {
        await mend();
        return { state: 'found', url: found.url, number: found.number };
      }
      const plan = await parts.plan();
      if (!concerns(plan)) return { state: 'not-concerned' };
      const now = await state();
      const text = renderTrackingIssue(plan, now, await parts.context(plan, now));
      const { issue, created } = await openTrackingIssue(client, name, { marker, ...text }, app);
      return { state: created ? 'created' : 'found', url: issue.url, number: issue.number };
    },
  };
}

/** What the issue alone remembers of a phase. */
function rememberedOf(known: PhaseState | undefined): Partial<PhaseState> {
  const { requestedBy, counts, metBefore } = known ?? {};
  return {
    ...(requestedBy === undefined ? {} : { requestedBy }),
    ...(counts === undefined ? {} : { counts }),
    ...(metBefore === undefined ? {} : { metBefore }),
  };
}

function withPublished(state: TrackingState, published: JustPublished | undefined, migration: string): TrackingState {
  if (published === undefined) return state;
  const { number, url } = published.pullRequest;
  const before = state.phases[published.phase];
  const now: PhaseState = {
    ...rememberedOf(before),
    status: 'open',
    pullRequest: { number, url },
    requestedBy: published.requestedBy,
  };
  const phases = { ...state.phases, [published.phase]: now };
  return { ...state, phases, ...tagOf(phases, migration) };
}

/** The base is tagged before the first phase is pushed. */
function tagOf(phases: Readonly<Record<string, PhaseState>>, migration: string): { readonly backupTag?: string } {
  return Object.keys(phases).length === 0 ? {} : { backupTag: backupTag(migration) };
}

/** Whether the migration finds anything to do or to ask in the repository. */
function concerns(plan: RepositoryPlan): boolean {
  return plan.phases.some(({ counts }) => counts.references.rewrite + counts.references.ask > 0);
}

function sameMembers(a: ReadonlySet<BoxId>, b: ReadonlySet<BoxId>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}
