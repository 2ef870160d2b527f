import { answerConfigurationProblems } from '../../render/configuration-problems.js';
import { findCommand } from '../commands/index.js';
import { ConfigurationBroken } from '../configuration-broken.js';
import type { Desk } from '../desk.js';
import { type CommandLine, MOST_COMMANDS, textOf } from '../parse-command.js';
import { failureOf, givenAgain, malformed, notAllowed, type Refusal, refuse, tooMany, wrongPlace } from '../reply.js';
import type { RepositoryAccess } from '../repository-access.js';
import type { AnswerCommands } from '../work.js';
import { type AnswerPart, partsOf } from './partly-failed.js';
import { phaseCarriedOut } from './read-standing.js';
import { MOST_TRIES, mayPass, notBeforeOf, type Tries, toBeTriedAgain, withTries } from './try-again.js';

/** What came of the work, for the log. */
export interface WorkDone {
  readonly result: string;
  readonly error?: unknown;
  /** How far it came, when it is to be tried again. */
  readonly again?: Tries;
}

/** How the commands of a comment stand before they are carried out. */
export interface Standing {
  /** Times that they were tried before. */
  readonly tries: number;
  /** Phases that the same person commanded again further down; they are carried out there. */
  readonly superseded: ReadonlySet<string>;
}

const FRESH: Standing = { tries: 0, superseded: new Set() };

/**
 * Answers the commands of a comment: permission, 👀, the work, one answer. Whatever fails is answered too; what may pass is tried again
 * later, and the answer says so.
 */
export async function answerCommands(
  work: AnswerCommands,
  access: RepositoryAccess,
  standing: Standing = FRESH,
): Promise<WorkDone> {
  if (!work.inPlace && !(await access.mayWrite(work.sender)))
    return { result: 'ignored: not our thread, no permission' };
  const { body, done } = await respond(work, access, standing);
  await access.answer(work.issue, work.comment, body);
  return done;
}

interface Response {
  readonly body: string;
  readonly done: WorkDone;
}

async function respond(work: AnswerCommands, access: RepositoryAccess, standing: Standing): Promise<Response> {
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
    if (!work.lines.every((line) => isSuperseded(line, standing))) await access.prepare();
    return say(work, await carryOutLines(work, access, standing), standing);
  } catch (error) {
    if (error instanceof ConfigurationBroken) {
      const body = answerConfigurationProblems(command, error.problems);
      return { body, done: { result: 'refused: the configuration is not valid' } };
    }
    return say(work, [{ command, error }], standing);
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

async function carryOutLines(
  work: AnswerCommands,
  access: RepositoryAccess,
  standing: Standing,
): Promise<readonly AnswerPart[]> {
  const parts: AnswerPart[] = [];
  for (const line of work.lines) {
    const command = textOf(line);
    try {
      const answer = isSuperseded(line, standing)
        ? refuse(command, givenAgain())
        : await answerLine(line, access.desk(work.sender));
      parts.push({ command, answer });
    } catch (error) {
      parts.push(...partsOf(command, error));
    }
  }
  return parts;
}

/** Puts the parts together; where something failed that may pass, into an answer that is not the last word. */
function say(work: AnswerCommands, parts: readonly AnswerPart[], standing: Standing): Response {
  const errors = parts.flatMap((part) => ('error' in part ? [part.error] : []));
  const tries = standing.tries + 1;
  const isPutOff = tries < MOST_TRIES && errors.some(mayPass);
  const again = isPutOff ? { tries, notBefore: notBeforeOf(errors) } : undefined;
  const answers: string[] = [];
  for (const part of parts) answers.push(withinOneComment(part.command, sayPart(part, again), answers));
  const body = answers.join('\n\n---\n\n');
  const commands = work.lines
    .map((line) => (line.kind === 'command' ? (line.asked.phase ?? line.asked.form) : 'malformed'))
    .join(', ');
  if (errors.length === 0) return { body, done: { result: `answered: ${commands}` } };
  const [error] = errors;
  if (again === undefined) return { body, done: { result: `failed: ${commands}`, error } };
  return { body: withTries(body, again), done: { result: `put off (attempt ${tries}): ${commands}`, error, again } };
}

function sayPart(part: AnswerPart, again: Tries | undefined): string {
  if ('answer' in part) return part.answer;
  const refusal = failureOf(part.error);
  return refuse(part.command, again !== undefined && mayPass(part.error) ? toBeTriedAgain(refusal, again) : refusal);
}

function isSuperseded(line: CommandLine, { superseded }: Standing): boolean {
  const phase = phaseCarriedOut(line);
  return phase !== undefined && superseded.has(phase);
}

/** Characters of all answers to one comment: what GitHub takes, with room to spare. */
const MOST_CHARACTERS = 62_000;

/** The answer, or where to get it when it does not fit into one comment with those before it. */
function withinOneComment(command: string, answer: string, before: readonly string[]): string {
  const taken = before.reduce((sum, one) => sum + one.length, 0);
  if (taken + answer.length <= MOST_CHARACTERS) return answer;
  return `The answer to \`${command}\` does not fit into this comment. Give the command in a comment of its own.`;
}

async function answerLine(line: CommandLine, desk: Desk): Promise<string> {
  if (line.kind === 'malformed') return refuse(line.text, malformed(line));
  return findCommand(line.asked).run(line.asked, desk);
}
