/** What earlier insertions must not do to a plan: their old names stay, their new names are no sign of what a place uses. */
import { type Draft, draft } from '../draft.js';
import type { Unit } from '../format.js';
import type { Place } from '../place.js';
import type { EnsureFacts } from './insertion.js';
import { modelOf } from './names-in.js';
import { inOwnBlock, type OwnBlock, ownBlocksIn, withoutOwnBlocks } from './own-block.js';
import type { EnsureItem } from './plan-insertions.js';

const blocks = new WeakMap<Unit, readonly OwnBlock[]>();

/** Kept because it stands in a block that an earlier run inserted. */
export function keepOwnInsertion(place: Place): Draft | undefined {
  const { unit, reference } = place;
  if (unit.language !== 'markdown' || unit.cell !== undefined) return undefined;
  const known = blocks.get(unit) ?? ownBlocksIn(unit.text);
  blocks.set(unit, known);
  return inOwnBlock(known, reference.span)
    ? draft(place, 'keep', 'own-insertion', 'stands in a block that this migration inserted')
    : undefined;
}

/**
 * A text without what the plan itself puts there: blocks of ours, and lines that pull a model which a bullet wants pulled here. What
 * is left says the same before and after the insertions.
 */
export function withoutInsertions(text: string, items: readonly EnsureItem[], facts: EnsureFacts): string {
  const bare = withoutOwnBlocks(text);
  const names = items
    .flatMap(({ met: { ensure } }) => (ensure.kind === 'pull-line' ? ensure.models : []))
    .flatMap((id) => modelOf(id, facts)?.ollama?.insert ?? []);
  if (names.length === 0 || !bare.includes('ollama')) return bare;
  return bare
    .split('\n')
    .filter((line) => {
      const pulled = /\bollama\s+pull\s+["']?([\w./:@-]+)/.exec(line)?.[1];
      return pulled === undefined || !names.includes(pulled);
    })
    .join('\n');
}
