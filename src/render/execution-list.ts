/** The execution checklist in the plan's words, ticked by what has happened. */
import type { ListItem, RootContent } from 'mdast';
import type { ExecutionItem } from '../core/migration.js';
import type { PhasePlan, RepositoryPlan } from '../core/phase-plan.js';
import type { Part } from './fit.js';
import { inertCode, inertSentence } from './inert-code.js';
import { amount, collapsed, heading, item, list, paragraph, words } from './markdown.js';
import { stateOf } from './phase-state.js';
import { ended } from './phase-view.js';
import { boxItem, doneBox } from './tracking-boxes.js';
import type { Finding, PhaseState, TrackingContext, TrackingState } from './tracking-state.js';
import { registryFinding } from './tracking-targets.js';

/** The part of the tracking issue with the execution checklist; never left out. */
export function executionPart(plan: RepositoryPlan, state: TrackingState, context: TrackingContext): Part {
  const facts: Facts = {
    plans: new Map(plan.phases.map((one) => [one.phase.id, one])),
    states: new Map(plan.phases.map((one) => [one.phase.id, stateOf(one, state)])),
    state,
    context,
  };
  const blocks = (detailed: boolean): readonly RootContent[] => [
    heading(2, words('Execution checklist')),
    paragraph(
      words(
        'Ticked by what happened. A line that nothing proves keeps the tick of a person; the others are set right at the next update.',
      ),
    ),
    ...context.migration.execution.flatMap(({ title, items }) => [
      heading(3, ...inertSentence(title)),
      list(items.map((one) => bullet(one, facts, detailed))),
    ]),
    ...metBefore(plan, state),
  ];
  return { name: 'the execution checklist', essential: true, levels: [() => blocks(true), () => blocks(false)] };
}

/** What the lines are judged by. */
interface Facts {
  readonly plans: ReadonlyMap<string, PhasePlan>;
  readonly states: ReadonlyMap<string, PhaseState>;
  readonly state: TrackingState;
  readonly context: TrackingContext;
}

function bullet(one: ExecutionItem, facts: Facts, detailed: boolean): ListItem {
  const { done, proof, details = [] } = judge(one, facts);
  const byHand = !done && TICKED_BY_HAND.includes(one.met);
  const id = doneBox(one.id);
  const ticked = byHand && facts.context.ticked?.has(id) === true;
  const said = [
    ...inertSentence(one.text),
    words(' – '),
    ...inertSentence(ended(ticked ? `ticked by a person; ${proof}` : proof)),
  ];
  const line = byHand ? boxItem(id, said, ticked) : item([paragraph(...said)], done);
  if (details.length === 0) return line;
  const limit = detailed ? MOST_DETAILS : 2;
  const shown = details.slice(0, limit).map((text) => item([paragraph(...inertSentence(text, 200))]));
  const rest = details.length - limit;
  const more = rest > 0 ? [item([paragraph(words(`and ${amount(rest, 'more', 'more')}`))])] : [];
  return { ...line, children: [...line.children, list([...shown, ...more])] };
}

/** Most details below one line. */
const MOST_DETAILS = 20;

/** Lines that a person may tick when nothing proves them. */
const TICKED_BY_HAND: readonly ExecutionItem['met'][] = ['human', 'registries', 'checks', 'links'];

/** The bullets of the phases that were met before the migration, folded away. */
function metBefore(plan: RepositoryPlan, state: TrackingState): readonly RootContent[] {
  const met = plan.phases.flatMap((one) => {
    const ids = metBeforeOf(one, state.phases[one.phase.id]);
    return one.checklist.filter(({ item }) => ids.includes(item.id)).map(({ item }) => ({ phase: one.phase.id, item }));
  });
  if (met.length === 0) return [];
  return collapsed(`Bullets of the plan that were met before the migration (${met.length})`, [
    list(
      met.map(({ phase, item: one }) =>
        item([paragraph(inertCode(phase), words(' '), ...inertSentence(one.text))], true),
      ),
    ),
  ]);
}

/** Ids of the bullets that were met before a phase: as they stand, or, once its pull request is open, as they stood. */
export function metBeforeOf({ checklist }: PhasePlan, known: PhaseState | undefined): readonly string[] {
  if (known?.metBefore !== undefined) return known.metBefore;
  if (known?.status === 'merged') return [];
  return checklist.filter(({ state }) => state === 'already').map(({ item }) => item.id);
}

function judge(one: ExecutionItem, { plans, states, state, context }: Facts): Finding {
  const { findings } = context;
  switch (one.met) {
    case 'backup':
      return state.backupTag === undefined
        ? { done: false, proof: 'the base is tagged when the first phase starts' }
        : { done: true, proof: `the tag \`${state.backupTag}\` holds the base` };
    case 'tracking-issue':
      return { done: true, proof: 'this issue' };
    case 'phase':
      return judgePhase(plans.get(one.phase ?? ''), states.get(one.phase ?? ''));
    case 'registries':
      return registryFinding(context.migration, context);
    case 'checks':
      return findings?.checks ?? { done: false, proof: "see the checks of each phase's pull request" };
    case 'links':
      return findings?.links ?? { done: false, proof: 'a look by a person' };
    case 'commit':
    case 'push':
      return published([...states.values()]);
    case 'human':
      return { done: false, proof: 'a task for a person' };
    default: {
      const never: never = one.met;
      return never;
    }
  }
}

function judgePhase(plan: PhasePlan | undefined, state: PhaseState = { status: 'not-started' }): Finding {
  const { done, proof } = judgeStatus(state);
  const before = plan === undefined ? 0 : metBeforeOf(plan, state).length;
  const all = plan?.checklist.length ?? 0;
  const said =
    before === 0 ? '' : `; ${before} of its ${amount(all, 'bullet')} ${before === 1 ? 'was' : 'were'} met before`;
  return { done, proof: `${proof}${said}` };
}

function judgeStatus(state: PhaseState): Finding {
  switch (state.status) {
    case 'merged':
      return { done: true, proof: 'merged' };
    case 'nothing-to-do':
      return { done: true, proof: 'met before: nothing in its files names an old model that could change' };
    case 'open':
      return { done: false, proof: 'its pull request waits for a review' };
    case 'in-progress':
      return { done: false, proof: 'in progress' };
    case 'closed':
      return { done: false, proof: 'its pull request was closed without merging' };
    case 'not-started':
      return { done: false, proof: 'not started' };
    default: {
      const never: never = state.status;
      return never;
    }
  }
}

/** Commits and pushes are made with each phase's pull request: done when no phase is left without one. */
function published(states: readonly PhaseState[]): Finding {
  const made = states.filter(({ status }) => status === 'open' || status === 'merged').length;
  const idle = states.filter(({ status }) => status === 'nothing-to-do').length;
  return { done: made > 0 && made + idle === states.length, proof: `${made} of ${states.length - idle} phases` };
}
