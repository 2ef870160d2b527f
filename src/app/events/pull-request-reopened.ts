import type { EmitterWebhookEvent } from '@octokit/webhooks';
import { isPhaseBranch } from '../../github/phase-standing.js';
import type { Refresh } from '../work.js';
import { workBaseOf } from './work-base.js';

/** A pull request on one of our branches was opened again: the tracking issue shows it as open. */
export function workOfPullRequestReopened(event: EmitterWebhookEvent<'pull_request.reopened'>): readonly Refresh[] {
  const { installation, pull_request: pull, repository } = event.payload;
  if (installation === undefined || pull.head.repo?.id !== repository.id || !isPhaseBranch(pull.head.ref)) return [];
  return [
    {
      kind: 'refresh',
      ...workBaseOf(event.id, installation, repository),
      reason: `pull request ${pull.number} was reopened`,
    },
  ];
}
