/**
 * Runs tests on one fault after the other in a single process. Reads jobs.json of its folder; prints `noticed` or `survived` for each job
 * from the one given on. Ends with 2 when the tests fail without any fault. Describes and tests are collected by a stand-in for Jest's.
 */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { expect } = require('expect');

const { tests, list } = JSON.parse(readFileSync('jobs.json', 'utf8'));
let collected = [];

function each(table) {
  return (_name, run) => {
    for (const row of table) collected.push(() => run(...[row].flat()));
  };
}
const test = Object.assign((_name, run) => collected.push(run), { each, skip: () => {} });
const describe = Object.assign((_name, run) => run(), {
  each: (table) => (_name, run) => {
    for (const row of table) run(...[row].flat());
  },
});
const standIn = { test, it: test, describe, expect, jest: {}, beforeAll() {}, afterAll() {} };

const load = Module._load;
Module._load = (request, ...more) => (request === '@jest/globals' ? standIn : load(request, ...more));

const sources = new Map();
Module._extensions['.js'] = ((usual) => (module, file) => {
  const swapped = sources.get(file);
  if (swapped === undefined) usual(module, file);
  else module._compile(swapped, file);
})(Module._extensions['.js']);

const here = `${process.cwd()}${path.sep}`;

async function passes() {
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(`${here}src`) || file.startsWith(`${here}test`)) delete require.cache[file];
  }
  collected = [];
  try {
    for (const file of tests) require(path.resolve(file));
    for (const run of collected) await run();
    return true;
  } catch {
    return false;
  }
}

async function main(from) {
  if (from === 0 && !(await passes())) process.exit(2);
  for (const { path: file, code } of list.slice(from)) {
    sources.clear();
    sources.set(path.resolve(file), code);
    process.stdout.write((await passes()) ? 'survived\n' : 'noticed\n');
  }
}

main(Number(process.argv[2] ?? 0));
