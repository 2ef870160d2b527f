import { GithubError } from '../../github/errors.js';

/** What is said to a command. An `error` says that something is left to do; the answer tells of it. */
export interface AnsweredPart {
  readonly command: string;
  readonly answer: string;
  readonly error?: unknown;
}

/** A part of an answer: a command, and what is said to it or what went wrong with it. */
export type AnswerPart = AnsweredPart | { readonly command: string; readonly error: unknown };

/** The error among the parts after which nothing more is to be sent: GitHub asked to slow down, and may ban who goes on. */
export function stopOf(parts: readonly AnswerPart[]): GithubError | undefined {
  const errors = parts.flatMap((part) => ('error' in part && part.error instanceof GithubError ? [part.error] : []));
  return errors.find(({ fault }) => fault === 'rate-limited');
}

/** A command that consists of several, some of which failed. */
export class PartlyFailed extends Error {
  override readonly name = 'PartlyFailed';
  readonly parts: readonly AnswerPart[];

  constructor(parts: readonly AnswerPart[]) {
    super('some parts of the command failed');
    this.parts = parts;
  }
}

/** The parts that a failed command comes to. */
export function partsOf(command: string, error: unknown): readonly AnswerPart[] {
  return error instanceof PartlyFailed ? error.parts : [{ command, error }];
}
