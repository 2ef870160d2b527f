/** The parts in which two texts that were cut alike differ. */

/** The parts that are not the same in both, where both have as many; all of them else. */
export function differingParts(
  before: readonly string[],
  after: readonly string[],
): readonly [before: readonly string[], after: readonly string[]] {
  if (before.length !== after.length) return [before, after];
  const changed = before.flatMap((part, i) => (part === after[i] ? [] : [i]));
  return [changed.map((i) => before[i] ?? ''), changed.map((i) => after[i] ?? '')];
}
