/** The edits that the rewrite of a name needs beside it. */
import { type Chosen, chooseTarget } from './choose-target.js';
import type { DecideFacts } from './decide-facts.js';
import type { Companion } from './decision.js';
import type { Role } from './migration.js';
import type { Place } from './place.js';
import { findDanglingSize } from './shorthand.js';
import { targetName } from './target-name.js';

/** The edits that the rewrite of a name needs beside it; undefined where one of them cannot be made. */
export function companionsOf(
  place: Place,
  chosen: Chosen,
  facts: DecideFacts,
  role: Role,
): readonly Companion[] | undefined {
  const size = findDanglingSize(place);
  if (size === undefined) return [];
  const other = chooseTarget(size.model, role, facts);
  if (other === undefined || other.model.id === chosen.model.id) return undefined;
  const named = targetName({ ...place.reference, models: [size.model], form: 'default' }, other.model);
  if (!named.ok) return undefined;
  const reason = `stands for ${size.model} beside the renamed ${place.reference.surface}`;
  return [
    { unit: place.unit.index, span: size.span, surface: size.surface, to: named.name, rule: 'shorthand', reason },
  ];
}
