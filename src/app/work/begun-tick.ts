/**
 * The answer to a ticked box while it is not final. GitHub does not keep who ticked a box, so the answer says it in a hidden line: another
 * process reads there on whose behalf to go on.
 */
import { readTries, type Tries, withTries } from './try-again.js';

/** A tick whose work has begun and has no final answer. */
export interface BegunTick {
  /** `X-GitHub-Delivery` of the tick. */
  readonly delivery: string;
  readonly box: string;
  /** Who ticked it. */
  readonly sender: string;
  readonly tries: Tries;
}

/** The answer with the hidden lines. */
export function withTick(answer: string, { box, sender, tries }: Omit<BegunTick, 'delivery'>): string {
  return withTries(`<!-- cutover:tick ${box} by ${sender} -->\n${answer}`, tries);
}

/** The tick that a comment of the app's answers; nothing where the answer is final, or one to something else. */
export function readTick(comment: string): BegunTick | undefined {
  const tries = readTries(comment);
  const [first = '', , third = ''] = comment.split(/\r?\n/, 3);
  const delivery = /^<!-- cutover:topic box-(\S{1,100}) -->$/.exec(first)?.[1];
  const [, box, sender] = /^<!-- cutover:tick (\S{1,100}) by (\S{1,100}) -->$/.exec(third) ?? [];
  if (tries === undefined || delivery === undefined || box === undefined || sender === undefined) return undefined;
  return { delivery, box, sender, tries };
}
