/**
 * Cuts a Markdown text where a heading must start something new, without parsing it, so that the grammar reads a section that stands
 * unchanged in another text, or after an edit elsewhere, once.
 *
 *     # Title            ┐ 1
 *     Some words.        ┘
 *     ## Install         ┐ 2: up to the next heading in the first column that a blank line precedes
 *     ```                │
 *     # no heading       │
 *     ```                ┘
 *
 * Where it takes the grammar to know whether a line is inside a fence or inside HTML, nothing is cut from there on: a cut too few costs
 * time, one too many would change what the text means.
 */
import type { Span } from './source.js';

/** A fence that was opened. */
interface OpenFence {
  /** Its marks: as many or more close it. */
  readonly marks: string;
  /** What its lines start with as long as they stay in the list or quotation that may hold it. */
  readonly lead: string;
  /** Behind its first line. */
  readonly end: number;
}

/** A section of a text. */
export interface MarkdownSection extends Span {
  /** Whether nothing in it is a heading but its first line, where that starts as one. */
  readonly isPlain: boolean;
}

/** What may stand before the first word of a line in lists and quotations. */
const LEAD = String.raw`[ \t]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]*){0,9}`;

/** Lines that matter: fences, what may start HTML, headings of both kinds; at any depth. */
const TELLING = new RegExp(
  String.raw`(?:^|\n)(${LEAD})(?:(#{1,6})(?![^ \t\r\n])|(\`{3,}|~{3,})([^\n]*)|<([^\n]*)|(?:=+|-+)[ \t]*(?![^\n]))`,
  'g',
);

/** HTML that goes on over blank lines, to an end of its own. */
const LONG_HTML = /^(?:[!?]|(?:script|pre|style|textarea)\b)/i;

/** The sections of a text: sorted, adjoining, covering it. */
export function cutSections(text: string): readonly MarkdownSection[] {
  const sections: MarkdownSection[] = [];
  let start = 0;
  let isPlain = true;
  let fence: OpenFence | undefined;
  /** Where HTML may have begun that a blank line ends. */
  let html = -1;
  let isSure = true;
  TELLING.lastIndex = 0;
  for (let found = TELLING.exec(text); found !== null && isSure; found = TELLING.exec(text)) {
    // Taken one by one: to take a list apart costs as much as the search, here.
    const lead = found[1] ?? '';
    const hashes = found[2];
    const marks = found[3];
    const info = found[4] ?? '';
    const tag = found[5];
    const index = found.index + (found[0].startsWith('\n') ? 1 : 0);
    if (marks !== undefined) {
      if (fence === undefined) {
        if (html >= 0 && !/\n[ \t\r]*\n/.test(text.slice(html, index))) isSure = false;
        html = -1;
        if (!marks.startsWith('`') || !info.includes('`'))
          fence = { marks, lead: lead.replace(/[^\s>]/g, ' '), end: TELLING.lastIndex };
      } else if (marks.startsWith(fence.marks) && isBlank(info)) {
        if (closes(fence, lead, text.slice(fence.end, TELLING.lastIndex))) fence = undefined;
        else if (fence.lead !== '') isSure = false;
      }
    } else if (hashes !== undefined && lead === '') {
      // Whatever holds an indented fence, a heading in the first column ends it.
      if (fence !== undefined) isSure = fence.lead === '';
      else if (index > start && followsBlank(text, index)) {
        sections.push({ start, end: index, isPlain });
        start = index;
        isPlain = true;
      } else if (index > start) isPlain = false;
    } else if (fence === undefined) {
      if (tag === undefined) isPlain &&= hashes === undefined && followsBlank(text, index);
      else if (LONG_HTML.test(tag) && !/^!--.*-->/.test(tag)) isSure = false;
      else html = index;
    }
  }
  const isOver = fence === undefined || fence.lead === '';
  return [...sections, { start, end: text.length, isPlain: isPlain && isSure && isOver }];
}

/** Whether a line of marks behind `lead` closes a fence, wherever the fence stands. `lines` are those from its first to this one. */
function closes(fence: OpenFence, lead: string, lines: string): boolean {
  if (!lead.startsWith(fence.lead) || (fence.lead !== '' && !staysBehind(lines, fence.lead))) return false;
  const more = lead.slice(fence.lead.length);
  // In a list its indent is counted from the text of the item, elsewhere from the first column: it must close it either way.
  return more === '' || (/^ {1,3}$/.test(more) && (lead.length <= 3 || !/^ {0,3}$/.test(fence.lead)));
}

function followsBlank(text: string, at: number): boolean {
  return isBlank(text.slice(text.lastIndexOf('\n', at - 2) + 1, Math.max(0, at - 1)));
}

/** Whether there is nothing in a line, as the grammar counts it: other signs that look like blanks are letters to it. */
function isBlank(line: string): boolean {
  return /^[ \t\r]*$/.test(line);
}

/** Whether every line starts with `lead`; blank ones need not, but in a quotation they end it. */
function staysBehind(lines: string, lead: string): boolean {
  const mayBeBlank = !lead.includes('>');
  return lines
    .split('\n')
    .slice(1)
    .every((line) => line.startsWith(lead) || (mayBeBlank && isBlank(line)));
}

/** The level of the heading that the line at `start`, the first of a section, begins; 0 where it begins none. */
export function headingLevelAt(text: string, start: number): number {
  return /^#{1,6}(?![^ \t\r\n])/.exec(text.slice(start, start + 7))?.[0].length ?? 0;
}
