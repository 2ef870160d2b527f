import type { EmitterWebhookEvent } from '@octokit/webhooks';
import { isPhaseBranch } from '../../github/phase-standing.js';
import type { Refresh } from '../work.js';
import { workBaseOf } from './work-base.js';

/** A status of a commit on a phase's branch was decided: the tracking issue says how. Most repositories report very many, elsewhere. */
export function workOfStatusChanged(event: EmitterWebhookEvent<'status'>): readonly Refresh[] {
  const { branches, context, installation, repository, state } = event.payload;
  if (installation === undefined || state === 'pending') return [];
  const branch = branches.find(({ name }) => isPhaseBranch(name));
  if (branch === undefined) return [];
  return [
    {
      kind: 'refresh',
      ...workBaseOf(event.id, installation, repository),
      reason: `${context} of ${branch.name}: ${state}`,
    },
  ];
}
