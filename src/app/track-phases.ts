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
  type TrackingIssue,
  updateTrackingIssue,
} from '../github/tracking-issue.js';
import { BROKEN_MARKER } from '../render/configuration-problems.js';
import { renderTrackingIssue } from '../render/tracking-issue.js';
import {
  NO_TRACKING_STATE,
  type PhaseState,
  type PullRequestLink,
  parseTrackingState,
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
  /** Writes the issue anew, when there is one. */
  update(plan: RepositoryPlan, published: JustPublished | undefined): Promise<void>;
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
  let written: TrackingIssue | undefined;
  const find = async (): Promise<TrackingIssue | undefined> => written ?? (await look());

  async function state(): Promise<TrackingState> {
    const before = parseTrackingState((await find())?.body ?? '') ?? NO_TRACKING_STATE;
    const phases: Record<string, PhaseState> = {};
    for (const [id, standing] of Object.entries(await readStandings(client, name, migration, app))) {
      const requestedBy = before.phases[id]?.requestedBy;
      phases[id] = requestedBy === undefined ? standing : { ...standing, requestedBy };
    }
    return { phases, problems: [], ...tagOf(phases, migration.id) };
  }

  async function update(plan: RepositoryPlan, published: JustPublished | undefined): Promise<void> {
    const found = await find();
    if (found === undefined) return;
    const now = withPublished(await state(), published, migration.id);
    const text = { marker, ...renderTrackingIssue(plan, now, { migration }) };
    await updateTrackingIssue(client, name, found, text);
    written = { ...found, title: text.title, body: text.body };
  }

  async function mend(): Promise<void> {
    if ((await find())?.body.includes(BROKEN_MARKER)) await update(await parts.plan(), undefined);
  }

  return {
    find,
    state,
    update,
    mend,
    refresh: async () => {
      if ((await find()) !== undefined) await update(await parts.plan(), undefined);
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
      const text = renderTrackingIssue(plan, await state(), { migration });
      const { issue, created } = await openTrackingIssue(client, name, { marker, ...text }, app);
      return { state: created ? 'created' : 'found', url: issue.url, number: issue.number };
    },
  };
}

function withPublished(state: TrackingState, published: JustPublished | undefined, migration: string): TrackingState {
  if (published === undefined) return state;
  const { number, url } = published.pullRequest;
  const now: PhaseState = { status: 'open', pullRequest: { number, url }, requestedBy: published.requestedBy };
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
