/** Counts of a phase in sentences, for answers. */
import type { Counts, FileProblem } from '../core/file-plan.js';
import { amount, number } from '../render/markdown.js';

/** What is rewritten, kept and asked. */
export function changesNote({ references, changedFiles }: Counts): string {
  const { rewrite, keep, ask } = references;
  return `${amount(rewrite, 'reference')} in ${amount(changedFiles, 'file')} rewritten, ${number(keep)} kept for a reason, ${number(ask)} for a person to choose`;
}

/** How many warnings there are; nothing without any. */
export function warningsNote({ warnings }: Counts): string | undefined {
  const { critical, warning, note } = warnings;
  if (critical + warning + note === 0) return undefined;
  const broken =
    critical === 0 ? 'no critical warning' : `${amount(critical, 'critical warning')} (something will break)`;
  return `${broken}, ${amount(warning, 'warning')} and ${amount(note, 'note')} on the lines of the pull request`;
}

/** How many files could not be verified; nothing when all could. */
export function unverifiedNote(problems: readonly FileProblem[]): string | undefined {
  const files = new Set(problems.filter((problem) => problem.unverified).map((problem) => problem.path)).size;
  if (files === 0) return undefined;
  return `${amount(files, 'file')} could not be verified and stayed as ${files === 1 ? 'it is' : 'they are'}; the pull request says which`;
}
