/**
 * The new models that stand in a text already, each with the role of its place. Two models for one job in one lab help nobody, so a
 * candidate that does the job already is taken before the row's first.
 */
import { type Engine, formatOf } from './engine.js';
import { findNames } from './find-names.js';
import type { Role } from './migration.js';
import type { ModelId } from './model.js';
import { placeOf } from './place.js';
import { findRole } from './role.js';
import { siteDescriber } from './site-at.js';
import type { SourceFile } from './source.js';

/** New models by role. */
export type Incumbents = ReadonlyMap<Role, ReadonlySet<ModelId>>;

export const NO_INCUMBENTS: Incumbents = new Map();

/** Finds the incumbents of a file: ids that a program resolves, wherever they stand. */
export function findIncumbents(file: SourceFile, engine: Engine): Incumbents {
  const found = new Map<Role, Set<ModelId>>();
  const { canStand } = engine.targets;
  if (file.unreadable !== undefined || canStand.size === 0) return found;
  const { units } = formatOf(engine, file.path).open(file);
  const sites = siteDescriber(engine.languageByName);
  const section = engine.scopes.claim(file.path)?.section;
  const context = {
    file,
    units,
    references: [],
    lookAlikes: [],
    migration: engine.migration,
    ...sites,
    ...(section === undefined ? {} : { section }),
  };
  for (const unit of units) {
    for (const one of findNames(unit.text, engine.newNames)) {
      if (one.kind === 'look-alike' || one.name.strength !== 'exact') continue;
      if (!one.name.models.some((model) => canStand.has(model))) continue;
      const reference = {
        ...one.name,
        index: 0,
        unit: unit.index,
        span: one.span,
        surface: one.surface,
        site: sites.siteAt(unit, one.span),
      };
      const { role } = findRole(placeOf(reference, context));
      found.set(role, new Set([...(found.get(role) ?? []), ...one.name.models]));
    }
  }
  return found;
}

/** The incumbents of several files together. */
export function joinIncumbents(all: readonly Incumbents[]): Incumbents {
  const joined = new Map<Role, Set<ModelId>>();
  for (const one of all) {
    for (const [role, models] of one) joined.set(role, new Set([...(joined.get(role) ?? []), ...models]));
  }
  return joined;
}
