/**
 * The phase scenario: the app is installed on a small repository, opens the tracking issue, is told to carry out a phase, and answers.
 * One request of it is disturbed; then the app is started anew and looks for lost work.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { pino } from 'pino';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../demo/github/start-loopback-github.js';
import { startAppOn } from '../../demo/run-app.js';
import { loadMigration } from '../../src/app/load-migration.js';
import type { AppOctokit } from '../../src/app/octokit.js';
import type { RunningServer } from '../../src/app/start-server.js';
import type { Migration } from '../../src/core/migration.js';
import { INJURIES, PATIENCE, STALLED } from './faults.js';
import { type KillSwitch, makeKillSwitch } from './kill-switch.js';
import { keysOf, patternOf, type RequestKey } from './request-key.js';
import { type StateOnGitHub, stateOf } from './state-of.js';

const NAME = 'octo/course';
const FILES = {
  'README.md': '# Course\n\nSmall on purpose.\n',
  'docs/SETUP.md': '# Setup\n\n```bash\nollama pull llama3.1:8b\n```\n',
  'docs/MODELS.md': '| Model | Use |\n|---|---|\n| `llama3.1:8b` | chat |\n',
};
const COMMAND = '/migrate phase-1';

/** Sweeps after a restart before a run counts as lost: GitHub's own times are in whole seconds. */
const SWEEPS = 40;
const BETWEEN = 75;

/** One run. */
export interface PhaseRun {
  readonly Octokit: typeof AppOctokit;
  readonly migration: Migration;
  /** The request that is disturbed, and how: a key of {@link INJURIES}; none for the undisturbed run. */
  readonly at?: RequestKey;
  readonly injury?: string;
  /** What the undisturbed run came to: the run ends there, or has failed. */
  readonly expected?: StateOnGitHub;
}

export interface PhaseOutcome {
  readonly state: StateOnGitHub;
  readonly requests: readonly RequestKey[];
  /** Whether the disturbance took place. */
  readonly befell: boolean;
  /** What GitHub's description does not allow: empty when all is well. Looking takes a while. */
  violations(): readonly string[];
  readonly log: readonly string[];
}

interface App {
  readonly server: RunningServer;
  readonly life: KillSwitch;
}

/** Carries out a run and tells what stands on GitHub afterwards. */
export async function runPhaseScenario(run: PhaseRun): Promise<PhaseOutcome> {
  const github = await startLoopbackGitHub();
  const log: string[] = [];
  let app: App | undefined;
  const start = async (life = makeKillSwitch()): Promise<App> => {
    const logger = pino({ level: 'warn', base: null }, { write: (line: string) => void log.push(line.trim()) });
    const { Octokit, migration } = run;
    const patience = run.injury === STALLED ? { requestMilliseconds: PATIENCE } : {};
    const settings = { github, migration, log: logger, drainSeconds: 0, Octokit, fetch: life.fetch, ...patience };
    app = { server: await startAppOn(settings), life };
    return app;
  };
  try {
    github.seedRepository({ fullName: NAME, files: FILES });
    github.setRole(NAME, 'maria', 'write');
    const life = injure(github, run);
    app = await start(life);
    github.install([NAME], 'maria');
    await settle(github, app);
    if (tracking(github) === undefined) app = await restart(github, app, start);
    for (let sweep = 0; tracking(github) === undefined && sweep < SWEEPS; sweep++) await recover(github, app);
    const issue = tracking(github);
    if (issue !== undefined) github.asUser('maria', NAME).comment(issue.number, COMMAND);
    await settle(github, app);
    const requests = keysOf(github.requests().filter(({ kind }) => kind !== 'page' && kind !== 'git'));
    app = await restart(github, app, start);
    await recoverFully(github, app, run.expected);
    const befell = life.isDead() || github.requests().some(({ fault }) => fault !== null);
    const violations = () => github.contractViolations().map(({ operation, message }) => `${operation}: ${message}`);
    return { state: stateOf(github, NAME), requests, befell, violations, log };
  } finally {
    app?.life.kill();
    await app?.server.stop();
    await github.stop();
  }
}

/** Reads what every run needs, once. */
export async function loadScenario(): Promise<Migration> {
  return loadMigration('2025-tier-1');
}

const tracking = (github: LoopbackGitHub) => github.repository(NAME).issues.find(({ pull }) => pull === null);

function injure(github: LoopbackGitHub, { at, injury }: PhaseRun): KillSwitch {
  const found = INJURIES[injury ?? ''];
  if (at === undefined || found === undefined) return makeKillSwitch();
  if (found.kind === 'kill') return makeKillSwitch(at, found.when);
  const { method, nth } = at;
  github.faults.add({ method, path: patternOf(at), nth, effect: found.effect(at, github.now()) });
  return makeKillSwitch();
}

/** Resolves when no webhook is under way and the app does nothing any more, or is dead. */
async function settle(github: LoopbackGitHub, { server, life }: App): Promise<void> {
  let seen = -1;
  while (seen !== github.deliveries().length) {
    seen = github.deliveries().length;
    while (github.deliveries().some(({ status }) => status === 'pending')) await sleep(2);
    await Promise.race([server.idle(), life.killed]);
  }
}

async function restart(github: LoopbackGitHub, { server, life }: App, start: () => Promise<App>): Promise<App> {
  life.kill();
  await server.stop();
  // What a server has taken it may still carry out, although nobody waits for it.
  await github.waitUntilIdle(10);
  return start();
}

async function recover(github: LoopbackGitHub, app: App): Promise<void> {
  await app.server.recover().catch(() => undefined);
  await settle(github, app);
}

/** Looks for lost work until the state is the expected one, and then once more: there it must stay. */
async function recoverFully(github: LoopbackGitHub, app: App, expected: StateOnGitHub | undefined): Promise<void> {
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    await recover(github, app);
    if (expected === undefined || isDeepStrictEqual(stateOf(github, NAME), expected)) break;
    await sleep(BETWEEN);
  }
  await recover(github, app);
}
