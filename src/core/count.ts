/** Counts of files' plans, and their sums. */

import type { Counts, FilePlan } from './file-plan.js';
import { diffLineCounts } from './line-counts.js';

export const NO_COUNTS: Counts = {
  files: 0,
  changedFiles: 0,
  notebooks: 0,
  changedNotebooks: 0,
  references: { rewrite: 0, keep: 0, ask: 0 },
  companions: 0,
  addedLines: 0,
  removedLines: 0,
  warnings: { critical: 0, warning: 0, note: 0 },
};

/** Counts of one file. */
export function countFile(plan: FilePlan): Counts {
  const references = { rewrite: 0, keep: 0, ask: 0 };
  let companions = 0;
  for (const row of plan.rows) {
    if (row.outcome === 'companion') companions++;
    else references[row.outcome]++;
  }
  const warnings = { critical: 0, warning: 0, note: 0 };
  for (const { severity } of plan.warnings) warnings[severity]++;
  const changed = plan.changes.edits.length > 0;
  const notebook = plan.path.endsWith('.ipynb');
  const lines = changed ? diffLineCounts(plan.before, plan.changes) : { added: 0, removed: 0 };
  return {
    files: 1,
    changedFiles: changed ? 1 : 0,
    notebooks: notebook ? 1 : 0,
    changedNotebooks: notebook && changed ? 1 : 0,
    references,
    companions,
    addedLines: lines.added,
    removedLines: lines.removed,
    warnings,
  };
}

/** The sum of counts. */
export function addCounts(all: readonly Counts[]): Counts {
  return all.reduce(
    (sum, one) => ({
      files: sum.files + one.files,
      changedFiles: sum.changedFiles + one.changedFiles,
      notebooks: sum.notebooks + one.notebooks,
      changedNotebooks: sum.changedNotebooks + one.changedNotebooks,
      references: {
        rewrite: sum.references.rewrite + one.references.rewrite,
        keep: sum.references.keep + one.references.keep,
        ask: sum.references.ask + one.references.ask,
      },
      companions: sum.companions + one.companions,
      addedLines: sum.addedLines + one.addedLines,
      removedLines: sum.removedLines + one.removedLines,
      warnings: {
        critical: sum.warnings.critical + one.warnings.critical,
        warning: sum.warnings.warning + one.warnings.warning,
        note: sum.warnings.note + one.warnings.note,
      },
    }),
    NO_COUNTS,
  );
}
