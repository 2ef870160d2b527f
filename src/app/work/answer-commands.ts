import { findCommand } from '../commands/index.js';
import type { CommandLine } from '../parse-command.js';
import { describeFailure, inert, malformed, notAllowed, tooMany, wrongPlace } from '../reply.js';
import type { RepositoryAccess } from '../repository-access.js';
import type { AnswerCommands } from '../work.js';

/** Commands of one comment that are carried out; enough for every phase and a look around. */
export const MOST_COMMANDS = 12;

/** What came of the work, for the log. */
export interface WorkDone {
  readonly result: string;
  readonly error?: unknown;
}

/** Answers the commands of a comment: permission, 👀, the work, one answer. Whatever fails is answered too. */
export async function answerCommands(work: AnswerCommands, access: RepositoryAccess): Promise<WorkDone> {
  const { body, done } = await respond(work, access);
  await access.answer(work.issue, work.comment, body);
  return done;
}

interface Response {
  readonly body: string;
  readonly done: WorkDone;
}

async function respond(work: AnswerCommands, access: RepositoryAccess): Promise<Response> {
  try {
    if (!(await isAllowed(work, access))) return { body: notAllowed(), done: { result: 'refused: no permission' } };
    if (!work.inPlace) return await pointToTrackingIssue(access);
    if (work.lines.length > MOST_COMMANDS)
      return { body: tooMany(work.lines.length, MOST_COMMANDS), done: { result: 'refused: too many' } };
    await access.acknowledge(work.comment);
    return await respondToLines(work, access);
  } catch (error) {
    return { body: describeFailure(error), done: { result: 'failed', error } };
  }
}

/** Checked once for the whole comment, before anything is run; a malformed line counts as a command that writes. */
async function isAllowed(work: AnswerCommands, access: RepositoryAccess): Promise<boolean> {
  const open = work.lines.every((line) => line.kind === 'command' && findCommand(line.asked).permission === 'anyone');
  return open || (await access.mayWrite(work.sender));
}

async function pointToTrackingIssue(access: RepositoryAccess): Promise<Response> {
  const tracking = await access.ensureTrackingIssue();
  const url = tracking.state === 'not-concerned' ? undefined : tracking.url;
  return { body: wrongPlace(url), done: { result: 'refused: wrong place' } };
}

async function respondToLines(work: AnswerCommands, access: RepositoryAccess): Promise<Response> {
  const desk = access.desk(work.sender);
  const answers: string[] = [];
  const errors: unknown[] = [];
  for (const line of work.lines) {
    const quoted = work.lines.length > 1 ? `> \`${inert(line.text)}\`\n\n` : '';
    try {
      answers.push(quoted + (await answerLine(line, desk)));
    } catch (error) {
      errors.push(error);
      answers.push(quoted + describeFailure(error));
    }
  }
  const result = work.lines.map((line) => (line.kind === 'command' ? line.asked.form : 'malformed')).join(', ');
  const done =
    errors.length === 0 ? { result: `answered: ${result}` } : { result: `failed: ${result}`, error: errors[0] };
  return { body: answers.join('\n\n---\n\n'), done };
}

async function answerLine(line: CommandLine, desk: ReturnType<RepositoryAccess['desk']>): Promise<string> {
  if (line.kind === 'malformed') return malformed(line);
  return findCommand(line.asked).run(line.asked, desk);
}
