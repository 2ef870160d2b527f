/**
 * The command line as one file with V8's code for it, both made by `npm run build` (scripts/precompile-cli.mjs). A tenth of a run went
 * into finding, reading and compiling four hundred modules; see docs/adr/0008.
 */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

/** What the file exports: the same as `run.ts`. */
export type CommandLine = typeof import('./run.js');

const BUNDLE = fileURLToPath(new URL('../bundle/cutover.cjs', import.meta.url));
const CODE = fileURLToPath(new URL('../bundle/cutover.code', import.meta.url));
/** What the compiler writes last, at each build. */
const BUILDS = ['../node.tsbuildinfo', '../pure.tsbuildinfo'].map((file) =>
  fileURLToPath(new URL(file, import.meta.url)),
);

/** A loaded file, and the script from which its code can be taken. */
export interface Precompiled {
  readonly commandLine: CommandLine;
  readonly script: Script;
}

/**
 * Loads the file; undefined where there is none, or one that is older than the build beside it. Code of another version of
 * V8, or made under other flags, is not used: the file is then compiled as any other.
 */
export function loadPrecompiled(): Precompiled | undefined {
  if (!isFresh()) return undefined;
  const source = readFileSync(BUNDLE, 'latin1');
  const cachedData = readCode();
  const script = new Script(`(function (module, exports, require, __filename, __dirname) {${source}\n})`, {
    filename: BUNDLE,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  const loaded: { exports: unknown } = { exports: {} };
  script.runInThisContext()(loaded, loaded.exports, createRequire(BUNDLE), BUNDLE, dirname(BUNDLE));
  return { commandLine: loaded.exports as CommandLine, script };
}

function isFresh(): boolean {
  const built = timeOf(BUNDLE);
  return built !== undefined && BUILDS.every((file) => (timeOf(file) ?? 0) <= built);
}

function timeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function readCode(): Buffer | undefined {
  try {
    return readFileSync(CODE);
  } catch {
    return undefined;
  }
}
