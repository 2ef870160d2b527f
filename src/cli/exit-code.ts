/** The exit codes, which scripts rely on. */

/** `pending` only with --check. `wrong`: wrong usage or an invalid migration; nothing ran. `unverified`: something was left out; the rest is done. */
export const EXIT = { done: 0, pending: 1, wrong: 2, unverified: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code of a finished run. What could not be verified weighs more than what is pending. */
export function exitCodeOf(run: {
  readonly check: boolean;
  readonly changes: boolean;
  readonly unverified: boolean;
}): ExitCode {
  if (run.unverified) return EXIT.unverified;
  return run.check && run.changes ? EXIT.pending : EXIT.done;
}
