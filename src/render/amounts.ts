/** Numbers in words. Apart from what prints Markdown, which the command line's table does without. */
import type { Counts } from '../core/file-plan.js';

/** "1 file", "2 files"; numbers from a thousand on with a comma. */
export function amount(count: number, noun: string, many = `${noun}s`): string {
  return `${number(count)} ${count === 1 ? noun : many}`;
}

/** A number as English writes it: 12,345. */
export function number(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** "2 critical, 1 warning", or a dash. */
export function warningsCell(warnings: Counts['warnings']): string {
  const said = [
    warnings.critical > 0 ? `${number(warnings.critical)} critical` : '',
    warnings.warning > 0 ? amount(warnings.warning, 'warning') : '',
    warnings.note > 0 ? amount(warnings.note, 'note') : '',
  ].filter((text) => text !== '');
  return said.length === 0 ? '–' : said.join(', ');
}
