/** Draws a notebook as its cells: those that changed or have something to say, with one cell of context around them. */
import { amount } from '../amounts.js';
import type { CellPair } from './cells.js';
import { type Block, diffLines } from './diff-lines.js';
import { drawDiff } from './draw-diff.js';
import { drawChangedMarkdown, drawMarkdown } from './draw-markdown.js';
import { type Html, html } from './html.js';
import { blocksBetween } from './line-diff.js';
import { drawNotes, type LineNotes, markQuestions } from './notes.js';

/** Lines of a cell of context. */
const CONTEXT_LINES = 8;

const NO_NOTES: LineNotes = new Map();

/** The cells of a notebook. `prefix` makes the ids of its cells and lines. */
export function drawCells(cells: readonly CellPair[], notes: ReadonlyMap<number, LineNotes>, prefix: string): Html {
  const shown = cells.map((cell) => cell.before !== cell.after || notes.has(cell.index));
  const pieces: Html[] = [];
  let skipped = 0;
  const flush = () => {
    if (skipped > 0) pieces.push(html`<p class="skipped">${amount(skipped, 'cell')} not shown</p>`);
    skipped = 0;
  };
  for (const cell of cells) {
    const near = shown[cell.index - 1] === true || shown[cell.index + 1] === true;
    if (shown[cell.index] !== true && !near) skipped++;
    else {
      flush();
      pieces.push(
        shown[cell.index] === true
          ? drawCell(cell, notes.get(cell.index) ?? NO_NOTES, prefix)
          : drawContext(cell, prefix),
      );
    }
  }
  flush();
  return html`${pieces}`;
}

const TYPES = { code: 'code', markdown: 'Markdown', raw: 'raw' } as const;

function cellFrame(cell: CellPair, prefix: string, kind: string, content: Html): Html {
  const name = `Cell ${cell.index}, ${TYPES[cell.type]}`;
  return html`<div class="cell ${cell.type} ${kind}" id="${prefix}c${cell.index}" role="group" aria-label="${name}"><p class="cell-name">${name}</p>${content}</div>`;
}

function drawCell(cell: CellPair, notes: LineNotes, prefix: string): Html {
  const before = cell.before.split(/\r\n|\r|\n/);
  const blocks = cell.before === cell.after ? [] : blocksBetween(before, cell.after.split(/\r\n|\r|\n/));
  const lines = diffLines(blocks, {
    noted: new Set([...notes.keys()].filter((line) => line > 0)),
    lineAt: (n) => markQuestions(before[n - 1] ?? '', notes.get(n)),
    lineCount: before.length,
  });
  const label = `Changes of cell ${cell.index}`;
  const diff = lines.length === 0 ? html`` : drawDiff(lines, notes, label, `${prefix}c${cell.index}-`);
  const whole = notes.get(0);
  const drawn =
    cell.type === 'markdown' && blocks.length > 0 ? drawChangedMarkdown(cell.after, newLines(blocks)) : undefined;
  const body =
    drawn === undefined
      ? diff
      : html`<div class="beside"><div>${diff}</div><div class="drawn-cell"><p class="cell-name">How it will read</p>${drawn}</div></div>`;
  return cellFrame(cell, prefix, 'touched', html`${whole === undefined ? '' : drawNotes(whole)}${body}`);
}

/** The 1-based lines of the text after the edits that the blocks brought. */
function newLines(blocks: readonly Block[]): ReadonlySet<number> {
  const lines = new Set<number>();
  let shift = 0;
  for (const block of blocks) {
    for (let i = 0; i < block.new.length; i++) lines.add(block.from + shift + i);
    shift += block.new.length - block.old.length;
  }
  return lines;
}

function drawContext(cell: CellPair, prefix: string): Html {
  const lines = cell.before.split('\n');
  const text = lines.slice(0, CONTEXT_LINES).join('\n');
  const left = lines.length - CONTEXT_LINES;
  const drawn = cell.type === 'markdown' ? drawMarkdown(text) : html`<pre><code>${text.slice(0, 4000)}</code></pre>`;
  const more = left <= 0 ? '' : html`<p class="skipped">${amount(left, 'more line')} not shown</p>`;
  return cellFrame(cell, prefix, 'context', html`${drawn}${more}`);
}
