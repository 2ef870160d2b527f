import type { EmitterWebhookEvent } from '@octokit/webhooks';
import type { NoteClosed } from '../work.js';

/** A pull request was merged or closed; only those on our branches of this repository matter. */
export function workOfPullRequestClosed(event: EmitterWebhookEvent<'pull_request.closed'>): readonly NoteClosed[] {
  const { installation, pull_request: pull, repository } = event.payload;
  if (installation === undefined || pull.head.repo?.id !== repository.id || !pull.head.ref.startsWith('cutover/'))
    return [];
  return [
    {
      kind: 'closed',
      delivery: event.id,
      installation: installation.id,
      repositoryId: repository.id,
      owner: repository.owner.login,
      repo: repository.name,
      pullRequest: pull.number,
      merged: pull.merged === true,
    },
  ];
}
