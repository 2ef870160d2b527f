import { answerConfigurationProblems } from '../../render/configuration-problems.js';
import { findCommand } from '../commands/index.js';
import { ConfigurationBroken } from '../configuration-broken.js';
import type { Desk } from '../desk.js';
import { type CommandLine, MOST_COMMANDS, textOf } from '../parse-command.js';
import { failureOf, malformed, notAllowed, type Refusal, refuse, tooMany, wrongPlace } from '../reply.js';
import type { RepositoryAccess } from '../repository-access.js';
import type { AnswerCommands } from '../work.js';

/** What came of the work, for the log. */
export interface WorkDone {
  readonly result: string;
  readonly error?: unknown;
}

/** Answers the commands of a comment: permission, 👀, the work, one answer. Whatever fails is answered too. */
export async function answerCommands(work: AnswerCommands, access: RepositoryAccess): Promise<WorkDone> {
  if (!work.inPlace && !(await access.mayWrite(work.sender)))
    return { result: 'ignored: not our thread, no permission' };
  const { body, done } = await respond(work, access);
  await access.answer(work.issue, work.comment, body);
  return done;
}

interface Response {
  readonly body: string;
  readonly done: WorkDone;
}

async function respond(work: AnswerCommands, access: RepositoryAccess): Promise<Response> {
  const first = work.lines[0];
  const command = first === undefined ? '/migrate' : textOf(first);
  const refused = (refusal: Refusal, result: string): Response => ({
    body: refuse(command, refusal),
    done: { result },
  });
  try {
    if (!(await isAllowed(work, access))) return refused(notAllowed(), 'refused: no permission');
    if (!work.inPlace) return refused(wrongPlace(await trackingIssueOf(access)), 'refused: wrong place');
    if (work.lines.length > MOST_COMMANDS) return refused(tooMany(MOST_COMMANDS), 'refused: too many');
    await access.acknowledge(work.comment);
    await access.prepare();
    return await respondToLines(work, access);
  } catch (error) {
    if (error instanceof ConfigurationBroken) {
      const body = answerConfigurationProblems(command, error.problems);
      return { body, done: { result: 'refused: the configuration is not valid' } };
    }
    return { body: refuse(command, failureOf(error)), done: { result: 'failed', error } };
  }
}

/** Checked once for the whole comment, before anything is run; a malformed line counts as a command that writes. */
async function isAllowed(work: AnswerCommands, access: RepositoryAccess): Promise<boolean> {
  const open = work.lines.every((line) => line.kind === 'command' && findCommand(line.asked).permission === 'anyone');
  return open || (await access.mayWrite(work.sender));
}

async function trackingIssueOf(access: RepositoryAccess): Promise<number | undefined> {
  const tracking = await access.ensureTrackingIssue();
  return tracking.state === 'not-concerned' ? undefined : tracking.number;
}

async function respondToLines(work: AnswerCommands, access: RepositoryAccess): Promise<Response> {
  const desk = access.desk(work.sender);
  const answers: string[] = [];
  const errors: unknown[] = [];
  for (const line of work.lines) {
    try {
      answers.push(withinOneComment(line, await answerLine(line, desk), answers));
    } catch (error) {
      errors.push(error);
      answers.push(refuse(textOf(line), failureOf(error)));
    }
  }
  const result = work.lines
    .map((line) => (line.kind === 'command' ? (line.asked.phase ?? line.asked.form) : 'malformed'))
    .join(', ');
  const done =
    errors.length === 0 ? { result: `answered: ${result}` } : { result: `failed: ${result}`, error: errors[0] };
  return { body: answers.join('\n\n---\n\n'), done };
}

/** Characters of all answers to one comment: what GitHub takes, with room to spare. */
const MOST_CHARACTERS = 62_000;

/** The answer, or where to get it when it does not fit into one comment with those before it. */
function withinOneComment(line: CommandLine, answer: string, before: readonly string[]): string {
  const taken = before.reduce((sum, one) => sum + one.length, 0);
  if (taken + answer.length <= MOST_CHARACTERS) return answer;
  return `The answer to \`${textOf(line)}\` does not fit into this comment. Give the command in a comment of its own.`;
}

async function answerLine(line: CommandLine, desk: Desk): Promise<string> {
  if (line.kind === 'malformed') return refuse(line.text, malformed(line));
  return findCommand(line.asked).run(line.asked, desk);
}
