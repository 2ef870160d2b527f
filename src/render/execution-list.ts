/** The execution checklist in the plan's words, ticked by what has happened. */
import type { ListItem, RootContent } from 'mdast';
import type { ExecutionItem } from '../core/migration.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import type { Part } from './fit.js';
import { inertSentence } from './inert-code.js';
import { heading, item, list, paragraph, words } from './markdown.js';
import { stateOf } from './phase-state.js';
import { ended } from './phase-view.js';
import type { Finding, PhaseState, TrackingContext, TrackingState } from './tracking-state.js';

/** The part of the tracking issue with the execution checklist; never left out. */
export function executionPart(plan: RepositoryPlan, state: TrackingState, context: TrackingContext): Part {
  const states = new Map(plan.phases.map((one): [string, PhaseState] => [one.phase.id, stateOf(one, state)]));
  const bullet = (one: ExecutionItem): ListItem => {
    const { done, proof } = judge(one, states, state, context);
    return item([paragraph(...inertSentence(one.text), words(' – '), ...inertSentence(ended(proof)))], done);
  };
  const blocks = (): readonly RootContent[] => [
    heading(2, words('Execution checklist')),
    ...context.migration.execution.flatMap(({ title, items }) => [
      heading(3, ...inertSentence(title)),
      list(items.map(bullet)),
    ]),
  ];
  return { name: 'the execution checklist', essential: true, levels: [blocks] };
}

function judge(
  one: ExecutionItem,
  states: ReadonlyMap<string, PhaseState>,
  state: TrackingState,
  { findings }: TrackingContext,
): Finding {
  switch (one.met) {
    case 'backup':
      return state.backupTag === undefined
        ? { done: false, proof: 'the base is tagged when the first phase starts' }
        : { done: true, proof: `the tag \`${state.backupTag}\` holds the base` };
    case 'tracking-issue':
      return { done: true, proof: 'this issue' };
    case 'phase':
      return judgePhase(states.get(one.phase ?? ''));
    case 'registries':
      return findings?.registries ?? { done: false, proof: 'not asked yet; a person can pull each model' };
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

function judgePhase(state: PhaseState = { status: 'not-started' }): Finding {
  switch (state.status) {
    case 'merged':
      return { done: true, proof: 'merged' };
    case 'nothing-to-do':
      return { done: true, proof: 'nothing to do' };
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
