/** Proposes a rewrite for a reference that nothing keeps, or asks because no name can be put there. */
import { candidateNames } from './candidate-names.js';
import { type Chosen, chooseTarget } from './choose-target.js';
import type { DecideFacts } from './decide-facts.js';
import { type Draft, draft } from './draft.js';
import type { Role } from './migration.js';
import type { ModelId } from './model.js';
import type { Place } from './place.js';
import { findRole, type RoleFinding } from './role.js';
import { targetName } from './target-name.js';

/** The draft for a place that no class holds for. `found` is its role where more is known than the place itself shows. */
export function propose(place: Place, facts: DecideFacts, found: RoleFinding = findRole(place)): Draft {
  const { reference } = place;
  const old = reference.models[0];
  const chosen = old === undefined ? undefined : chooseTarget(old, found.role, facts);
  const candidates = candidateNames(place, facts);
  const base = { evidence: [found.evidence, ...(chosen?.evidence ?? [])], candidates, role: found.role };
  if (chosen === undefined)
    return draft(place, 'ask', 'no-target', 'the migration has no target for this form of the name', base);
  const named = targetName(reference, chosen.model);
  if (isListedElsewhere(place, facts))
    return draft(
      place,
      'ask',
      'target-name-unresolvable',
      'an id in lower case beside the name of a host: the host lists models under names of its own',
      base,
    );
  if (!named.ok) return askForName(place, named.missing, named.offer, chosen, base);
  if (isJoined(place) || isImage(place)) return askForName(place, 'tag', undefined, chosen, base);
  if (reference.models.some((model) => targetOf(facts, model, found.role) !== chosen.model.id)) {
    return draft(place, 'ask', 'shorthand', 'one name for several models that get different targets', base);
  }
  return {
    reference,
    place,
    outcome: 'rewrite',
    rule: reference.strength === 'exact' ? 'exact-id' : 'prose-name',
    reason: rewriteReason(place, chosen),
    ...base,
    candidates: [],
    target: chosen.model.id,
    to: named.name,
  };
}

/** Whether the name is that of a container image with a version behind it, which the new model's image need not have. */
function isImage({ reference, unit }: Place): boolean {
  const rest = unit.text.slice(reference.span.end, reference.span.end + 12);
  return reference.registry === 'nim' && /^[:@](?!latest\b)\w/.test(rest);
}

/** Whether the code joins a tag to the name: `"name" + ":" + tag`. */
function isJoined({ reference, unit }: Place): boolean {
  return (
    reference.strength === 'exact' &&
    !reference.surface.includes(':') &&
    /^["'`]\s*\+\s*f?["'`]:/.test(unit.text.slice(reference.span.end, reference.span.end + 16))
  );
}

/** Whether the name ends where its tag would stand: `name:{tag}`, `"name:" + tag`, `name:*`, `name:%s`. */
function isPutInLater(place: Place): boolean {
  const { reference, unit } = place;
  const rest = unit.text.slice(reference.span.end, reference.span.end + 3);
  return /^[:-](?:[{$<"'`%]|\*(?!\*))/.test(rest) || /[:-]%s?$/.test(reference.surface) || isJoined(place);
}

/** Hosts whose lists write the ids of a hub in lower case. */
const HOST = /open_?router|litellm|deepinfra|together[._]ai|novita\.ai|nebius|fireworks/i;

/** Whether an id of the hub is written as a host of models lists it, and the unit speaks of one. */
function isListedElsewhere({ reference, unit }: Place, facts: DecideFacts): boolean {
  const { surface, registry, strength } = reference;
  if (registry !== 'huggingface' || strength !== 'exact' || surface !== surface.toLowerCase()) return false;
  const names = facts.targets.models.get(reference.models[0] ?? '')?.huggingface;
  const isWritten = [names?.instruct, names?.base, ...(names?.others ?? [])].includes(surface);
  return !isWritten && HOST.test(unit.text);
}

function targetOf(facts: DecideFacts, model: ModelId, role: Role): ModelId | undefined {
  return chooseTarget(model, role, facts)?.model.id;
}

function rewriteReason(place: Place, { row, candidate }: Chosen): string {
  const where = place.runs
    ? 'an id that a program resolves'
    : place.reference.strength === 'exact'
      ? 'an id in the text'
      : 'a sized name beside rewritten ids';
  return `${where}; row “${row.category}” of the matrix${candidate.caution === undefined ? '' : ` (${candidate.caution})`}`;
}

function askForName(
  place: Place,
  missing: 'tag' | 'base' | 'registry',
  offer: string | undefined,
  { model }: Chosen,
  base: Partial<Draft>,
): Draft {
  const name = model.display[0] ?? model.id;
  const candidates = offer === undefined ? (base.candidates ?? []) : [...new Set([offer, ...(base.candidates ?? [])])];
  switch (missing) {
    case 'tag':
      if (isPutInLater(place))
        return draft(
          place,
          'ask',
          'tag-put-in-later',
          `the tag is put in where the program runs, or any tag is meant: whether ${name} has what comes there is for a person to say`,
          { ...base, candidates },
        );
      return draft(place, 'ask', 'tag-without-counterpart', `a quantised or variant form that ${name} does not have`, {
        ...base,
        candidates,
      });
    case 'base':
      return draft(place, 'ask', 'no-base-checkpoint', `a base checkpoint; ${name} has none`, { ...base, candidates });
    case 'registry':
      return draft(
        place,
        'ask',
        'target-name-unresolvable',
        `${name} has no name in this registry that is known to resolve`,
        { ...base, candidates },
      );
    default: {
      const never: never = missing;
      return never;
    }
  }
}
