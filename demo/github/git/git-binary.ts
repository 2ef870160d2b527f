import { execFileSync, type SpawnSyncReturns } from 'node:child_process';
import { devNull } from 'node:os';

/** The environment in which git runs: no configuration of the machine or the person may change what it answers. */
export const gitEnvironment = {
  PATH: process.env.PATH,
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
  GIT_TERMINAL_PROMPT: '0',
} satisfies NodeJS.ProcessEnv;

const LARGEST_OUTPUT = 1 << 30;

/** Runs git in a folder and gives its standard output; throws with git's own words when it fails. */
export function runGit(folder: string, args: readonly string[], input?: string | Buffer): Buffer {
  return execFileSync('git', ['-C', folder, ...args], {
    env: gitEnvironment,
    maxBuffer: LARGEST_OUTPUT,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(input === undefined ? {} : { input }),
  });
}

/** What git printed and how it ended; for commands whose exit code is an answer. */
export function askGit(folder: string, args: readonly string[]): { readonly code: number; readonly output: string } {
  try {
    return { code: 0, output: runGit(folder, args).toString() };
  } catch (error) {
    if (!isSpawnFailure(error) || error.status === null) throw error;
    return { code: error.status, output: error.stdout.toString() };
  }
}

/** Not by `instanceof`: under jest the error comes from another realm. */
function isSpawnFailure(error: unknown): error is SpawnSyncReturns<Buffer> {
  return typeof error === 'object' && error !== null && 'status' in error && 'stdout' in error;
}
