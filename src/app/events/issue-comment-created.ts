import type { EmitterWebhookEvent } from '@octokit/webhooks';
import { isOwnIssue, type OwnApp } from '../own-app.js';
import type { CommandLine, Grammar } from '../parse-command.js';
import { parseCommands, textOf } from '../parse-command.js';
import type { AnswerCommands } from '../work.js';
import { workBaseOf } from './work-base.js';

/**
 * A comment was written. Bots are ignored, ourselves first. Outside our own issues and pull requests only a well-formed command
 * counts: `/migrate` may be somebody else's word there.
 */
export function workOfCommentCreated(
  event: EmitterWebhookEvent<'issue_comment.created'>,
  own: OwnApp,
  grammars: readonly Grammar[],
): readonly AnswerCommands[] {
  const { comment, installation, issue, repository, sender } = event.payload;
  if (installation === undefined || sender.type === 'Bot' || comment.user?.type === 'Bot') return [];
  const inPlace = isOwnIssue(issue, own);
  const lines = parseCommands(comment.body, grammars).filter((line) => inPlace || line.kind === 'command');
  if (lines.length === 0) return [];
  return [
    {
      kind: 'commands',
      ...workBaseOf(event.id, installation, repository),
      issue: issue.number,
      comment: comment.id,
      sender: sender.login,
      lines: withoutRepeats(lines),
      inPlace,
    },
  ];
}

/** The lines without those that say the same as one above them. */
export function withoutRepeats(lines: readonly CommandLine[]): readonly CommandLine[] {
  return [...new Map(lines.map((line) => [textOf(line), line])).values()];
}
