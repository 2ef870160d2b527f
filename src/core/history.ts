/** What earlier runs did and what people said since: gathered first, handed in as values. */
import type { ModelId } from './model.js';
import type { RepoPath } from './source.js';

/** A person's choice of another candidate, for a model, in one phase, in some files or everywhere. The first that fits is taken. */
export interface Choice {
  readonly model: ModelId;
  readonly target: ModelId;
  readonly phase?: string;
  /** Globs of the files that it holds for, in the configuration's dialect; everywhere without them. */
  readonly paths?: readonly string[];
  /** Who said so and where, for the body: "in the configuration". */
  readonly origin: string;
}

/** A reference that a person turned back on the phase's branch. */
export interface TurnedBack {
  readonly path: RepoPath;
  readonly surface: string;
}

/** Everything from before that a plan depends on. */
export interface Prior {
  readonly choices: readonly Choice[];
  readonly turnedBack: readonly TurnedBack[];
}

export const NO_PRIOR: Prior = { choices: [], turnedBack: [] };
