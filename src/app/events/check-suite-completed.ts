import type { EmitterWebhookEvent } from '@octokit/webhooks';
import type { Refresh } from '../work.js';
import type { OwnApp } from './issue-comment-created.js';

/** The checks of a phase's branch ended, those of others than ourselves: the tracking issue says how. */
export function workOfCheckSuiteCompleted(
  event: EmitterWebhookEvent<'check_suite.completed'>,
  own: OwnApp,
): readonly Refresh[] {
  const { check_suite: suite, installation, repository } = event.payload;
  if (installation === undefined || suite.app?.id === own.id) return [];
  if (suite.head_branch?.startsWith('cutover/') !== true) return [];
  return [
    {
      kind: 'refresh',
      delivery: event.id,
      installation: installation.id,
      repositoryId: repository.id,
      owner: repository.owner.login,
      repo: repository.name,
      reason: `the checks of ${suite.head_branch} ended`,
    },
  ];
}
