/** How the commands of a comment stand, told from the thread that they were given in. */
import { type AppIdentity, isApp } from '../../github/client.js';
import type { ThreadComment } from '../../github/comments.js';
import { hiddenMarker } from '../../github/marker.js';
import { chooseCommand } from '../commands/choose.js';
import { commands } from '../commands/index.js';
import { phaseCommand } from '../commands/phase.js';
import { unchooseCommand } from '../commands/unchoose.js';
import { type CommandLine, MOST_COMMANDS, parseCommands } from '../parse-command.js';
import { type AnswerCommands, answerTopic } from '../work.js';
import type { Standing } from './answer-commands.js';
import { readTries } from './try-again.js';

/** Milliseconds for which a choice without an answer is waited for: recovery looks as far back. */
const RECENT = 3 * 24 * 3_600_000;

/** Nothing when there is a final answer. */
export function readStanding(
  work: Pick<AnswerCommands, 'comment' | 'sender'>,
  thread: readonly ThreadComment[],
  app: AppIdentity,
): Standing | undefined {
  const answer = answerTo(work.comment, thread, app);
  const tries = answer === undefined ? { tries: 0 } : readTries(answer.body);
  if (tries === undefined) return undefined;
  const since = Date.now() - RECENT;
  const choices = thread.filter(
    ({ id, author, body, createdAt }) =>
      id < work.comment && createdAt >= since && author?.type !== 'Bot' && parseCommands(body, commands).some(isChoice),
  );
  const waits = choices.flatMap(({ id }) => waitFor(answerTo(id, thread, app)));
  const later = thread.filter(({ id, author }) => id > work.comment && author?.login === work.sender);
  const superseded = later.flatMap(({ body }) => {
    const lines = parseCommands(body, commands);
    return lines.length > MOST_COMMANDS ? [] : lines.map(phaseCarriedOut).filter((phase) => phase !== undefined);
  });
  return {
    tries: tries.tries,
    superseded: new Set(superseded),
    ...(waits.length === 0 ? {} : { choiceFirst: Math.max(...waits) }),
  };
}

function answerTo(comment: number, thread: readonly ThreadComment[], app: AppIdentity): ThreadComment | undefined {
  const marker = hiddenMarker('topic', answerTopic(comment));
  return thread.find(({ author, body }) => isApp(author, app) && body.startsWith(marker));
}

/** The time before which an answer will not be final; none where it is. */
function waitFor(answer: ThreadComment | undefined): readonly number[] {
  if (answer === undefined) return [0];
  const tries = readTries(answer.body);
  return tries === undefined ? [] : [tries.notBefore];
}

function isChoice(line: CommandLine): boolean {
  return line.kind === 'command' && [chooseCommand.name, unchooseCommand.name].includes(line.asked.name);
}

/** The phase that a line commands to be carried out. */
export function phaseCarriedOut(line: CommandLine): string | undefined {
  return line.kind === 'command' && line.asked.name === phaseCommand.name ? line.asked.phase : undefined;
}
