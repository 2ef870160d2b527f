import { answerConfigurationProblems } from '../../render/configuration-problems.js';
import { findCommand } from '../commands/index.js';
import { ConfigurationBroken } from '../configuration-broken.js';
import type { Desk } from '../desk.js';
import { EarlierFirst } from '../earlier-first.js';
import { type CommandLine, MOST_COMMANDS, textOf } from '../parse-command.js';
import { givenAgain, malformed, notAllowed, type Refusal, refuse, tooMany, wrongPlace } from '../reply.js';
import type { RepositoryAccess } from '../repository-access.js';
import type { AnswerCommands } from '../work.js';
import { type AnswerPart, partsOf, stopOf } from './partly-failed.js';
import { phaseCarriedOut } from './read-standing.js';
import { sayParts } from './say-parts.js';
import { MOST_TRIES, type Tries, withTries } from './try-again.js';

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
  /** When a choice that was commanded further up may be made at the earliest, in milliseconds since the epoch; absent where all are made. */
  readonly choiceFirst?: number;
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
    const { choiceFirst } = standing;
    if (choiceFirst !== undefined && standing.tries + 1 < MOST_TRIES && writes(work))
      throw new EarlierFirst(choiceFirst);
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
  return !writes(work) || (await access.mayWrite(work.sender));
}

function writes({ lines }: AnswerCommands): boolean {
  return !lines.every((line) => line.kind === 'command' && findCommand(line.asked).permission === 'anyone');
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
    const stop = stopOf(parts);
    if (stop !== undefined) {
      parts.push({ command, error: stop });
      continue;
    }
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
  const { said, error, again } = sayParts(parts, standing.tries);
  const answers: string[] = [];
  for (const { command, answer } of said) answers.push(withinOneComment(command, answer, answers));
  const body = answers.join('\n\n---\n\n');
  const commands = work.lines
    .map((line) => (line.kind === 'command' ? (line.asked.phase ?? line.asked.form) : 'malformed'))
    .join(', ');
  if (error === undefined) return { body, done: { result: `answered: ${commands}` } };
  if (again === undefined) return { body, done: { result: `failed: ${commands}`, error } };
  const result = `put off (attempt ${again.tries}): ${commands}`;
  return { body: withTries(body, again), done: { result, error, again } };
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
