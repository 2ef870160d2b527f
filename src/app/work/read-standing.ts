/** How the commands of a comment stand, told from the thread that they were given in. */
import { type AppIdentity, isApp } from '../../github/client.js';
import type { ThreadComment } from '../../github/comments.js';
import { hiddenMarker } from '../../github/marker.js';
import { commands } from '../commands/index.js';
import { phaseCommand } from '../commands/phase.js';
import { type CommandLine, MOST_COMMANDS, parseCommands } from '../parse-command.js';
import { type AnswerCommands, answerTopic } from '../work.js';
import type { Standing } from './answer-commands.js';
import { readTries } from './try-again.js';

/** Nothing when there is a final answer. */
export function readStanding(
  work: Pick<AnswerCommands, 'comment' | 'sender'>,
  thread: readonly ThreadComment[],
  app: AppIdentity,
): Standing | undefined {
  const marker = hiddenMarker('topic', answerTopic(work.comment));
  const answer = thread.find(({ author, body }) => isApp(author, app) && body.startsWith(marker));
  const tries = answer === undefined ? { tries: 0 } : readTries(answer.body);
  if (tries === undefined) return undefined;
  const later = thread.filter(({ id, author }) => id > work.comment && author?.login === work.sender);
  const superseded = later.flatMap(({ body }) => {
    const lines = parseCommands(body, commands);
    return lines.length > MOST_COMMANDS ? [] : lines.map(phaseCarriedOut).filter((phase) => phase !== undefined);
  });
  return { tries: tries.tries, superseded: new Set(superseded) };
}

/** The phase that a line commands to be carried out. */
export function phaseCarriedOut(line: CommandLine): string | undefined {
  return line.kind === 'command' && line.asked.name === phaseCommand.name ? line.asked.phase : undefined;
}
