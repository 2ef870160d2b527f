import type { EmitterWebhookEvent } from '@octokit/webhooks';
import { isPhaseBranch } from '../../github/phase-standing.js';
import type { NoteClosed } from '../work.js';
import { workBaseOf } from './work-base.js';

/** A pull request was merged or closed; only those on our branches of this repository matter. */
export function workOfPullRequestClosed(event: EmitterWebhookEvent<'pull_request.closed'>): readonly NoteClosed[] {
  const { installation, pull_request: pull, repository } = event.payload;
  if (installation === undefined || pull.head.repo?.id !== repository.id || !isPhaseBranch(pull.head.ref)) return [];
  return [
    {
      kind: 'closed',
      ...workBaseOf(event.id, installation, repository),
      pullRequest: pull.number,
      merged: pull.merged === true,
    },
  ];
}
