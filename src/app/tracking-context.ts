/** What the tracking issue says besides the plan and where the phases stand: asked of GitHub and of the registries. */
import type { Choice } from '../core/history.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import type { RepoPath } from '../core/source.js';
import type { TrackingContext, TrackingProblem, TrackingState } from '../render/tracking-state.js';
import { findChecks } from './find-checks.js';
import { findLinks } from './find-links.js';
import { holds } from './join-choices.js';
import type { RepositoryParts } from './repository-parts.js';

/** What is known before an update. */
export interface BeforeUpdate {
  readonly plan: RepositoryPlan;
  readonly state: TrackingState;
  /** Those that hold. */
  readonly choices: readonly Choice[];
  /** All files of the default branch. */
  readonly paths: readonly RepoPath[];
}

/** Gathers the context of an update. `justPublished` is a phase whose commit is too new for checks. */
export async function gatherTrackingContext(
  parts: RepositoryParts,
  { plan, state, choices, paths }: BeforeUpdate,
  justPublished?: string,
): Promise<TrackingContext> {
  const { migration, registries } = parts;
  const asked = await registries?.(migration);
  const checks = await findChecks(parts, state, justPublished);
  return {
    migration,
    choices,
    problems: [...(await permissionProblems(parts)), ...choiceProblems(parts, state)],
    findings: { links: findLinks(plan, paths), ...(checks === undefined ? {} : { checks }) },
    ...(asked === undefined ? {} : { registries: asked }),
  };
}

async function permissionProblems({ missing }: RepositoryParts): Promise<readonly TrackingProblem[]> {
  const permissions = await missing();
  if (permissions.length === 0) return [];
  const named = permissions.map((one) => `\`${one}\``).join(', ');
  return [
    {
      message: `This app lacks a permission that every phase needs: ${named}.`,
      next: 'an owner accepts it on the page of the app under the installed GitHub Apps of the account; then tick a box again.',
    },
  ];
}

function choiceProblems({ migration }: RepositoryParts, { choices = [] }: TrackingState): readonly TrackingProblem[] {
  return choices
    .filter((one) => !holds(one, migration))
    .map(({ model, target, by, phase }) => ({
      message: `The choice \`${model}=${target}\` of \`${by}\` is not among what the migration offers, so it is passed over.`,
      next: `\`/migrate unchoose ${model}${phase === undefined ? '' : ` in ${phase}`}\` removes it.`,
    }));
}
