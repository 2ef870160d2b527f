/** Which candidate of a row a reference gets: a person's choice, the incumbent, or the first that fits the role. */
import { compileConfiguredGlobs } from './configuration-glob.js';
import type { Evidence } from './decision.js';
import type { Choice } from './history.js';
import type { Incumbents } from './incumbents.js';
import { type Candidate, type Migration, type Replacement, ROLES, type Role } from './migration.js';
import type { Model, ModelId } from './model.js';
import type { PathTest } from './scope.js';
import type { RepoPath } from './source.js';

/** A chosen target. */
export interface Chosen {
  readonly row: Replacement;
  readonly candidate: Candidate;
  readonly model: Model;
  readonly evidence: readonly Evidence[];
}

/** Lookups by model, made once a migration. */
export interface TargetIndex {
  readonly rows: ReadonlyMap<ModelId, Replacement>;
  readonly models: ReadonlyMap<ModelId, Model>;
  /** By role, the models that a run puts there by itself: where one stands, an earlier run may have put it there. */
  readonly firstChoices: ReadonlyMap<Role, ReadonlySet<ModelId>>;
  /** Models that can be incumbents at all: in some role a candidate, and no row's first. */
  readonly canStand: ReadonlySet<ModelId>;
}

/** Indexes a migration's rows and models. */
export function indexTargets(migration: Migration): TargetIndex {
  const { replacements, catalogue } = migration;
  const pools = ROLES.map((role) => [role, replacements.map((row) => candidatesFor(row, role))] as const);
  const firstChoices = new Map(
    pools.map(([role, all]) => [role, new Set(all.flatMap((pool) => pool.slice(0, 1).map(({ model }) => model)))]),
  );
  const later = pools.flatMap(([role, all]) =>
    all.flatMap((pool) =>
      pool.map(({ model }) => model).filter((model) => firstChoices.get(role)?.has(model) !== true),
    ),
  );
  return {
    rows: new Map(replacements.flatMap((row) => row.from.map((model) => [model, row] as const))),
    models: new Map(catalogue.models.map((model) => [model.id, model])),
    firstChoices,
    canStand: new Set(later),
  };
}

/** The candidates of a row for a role, in their order; where none is offered for it the general ones, else all. */
function candidatesFor(row: Replacement, role: Role): readonly Candidate[] {
  const fitting = row.to.filter((candidate) => candidate.roles.includes(role));
  if (fitting.length > 0) return fitting;
  const general = row.to.filter((candidate) => candidate.roles.includes('general'));
  return general.length > 0 ? general : row.to;
}

/** What choosing depends on besides the model and the role. */
export interface ChoiceFacts {
  readonly targets: TargetIndex;
  /** New models that stand in the file in the same role, and in its module. */
  readonly inFile: Incumbents;
  readonly inModule: Incumbents;
  /** The choices that hold for the file. */
  readonly choices: readonly Choice[];
  readonly phase?: string;
}

/** The globs of choices, compiled once a run. */
const compiled = new WeakMap<Choice, PathTest>();

/** The choices that hold for a file, in their order. */
export function choicesFor(path: RepoPath, choices: readonly Choice[]): readonly Choice[] {
  return choices.filter((choice) => {
    if (choice.paths === undefined) return true;
    const test = compiled.get(choice) ?? compileConfiguredGlobs(choice.paths);
    compiled.set(choice, test);
    return test(path);
  });
}

/**
 * Chooses the target of an old model in a role. A model that is some row's first choice for the role is no incumbent: an earlier run, of
 * another phase or of this one, puts it there, and what is chosen must not depend on which run came first.
 */
export function chooseTarget(old: ModelId, role: Role, facts: ChoiceFacts): Chosen | undefined {
  const { targets: index, choices, phase } = facts;
  const row = index.rows.get(old);
  if (row === undefined) return undefined;
  const candidates = candidatesFor(row, role);
  const choice = choices.find((one) => one.model === old && (one.phase === undefined || one.phase === phase));
  const chosen = choice === undefined ? undefined : row.to.find((candidate) => candidate.model === choice.target);
  if (choice !== undefined && chosen !== undefined)
    return withModel(index, row, chosen, [{ text: `chosen ${choice.origin}` }]);
  for (const [incumbents, where] of [
    [facts.inFile, 'file'],
    [facts.inModule, 'module'],
  ] as const) {
    const incumbent = candidates.find(
      ({ model }) => incumbents.get(role)?.has(model) && index.firstChoices.get(role)?.has(model) !== true,
    );
    if (incumbent !== undefined)
      return withModel(index, row, incumbent, [{ text: `does this job in this ${where} already` }]);
  }
  const first = candidates[0];
  return first === undefined ? undefined : withModel(index, row, first, []);
}

function withModel(
  index: TargetIndex,
  row: Replacement,
  candidate: Candidate,
  evidence: readonly Evidence[],
): Chosen | undefined {
  const model = index.models.get(candidate.model);
  return model === undefined ? undefined : { row, candidate, model, evidence };
}
