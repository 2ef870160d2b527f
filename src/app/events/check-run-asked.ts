import type { EmitterWebhookEvent } from '@octokit/webhooks';
import { phaseOfCheck, RUN_AGAIN } from '../../github/present-phase.js';
import type { OwnApp } from '../own-app.js';
import type { CheckAgain } from '../work.js';
import { workBaseOf } from './work-base.js';

/** "Re-run" was pressed on a check of ours, or its own button. GitHub lets only people who may write press either. */
export function workOfCheckAsked(
  event: EmitterWebhookEvent<'check_run.rerequested' | 'check_run.requested_action'>,
  own: OwnApp,
): readonly CheckAgain[] {
  const { payload } = event;
  const { check_run: run, installation, repository, sender } = payload;
  const phase = phaseOfCheck(run.name);
  if (installation === undefined || sender.type === 'Bot' || run.app?.id !== own.id || phase === undefined) return [];
  if (payload.action === 'requested_action' && payload.requested_action?.identifier !== RUN_AGAIN.identifier) return [];
  return [
    {
      kind: 'check',
      ...workBaseOf(event.id, installation, repository),
      phase,
    },
  ];
}
