/** The tracking issue: what the migration would do, where each phase stands, how to go on. It holds its own state, hidden. */
import type { Html, PhrasingContent, RootContent } from 'mdast';
import { addCounts } from '../core/count.js';
import type { Phase } from '../core/migration.js';
import type { PhasePlan, RepositoryPlan } from '../core/phase-plan.js';
import { warningsCell } from './amounts.js';
import { choicePart } from './choice-table.js';
import type { Control } from './context.js';
import { executionPart } from './execution-list.js';
import { fitMarkdown, type Part } from './fit.js';
import { inertCode, inertLine, inertSentence } from './inert-code.js';
import { amount, heading, item, list, marker, number, paragraph, table, words } from './markdown.js';
import { otherModelPart, outsidePart, planErrorPart } from './outside-lists.js';
import { stateOf, stateWords } from './phase-state.js';
import { begun, ended } from './phase-view.js';
import { BODY_BUDGET } from './pull-request.js';
import { renderTrackingState, type TrackingContext, type TrackingState } from './tracking-state.js';
import { sourcePart } from './warning-list.js';

/** What the tracking issue says. */
export interface TrackingIssueText {
  readonly title: string;
  /** Markdown; at most the budget in code points; its first line is the hidden marker. */
  readonly body: string;
}

/** Renders the tracking issue. `plan` holds every phase as it would run now; `state` what has happened on GitHub. */
export function renderTrackingIssue(
  plan: RepositoryPlan,
  state: TrackingState,
  context: TrackingContext,
  budget: number = BODY_BUDGET,
): TrackingIssueText {
  const parts: readonly Part[] = [
    fixed('the markers', () => [marker(`tracking-issue ${context.migration.id}`), hiddenState(state)]),
    fixed('what this is', () => introduction(plan, context)),
    problemPart(state),
    fixed('the phases', () => phaseTable(plan, state)),
    fixed('how to start', () => controlList(plan, context)),
    choicePart(plan),
    outsidePart(plan),
    otherModelPart(plan),
    planErrorPart(context.migration),
    sourcePart(
      context.migration.planErrors.flatMap(({ sources }) => sources),
      context.migration.catalogue.sources,
    ),
    executionPart(plan, state, context),
  ];
  return { title: inertLine(`Model migration: ${context.migration.title}`, 200), body: fitMarkdown(parts, budget) };
}

function fixed(name: string, blocks: () => readonly RootContent[]): Part {
  return { name, levels: [blocks], essential: true };
}

function hiddenState(state: TrackingState): Html {
  return { type: 'html', value: renderTrackingState(state) };
}

function introduction(plan: RepositoryPlan, { migration }: TrackingContext): readonly RootContent[] {
  const total = addCounts(plan.phases.map(({ counts }) => counts));
  return [
    paragraph(
      words('This issue steers the migration '),
      ...inertSentence(migration.title),
      words(
        `: ${amount(total.references.rewrite, 'reference')} to old models would be rewritten in ${amount(total.changedFiles, 'file')}, ${number(total.references.ask)} wait for a person to choose, and ${number(total.references.keep)} stay for a reason. It is done in ${amount(migration.phases.length, 'phase')}, each of them one pull request to review.`,
      ),
    ),
    paragraph(words('Nothing changes until a maintainer commands a phase. The plan says: '), {
      type: 'emphasis',
      children: inertSentence(migration.approval),
    }),
  ];
}

function problemPart({ problems }: TrackingState): Part {
  const items = problems.map(({ message, next }) =>
    item([
      paragraph(...inertSentence(begun(ended(message)), 500), words(' Next: '), ...inertSentence(ended(next), 500)),
    ]),
  );
  const blocks = items.length === 0 ? [] : [heading(2, words('Problems')), list(items)];
  return { name: 'the problems', eagerness: 0.2, levels: [() => blocks] };
}

function phaseTable(plan: RepositoryPlan, state: TrackingState): readonly RootContent[] {
  const header = ['Phase', 'State', 'Files', 'Notebooks', 'Rewritten', 'To choose', 'Kept', 'Lines', 'Warnings'];
  const rows = plan.phases.map((one) => [
    [inertCode(one.phase.id), words(' '), ...inertSentence(one.phase.title)],
    stateWords(stateOf(one, state)),
    ...countCells(one.counts),
  ]);
  const total = addCounts(plan.phases.map(({ counts }) => counts));
  return [
    heading(2, words('Phases')),
    table(header, [...rows, [[words('Total')], [words('')], ...countCells(total)]], [2, 3, 4, 5, 6, 7]),
    paragraph(
      words(
        'Files and notebooks are those that would change. All counts are of the default branch as it is: what is merged no longer counts.',
      ),
    ),
  ];
}

function countCells(counts: PhasePlan['counts']): PhrasingContent[][] {
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

function controlList(plan: RepositoryPlan, context: TrackingContext): readonly RootContent[] {
  const phases = plan.phases.map(({ phase }) => phase);
  const controls = context.controls ?? trackingControls(phases);
  return [
    heading(2, words('How to start')),
    paragraph(
      words('Comment one of these on this issue; commands are taken from people who may write to this repository.'),
    ),
    list(
      controls.map(({ command, does }) =>
        item([paragraph(inertCode(command), words(' '), ...inertSentence(ended(does)))]),
      ),
    ),
    paragraph(
      words(
        'To stop, close the pull request of a phase without merging it; nothing is changed on the default branch by anything but a merge.',
      ),
    ),
  ];
}

/** The commands of the tracking issue. */
export function trackingControls(phases: readonly Phase[]): readonly Control[] {
  const first = phases[0]?.id ?? 'phase-1';
  return [
    {
      command: `/migrate ${first}`,
      does: 'opens the pull request of that phase, or brings it up to date; likewise for every other phase of the table',
    },
    { command: `/migrate plan ${first}`, does: 'shows what the phase would do and changes nothing' },
    {
      command: '/migrate all',
      does: 'shows the totals of all phases and asks for a confirmation before it starts them',
    },
    { command: '/migrate status', does: 'shows where every phase stands' },
    { command: '/migrate help', does: 'lists all commands' },
  ];
}
