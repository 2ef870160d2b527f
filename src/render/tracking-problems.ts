/** What of a plan stands in the way of a review, and what to do about it. */
import type { PhasePlan, RepositoryPlan } from '../core/phase-plan.js';
import { amount } from './markdown.js';
import type { TrackingProblem } from './tracking-state.js';

/** Files of one diff that GitHub shows. https://docs.github.com/en/repositories/creating-and-managing-repositories/repository-limits */
const SHOWN_FILES = 300;
/** Most paths that a sentence names. */
const MOST_PATHS = 3;

/** Files that could not be verified, and phases larger than a diff that GitHub shows. */
export function planProblems(plan: RepositoryPlan): readonly TrackingProblem[] {
  return plan.phases.flatMap((one) => [...unverified(one), ...tooLarge(one)]);
}

function unverified({ phase, problems }: PhasePlan): readonly TrackingProblem[] {
  const paths = [...new Set(problems.filter((problem) => problem.unverified).map(({ path }) => path))];
  if (paths.length === 0) return [];
  const shown = paths.slice(0, MOST_PATHS).map((path) => `\`${path.replaceAll('`', "'")}\``);
  const rest = paths.length > MOST_PATHS ? ` and ${paths.length - MOST_PATHS} more` : '';
  return [
    {
      message: `${amount(paths.length, 'file')} of ${phase.id} could not be read or verified and ${paths.length === 1 ? 'stays as it is' : 'stay as they are'}: ${shown.join(', ')}${rest}.`,
      next: 'look at them by hand; the pull request says of each what is wrong.',
    },
  ];
}

function tooLarge({ phase, counts }: PhasePlan): readonly TrackingProblem[] {
  if (counts.changedFiles <= SHOWN_FILES) return [];
  return [
    {
      message: `${phase.id} would change ${amount(counts.changedFiles, 'file')}; GitHub shows at most ${SHOWN_FILES} in one diff.`,
      next: 'leave folders out with `ignore` in `.github/cutover.yml` and take them in later, or review on a checkout.',
    },
  ];
}
