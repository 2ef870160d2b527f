/** Flags of V8 for a process that lives for a second or two. Code that was compiled under other flags is refused, so they are said once. */
import { setFlagsFromString } from 'node:v8';

/** What decides which flags a process may set. */
export type StartedProcess = Pick<NodeJS.Process, 'version' | 'execArgv' | 'env'>;

/**
 * The flags for a version of Node.js, by its first number. V8 renames and removes flags, and complains about one that it does not know on
 * standard error: a version for which they have not been measured has none.
 */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  v20: [
    // Compiling so eagerly what has run a few times costs more than it gives, and so does compiling into it what it calls: in shares of the
    // whole, a sixth and a tenth (see docs/proof.md).
    '--interrupt-budget=700000',
    '--max-inlined-bytecode-size-cumulative=150',
    // Else a function that meets a new kind of value starts to count again, and what is busy all the time is compiled too late.
    '--no-reset-interrupt-on-ic-update',
    '--no-reset-ticks-on-ic-update',
    // Learning which literals make what lives long takes more than a run of a second gets back: 4 % of its instructions.
    '--no-allocation-site-pretenuring',
    // Hundreds of expressions run a few times each: compiling each for its first run, and again for its second, costs more than compiling once.
    '--no-regexp-tier-up',
  ],
};

/**
 * The flags that may be set in a process that has started. Flags hold for all its threads, and V8 crashes where a thread is just compiling
 * an expression when the way to compile them changes: a process that was given options, which may have started threads (`--import` of a
 * loader, in the arguments or in NODE_OPTIONS), keeps V8 as it is.
 */
export function v8FlagsFor({ version, execArgv, env }: StartedProcess): readonly string[] {
  const { NODE_OPTIONS = '' } = env;
  return execArgv.length > 0 || NODE_OPTIONS !== '' ? [] : (FLAGS[version.split('.')[0] ?? ''] ?? []);
}

/** Sets them in this process. To be called before what they are for is loaded. */
export function setV8Flags(): void {
  for (const flag of v8FlagsFor(process)) setFlagsFromString(flag);
}
