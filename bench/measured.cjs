// `node measured.cjs PROGRAM ARGUMENTS`: runs the program in this process, as `node PROGRAM ARGUMENTS` would, and writes the processor time
// that it used, in milliseconds, to the file in BENCH_CPU when it ends. Not loaded with `--require`: a process that has options keeps V8 as
// it is (see src/cli/v8-flags.ts).
const { appendFileSync } = require('node:fs');
const { pathToFileURL } = require('node:url');

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  appendFileSync(process.env.BENCH_CPU, `${(user + system) / 1000}\n`);
});

process.argv.splice(1, 1);
const [, program] = process.argv;
if (program.endsWith('.cjs')) require(program);
else import(pathToFileURL(program));
