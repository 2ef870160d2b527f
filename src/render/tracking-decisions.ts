/** What waits for a person: the places that no phase rewrites, by the reason why. */
import type { PhrasingContent, RootContent } from 'mdast';
import type { LedgerRow } from '../core/ledger.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import { type Part, rowLimits } from './fit.js';
import { inertCode, inertSentence } from './inert-code.js';
import { amount, heading, number, paragraph, table, tableRow, words } from './markdown.js';
import { asksOf, settleWords } from './open-questions.js';
import { phaseNumbers } from './phase-state.js';
import { groupBy, keyOf, largestFirst } from './phase-view.js';
import type { TrackingState } from './tracking-state.js';

/** Most names of one kind that a cell lists. */
const MOST_NAMES = 4;

/** The part with the open questions; says so where there are none. */
export function decisionPart(plan: RepositoryPlan, state: TrackingState): Part {
  const name = 'what to decide';
  const asks = plan.phases.filter(({ phase }) => state.phases[phase.id]?.status !== 'merged').flatMap(asksOf);
  const top: RootContent[] = [heading(2, words('What to decide')), ...introduction(asks.length)];
  if (asks.length === 0) return { name, levels: [() => top] };
  const groups = largestFirst(groupBy(asks, ({ rule, reason }) => keyOf(rule, reason)));
  const blocks = (limit: number): readonly RootContent[] => [
    ...top,
    table(
      ['Why it waits', 'It says', 'Candidates', 'Places', 'Phases'],
      groups.slice(0, limit).map((group) => decisionRow(plan, group)),
      [3],
    ),
    ...restOf(groups.slice(limit)),
  ];
  const limits = rowLimits(groups.length).filter((limit) => limit > 0);
  return { name, eagerness: 0.5, levels: [...limits.map((limit) => () => blocks(limit)), () => top] };
}

function introduction(count: number): RootContent[] {
  if (count === 0) return [paragraph(words('No place waits for a person.'))];
  const [stays, it, has] =
    count === 1 ? ['stays as it is', 'it', 'It does not have'] : ['stay as they are', 'they', 'None of them has'];
  return [
    paragraph(
      words(
        `${amount(count, 'place')} ${stays} until a person says what ${it} should say. ${has} to be settled before a phase starts: the phase leaves ${it === 'it' ? 'it' : 'them'} alone, and its pull request names each line again.`,
      ),
    ),
    paragraph(
      words('To settle one, '),
      ...settleWords('in the pull request of its phase or on the default branch'),
      words('.'),
    ),
  ];
}

function decisionRow(plan: RepositoryPlan, group: readonly LedgerRow[]) {
  const first = group[0];
  return tableRow([
    inertSentence(first?.reason ?? '', 500),
    namesOf(group.map(({ surface }) => surface)),
    namesOf(group.flatMap(({ candidates }) => candidates)),
    [words(number(group.length))],
    [
      words(
        phaseNumbers(
          plan,
          group.flatMap(({ phase }) => phase ?? []),
        ),
      ),
    ],
  ]);
}

/** The most frequent names, each once. */
function namesOf(all: readonly string[]): PhrasingContent[] {
  const names = largestFirst(groupBy(all, (name) => name)).flatMap(([name]) => name ?? []);
  if (names.length === 0) return [words('–')];
  const shown = names
    .slice(0, MOST_NAMES)
    .flatMap((name, index) => [...(index === 0 ? [] : [words(', ')]), inertCode(name, 60)]);
  return names.length <= MOST_NAMES ? shown : [...shown, words(` and ${names.length - MOST_NAMES} more`)];
}

function restOf(rest: readonly (readonly LedgerRow[])[]): readonly RootContent[] {
  if (rest.length === 0) return [];
  return [paragraph(words(`And ${amount(rest.length, 'reason')} more with ${amount(rest.flat().length, 'place')}.`))];
}
