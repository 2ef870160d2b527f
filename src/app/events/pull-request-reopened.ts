import type { EmitterWebhookEvent } from '@octokit/webhooks';
import type { Refresh } from '../work.js';

/** A pull request on one of our branches was opened again: the tracking issue shows it as open. */
export function workOfPullRequestReopened(event: EmitterWebhookEvent<'pull_request.reopened'>): readonly Refresh[] {
  const { installation, pull_request: pull, repository } = event.payload;
  if (installation === undefined || pull.head.repo?.id !== repository.id || !pull.head.ref.startsWith('cutover/'))
    return [];
  return [
    {
      kind: 'refresh',
      delivery: event.id,
      installation: installation.id,
      repositoryId: repository.id,
      owner: repository.owner.login,
      repo: repository.name,
      reason: `pull request ${pull.number} was reopened`,
    },
  ];
}
