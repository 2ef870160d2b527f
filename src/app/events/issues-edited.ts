import type { EmitterWebhookEvent } from '@octokit/webhooks';
import { type BoxId, readBoxes, startedBy } from '../../render/tracking-boxes.js';
import { isOwnIssue, type OwnApp } from '../own-app.js';
import type { Refresh, TickBox } from '../work.js';
import { workBaseOf } from './work-base.js';

/**
 * The text of an issue was edited, as a click on a box does. In our tracking issues each box that the edit ticked or emptied is work of
 * the person who edited, whoever wrote the issue. Bots are ignored, ourselves first. An edit of other boxes is set right.
 */
export function workOfIssueEdited(
  event: EmitterWebhookEvent<'issues.edited'>,
  own: OwnApp,
): readonly (TickBox | Refresh)[] {
  const { changes, installation, issue, repository, sender } = event.payload;
  const from = changes.body?.from;
  if (installation === undefined || sender.type === 'Bot' || from === undefined) return [];
  const body = issue.body ?? '';
  if (!isOwnIssue(issue, own) || !body.includes('<!-- cutover:tracking-issue ')) return [];
  const base = workBaseOf(event.id, installation, repository);
  const changed = changedBoxes(from, body).filter(([box]) => startedBy(box) !== undefined);
  const work = changed.map(
    ([box, ticked]): TickBox => ({ kind: 'box', ...base, issue: issue.number, box, ticked, sender: sender.login }),
  );
  if (work.length > 0 || countTicks(from) === countTicks(body)) return work;
  return [{ kind: 'refresh', ...base, reason: `boxes edited by ${sender.login}` }];
}

/** The boxes that an edit ticked or emptied, in the order of the text. */
function changedBoxes(from: string, to: string): readonly (readonly [BoxId, boolean])[] {
  const before = readBoxes(from);
  return [...readBoxes(to)].filter(([box, ticked]) => before.has(box) && before.get(box) !== ticked);
}

function countTicks(body: string): number {
  return body.match(/^[-*+] \[[xX]\] /gm)?.length ?? 0;
}
