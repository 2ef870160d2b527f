// Loaded before a measured program: writes the processor time it used, in milliseconds, to the file in BENCH_CPU when it ends.
const { appendFileSync } = require('node:fs');

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  appendFileSync(process.env.BENCH_CPU, `${(user + system) / 1000}\n`);
});
