/** Where a phase stands, decided and in words. */
import type { PhrasingContent } from 'mdast';
import type { PhasePlan, RepositoryPlan } from '../core/phase-plan.js';
import { inertCode } from './inert-code.js';
import { link, words } from './markdown.js';
import type { PhaseState, TrackingState } from './tracking-state.js';

/** The state of a phase: what happened, or that nothing has. */
export function stateOf({ phase, counts }: PhasePlan, state: TrackingState): PhaseState {
  const known = state.phases[phase.id];
  const { rewrite, ask } = counts.references;
  if (known !== undefined && known.status !== 'not-started') return known;
  return rewrite + ask === 0 ? { status: 'nothing-to-do' } : (known ?? { status: 'not-started' });
}

/** The numbers of phases in the order of the plan, as a narrow cell shows them: "1, 4". */
export function phaseNumbers({ phases }: RepositoryPlan, ids: Iterable<string>): string {
  const wanted = new Set(ids);
  return phases.flatMap(({ phase }) => (wanted.has(phase.id) ? [phase.number] : [])).join(', ');
}

/** Where a phase stands, with its pull request. */
export function stateWords(state: PhaseState): PhrasingContent[] {
  const asked = state.requestedBy === undefined ? [] : [words(', asked for by '), inertCode(state.requestedBy)];
  const pull = pullLink(state);
  switch (state.status) {
    case 'not-started':
      return [words('not started')];
    case 'nothing-to-do':
      return [words('nothing to do')];
    case 'in-progress':
      return [words('in progress'), ...asked];
    case 'open':
      return [...(pull.length === 0 ? [words('pull request')] : pull), words(' open'), ...asked];
    case 'merged':
      return [words('merged'), ...(pull.length === 0 ? [] : [words(': '), ...pull])];
    case 'closed':
      return [words('closed without merging'), ...(pull.length === 0 ? [] : [words(': '), ...pull])];
    default: {
      const never: never = state.status;
      return never;
    }
  }
}

function pullLink({ pullRequest }: PhaseState): PhrasingContent[] {
  return pullRequest === undefined ? [] : [link(pullRequest.url, words(`pull request ${pullRequest.number}`))];
}
