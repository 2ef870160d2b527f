/** What is said in a pull request that is closed because the phase was begun anew. */
import type { PhasePlan } from '../core/phase-plan.js';
import { inertCode } from './inert-code.js';
import { link, paragraph, printMarkdown, words } from './markdown.js';
import type { PullRequestLink } from './tracking-state.js';

/** The comment: which pull request took its place, and that the branch stays. */
export function renderReplaced({ phase }: PhasePlan, by: PullRequestLink): string {
  return printMarkdown([
    paragraph(
      inertCode(phase.id),
      words(' was begun anew in '),
      link(by.url, words(`pull request ${by.number}`)),
      words(', so this one is closed. Its branch stays as it is, with everything that was committed to it.'),
    ),
  ]);
}
