/** What a command touches outside itself: the process's streams and environment, or a test's. */

/** The surroundings of one run. */
export interface World {
  /** Standard output: results only. */
  out(text: string): void;
  /** Standard error: progress, notices, errors. */
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  readonly folder: string;
  /** Whether standard output is a terminal. */
  readonly outIsTerminal: boolean;
  /** Width of the terminal behind standard error; absent where there is none. */
  readonly errColumns?: number;
  /** Milliseconds from some fixed moment. */
  now(): number;
}

/** Whether colours may be used on a stream. https://no-color.org */
export function mayColour(isTerminal: boolean, env: World['env']): boolean {
  return isTerminal && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
}
