/** How many references there are, by outcome, model and folder: tables whose bars are drawn beside their numbers. */
import type { LedgerRow } from '../../core/ledger.js';
import { amount, number } from '../amounts.js';
import { groupBy } from '../phase-view.js';
import { type Html, html } from './html.js';
import { breakable, type ReportView } from './report-view.js';
import { OUTCOME_MEANINGS, OUTCOME_WORDS } from './words.js';

/** Most rows of one chart. */
const MOST_ROWS = 15;
/** A companion edit is no reference: it comes with one. */
const SHOWN = ['rewrite', 'ask', 'keep'] as const;

interface Tally {
  readonly name: string;
  readonly total: number;
  readonly counts: Readonly<Record<(typeof SHOWN)[number], number>>;
}

/** The section with the charts. */
export function chartsSection({ files, plan }: ReportView): Html {
  const rows = files.flatMap((file) => file.rows).filter(({ outcome }) => outcome !== 'companion');
  const all = tally('', rows);
  const outside = plan.outside.flatMap((file) => file.rows).length;
  const apart = outside === 0 ? '' : `, ${number(outside)} of them in files that no phase claims`;
  return html`<section id="charts" aria-labelledby="charts-title"><h2 id="charts-title">References</h2>
<p>A reference is a place that names an old model: ${amount(rows.length, 'reference')} in all${apart}. A name below filters the ledger.</p>
${
  rows.length === 0
    ? ''
    : html`<div class="charts">${outcomeChart(all)}${chart(
        'By model',
        'Model',
        tallies(rows, ({ model }) => model),
        'model',
      )}${chart(
        'By folder',
        'Folder',
        tallies(rows, ({ path }) => folderOf(path)),
        'text',
      )}</div>`
}</section>`;
}

function tallies(rows: readonly LedgerRow[], keyOf: (row: LedgerRow) => string): readonly Tally[] {
  return [...groupBy(rows, keyOf)].map(([name, group]) => tally(name, group)).sort((a, b) => b.total - a.total);
}

function tally(name: string, rows: readonly LedgerRow[]): Tally {
  const counts = { rewrite: 0, ask: 0, keep: 0 };
  for (const { outcome } of rows) if (outcome !== 'companion') counts[outcome]++;
  return { name, total: rows.length, counts };
}

/** The first two folders of a path. */
function folderOf(path: string): string {
  const folders = path.split('/').slice(0, -1).slice(0, 2);
  return folders.length === 0 ? '' : `${folders.join('/')}/`;
}

function outcomeChart({ counts, total }: Tally): Html {
  const rows = SHOWN.map((outcome) => {
    const share = total === 0 ? 0 : Math.round((counts[outcome] / total) * 100);
    return html`<tr><th scope="row"><span class="key ${outcome}"></span><a href="#ledger" data-set="outcome" data-value="${outcome}">${OUTCOME_WORDS[outcome]}</a><span class="meaning">${OUTCOME_MEANINGS[outcome]}</span></th><td class="bar-cell">${bar([[outcome, counts[outcome]]], Math.max(...Object.values(counts)))}</td><td class="number">${number(counts[outcome])}</td><td class="number">${share} %</td></tr>`;
  });
  return html`<div class="chart"><table><caption>By outcome</caption><thead><tr><th scope="col">Outcome</th><td></td><th scope="col" class="number">References</th><th scope="col" class="number">Share</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function chart(title: string, what: string, all: readonly Tally[], filter: 'model' | 'text'): Html {
  const most = Math.max(...all.map(({ total }) => total));
  const rest = all.slice(MOST_ROWS);
  const others = rest.length === 0 ? [] : [sumOf(rest)];
  return html`<div class="chart"><table><caption>${title}</caption><thead><tr><th scope="col">${what}</th><td></td><th scope="col" class="number">All</th>${SHOWN.map(
    (outcome) => html`<th scope="col" class="number">${OUTCOME_WORDS[outcome]}</th>`,
  )}</tr></thead><tbody>${all.slice(0, MOST_ROWS).map((one) => chartRow(one, most, filter))}${others.map((one) => chartRow(one, most))}</tbody></table></div>`;
}

function sumOf(all: readonly Tally[]): Tally {
  const sum = (of: (one: Tally) => number) => all.reduce((total, one) => total + of(one), 0);
  return {
    name: `${number(all.length)} others`,
    total: sum(({ total }) => total),
    counts: {
      rewrite: sum(({ counts }) => counts.rewrite),
      ask: sum(({ counts }) => counts.ask),
      keep: sum(({ counts }) => counts.keep),
    },
  };
}

function chartRow({ name, total, counts }: Tally, most: number, filter?: 'model' | 'text'): Html {
  const shown =
    name === '' ? html`(root)` : html`<code>${filter === 'text' ? breakable(name) : name.split(',').join(', ')}</code>`;
  const head =
    filter === undefined || name === ''
      ? filter === undefined
        ? html`${name}`
        : shown
      : html`<a href="#ledger" data-set="${filter}" data-value="${name}">${shown}</a>`;
  return html`<tr><th scope="row">${head}</th><td class="bar-cell">${bar(
    SHOWN.map((outcome) => [outcome, counts[outcome]]),
    most,
  )}</td><td class="number">${number(total)}</td>${SHOWN.map((outcome) => html`<td class="number">${number(counts[outcome])}</td>`)}</tr>`;
}

/** A bar of pieces, as wide as their sum's share of `most`. The numbers stand beside it, so it says nothing to a screen reader. */
function bar(pieces: readonly (readonly [string, number])[], most: number): Html {
  let at = 0;
  const rects = pieces.map(([kind, count]) => {
    const width = most === 0 ? 0 : (count / most) * 1000;
    const x = at;
    at += width;
    return count === 0
      ? ''
      : html`<rect class="${kind}" x="${x.toFixed(1)}" y="0" width="${Math.max(width, 2).toFixed(1)}" height="10"></rect>`;
  });
  return html`<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">${rects}</svg>`;
}
