/** The pull requests' bodies of a whole plan, for the command line. */
import type { RepositoryPlan } from '../core/phase-plan.js';
import type { PhaseContext } from './context.js';
import { heading, printMarkdown, words } from './markdown.js';
import { renderPullRequest } from './pull-request.js';

/** The pull requests' bodies: of one phase as it is, of several one after the other, each under its title. */
export function renderPlanMarkdown(plan: RepositoryPlan, context: PhaseContext): string {
  const texts = plan.phases.map((phase) => renderPullRequest(phase, context));
  if (texts.length === 1) return texts[0]?.body ?? '';
  return texts.map(({ title, body }) => `${printMarkdown([heading(1, words(title))])}\n\n${body}`).join('\n');
}
