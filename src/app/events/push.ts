import type { EmitterWebhookEvent } from '@octokit/webhooks';
import type { Refresh } from '../work.js';
import { workBaseOf } from './work-base.js';

/**
 * The default branch moved: the tracking issue counts anew. Pushes in a row are gathered, because work that waits is replaced by the
 * same work.
 */
export function workOfPush(event: EmitterWebhookEvent<'push'>): readonly Refresh[] {
  const { deleted, installation, ref, repository } = event.payload;
  if (installation === undefined || deleted || ref !== `refs/heads/${repository.default_branch}`) return [];
  return [
    {
      kind: 'refresh',
      ...workBaseOf(event.id, installation, repository),
      reason: 'the default branch moved',
    },
  ];
}
