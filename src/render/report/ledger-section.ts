/** The ledger: its rows as data, and the empty table that the page's script fills, filters and sorts. */
import { number } from '../amounts.js';
import { type Html, html, jsonIsland, showInvisible } from './html.js';
import { anchorOf, type ReportView } from './report-view.js';
import { OUTCOME_WORDS, OUTCOMES } from './words.js';

/** Columns and whether they sort by number; the script knows them by their keys. */
const COLUMNS = [
  ['place', 'Place'],
  ['surface', 'It says'],
  ['outcome', 'Outcome'],
  ['to', 'Becomes'],
  ['rule', 'Rule'],
  ['reason', 'Reason'],
] as const;

/** The section with the ledger and its data. */
export function ledgerSection(view: ReportView): Html {
  const rows = view.files.flatMap((file) => file.rows);
  const models = [...new Set(rows.map(({ model }) => model))].sort();
  const rules = [...new Set(rows.map(({ rule }) => rule))].sort();
  const phases = view.plan.phases.map(({ phase }): [string, string] => [phase.id, `${phase.number}. ${phase.title}`]);
  return html`<section id="ledger" aria-labelledby="ledger-title"><h2 id="ledger-title" tabindex="-1">Ledger</h2>
<p>One row for each reference and each other edit that goes with one: ${number(rows.length)} in all. Lines are those before the edits; cells are counted from 0.</p>
<noscript><p class="note warning">The table needs JavaScript. The command line writes the same rows with <code>--ledger FILE</code>.</p></noscript>
<form class="controls" id="ledger-controls" role="search" aria-label="Filter the ledger"><label>Find <input type="search" id="ledger-text" autocomplete="off" spellcheck="false" placeholder="path, name or reason"></label>
${select(
  'outcome',
  'Outcome',
  OUTCOMES.map((outcome): [string, string] => [outcome, OUTCOME_WORDS[outcome]]),
)}
${select('phase', 'Phase', [...phases, ['-', 'outside every phase']])}
${select(
  'model',
  'Model',
  models.map((model): [string, string] => [model, model]),
)}
${select(
  'rule',
  'Rule',
  rules.map((rule): [string, string] => [rule, rule]),
)}
<button type="reset">Clear</button> <output id="ledger-count" aria-live="polite"></output></form>
<table id="ledger-table" class="ledger"><caption class="hidden">The ledger</caption><thead><tr>${COLUMNS.map(
    ([key, title]) =>
      html`<th scope="col"${key === 'place' ? html` aria-sort="ascending"` : ''}><button type="button" data-sort="${key}">${title}</button></th>`,
  )}</tr></thead><tbody></tbody></table>
<p class="controls" id="ledger-more" hidden><button type="button" id="ledger-next">Show 100 more rows</button> <button type="button" id="ledger-many">Show 1,000 more rows</button></p>
${jsonIsland('ledger-data', ledgerData(view))}</section>`;
}

function select(name: string, title: string, options: readonly (readonly [string, string])[]): Html {
  return html`<label>${title} <select id="ledger-${name}"><option value="">all</option>${options.map(
    ([value, words]) => html`<option value="${value}">${words}</option>`,
  )}</select></label>`;
}

/** The rows as numbers, most of which point into one list of texts: a ledger says the same few things very often. */
function ledgerData(view: ReportView) {
  const texts: string[] = [];
  const known = new Map<string, number>();
  const keep = (text: string): number => {
    const at = known.get(text) ?? texts.push(showInvisible(text)) - 1;
    known.set(text, at);
    return at;
  };
  const rows = view.files.flatMap((file) =>
    file.rows.map((row) => [
      keep(row.path),
      row.line,
      row.cell ?? -1,
      row.src_line ?? -1,
      keep(row.surface),
      OUTCOMES.indexOf(row.outcome),
      row.to === undefined ? -1 : keep(row.to),
      keep(row.rule),
      keep(row.reason),
      keep(row.model),
      keep(row.phase ?? '-'),
      keep(row.candidates.join(', ')),
      keep(anchorOf(view, { path: row.path, line: row.line, cell: row.cell, cellLine: row.src_line }) ?? ''),
    ]),
  );
  return { outcomes: OUTCOMES, words: OUTCOMES.map((outcome) => OUTCOME_WORDS[outcome]), texts, rows };
}
