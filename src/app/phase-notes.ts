import type { Counts } from '../core/file-plan.js';
import { SHOWN_FILES, SHOWN_LINES } from '../github/limits.js';
import type { PublishedPhase } from '../github/publish-phase.js';
import { amount, number } from '../render/amounts.js';

/** What the person should know about a published phase besides, one sentence each. */
export function phaseNotes(
  published: PublishedPhase | undefined,
  { changedFiles, addedLines, removedLines }: Pick<Counts, 'changedFiles' | 'addedLines' | 'removedLines'>,
): readonly string[] {
  const notes: string[] = [];
  if (published?.commit?.verified === false)
    notes.push('GitHub does not show the commit as verified: a branch rule that wants signed commits will refuse it');
  const lines = addedLines + removedLines;
  if (published?.pullRequest !== undefined && (changedFiles > SHOWN_FILES || lines > SHOWN_LINES)) {
    notes.push(
      `It has ${amount(changedFiles, 'changed file')} and ${amount(lines, 'changed line')}, and GitHub's page shows at most ${number(SHOWN_FILES)} files and ${number(SHOWN_LINES)} lines of them: \`cutover plan --format html\` on a checkout shows all`,
    );
  }
  return notes;
}
