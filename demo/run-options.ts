import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** How the demonstration is run. */
export interface DemoOptions {
  /** End by itself, with an exit code. */
  readonly exit: boolean;
  /** A checkout to install on instead of the sample curriculum. */
  readonly repo?: string;
  /** Number of the phase to command; without it phase 4, or the first with something to do. */
  readonly phase?: number;
}

export const USAGE = `npm run demo -- [--exit] [--repo DIR] [--phase N]

  --exit      end by itself: exit code 0 when the pull request stands and git fsck is clean
  --repo DIR  install on this checkout instead of the sample curriculum; DIR itself is only read
  --phase N   command this phase instead of phase 4
`;

/** Reads the command line; a text is what is wrong with it. */
export function readOptions(args: readonly string[]): DemoOptions | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { exit: { type: 'boolean' }, repo: { type: 'string' }, phase: { type: 'string' } },
    });
    const { exit = false, repo, phase } = values;
    if (repo !== undefined && !(existsSync(repo) && statSync(repo).isDirectory()))
      return `--repo: ${repo} is no folder.`;
    if (phase !== undefined && !/^[1-9]\d?$/.test(phase)) return `--phase: ${phase} is no phase number.`;
    return { exit, ...(repo === undefined ? {} : { repo }), ...(phase === undefined ? {} : { phase: Number(phase) }) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
