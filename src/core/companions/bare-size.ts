import { chooseTarget } from '../choose-target.js';
import type { DecideFacts } from '../decide-facts.js';
import type { Companion } from '../decision.js';
import type { Model } from '../model.js';
import { type DanglingSize, danglingSizes } from '../shorthand.js';
import { targetName } from '../target-name.js';
import type { CompanionMaker, Need, Rewrite } from './companion-maker.js';
import { sizeInName } from './known-fact.js';

/** Sizes without a name that stand for a model of the same family. */
export const bareSize = {
  name: 'shorthand',
  doc: {
    changes: 'a size that continues the name ("8b or 70b") or speaks of a model on the same line ("the 70B model")',
    proof:
      "one model of the old family has that size and no other name stands on the line; it becomes the target's whole name, or its size where it is said of the renamed model itself. Where two sizes would become one model, or no name is known, the name is asked with them",
  },
  make({ rewrites, facts }) {
    return rewrites.flatMap((rewrite): readonly Need[] => {
      const sizes = danglingSizes(rewrite.place);
      if (sizes.length === 0) return [];
      const companions = sizes.map((size) => companionOf(size, rewrite, facts));
      const doubt = companions.find((one) => typeof one === 'string');
      if (typeof doubt === 'string') return [{ kind: 'doubt', for: [rewrite.index], rule: 'shorthand', reason: doubt }];
      const made = companions.filter((one): one is Companion => one !== undefined && typeof one !== 'string');
      const names = made.map(({ to }) => to);
      if (new Set(names).size < names.length && sizes.every(({ how }) => how === 'continues'))
        return [{ kind: 'doubt', for: [rewrite.index], rule: 'shorthand', reason: SEVERAL }];
      return made.length === 0 ? [] : [{ kind: 'edits', for: [rewrite.index], companions: made }];
    });
  },
} satisfies CompanionMaker;

const SEVERAL = 'a bare size beside the name means another model, which gets the same target or none';

/** The edit for a size; a sentence where a person must decide; nothing where it stays true. */
function companionOf(size: DanglingSize, rewrite: Rewrite, facts: DecideFacts): Companion | string | undefined {
  const { place, old, target, role } = rewrite;
  const base = { unit: place.unit.index, span: size.span, surface: size.surface, rule: 'shorthand' };
  if (size.model === old.id) return ownSize(size, target, base, place.reference.surface);
  const other = chooseTarget(size.model, role, facts);
  if (other === undefined || other.model.id === target.id) return SEVERAL;
  const named = targetName({ ...place.reference, models: [size.model], form: 'default' }, other.model);
  if (!named.ok) return SEVERAL;
  const spoken = /B$/.test(size.surface) && size.how === 'speaks' ? other.model.display[0] : undefined;
  return {
    ...base,
    to: spoken ?? named.name,
    reason: `stands for ${size.model} beside the renamed ${place.reference.surface}`,
  };
}

/** "the 70B model" of the renamed model itself: its new size, as its names say it. */
function ownSize(
  size: DanglingSize,
  target: Model,
  base: Pick<Companion, 'unit' | 'span' | 'surface' | 'rule'>,
  name: string,
): Companion | string | undefined {
  const label = sizeInName(target);
  if (label === undefined)
    return `\`${size.surface}\` on the same line is the size of ${name}; no name of ${target.display[0] ?? target.id} says one`;
  const to = size.surface.endsWith('b') ? label.toLowerCase() : label;
  return to === size.surface ? undefined : { ...base, to, reason: `the size of ${name}, which is renamed beside it` };
}
