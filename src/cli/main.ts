#!/usr/bin/env node
/** The program `cutover`: the process around {@link run}. */
import { setFlagsFromString } from 'node:v8';
import { run } from './run.js';

// A run lasts a second or two: compiling so eagerly what has run a few times costs more than it gives (a sixth of all, see bench/).
setFlagsFromString('--interrupt-budget=300000');

/** A reader that goes away (`cutover plan . | head`) is not an error; what is left to say is dropped. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

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
