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

/** An edit of an earlier run that a person turned back: the old name stands there again, or the inserted line is gone. */
export interface TurnedBack {
  readonly path: RepoPath;
  /** The name that stands there again; of an insertion the line that the ledger shows. */
  readonly surface: string;
  /** 1-based line of the file on which the name begins; without it, wherever it stands in the file. */
  readonly line?: number;
}

/** A file as an earlier run found it and as it left it. */
export interface EarlierEdit {
  readonly before: string;
  readonly after: string;
}

/** Everything from before that a plan depends on. */
export interface Prior {
  readonly choices: readonly Choice[];
  readonly turnedBack: readonly TurnedBack[];
}

export const NO_PRIOR: Prior = { choices: [], turnedBack: [] };

/** The same for a text in which lines may have moved: what was turned back counts wherever it stands in its file. */
export function withoutLines(prior: Prior): Prior {
  if (prior.turnedBack.every(({ line }) => line === undefined)) return prior;
  return { ...prior, turnedBack: prior.turnedBack.map(({ path, surface }) => ({ path, surface })) };
}
