/** Every file that changes or has something to say, phase by phase, each behind its name. */
import { countFile } from '../../core/count.js';
import type { FilePlan } from '../../core/file-plan.js';
import { indexLines, lineSpan } from '../../core/source.js';
import { amount, number } from '../amounts.js';
import { ended, groupBy } from '../phase-view.js';
import { pairCells } from './cells.js';
import { blocksOf, diffLines } from './diff-lines.js';
import { drawDiff } from './draw-diff.js';
import { drawCells } from './draw-notebook.js';
import { type Html, html, markupOf, sentence } from './html.js';
import { drawNotes, type FileNotes, markQuestions, notesOf } from './notes.js';
import { breakable, type ReportView } from './report-view.js';

/** Most markup that diffs may take together, in UTF-16 units: a page of twenty megabytes still opens. */
const ROOM = 16_000_000;

/** From how many files on an open one is laid out only when it is looked at. */
const MANY = 200;

/** The section with the files. */
export function fileSection(view: ReportView): Html {
  const room = { left: ROOM };
  const drawn = view.files.filter(({ path }) => view.drawn.has(path));
  const byPhase = groupBy(drawn, ({ phase }) => phase ?? '');
  const titles = new Map(view.plan.phases.map(({ phase }) => [phase.id, `Phase ${phase.number}: ${phase.title}`]));
  const order = [...view.plan.phases.map(({ phase }) => phase.id), ''];
  return html`<section id="files" class="${drawn.length > MANY ? 'many' : 'few'}" aria-labelledby="files-title"><h2 id="files-title">Files</h2>
<p>Each file that changes, and each that has a warning or a choice beside one of its lines. Line numbers are those before and after the edits; of what stays the same, three lines around are shown. Printing prints the files that are open.</p>
<form class="controls" id="file-controls"><label>Find a file <input type="search" id="file-text" autocomplete="off" spellcheck="false"></label>
<label>Show <select id="file-kind"><option value="">all files</option><option value="changed">changed</option><option value="warned">with warnings</option><option value="asked">with choices</option></select></label>
<button type="button" id="files-open">Open all shown</button> <button type="button" id="files-close">Close all</button>
<output id="file-count" aria-live="polite"></output></form>
${order.map((id) => {
  const files = byPhase.get(id) ?? [];
  if (files.length === 0) return '';
  const title = titles.get(id) ?? 'Outside every phase';
  return html`<div class="file-group"><h3>${title} <span class="count">${amount(files.length, 'file')}</span></h3>${files.map((file) => drawFile(view, file, room))}</div>`;
})}</section>`;
}

function drawFile(view: ReportView, file: FilePlan, room: { left: number }): Html {
  const nth = view.drawn.get(file.path) ?? 0;
  const counts = countFile(file);
  const { rewrite, ask, keep } = counts.references;
  const { critical, warning, note } = counts.warnings;
  const kinds = [
    counts.changedFiles > 0 ? 'changed' : '',
    file.warnings.length > 0 ? 'warned' : '',
    ask > 0 ? 'asked' : '',
  ].filter((kind) => kind !== '');
  const chips = [
    chip(
      'lines',
      counts.changedFiles > 0 ? `+${number(counts.addedLines)} −${number(counts.removedLines)}` : 'no change',
    ),
    chip('critical', critical > 0 ? `${number(critical)} critical` : ''),
    chip('warning', warning > 0 ? amount(warning, 'warning') : ''),
    chip('hint', note > 0 ? amount(note, 'note') : ''),
    chip('ask', ask > 0 ? `${number(ask)} to choose` : ''),
    chip('rewrite', rewrite > 0 ? `${number(rewrite)} rewritten` : ''),
    chip('keep', keep > 0 ? `${number(keep)} kept` : ''),
  ];
  const content = drawContent(view, file, `f${nth}-`);
  const weight = markupOf(content).length;
  const fits = weight <= room.left;
  if (fits) room.left -= weight;
  return html`<details class="file" id="f${nth}" data-kinds="${kinds.join(' ')}"><summary><span class="path">${breakable(file.path)}</span> <span class="chips">${chips}</span></summary><div class="file-body">${
    file.rows.length === 0
      ? ''
      : html`<p class="to-ledger"><a href="#ledger" data-set="text" data-value="${file.path}">Its ${amount(file.rows.length, 'row')} of the ledger</a></p>`
  }${fits ? content : html`<p class="note warning">This diff is left out, so that the page stays small enough to open. Make the report of one phase: <code>--phase N</code>.</p>`}</div></details>`;
}

function chip(kind: string, words: string): Html {
  return words === '' ? html`` : html`<span class="chip ${kind}">${words}</span> `;
}

function drawContent(view: ReportView, file: FilePlan, prefix: string): Html {
  const notes = notesOf(file, view.migration.catalogue.sources);
  const problems = file.problems.map(
    ({ message, unverified }) =>
      html`<p class="note ${unverified ? 'critical' : 'note'}"><strong>${unverified ? 'Not verified' : 'Problem'}</strong> ${sentence(ended(message))}</p>`,
  );
  const cells = file.path.endsWith('.ipynb') ? pairCells(file.before, file.after) : undefined;
  const drawn = cells === undefined ? undefined : drawCells(cells, notes.cells, prefix);
  return html`${problems}${drawn === undefined ? drawText(file, notes, prefix) : html`${drawOutside(notes)}${drawn}`}`;
}

/** Notes of a notebook that belong to no cell. */
function drawOutside({ lines, cells }: FileNotes): Html {
  const inCells = new Set([...cells.values()].flatMap((cell) => [...cell.values()].flat()));
  const rest = [...lines.values()].flat().filter((note) => !inCells.has(note));
  return drawNotes(rest);
}

function drawText(file: FilePlan, { lines: notes }: FileNotes, prefix: string): Html {
  const index = indexLines(file.before);
  const count = file.before.endsWith('\n') ? index.starts.length - 1 : index.starts.length;
  const lines = diffLines(blocksOf(file.before, file.changes), {
    noted: new Set(notes.keys()),
    lineAt: (n) => {
      const { start, end } = lineSpan(file.before, index, n);
      return markQuestions(file.before.slice(start, end), file.path.endsWith('.ipynb') ? undefined : notes.get(n));
    },
    lineCount: count,
  });
  if (lines.length === 0) return html``;
  return drawDiff(lines, notes, `Changes of ${file.path}`, prefix);
}
