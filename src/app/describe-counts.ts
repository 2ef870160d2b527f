/** Counts in words, for answers. */
import type { Counts } from '../core/file-plan.js';

/** "12 references in 8 files are rewritten; 5 are kept, 7 wait for a person." */
export function countsSentence(counts: Counts): string {
  const { rewrite, keep, ask } = counts.references;
  const changed = counts.changedFiles === 0 ? '' : ` in ${amount(counts.changedFiles, 'file')}`;
  return `${amount(rewrite, 'reference')}${changed} ${rewrite === 1 ? 'is' : 'are'} rewritten; ${keep} ${keep === 1 ? 'is' : 'are'} kept, each with its reason, and ${ask} ${ask === 1 ? 'waits' : 'wait'} for a person.`;
}

/** "3 warnings are critical: something will break." Empty without warnings. */
export function warningsSentence(counts: Counts): string {
  const { critical, warning, note } = counts.warnings;
  if (critical + warning + note === 0) return '';
  const others = `${amount(warning, 'warning')} and ${amount(note, 'note')}`;
  return critical === 0
    ? `There are ${others}.`
    : `**${amount(critical, 'critical warning')}** (something will break), ${others}.`;
}

/** "1 file", "2 files". */
export function amount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
