/** What could go wrong: the warnings of all phases that are not merged, by what they are about. */
import type { PhrasingContent, RootContent } from 'mdast';
import type { RepositoryPlan } from '../core/phase-plan.js';
import type { Severity, Warning } from '../core/warning.js';
import { type Part, rowLimits } from './fit.js';
import { inertCode, inertSentence } from './inert-code.js';
import { amount, bold, heading, number, paragraph, table, tableRow, words } from './markdown.js';
import { phaseNumbers } from './phase-state.js';
import { begun, ended, groupBy, keyOf } from './phase-view.js';
import type { TrackingState } from './tracking-state.js';

interface Risk {
  readonly phase: string;
  readonly warning: Warning;
}

/** Most places of one critical warning that a cell names. */
const MOST_PLACES = 4;

const RANK: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, note: 2 };

/** The part with the risks; says so where there are none. */
export function riskPart(plan: RepositoryPlan, state: TrackingState): Part {
  const name = 'what is risky';
  const risks = plan.phases
    .filter(({ phase }) => state.phases[phase.id]?.status !== 'merged')
    .flatMap(({ phase, files }) =>
      files.flatMap(({ warnings }) => warnings.map((warning) => ({ phase: phase.id, warning }))),
    );
  const serious = risks.filter(({ warning }) => warning.severity !== 'note');
  const notes = risks.length - serious.length;
  const top = [heading(2, words('What is risky')), paragraph(words(introduction(serious, notes)))];
  if (serious.length === 0) return { name, levels: [() => top] };
  const groups = [...groupBy(serious, ({ warning }) => keyOf(warning.severity, warning.rule)).values()].sort(
    (a, b) => rankOf(a) - rankOf(b) || b.length - a.length,
  );
  const blocks = (limit: number, detailed: boolean): readonly RootContent[] => [
    ...top,
    table(
      // What a narrow screen shows without scrolling comes first.
      ['Severity', 'What and where', 'Places', 'Phases', 'Rule'],
      groups.slice(0, limit).map((group) => riskRow(plan, group, detailed)),
      [2],
    ),
    ...restOf(groups.slice(limit)),
  ];
  const limits = rowLimits(groups.length).filter((limit) => limit > 0);
  return {
    name,
    eagerness: 0.4,
    levels: [
      ...limits.map((limit) => () => blocks(limit, true)),
      ...limits.map((limit) => () => blocks(limit, false)),
      () => top,
    ],
  };
}

function introduction(serious: readonly Risk[], notes: number): string {
  const critical = serious.filter(({ warning }) => warning.severity === 'critical').length;
  const others = [
    ...(serious.length > critical ? [amount(serious.length - critical, 'warning')] : []),
    ...(notes > 0 ? [amount(notes, 'note')] : []),
  ].join(' and ');
  if (serious.length === 0) return notes === 0 ? 'There are no warnings.' : `There are no warnings, but ${others}.`;
  const broken =
    critical === 0
      ? 'Nothing is known to break.'
      : `${amount(critical, 'place')} ${critical === 1 ? 'breaks' : 'break'} unless somebody sees to ${critical === 1 ? 'it' : 'them'} (critical).`;
  const besides = others === '' ? '' : ` ${critical === 0 ? 'In all' : 'Besides'}: ${others}.`;
  return `${broken}${besides} In the pull request of its phase each stands on its line, with what to do.`;
}

function rankOf(group: readonly Risk[]): number {
  return RANK[group[0]?.warning.severity ?? 'note'];
}

function riskRow(plan: RepositoryPlan, group: readonly Risk[], detailed: boolean) {
  const first = group[0]?.warning;
  const severity = first?.severity ?? 'note';
  const example = begun(ended(first?.message ?? ''));
  return tableRow([
    [severity === 'critical' ? bold(severity) : words(severity)],
    detailed
      ? [...inertSentence(example, 280), ...placesOf(group, severity === 'critical' ? MOST_PLACES : 1)]
      : [words('–')],
    [words(number(group.length))],
    [
      words(
        phaseNumbers(
          plan,
          group.map(({ phase }) => phase),
        ),
      ),
    ],
    [inertCode(first?.rule ?? '')],
  ]);
}

/** Where: the first places of a group, each once, and how many there are besides. The message before them is that of the first. */
function placesOf(group: readonly Risk[], most: number): PhrasingContent[] {
  const places = [...new Set(group.map(({ warning: { path, line } }) => `${path}:${line}`))];
  const rest = places.length - most;
  return [
    ...places.slice(0, most).flatMap((place, index) => [words(index === 0 ? ' At ' : ', '), inertCode(place)]),
    words(rest > 0 ? ` and ${amount(rest, 'place')} more.` : '.'),
  ];
}

function restOf(rest: readonly (readonly Risk[])[]): readonly RootContent[] {
  if (rest.length === 0) return [];
  const places = amount(rest.flat().length, 'place');
  return [paragraph(words(`And ${amount(rest.length, 'warning')} more at ${places}.`))];
}
