import type { EmitterWebhookEvent } from '@octokit/webhooks';
import type { Refresh } from '../work.js';

/**
 * The default branch moved: the tracking issue counts anew. Pushes in a row are gathered, because work that waits is replaced by the
 * same work.
 */
export function workOfPush(event: EmitterWebhookEvent<'push'>): readonly Refresh[] {
  const { deleted, installation, ref, repository } = event.payload;
  if (installation === undefined || deleted || ref !== `refs/heads/${repository.default_branch}`) return [];
  const owner = repository.owner?.login ?? repository.full_name.split('/')[0] ?? '';
  return [
    {
      kind: 'refresh',
      delivery: event.id,
      installation: installation.id,
      repositoryId: repository.id,
      owner,
      repo: repository.name,
      reason: 'the default branch moved',
    },
  ];
}
