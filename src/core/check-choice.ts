/** A choice of a candidate, held against the migration. */
import { NO_CONFIGURATION } from './configuration.js';
import { applyConfiguration } from './configuration-apply.js';
import type { Migration } from './migration.js';
import type { ModelId } from './model.js';
import type { Problem } from './problem.js';

/** A choice as a person wrote it. */
export interface WrittenChoice {
  readonly model: string;
  readonly target: string;
  readonly phase?: string;
}

/** The choice with the catalogue's own spelling of the names, or everything that is wrong with it. */
export type CheckedChoice =
  | {
      readonly ok: true;
      readonly choice: { readonly model: ModelId; readonly target: ModelId; readonly phase?: string };
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Checks a choice by the rules that hold for the `choose` of a configuration. The case of the names does not count. */
export function checkChoice(written: WrittenChoice, migration: Migration): CheckedChoice {
  const model = canonicalModel(written.model, migration);
  const target = canonicalModel(written.target, migration);
  const phase = written.phase === undefined ? {} : { phase: written.phase };
  const choices = [{ model, take: target, ...phase, line: 1 }];
  const applied = applyConfiguration({ ...NO_CONFIGURATION, choices }, migration);
  return applied.ok ? { ok: true, choice: { model, target, ...phase } } : applied;
}

/** The id of a model that is written in another case; the name itself where there is none. */
export function canonicalModel(written: string, { catalogue }: Migration): ModelId {
  const lower = written.toLowerCase();
  return catalogue.models.find(({ id }) => id.toLowerCase() === lower)?.id ?? written;
}
