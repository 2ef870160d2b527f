/** What a command may ask of the repository it was given in. Implemented over GitHub in `open-repository.ts`, by a small fake in tests. */
import type { Explanation } from '../core/explain-file.js';
import type { Migration, Phase } from '../core/migration.js';
import type { PhasePlan, RepositoryPlan } from '../core/phase-plan.js';
import type { RepoPath } from '../core/source.js';
import type { GithubError } from '../github/errors.js';
import type { Outlook } from '../github/start-over.js';
import type { BoxId } from '../render/tracking-boxes.js';
import type { RecordedChoice, TrackingState } from '../render/tracking-state.js';

/** A phase that was carried out. */
export interface CarriedOut {
  readonly plan: PhasePlan;
  /** Its pull request; absent when there was nothing to propose. */
  readonly pullRequest?: {
    readonly number: number;
    readonly url: string;
    readonly outcome: 'created' | 'updated' | 'unchanged';
  };
  /** What the person should know besides, one sentence each. */
  readonly notes: readonly string[];
  /** Why the tracking issue does not show it. */
  readonly untracked?: GithubError;
}

export interface Desk {
  /** `owner/name`. */
  readonly repository: string;
  readonly migration: Migration;
  /** Login of the person who commands. */
  readonly askedBy: string;
  /** Plans every phase; changes nothing. */
  plan(): Promise<RepositoryPlan>;
  /** The body that the pull request of a phase would have. */
  preview(plan: PhasePlan): Promise<string>;
  /**
   * Plans one phase, publishes it as its pull request and brings the tracking issue up to date. With `startOver` on a new branch, whatever
   * became of the one before, and with everything proposed again that people turned back.
   */
  carryOut(phase: Phase, startOver?: boolean): Promise<CarriedOut>;
  /** What starting a phase over would come to; changes nothing. */
  outlook(phase: Phase): Promise<Outlook>;
  /** Where every phase stands on GitHub. */
  standings(): Promise<TrackingState>;
  /** Brings the tracking issue up to date, when there is one. */
  refresh(): Promise<void>;
  /** Has the tracking issue show a box empty from now on: what it asks for is being done. */
  takeBox(box: BoxId): void;
  /** Why each name in a file, or on one 1-based line of it, is rewritten, kept or asked; nothing where no name was found in the file. */
  explain(path: RepoPath, line?: number): Promise<readonly Explanation[] | undefined>;
  /** Whether the repository has a file of that path. */
  hasFile(path: RepoPath): Promise<boolean>;
  /** The choices that were made with commands. */
  choices(): Promise<readonly RecordedChoice[]>;
  /** Writes other choices into the tracking issue and plans anew; nothing is changed where there is no tracking issue. */
  recordChoices(choices: readonly RecordedChoice[]): Promise<Replanned | undefined>;
}

/** The plan before and after choices changed, and the page of the tracking issue that shows them. */
export interface Replanned {
  readonly before: RepositoryPlan;
  readonly after: RepositoryPlan;
  readonly trackingIssue: string;
}

/** The phase with an id, when the migration has it. */
export function phaseOf(migration: Migration, id: string | undefined): Phase | undefined {
  return migration.phases.find((phase) => phase.id === id);
}
