/** The tracking issue: what the migration would do, where each phase stands, how to go on. It holds its own state, hidden. */
import type { Html, RootContent } from 'mdast';
import { addCounts } from '../core/count.js';
import type { Phase } from '../core/migration.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import { choicePart } from './choice-table.js';
import type { Control } from './context.js';
import { executionPart, metBeforeOf } from './execution-list.js';
import { fitMarkdown, type Part } from './fit.js';
import { inertCode, inertLine, inertSentence } from './inert-code.js';
import { amount, heading, item, list, marker, number, paragraph, words } from './markdown.js';
import { otherModelPart, outsidePart, planErrorPart } from './outside-lists.js';
import { packCounts } from './packed-counts.js';
import { begun, ended } from './phase-view.js';
import { BODY_BUDGET } from './pull-request.js';
import { decisionPart } from './tracking-decisions.js';
import { impactPart } from './tracking-impact.js';
import { phaseTable, progressDiagram, startList } from './tracking-phases.js';
import { placePart } from './tracking-places.js';
import { planProblems } from './tracking-problems.js';
import { riskPart } from './tracking-risks.js';
import {
  type PhaseState,
  renderTrackingState,
  type TrackingContext,
  type TrackingProblem,
  type TrackingState,
} from './tracking-state.js';
import { targetPart } from './tracking-targets.js';
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
    fixed('the markers', () => [
      marker(`tracking-issue ${context.migration.id}`),
      hiddenState(remembering(plan, state, context)),
    ]),
    fixed('what this is', () => introduction(plan, state, context)),
    problemPart([...state.problems, ...(context.problems ?? []), ...planProblems(plan)]),
    fixed('the phases', () => [...phaseTable(plan, state), ...startList(plan, state, context)]),
    fixed('the progress', () => progressDiagram(plan, state)),
    riskPart(plan, state),
    decisionPart(plan, state),
    placePart(plan, state),
    choicePart(plan, state, context),
    targetPart(plan, context),
    impactPart(plan, state, context),
    outsidePart(plan),
    otherModelPart(plan),
    planErrorPart(context.migration),
    sourcePart(
      context.migration.planErrors.flatMap(({ sources }) => sources),
      context.migration.catalogue.sources,
    ),
    executionPart(plan, state, context),
    fixed('the commands', () => controlList(plan, context)),
  ];
  return { title: inertLine(`Model migration: ${context.migration.title}`, 200), body: fitMarkdown(parts, budget) };
}

function fixed(name: string, blocks: () => readonly RootContent[]): Part {
  return { name, levels: [blocks], essential: true };
}

function hiddenState(state: TrackingState): Html {
  return { type: 'html', value: renderTrackingState(state) };
}

/** What happened, with what must be remembered of the phases whose pull requests are open: once merged, no plan shows it. */
function remembering(plan: RepositoryPlan, state: TrackingState, { findings }: TrackingContext): TrackingState {
  const phases = plan.phases.flatMap((one): [string, PhaseState][] => {
    const known = state.phases[one.phase.id];
    if (known === undefined) return [];
    if (known.status === 'merged') return [[one.phase.id, known]];
    const metBefore = metBeforeOf(one, known);
    const counts = packCounts(one.counts);
    return [[one.phase.id, { ...known, counts, ...(metBefore.length === 0 ? {} : { metBefore }) }]];
  });
  const unread = Object.values(findings ?? {}).some((finding) => finding.unread === true);
  return {
    ...state,
    phases: { ...state.phases, ...Object.fromEntries(phases) },
    ...(unread ? { unread } : {}),
  };
}

function introduction(plan: RepositoryPlan, state: TrackingState, { migration }: TrackingContext): RootContent[] {
  const left = plan.phases.filter(({ phase }) => state.phases[phase.id]?.status !== 'merged');
  const { references, changedFiles } = addCounts(left.map(({ counts }) => counts));
  const { rewrite, ask, keep } = references;
  const all = rewrite + ask + keep;
  const merged = plan.phases.length - left.length;
  const done = merged === 0 ? '' : `${amount(merged, 'phase')} ${merged === 1 ? 'is' : 'are'} merged. In the others, `;
  return [
    paragraph(
      words('This issue steers the migration '),
      { type: 'strong', children: inertSentence(migration.title) },
      words(
        `: this repository moves from old AI models to new ones in ${amount(plan.phases.length, 'phase')}, and each phase is one pull request to review. ${done}${amount(all, 'place')} ${all === 1 ? 'names' : 'name'} an old model: ${number(rewrite)} would be rewritten in ${amount(changedFiles, 'file')}, ${number(ask)} ${ask === 1 ? 'waits' : 'wait'} for a person to choose, and ${number(keep)} ${keep === 1 ? 'stays' : 'stay'} for a reason.`,
      ),
    ),
    paragraph(words('Nothing changes until a maintainer ticks a box or gives a command. The plan says: '), {
      type: 'emphasis',
      children: inertSentence(migration.approval),
    }),
  ];
}

function problemPart(problems: readonly TrackingProblem[]): Part {
  const items = problems.map(({ message, next }) =>
    item([
      paragraph(...inertSentence(begun(ended(message)), 500), words(' Next: '), ...inertSentence(ended(next), 500)),
    ]),
  );
  const blocks = items.length === 0 ? [] : [heading(2, words('Problems')), list(items)];
  return { name: 'the problems', eagerness: 0.2, levels: [() => blocks] };
}

function controlList(plan: RepositoryPlan, context: TrackingContext): readonly RootContent[] {
  const [row] = plan.phases.flatMap(({ files }) => files.flatMap(({ rows }) => rows.slice(0, 1)));
  const phases = plan.phases.map(({ phase }) => phase);
  const controls =
    context.controls ?? trackingControls(phases, row === undefined ? undefined : `${row.path}:${row.line}`);
  return [
    heading(2, words('Commands')),
    paragraph(
      words(
        'Comment one of these here, on a line of its own; they are taken from people who may write to this repository.',
      ),
    ),
    list(
      controls.map(({ command, does }) =>
        item([paragraph(inertCode(command), words(' '), ...inertSentence(ended(does)))]),
      ),
    ),
    paragraph(
      words(
        'This text is written anew whenever a phase, the default branch or a choice changes. Notes of your own are safe in comments. Where it refers to the ledger, that is the list of all places, each with its outcome and the reason: ',
      ),
      inertCode('cutover plan . --ledger FILE'),
      words(' in a checkout writes it.'),
    ),
  ];
}

/** The commands of the tracking issue. `place` is a file and line that names a model, for an example. */
export function trackingControls(phases: readonly Phase[], place = 'README.md:12'): readonly Control[] {
  const first = phases[0]?.id ?? 'phase-1';
  return [
    {
      command: `/migrate plan ${first}`,
      does: 'shows what the pull request of that phase would say, and changes nothing',
    },
    {
      command: `/migrate ${first}`,
      does: 'opens the pull request of that phase, or brings it up to date, as its box does; likewise for every other phase',
    },
    {
      command: '/migrate all',
      does: 'shows the totals of all phases and asks for a confirmation before it starts them',
    },
    { command: '/migrate status', does: 'shows where every phase stands' },
    {
      command: `/migrate explain ${place}`,
      does: 'says of each model name there why it is rewritten, kept or asked',
    },
    { command: '/migrate help', does: 'lists all commands' },
  ];
}
