/** How a question can be settled besides by editing its line: by choosing another candidate for its old model. */
import type { FilePlan } from '../core/file-plan.js';
import type { LedgerRow } from '../core/ledger.js';
import type { Migration } from '../core/migration.js';
import type { ModelId } from '../core/model.js';
import { targetName } from '../core/target-name.js';

/** Questions that come up because the first candidate has no name for the place: another candidate may have one. */
const SETTLED_BY_CHOICE = ['no-base-checkpoint', 'target-name-unresolvable', 'collapse'];

/** A choice that makes a rewrite of a question. */
export interface SettlingChoice {
  readonly model: ModelId;
  readonly target: ModelId;
}

/** The choice that settles the question of a row, when there is one: the first candidate of the matrix with a name in the place's registry and form. */
export function settlingChoice(file: FilePlan, row: LedgerRow, migration: Migration): SettlingChoice | undefined {
  if (row.outcome !== 'ask' || !SETTLED_BY_CHOICE.includes(row.rule)) return undefined;
  const index = file.decisions
    .filter(({ outcome, rule, group }) => outcome === 'ask' && rule === row.rule && group === row.group)
    .flatMap(({ references }) => references)
    .find((nth) => file.references[nth]?.surface === row.surface);
  const reference = index === undefined ? undefined : file.references[index];
  const [model, ...others] = reference?.models ?? [];
  if (reference === undefined || model === undefined || others.length > 0) return undefined;
  const offered = migration.replacements.find(({ from }) => from.includes(model))?.to ?? [];
  const target = offered.find((candidate) => {
    const known = migration.catalogue.models.find(({ id }) => id === candidate.model);
    const named = known === undefined ? undefined : targetName(reference, known);
    return named?.ok === true && !(row.rule === 'collapse' && row.candidates.includes(named.name));
  });
  return target === undefined ? undefined : { model, target: target.model };
}

/** The command that makes a choice in a phase: `/migrate choose llama3.1:8b=qwen3:8b in phase-4`. */
export function chooseCommand({ model, target }: SettlingChoice, phase: string): string {
  return `/migrate choose ${model}=${target} in ${phase}`;
}
