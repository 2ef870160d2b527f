#!/usr/bin/env node
/** The program `cutover`: the process around `run`. */
import { loadPrecompiled } from './precompiled.js';
import { setV8Flags } from './v8-flags.js';

setV8Flags();

/** A reader that goes away (`cutover plan . | head`) is not an error; what is left to say is dropped. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const { run } = loadPrecompiled()?.commandLine ?? (await import('./run.js'));

// The exit code is set and the process left to end by itself: a pipe may still be taking the report.
process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  env: process.env,
  folder: process.cwd(),
  outIsTerminal: process.stdout.isTTY === true,
  ...(process.stderr.isTTY === true ? { errColumns: process.stderr.columns } : {}),
  now: () => performance.now(),
});
