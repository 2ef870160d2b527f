/**
 * Commands and ticks that stopped because of something that may pass. Their answer says that they are tried again, and a hidden line in it says
 * how often they were: another process reads it there.
 */
import { GithubError, type GithubFault } from '../../github/errors.js';
import { EarlierFirst } from '../earlier-first.js';
import type { Refusal } from '../reply.js';

/** Times that commands are tried before what went wrong is the answer. */
export const MOST_TRIES = 4;

/** What another attempt may not meet again. A `rejected` request may be one that came too early for what was just made. */
const PASSING: readonly GithubFault[] = [
  'unauthorised',
  'rate-limited',
  'not-found',
  'ref-moved',
  'rejected',
  'unavailable',
];

/** How far commands have come that have no final answer. */
export interface Tries {
  /** At least 1. */
  readonly tries: number;
  /** Milliseconds since the epoch before which another attempt is useless; 0 when it is not. */
  readonly notBefore: number;
}

/** Whether another attempt may succeed where this error ended one. */
export function mayPass(error: unknown): boolean {
  if (error instanceof EarlierFirst) return true;
  return error instanceof GithubError && PASSING.includes(error.fault);
}

/** When GitHub takes requests again, where one of the errors says so; 0 otherwise. */
export function notBeforeOf(errors: readonly unknown[]): number {
  return Math.max(0, ...errors.map(timeOf));
}

function timeOf(error: unknown): number {
  if (error instanceof EarlierFirst) return error.notBefore;
  return error instanceof GithubError ? (error.facts.retryAt ?? 0) : 0;
}

/** The refusal with another next step: it is tried again without anybody's doing. */
export function toBeTriedAgain({ what }: Refusal, { notBefore }: Tries): Refusal {
  const when = notBefore === 0 ? 'in a few minutes' : `after ${new Date(notBefore).toISOString()}`;
  return {
    what,
    next: `nothing for you to do: I try again by myself ${when}, this answer then changes, and what is done already is not done twice.`,
  };
}

/** The answer with the hidden line. */
export function withTries(answer: string, { tries, notBefore }: Tries): string {
  return `<!-- cutover:unfinished ${tries}/${Math.ceil(notBefore)} -->\n${answer}`;
}

/** The hidden line of an answer as it stands on GitHub; nothing in a final one. It can only be the second: others' words come later. */
export function readTries(comment: string): Tries | undefined {
  const second = comment.split(/\r?\n/, 2)[1] ?? '';
  const found = /^<!-- cutover:unfinished ([1-9]\d{0,2})\/(\d{1,15}) -->$/.exec(second);
  return found === null ? undefined : { tries: Number(found[1]), notBefore: Number(found[2]) };
}
