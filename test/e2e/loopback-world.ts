/** A GitHub on loopback with the real app on it, for end-to-end tests. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Logger, pino } from 'pino';
import { gitEnvironment, runGit } from '../../demo/github/git/git-binary.js';
import type { LoggedRequest } from '../../demo/github/request-log.js';
import {
  type LoopbackGitHub,
  type LoopbackOptions,
  startLoopbackGitHub,
} from '../../demo/github/start-loopback-github.js';
import { type AppOnLoopback, settle, startAppOn } from '../../demo/run-app.js';
import { loadMigration } from '../../src/app/load-migration.js';
import type { RunningServer } from '../../src/app/start-server.js';
import { createTreeReader } from '../../src/local/tree-reader.js';
import { createFileWriter } from '../../src/local/write-files.js';
import { runPhase } from '../../src/run-phase.js';

export const CURRICULUM = fileURLToPath(new URL('../../demo/curriculum', import.meta.url));
export const MIGRATION = '2025-tier-1';

export interface LoopbackWorld {
  readonly github: LoopbackGitHub;
  readonly server: RunningServer;
  /** Lines of the app's log, as objects. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts both; the app runs without throttling unless asked. */
export async function startWorld(
  options: LoopbackOptions & { readonly throttled?: boolean; readonly registries?: AppOnLoopback['registries'] } = {},
): Promise<LoopbackWorld> {
  const github = await startLoopbackGitHub(options);
  const log: Record<string, unknown>[] = [];
  const logger: Logger = pino(
    { level: 'info', base: null },
    { write: (line: string) => void log.push(JSON.parse(line)) },
  );
  const server = await startAppOn({
    github,
    migration: await loadMigration(MIGRATION),
    log: logger,
    throttled: options.throttled === true,
    ...(options.registries === undefined ? {} : { registries: options.registries }),
  });
  return {
    github,
    server,
    log,
    settle: () => settle(github, server),
    async stop() {
      await server.stop();
      await github.stop();
    },
  };
}

/** The results of the app's work, as its log tells them. */
export function resultsOf(world: LoopbackWorld): readonly string[] {
  return world.log.filter((line) => 'work' in line).map((line) => String(line.msg));
}

/** The newest comment of the app on an issue or pull request. */
export function lastAnswer({ github }: LoopbackWorld, fullName: string, number: number): string {
  const issue = github.repository(fullName).issues.find((each) => each.number === number);
  return issue?.comments.findLast(({ user }) => user.type === 'Bot')?.body ?? '';
}

/** The requests to the API (without tokens and redirected downloads) as a table, for a person to read. */
export function requestTable(requests: readonly LoggedRequest[]): string {
  return requests
    .filter(({ kind }) => kind === 'api')
    .map(
      ({ method, path, operation, status }, index) =>
        `${String(index + 1).padStart(3)}  ${status ?? '-'}  ${operation ?? ''}  ${method} ${path}`,
    )
    .join('\n');
}

/** A temporary folder, and what removes it. */
export function makeTemporaryFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-e2e-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Clones a branch over HTTP into a folder. Not in the foreground: the server that is cloned from lives in this process. */
export async function cloneBranch(
  github: LoopbackGitHub,
  fullName: string,
  branch: string,
  into: string,
): Promise<void> {
  const args = ['clone', '--quiet', '--branch', branch, `${github.url}/${fullName}.git`, into];
  await promisify(execFile)('git', args, { env: gitEnvironment });
}

/** What the command line makes of a folder for one phase, in a copy of it. */
export async function applyLocally(source: string, phase: string, into: string): Promise<void> {
  cpSync(source, into, { recursive: true });
  await runPhase({
    reader: createTreeReader({ folder: into }),
    writer: createFileWriter(into),
    migration: await loadMigration(MIGRATION),
    phase,
  });
}

/** Every file of a folder by path: its bytes in latin1 and whether it can be run. The git folder is left out. */
export function readTree(folder: string): ReadonlyMap<string, string> {
  const tree = new Map<string, string>();
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (path === '.git' || path.startsWith('.git/')) continue;
    const stat = statSync(join(folder, path));
    if (stat.isFile())
      tree.set(path, `${(stat.mode & 0o100) === 0 ? '-' : 'x'} ${readFileSync(join(folder, path), 'latin1')}`);
  }
  return tree;
}

/** Runs the strict check of git over a repository; throws with git's words. */
export function checkGit({ github }: LoopbackWorld, fullName: string): void {
  runGit(github.repository(fullName).git.folder, ['fsck', '--strict', '--no-dangling']);
}
