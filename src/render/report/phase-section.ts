/** The phases: what each changes, and the plan's own bullets with what this run proves of them. */
import { addCounts } from '../../core/count.js';
import type { Counts } from '../../core/file-plan.js';
import type { ChecklistState, PhasePlan, SectionFolder } from '../../core/phase-plan.js';
import { amount, number, warningsCell } from '../amounts.js';
import { begun, ended, groupBy } from '../phase-view.js';
import { type Html, html, sentence } from './html.js';
import { commas } from './notes.js';
import { placeLink, placeLinks, type ReportView } from './report-view.js';

const HEADER = [
  'Files changed',
  'Notebooks changed',
  'Rewritten',
  'To choose',
  'Kept',
  'Other edits',
  'Lines',
] as const;

/** The section with the phases. */
export function phaseSection(view: ReportView): Html {
  const { phases } = view.plan;
  const total = addCounts(phases.map(({ counts }) => counts));
  return html`<section id="phases" aria-labelledby="phases-title"><h2 id="phases-title">Phases</h2>
<p>A phase is one pull request. A file belongs to one phase only, so that phases never conflict with one another.</p>
<div class="scroll" role="region" aria-label="Counts by phase" tabindex="0"><table class="counts"><thead><tr><th scope="col">Phase</th>${HEADER.map((title) => html`<th scope="col" class="number">${title}</th>`)}<th scope="col">Warnings</th></tr></thead><tbody>${phases.map(
    ({ phase, counts }) =>
      html`<tr><th scope="row"><a href="#${anchorOfPhase(phase.number)}">${phase.number}. ${phase.title}</a></th>${cellsOf(counts)}</tr>`,
  )}</tbody><tfoot><tr><th scope="row">All phases</th>${cellsOf(total)}</tr></tfoot></table></div>
${phases.map((phase) => drawPhase(view, phase))}${drawOutside(view)}</section>`;
}

function anchorOfPhase(number: number): string {
  return `phase-${number}`;
}

function cellsOf(counts: Counts): Html {
  const { references } = counts;
  const numbers = [
    `${number(counts.changedFiles)} of ${number(counts.files)}`,
    `${number(counts.changedNotebooks)} of ${number(counts.notebooks)}`,
    number(references.rewrite),
    number(references.ask),
    number(references.keep),
    number(counts.companions),
    `+${number(counts.addedLines)} −${number(counts.removedLines)}`,
  ];
  return html`${numbers.map((text) => html`<td class="number">${text}</td>`)}<td>${warningsCell(counts.warnings)}</td>`;
}

function drawPhase(view: ReportView, { phase, checklist, folders, problems }: PhasePlan): Html {
  const met = checklist.filter(({ state }) => state !== 'open').length;
  const titles = new Map(phase.sections.map((section) => [section.id, section.title]));
  const sections = [...groupBy(checklist, ({ section }) => section ?? '')];
  const said = [
    checklist.length === 0 ? 'no checklist' : `${number(met)} of ${amount(checklist.length, 'bullet')} met`,
    problems.length === 0 ? '' : amount(problems.length, 'problem'),
  ].filter((text) => text !== '');
  return html`<details class="phase" id="${anchorOfPhase(phase.number)}"><summary><h3 class="path">Phase ${phase.number}: ${phase.title}</h3> <span class="chips"><span class="chip">${said.join(', ')}</span></span></summary><div class="file-body">${problems.map(
    ({ path, message, unverified }) =>
      html`<p class="note ${unverified ? 'critical' : 'note'}"><strong>${unverified ? 'Not verified' : 'Problem'}</strong> ${placeLink(view, { path, line: 1 })} ${sentence(ended(message))}</p>`,
  )}${folders.map(drawFolder)}${sections.map(
    ([id, states]) =>
      html`<h4>${titles.get(id) ?? (id === '' ? 'The whole phase' : id)}</h4><ul class="bullets">${states.map((state) => drawBullet(view, state))}</ul>`,
  )}</div></details>`;
}

const STATES = { done: 'Done', already: 'Was met', open: 'For a person' } as const;

function drawBullet(view: ReportView, { item, state, proof, places }: ChecklistState): Html {
  const links = places.length === 0 ? '' : html` <span class="places">${placeLinks(view, places, 6)}</span>`;
  return html`<li><span class="chip ${state}">${STATES[state]}</span> ${sentence(item.text)} <span class="proof">${sentence(begun(ended(proof)))}</span>${links}</li>`;
}

/** How the folder that the plan names was found, where it is not simply there. */
function drawFolder({ named, match, candidates }: SectionFolder): Html {
  const among = candidates.length === 0 ? '' : html` ${commas(candidates)}`;
  switch (match) {
    case 'exact':
      return html``;
    case 'renamed':
      return html`<p class="note note">The plan names the folder <code>${named}</code>; taken was, by number and title,${among}.</p>`;
    case 'disagree':
      return html`<p class="note warning">The plan names the folder <code>${named}</code>; its number and its title point to different folders:${among}.</p>`;
    case 'missing':
      return html`<p class="note warning">The plan names the folder <code>${named}</code>, which is not there.${candidates.length === 0 ? '' : html` It may be${among}.`}</p>`;
    default:
      return match satisfies never;
  }
}

/** What the migration does not do. */
function drawOutside({ plan, migration }: ReportView): Html {
  const outside = plan.outside.filter(({ rows }) => rows.length > 0);
  const rows = outside.reduce((sum, file) => sum + file.rows.length, 0);
  if (rows + plan.otherModels.length + migration.planErrors.length === 0) return html``;
  return html`<details class="phase" id="outside"><summary><h3 class="path">What no phase does</h3></summary><div class="file-body">${
    rows === 0
      ? ''
      : html`<h4>Files outside every phase</h4><p>${amount(rows, 'reference')}, all kept.</p><ul>${outside.map(({ path, rows: own }) => html`<li><code>${path}</code> (${number(own.length)})</li>`)}</ul>`
  }${
    plan.otherModels.length === 0
      ? ''
      : html`<h4>Other models without a target</h4><ul>${plan.otherModels.map(({ name, count }) => html`<li><code>${name}</code> (${amount(count, 'place')})</li>`)}</ul>`
  }${
    migration.planErrors.length === 0
      ? ''
      : html`<h4>Where the plan errs</h4><ul>${migration.planErrors.map(({ says, finding, instead }) => html`<li>The plan says: ${sentence(ended(says))} ${sentence(begun(ended(finding)))}${instead === undefined ? '' : html` Instead: ${sentence(ended(instead))}`}</li>`)}</ul>`
  }</div></details>`;
}
