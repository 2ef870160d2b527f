/** What needs a person: what will break, and what only a person can choose. */
import type { LedgerRow } from '../../core/ledger.js';
import type { Severity, Warning } from '../../core/warning.js';
import { amount } from '../amounts.js';
import { begun, ended, groupBy, keyOf, largestFirst } from '../phase-view.js';
import { type Html, html, sentence } from './html.js';
import { commas } from './notes.js';
import { placeLinks, type ReportPlace, type ReportView } from './report-view.js';
import { SEVERITY_WORDS } from './words.js';

/** Most groups of one kind, and most places of a group, that are listed. */
const MOST_GROUPS = 40;
const MOST_PLACES = 8;

/** The section; says so where nothing is left to decide. */
export function decideSection(view: ReportView): Html {
  const warnings = view.files.flatMap((file) => file.warnings);
  const asks = view.files.flatMap((file) => file.rows.filter(({ outcome }) => outcome === 'ask'));
  const critical = warnings.filter(({ severity }) => severity === 'critical');
  const other = warnings.filter(({ severity }) => severity !== 'critical');
  const nothing = html`<p>No warning and no choice.</p>`;
  return html`<section id="decide" aria-labelledby="decide-title"><h2 id="decide-title">What needs a person</h2>
${warnings.length + asks.length === 0 ? nothing : ''}${
  critical.length === 0
    ? ''
    : html`<h3>Critical warnings <span class="count">${amount(critical.length, 'place')}</span></h3><p>Something will break there unless a person acts. Beside its line each has its sources.</p>${warningList(view, critical)}`
}${
  asks.length === 0
    ? ''
    : html`<h3>To choose <span class="count">${amount(asks.length, 'place')}</span></h3><p>These names were left as they are, because only a person can know what they should say. To settle one, write the name you want on its line; to keep the old name, put <code>cutover: keep</code> with a reason into a comment on its line.</p>${questionList(view, asks)}`
}${
  other.length === 0
    ? ''
    : html`<details class="phase"><summary><h3 class="path">Other warnings and notes</h3> <span class="chips"><span class="chip">${amount(other.length, 'place')}</span></span></summary><div class="file-body">${warningList(view, other)}</div></details>`
}</section>`;
}

function warningList(view: ReportView, warnings: readonly Warning[]): Html {
  const rank: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, note: 2 };
  const groups = largestFirst(
    groupBy(warnings, ({ severity, rule, message, advice }) => keyOf(severity, rule, message, advice)),
  );
  const sorted = [...groups].sort((a, b) => rank[a[0]?.severity ?? 'note'] - rank[b[0]?.severity ?? 'note']);
  return listOf(sorted, (group) => drawWarning(view, group));
}

function drawWarning(view: ReportView, group: readonly Warning[]): Html {
  const first = group[0];
  if (first === undefined) return html``;
  const { severity, message, advice, rule } = first;
  const places = group.map(
    ({ path, line, cell, sourceLine }): ReportPlace => ({ path, line, cell, cellLine: sourceLine }),
  );
  return html`<li class="note ${severity}"><strong>${SEVERITY_WORDS[severity]}</strong> ${sentence(ended(message))} ${sentence(ended(advice))} <span class="from"><code>${rule}</code></span><span class="places">${placeLinks(view, places, MOST_PLACES)}</span></li>`;
}

function questionList(view: ReportView, asks: readonly LedgerRow[]): Html {
  const groups = largestFirst(groupBy(asks, (row) => keyOf(row.surface, row.rule, row.reason, ...row.candidates)));
  return listOf(groups, (group) => {
    const { surface = '', candidates = [], reason = '', rule = '' } = group[0] ?? {};
    const places = group.map(
      ({ path, line, cell, src_line }): ReportPlace => ({ path, line, cell, cellLine: src_line }),
    );
    const offered = candidates.length === 0 ? '' : html` Candidates: ${commas(candidates)}.`;
    return html`<li class="note ask"><strong><code>${surface}</code></strong> ${sentence(begun(ended(reason)))}${offered} <span class="from"><code>${rule}</code></span><span class="places">${placeLinks(view, places, MOST_PLACES)}</span></li>`;
  });
}

function listOf<T>(groups: readonly (readonly T[])[], draw: (group: readonly T[]) => Html): Html {
  const rest = groups.slice(MOST_GROUPS).flat().length;
  const more = rest === 0 ? '' : html`<li>And ${amount(rest, 'more place')}: see the files.</li>`;
  return html`<ul class="notes">${groups.slice(0, MOST_GROUPS).map(draw)}${more}</ul>`;
}
