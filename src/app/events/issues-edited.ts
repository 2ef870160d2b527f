import type { EmitterWebhookEvent } from '@octokit/webhooks';
import { type BoxId, readBoxes, startedBy } from '../../render/tracking-boxes.js';
import type { Refresh, TickBox } from '../work.js';
import type { OwnApp } from './issue-comment-created.js';

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
  if (!isOurs(event.payload, own) || !body.includes('<!-- cutover:tracking-issue ')) return [];
  const base = {
    delivery: event.id,
    installation: installation.id,
    repositoryId: repository.id,
    owner: repository.owner.login,
    repo: repository.name,
  };
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

/** An issue that this app opened: nobody else can make GitHub say so. */
function isOurs({ issue }: EmitterWebhookEvent<'issues.edited'>['payload'], own: OwnApp): boolean {
  if (issue.performed_via_github_app?.id === own.id) return true;
  return own.slug !== undefined && issue.user?.type === 'Bot' && issue.user.login === `${own.slug}[bot]`;
}
