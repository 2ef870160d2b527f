/** Counts in few characters, for a hidden line. */
import { NO_COUNTS } from '../core/count.js';
import type { Counts } from '../core/file-plan.js';

/** Changed files and notebooks; references rewritten, asked and kept; lines added and removed; warnings, worst first. */
export type PackedCounts = readonly number[];

/** Packs the counts that the tracking issue shows. */
export function packCounts({ changedFiles, changedNotebooks, references, addedLines, removedLines, warnings }: Counts) {
  const { rewrite, ask, keep } = references;
  const { critical, warning, note } = warnings;
  return [changedFiles, changedNotebooks, rewrite, ask, keep, addedLines, removedLines, critical, warning, note];
}

/** The counts again; those that are not packed are 0. */
export function unpackCounts(packed: PackedCounts): Counts {
  const [changedFiles = 0, changedNotebooks = 0, rewrite = 0, ask = 0, keep = 0, addedLines = 0, removedLines = 0] =
    packed;
  const [critical = 0, warning = 0, note = 0] = packed.slice(7);
  const references = { rewrite, ask, keep };
  const warnings = { critical, warning, note };
  return { ...NO_COUNTS, changedFiles, changedNotebooks, references, addedLines, removedLines, warnings };
}

/** Packed counts out of JSON, when it holds such. */
export function packedCountsOf(value: unknown): PackedCounts | undefined {
  if (!Array.isArray(value) || value.length !== 10) return undefined;
  return value.every((one) => Number.isSafeInteger(one) && one >= 0) ? value : undefined;
}
