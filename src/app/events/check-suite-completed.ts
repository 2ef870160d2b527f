import type { EmitterWebhookEvent } from '@octokit/webhooks';
import { isPhaseBranch } from '../../github/phase-standing.js';
import type { OwnApp } from '../own-app.js';
import type { Refresh } from '../work.js';
import { workBaseOf } from './work-base.js';

/** The checks of a phase's branch ended, those of others than ourselves: the tracking issue says how. */
export function workOfCheckSuiteCompleted(
  event: EmitterWebhookEvent<'check_suite.completed'>,
  own: OwnApp,
): readonly Refresh[] {
  const { check_suite: suite, installation, repository } = event.payload;
  if (installation === undefined || suite.app?.id === own.id) return [];
  if (!isPhaseBranch(suite.head_branch ?? '')) return [];
  return [
    {
      kind: 'refresh',
      ...workBaseOf(event.id, installation, repository),
      reason: `the checks of ${suite.head_branch} ended`,
    },
  ];
}
