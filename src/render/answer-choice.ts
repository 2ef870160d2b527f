/** The answers to `/migrate choose` and `/migrate unchoose`: what is chosen, what it changes, how to go on. */
import type { PhrasingContent, RootContent } from 'mdast';
import type { PhasePlan, RepositoryPlan } from '../core/phase-plan.js';
import { undoLine } from './choice-table.js';
import { fitMarkdown } from './fit.js';
import { inertCode } from './inert-code.js';
import { amount, link, number, paragraph, table, words } from './markdown.js';
import { stateOf } from './phase-state.js';
import type { RecordedChoice, TrackingState } from './tracking-state.js';

/** Code points of the answer. */
const BUDGET = 20_000;

/** A plan before and after a choice. */
export interface ReplannedTexts {
  readonly before: RepositoryPlan;
  readonly after: RepositoryPlan;
  /** Address of the tracking issue. */
  readonly trackingIssue: string;
}

/** A choice that was made. */
export function answerChoice(
  command: string,
  made: RecordedChoice,
  replanned: ReplannedTexts,
  state: TrackingState,
): string {
  return answer(command, [
    paragraph(
      ...sayChoice(made),
      words('. It stands in the '),
      link(replanned.trackingIssue, words('tracking issue')),
      words(', and '),
      inertCode(`/migrate ${undoLine(made)}`),
      words(' takes it back.'),
    ),
    ...effect(replanned, state),
  ]);
}

/** A choice that holds already. */
export function answerNothingChosen(command: string, made: RecordedChoice): string {
  return answer(command, [
    paragraph(...sayChoice(made), words(' already: nothing was changed.')),
    paragraph(words('Next: '), inertCode(`/migrate ${undoLine(made)}`), words(' takes the choice back.')),
  ]);
}

/** A choice that was taken back. */
export function answerUnchosen(
  command: string,
  known: RecordedChoice,
  replanned: ReplannedTexts,
  state: TrackingState,
): string {
  return answer(command, [
    paragraph(
      words('The choice that '),
      inertCode(known.model),
      words(' becomes '),
      inertCode(known.target),
      words(` in ${known.phase ?? 'every phase'} is taken back: the role of each place decides again.`),
    ),
    ...effect(replanned, state),
  ]);
}

function sayChoice({ model, target, phase }: RecordedChoice): readonly PhrasingContent[] {
  return [inertCode(model), words(' becomes '), inertCode(target), words(` in ${phase ?? 'every phase'}`)];
}

function effect({ before, after }: ReplannedTexts, state: TrackingState): readonly RootContent[] {
  const touched = after.phases.flatMap((plan) => {
    const was = before.phases.find(({ phase }) => phase.id === plan.phase.id);
    const places = was === undefined ? 0 : countChanged(was, plan);
    return places === 0 ? [] : [{ plan, was: was ?? plan, places }];
  });
  const [first] = touched;
  if (first === undefined) {
    return [
      paragraph(words('No place on the default branch is decided otherwise by it at the moment.')),
      paragraph(words('Next: '), inertCode('/migrate plan'), words(' shows the counts of every phase.')),
    ];
  }
  const rows = touched.map(({ plan, was, places }) => [
    [inertCode(plan.phase.id)],
    [words(number(places))],
    [words(`${number(was.counts.references.rewrite)} → ${number(plan.counts.references.rewrite)}`)],
    [words(`${number(was.counts.references.ask)} → ${number(plan.counts.references.ask)}`)],
    [words(`${number(was.counts.warnings.critical)} → ${number(plan.counts.warnings.critical)}`)],
  ]);
  const open = touched.filter(({ plan }) => stateOf(plan, state).status === 'open');
  const phases = (open.length === 0 ? [first] : open).map(({ plan }) => inertCode(`/migrate ${plan.phase.id}`));
  const commands = phases.flatMap((node, index) => [...(index === 0 ? [] : [words(', ')]), node]);
  return [
    paragraph(words('It decides these places otherwise, on the default branch as it is:')),
    table(['Phase', 'Places', 'Rewritten', 'To choose', 'Critical warnings'], rows, [1]),
    paragraph(
      words('Next: '),
      ...commands,
      words(
        open.length === 0
          ? ' opens the pull request of the phase with it.'
          : open.length === 1
            ? ' brings its open pull request up to date with it.'
            : ` bring their ${amount(open.length, 'open pull request')} up to date with it.`,
      ),
    ),
  ];
}

/** How many references of a phase are decided otherwise. */
function countChanged(before: PhasePlan, after: PhasePlan): number {
  const outcomes = new Map(rowsOf(before));
  return rowsOf(after).filter(([place, outcome]) => outcomes.get(place) !== outcome).length;
}

function rowsOf({ files }: PhasePlan): readonly (readonly [string, string])[] {
  return files.flatMap(({ rows }) =>
    rows
      .filter(({ outcome }) => outcome !== 'companion')
      .map(
        (row) =>
          [
            JSON.stringify([row.path, row.line, row.col, row.cell, row.src_line]),
            `${row.outcome} ${row.to ?? ''}`,
          ] as const,
      ),
  );
}

function answer(command: string, blocks: readonly RootContent[]): string {
  const quote: RootContent = { type: 'blockquote', children: [paragraph(inertCode(command))] };
  return fitMarkdown([{ name: 'the answer', essential: true, levels: [() => [quote, ...blocks]] }], BUDGET);
}
