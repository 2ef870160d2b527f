import type { EmitterWebhookEvent } from '@octokit/webhooks';
import type { CommandLine, Grammar } from '../parse-command.js';
import { parseCommands, textOf } from '../parse-command.js';
import type { AnswerCommands } from '../work.js';

/** Who we are, to know our own issues and pull requests by. The slug is asked of GitHub at the start, and not known before. */
export interface OwnApp {
  readonly id: number;
  readonly slug?: string;
}

type Payload = EmitterWebhookEvent<'issue_comment.created'>['payload'];

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
  const inPlace = isOurs(event.payload, own);
  const lines = parseCommands(comment.body, grammars).filter((line) => inPlace || line.kind === 'command');
  if (lines.length === 0) return [];
  return [
    {
      kind: 'commands',
      delivery: event.id,
      installation: installation.id,
      repositoryId: repository.id,
      owner: repository.owner.login,
      repo: repository.name,
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

/** An issue or pull request that this app opened: nobody else can make GitHub say so. */
function isOurs({ issue }: Payload, own: OwnApp): boolean {
  if (issue.performed_via_github_app?.id === own.id) return true;
  return own.slug !== undefined && issue.user?.type === 'Bot' && issue.user.login === `${own.slug}[bot]`;
}
