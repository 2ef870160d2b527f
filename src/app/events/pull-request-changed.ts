import type { EmitterWebhookEvent } from '@octokit/webhooks';
import { isPhaseBranch } from '../../github/phase-standing.js';
import type { CheckConfiguration } from '../work.js';
import { workBaseOf } from './work-base.js';

type Event = EmitterWebhookEvent<'pull_request.opened' | 'pull_request.reopened' | 'pull_request.synchronize'>;

/**
 * A pull request was opened or pushed to: if it goes to the default branch, the configuration that it would bring is checked. The
 * pull requests of phases bring none.
 */
export function workOfPullRequestChanged(event: Event): readonly CheckConfiguration[] {
  const { installation, pull_request: pull, repository } = event.payload;
  if (installation === undefined || pull.base.ref !== repository.default_branch) return [];
  if (pull.head.repo?.id === repository.id && isPhaseBranch(pull.head.ref)) return [];
  return [
    {
      kind: 'configuration',
      ...workBaseOf(event.id, installation, repository),
      pullRequest: pull.number,
      head: pull.head.sha,
      url: pull.html_url,
    },
  ];
}
