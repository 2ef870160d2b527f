/**
 * The preview report: one page that a browser opens from disk, with everything that a plan says. It holds its own style and scripts and
 * asks nothing of any server; its content security policy lets nothing else run or load.
 */
import { addCounts } from '../core/count.js';
import type { Migration } from '../core/migration.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import { amount, number } from './amounts.js';
import { chartsSection } from './report/charts-section.js';
import { decideSection } from './report/decide-section.js';
import { fileSection } from './report/file-section.js';
import { type Html, html, markupOf, ownMarkup } from './report/html.js';
import { ledgerSection } from './report/ledger-section.js';
import { phaseSection } from './report/phase-section.js';
import { type ReportContext, type ReportView, viewReport } from './report/report-view.js';
import { PAGE_SCRIPT, THEME_SCRIPT } from './report/script.js';
import { sha256Base64 } from './report/sha256.js';
import { STYLE } from './report/style.js';

export type { ReportContext } from './report/report-view.js';

const SECTIONS = [
  ['summary', 'Summary'],
  ['decide', 'What needs a person'],
  ['phases', 'Phases'],
  ['charts', 'References'],
  ['ledger', 'Ledger'],
  ['files', 'Files'],
] as const;

/** The page of a plan. Everything in it that comes from the repository or the migration is text, never markup. */
export function renderReportHtml(plan: RepositoryPlan, migration: Migration, context: ReportContext): string {
  const view = viewReport(plan, migration, context);
  const page = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${migration.title} – ${context.subject}</title>
<style>${ownMarkup(STYLE)}</style>
<script>${ownMarkup(THEME_SCRIPT)}</script>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header><h1>${migration.title}</h1><p>A preview of what Cutover would do to <strong>${context.subject}</strong>. Nothing has been changed.</p></header>
${navigation()}
<main id="main" tabindex="-1">
${summary(view)}
${decideSection(view)}
${phaseSection(view)}
${chartsSection(view)}
${ledgerSection(view)}
<script>${ownMarkup(PAGE_SCRIPT)}</script>
${fileSection(view)}
</main>
<footer><p>Migration <code>${migration.id}</code>, state <code>${context.fingerprint}</code>. Made by Cutover; this page loads nothing from anywhere.</p></footer>
</body>
</html>
`;
  return markupOf(page);
}

/** Only this page's own style and scripts, known by their hashes. */
function policy(): string {
  const hash = (text: string) => `'sha256-${sha256Base64(text)}'`;
  return [
    "default-src 'none'",
    `style-src ${hash(STYLE)}`,
    `script-src ${hash(THEME_SCRIPT)} ${hash(PAGE_SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function navigation(): Html {
  return html`<nav class="bar-top" aria-label="Sections"><div><ul>${SECTIONS.map(
    ([id, title]) => html`<li><a href="#${id}">${title}</a></li>`,
  )}</ul><label class="controls"><span class="hidden">Colours</span> <select id="theme"><option value="">Colours of the system</option><option value="light">Light</option><option value="dark">Dark</option></select></label></div></nav>`;
}

function summary({ plan }: ReportView): Html {
  const total = addCounts(plan.phases.map(({ counts }) => counts));
  const { rewrite, ask, keep } = total.references;
  const { critical, warning, note } = total.warnings;
  const cards: readonly (readonly [string, string, string])[] = [
    [
      '',
      number(total.changedFiles),
      `of ${amount(total.files, 'file')} ${total.changedFiles === 1 ? 'changes' : 'change'}`,
    ],
    [
      '',
      number(total.changedNotebooks),
      `of ${amount(total.notebooks, 'notebook')} ${total.changedNotebooks === 1 ? 'changes' : 'change'}`,
    ],
    ['rewrite', number(rewrite), rewrite === 1 ? 'reference rewritten' : 'references rewritten'],
    ['ask', number(ask), 'left for a person to choose'],
    ['keep', number(keep), 'kept, each for a reason'],
    ['critical', number(critical), critical === 1 ? 'critical warning' : 'critical warnings'],
    ['', number(warning + note), 'other warnings and notes'],
    ['', `+${number(total.addedLines)} −${number(total.removedLines)}`, 'lines'],
  ];
  return html`<section id="summary" aria-labelledby="summary-title"><h2 id="summary-title">Summary</h2><ul class="cards">${cards.map(
    ([kind, value, words]) => html`<li class="${kind}"><strong>${value}</strong><span>${words}</span></li>`,
  )}</ul></section>`;
}
