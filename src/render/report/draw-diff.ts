/** Draws a diff as a table: the line's number before and after, a sign, the text with what changed in it, and notes below their lines. */

import { amount } from '../amounts.js';
import type { DiffLine, Line, Part } from './diff-lines.js';
import { type Html, html } from './html.js';
import { drawNotes, type LineNotes } from './notes.js';

/** Most lines of one diff; what is left out is said. */
const MOST_LINES = 4000;
/** Longest piece of a line that is shown whole, in UTF-16 units. */
const LONGEST_PIECE = 400;

/** A diff with what is to be said about its lines. `prefix` makes the ids of its lines, which the ledger's rows point at. */
export function drawDiff(lines: readonly DiffLine[], notes: LineNotes, label: string, prefix: string): Html {
  const shown = lines.slice(0, MOST_LINES);
  const left = lines.length - shown.length;
  return html`<table class="diff"><caption class="hidden">${label}</caption><colgroup><col class="at"><col class="at"><col class="sign"><col></colgroup><thead class="hidden"><tr><th scope="col">Old line</th><th scope="col">New line</th><th scope="col">Change</th><th scope="col">Text</th></tr></thead><tbody>${drawLines(
    shown,
    notes,
    prefix,
  )}${left === 0 ? '' : gapRow(`${amount(left, 'more line')} of this diff not shown`)}</tbody></table>`;
}

/** The rows. The notes of removed lines stand behind the lines that took their place. */
function drawLines(lines: readonly DiffLine[], notes: LineNotes, prefix: string): readonly Html[] {
  const rows: Html[] = [];
  let waiting: Html[] = [];
  for (const line of lines) {
    if (line.kind === 'same' || line.kind === 'gap') {
      rows.push(...waiting);
      waiting = [];
    }
    rows.push(drawLine(line, prefix));
    if (line.kind !== 'same' && line.kind !== 'old') continue;
    const said = notes.get(line.old);
    if (said === undefined) continue;
    waiting.push(html`<tr class="said"><td colspan="4">${drawNotes(said)}</td></tr>`);
    if (line.kind === 'same') {
      rows.push(...waiting);
      waiting = [];
    }
  }
  return [...rows, ...waiting];
}

function gapRow(words: string): Html {
  return html`<tr class="gap"><td colspan="4">${words}</td></tr>`;
}

function drawLine(line: DiffLine, prefix: string): Html {
  switch (line.kind) {
    case 'same':
      return html`<tr id="${prefix}${line.old}"><td>${line.old}</td><td>${line.new}</td><td></td><td>${drawParts(line.parts, 'span')}</td></tr>`;
    case 'old':
      return html`<tr class="old" id="${prefix}${line.old}"><td>${line.old}</td><td></td><td>−</td><td>${drawParts(line.parts, 'del')}</td></tr>`;
    case 'new':
      return html`<tr class="new"><td></td><td>${line.new}</td><td>+</td><td>${drawParts(line.parts, 'ins')}</td></tr>`;
    case 'gap':
      return gapRow(`${amount(line.count, 'line')} not shown`);
    default:
      return line satisfies never;
  }
}

/** The pieces of a line. A line that changed as a whole needs no mark in it: its colour and sign say so. */
function drawParts(parts: Line, tag: 'del' | 'ins' | 'span'): Html {
  const whole = parts.every(({ mark, text }) => mark === 'edit' || text.trim() === '');
  return html`${parts.map((part) => drawPart(part, whole ? 'span' : tag))}`;
}

function drawPart({ text, mark }: Part, tag: 'del' | 'ins' | 'span'): Html {
  const shown = html`${clip(text)}`;
  if (mark === 'ask') return html`<mark>${shown}</mark>`;
  if (mark === undefined || tag === 'span') return shown;
  return tag === 'del' ? html`<del>${shown}</del>` : html`<ins>${shown}</ins>`;
}

/** A long piece loses its middle, visibly. */
function clip(text: string): string {
  if (text.length <= LONGEST_PIECE) return text;
  const side = LONGEST_PIECE / 2;
  const left = text.length - 2 * side;
  return `${text.slice(0, side)} … ${amount(left, 'character')} not shown … ${text.slice(-side)}`;
}
