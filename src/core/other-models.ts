/** Other models that stand in the files in scope and that the matrix has no target for: the plan may have forgotten them. */
import type { FilePlan } from './file-plan.js';
import type { OtherModel } from './phase-plan.js';

const COUNTED = new Set(['other-generation', 'other-size', 'third-party-derivative']);

/** Counts the look-alikes that are models, most frequent first. */
export function countOtherModels(plans: readonly FilePlan[]): readonly OtherModel[] {
  const counts = new Map<string, number>();
  for (const { surface, why } of plans.flatMap((plan) => plan.lookAlikes)) {
    if (COUNTED.has(why)) counts.set(surface, (counts.get(surface) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
