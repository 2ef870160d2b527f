import { failureOf, refuse } from '../reply.js';
import type { AnswerPart } from './partly-failed.js';
import { MOST_TRIES, mayPass, notBeforeOf, type Tries, toBeTriedAgain } from './try-again.js';

/** What is said to the parts of an answer. */
export interface SaidParts {
  readonly said: readonly { readonly command: string; readonly answer: string }[];
  /** What went wrong first. */
  readonly error?: unknown;
  /** How far it came, when something failed that may pass and is to be tried again. */
  readonly again?: Tries;
}

/** Puts the parts into words. What may pass is to be tried again, until it was tried too often; `before` is how often it was. */
export function sayParts(parts: readonly AnswerPart[], before: number): SaidParts {
  const errors = parts.flatMap((part) => ('error' in part ? [part.error] : []));
  const tries = before + 1;
  const again = tries < MOST_TRIES && errors.some(mayPass) ? { tries, notBefore: notBeforeOf(errors) } : undefined;
  return {
    said: parts.map((part) => ({ command: part.command, answer: sayPart(part, again) })),
    ...(errors.length === 0 ? {} : { error: errors[0] }),
    ...(again === undefined ? {} : { again }),
  };
}

function sayPart(part: AnswerPart, again: Tries | undefined): string {
  if ('answer' in part) return part.answer;
  const refusal = failureOf(part.error);
  return refuse(part.command, again !== undefined && mayPass(part.error) ? toBeTriedAgain(refusal, again) : refusal);
}
