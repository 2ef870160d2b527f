/** The names that a person may choose from where a reference is asked. */
import { chooseTarget } from './choose-target.js';
import type { DecideFacts } from './decide-facts.js';
import type { ModelId } from './model.js';
import type { Place } from './place.js';
import { findRole } from './role.js';
import { targetName } from './target-name.js';

/** The names a person may choose from: the row's candidates in the reference's own form, the role's first one first. */
export function candidateNames(place: Place, facts: DecideFacts): readonly string[] {
  const { reference } = place;
  const old = reference.models[0] ?? defaultOfFamily(place);
  if (old === undefined) return [];
  const role = findRole(place).role;
  const chosen = chooseTarget(old, role, facts);
  const row = facts.targets.rows.get(old);
  const models = [chosen?.model.id, ...(row?.to.map((candidate) => candidate.model) ?? [])];
  const names = [...new Set(models)].flatMap((id) => {
    const model = id === undefined ? undefined : facts.targets.models.get(id);
    if (model === undefined) return [];
    const named = targetName(reference, model);
    return named.ok ? [named.name] : (named.offer ?? []);
  });
  return [...new Set(names)];
}

function defaultOfFamily({ reference, context }: Place): ModelId | undefined {
  return context.migration.catalogue.models.find((model) => model.family === reference.family && model.side === 'old')
    ?.id;
}
