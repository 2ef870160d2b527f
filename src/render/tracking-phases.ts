/** The phases in the tracking issue: a table, boxes that start them, a diagram of the progress. */
import type { Code, ListItem, PhrasingContent, RootContent } from 'mdast';
import { addCounts } from '../core/count.js';
import type { Counts } from '../core/file-plan.js';
import type { PhasePlan, RepositoryPlan } from '../core/phase-plan.js';
import { warningsCell } from './amounts.js';
import { inertCode, inertSentence } from './inert-code.js';
import { amount, heading, link, list, number, paragraph, table, words } from './markdown.js';
import { unpackCounts } from './packed-counts.js';
import { stateOf, stateWords } from './phase-state.js';
import { boxItem, START_ALL, startBox } from './tracking-boxes.js';
import type { PhaseStatus, TrackingContext, TrackingState } from './tracking-state.js';

/** What a phase comes to: as it would run now, or, once it is merged, as it was merged. */
export function shownCounts(plan: PhasePlan, state: TrackingState): Counts {
  const known = state.phases[plan.phase.id];
  return known?.status === 'merged' && known.counts !== undefined ? unpackCounts(known.counts) : plan.counts;
}

/** The table of the phases. */
export function phaseTable(plan: RepositoryPlan, state: TrackingState): readonly RootContent[] {
  const header = ['Phase', 'State', 'Files', 'Notebooks', 'Rewritten', 'To choose', 'Kept', 'Lines', 'Warnings'];
  const counts = plan.phases.map((one) => shownCounts(one, state));
  const rows = plan.phases.map((one, index) => [
    [inertCode(one.phase.id), words(' '), ...inertSentence(one.phase.title)],
    stateWords(stateOf(one, state)),
    ...countCells(counts[index] ?? one.counts),
  ]);
  return [
    heading(2, words('Phases')),
    table(header, [...rows, [[words('Total')], [words('')], ...countCells(addCounts(counts))]], [2, 3, 4, 5, 6, 7]),
    paragraph(
      words(
        'Files and notebooks are those that change. A phase that is merged shows what it came to; the others are counted on the default branch as it is.',
      ),
    ),
  ];
}

function countCells(counts: Counts): PhrasingContent[][] {
  const { references } = counts;
  return [
    number(counts.changedFiles),
    number(counts.changedNotebooks),
    number(references.rewrite),
    number(references.ask),
    number(references.keep),
    `+${number(counts.addedLines)} −${number(counts.removedLines)}`,
    warningsCell(counts.warnings),
  ].map((text) => [words(text)]);
}

/** The boxes that start phases, and how to stop. */
export function startList(plan: RepositoryPlan, state: TrackingState, context: TrackingContext): RootContent[] {
  const ticked = context.ticked ?? new Set();
  const items = plan.phases.flatMap((one) => startItem(one, state, ticked.has(startBox(one.phase.id))));
  const left = plan.phases.filter((one) => mayStart(one, state));
  const all = `Start all ${number(left.length)} that are left: up to ${amount(left.length, 'pull request')}`;
  if (left.length > 1) items.push(boxItem(START_ALL, [words(all)], ticked.has(START_ALL)));
  return [
    heading(3, words('Start a phase')),
    items.length === 0
      ? paragraph(words('No phase has anything to rewrite at the moment.'))
      : paragraph(
          words(
            'Tick a box, as someone who may write to this repository: the pull request opens within minutes, the box is empty again, and a comment here says what was done. Nothing starts by itself, and nothing reaches the default branch but by a merge of yours.',
          ),
        ),
    ...(items.length === 0 ? [] : [list(items)]),
    ...withoutBox(plan, state),
    paragraph(
      { type: 'strong', children: [words('To stop:')] },
      words(
        ' close the pull request of a phase without merging it, and the app leaves the phase alone. What is merged goes back with the revert button of its pull request.',
      ),
    ),
  ];
}

/** Why a phase that is not done has no box. */
function withoutBox(plan: RepositoryPlan, state: TrackingState): readonly RootContent[] {
  const said = plan.phases.flatMap((one): PhrasingContent[][] => {
    const { status } = stateOf(one, state);
    const { ask } = one.counts.references;
    if (status === 'closed')
      return [
        [
          inertCode(one.phase.id),
          words(' was closed without merging: reopen its pull request, or start over with '),
          inertCode(`/migrate recreate ${one.phase.id}`),
          words('.'),
        ],
      ];
    if (status !== 'not-started' || one.counts.changedFiles > 0) return [];
    const waiting =
      ask === 0
        ? ''
        : `; “What to decide” below names ${ask === 1 ? 'the place' : `the ${number(ask)} places`} in it that ${ask === 1 ? 'waits' : 'wait'} for a person`;
    return [
      [inertCode(one.phase.id), words(` has nothing that can be rewritten, so it opens no pull request${waiting}.`)],
    ];
  });
  if (said.length === 0) return [];
  return [paragraph(...said.flatMap((nodes, index) => (index === 0 ? nodes : [words(' '), ...nodes])))];
}

/** Whether a phase can be begun: it was not, or what it looks for is back since it was merged. */
function mayStart(plan: PhasePlan, state: TrackingState): boolean {
  const { status } = stateOf(plan, state);
  return plan.counts.changedFiles > 0 && (status === 'not-started' || status === 'merged');
}

function startItem(plan: PhasePlan, state: TrackingState, ticked: boolean): ListItem[] {
  const { phase, counts } = plan;
  const known = stateOf(plan, state);
  const named = [inertCode(phase.id), words(' '), ...inertSentence(phase.title)];
  const critical = counts.warnings.critical === 0 ? '' : `, ${amount(counts.warnings.critical, 'critical warning')}`;
  const size = `${amount(counts.references.rewrite, 'reference')} in ${amount(counts.changedFiles, 'file')}${critical}`;
  if (mayStart(plan, state)) {
    const again = known.status === 'merged' ? 'Start again ' : 'Start ';
    return [boxItem(startBox(phase.id), [words(again), ...named, words(`: ${size}`)], ticked)];
  }
  if (known.status !== 'open' || known.pullRequest === undefined) return [];
  const pull = link(known.pullRequest.url, words(`pull request ${known.pullRequest.number}`));
  const said = [words('Plan '), ...named, words(' again and bring '), pull, words(' up to date')];
  return [boxItem(startBox(phase.id), said, ticked)];
}

const COLOURS: Readonly<Record<PhaseStatus, string>> = {
  'not-started': 'fill:#eaeef2,stroke:#57606a,color:#24292f',
  'in-progress': 'fill:#fff8c5,stroke:#9a6700,color:#24292f',
  open: 'fill:#ddf4ff,stroke:#0969da,color:#24292f',
  merged: 'fill:#dafbe1,stroke:#1a7f37,color:#24292f',
  closed: 'fill:#ffebe9,stroke:#cf222e,color:#24292f',
  'nothing-to-do': 'fill:#ffffff,stroke:#d0d7de,color:#57606a',
};

const WORDS: Readonly<Record<PhaseStatus, string>> = {
  'not-started': 'not started',
  'in-progress': 'in progress',
  open: 'pull request open',
  merged: 'merged',
  closed: 'closed',
  'nothing-to-do': 'nothing to do',
};

/**
 * The progress as a Mermaid flowchart, in the part of its grammar that every version draws: nodes with a quoted label, arrows, classes.
 * A phase is a node; nothing that a repository says stands in it.
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-diagrams
 */
export function progressDiagram(plan: RepositoryPlan, state: TrackingState): readonly RootContent[] {
  if (plan.phases.length === 0) return [];
  const statuses = plan.phases.map((one) => stateOf(one, state).status);
  const nodes = plan.phases.map((one, index) => {
    const { references } = shownCounts(one, state);
    const status = statuses[index] ?? 'not-started';
    const asking = references.rewrite === 0 && references.ask > 0;
    const size = asking
      ? `${number(references.ask)} to choose`
      : `${number(references.rewrite)} ${status === 'merged' ? 'rewritten' : 'to rewrite'}`;
    const label = `Phase ${one.phase.number}: ${WORDS[status]}${status === 'nothing-to-do' ? '' : `, ${size}`}`;
    return `  p${index + 1}["${label}"]`;
  });
  const arrows = plan.phases.slice(1).map((_, index) => `  p${index + 1} --> p${index + 2}`);
  const used = [...new Set(statuses)];
  const classes = used.flatMap((status) => {
    const name = status.replaceAll('-', '');
    const members = statuses.flatMap((one, index) => (one === status ? [`p${index + 1}`] : []));
    return [`  classDef ${name} ${COLOURS[status]}`, `  class ${members.join(',')} ${name}`];
  });
  const diagram: Code = {
    type: 'code',
    lang: 'mermaid',
    value: ['flowchart LR', ...nodes, ...arrows, ...classes].join('\n'),
  };
  return [heading(2, words('Progress')), diagram];
}
