/** Carries out a scenario: one request of it is disturbed; then the app is started anew and looks for lost work. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { pino } from 'pino';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../demo/github/start-loopback-github.js';
import { startAppOn } from '../../demo/run-app.js';
import type { AppOctokit } from '../../src/app/octokit.js';
import type { RunningServer } from '../../src/app/start-server.js';
import type { Migration } from '../../src/core/migration.js';
import { INJURIES, PATIENCE, STALLED } from './faults.js';
import { type KillSwitch, makeKillSwitch } from './kill-switch.js';
import { keysOf, patternOf, type RequestKey } from './request-key.js';
import { NAME, prepareRepository, type Scenario, type Step } from './scenario.js';
import { type StateOnGitHub, stateOf } from './state-of.js';

/** Sweeps after a restart before a run counts as lost: GitHub's own times are in whole seconds. */
const SWEEPS = 40;
const BETWEEN = 75;

/** One run. */
export interface ScenarioRun {
  readonly scenario: Scenario;
  readonly Octokit: typeof AppOctokit;
  readonly migration: Migration;
  /** The request that is disturbed, and how: a key of {@link INJURIES}; none for the undisturbed run. */
  readonly at?: RequestKey;
  readonly injury?: string;
  /** What the undisturbed run came to: the run ends there, or has failed. */
  readonly expected?: StateOnGitHub;
}

export interface Outcome {
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
export async function runScenario(run: ScenarioRun): Promise<Outcome> {
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
    prepareRepository(github);
    const { scenario, expected } = run;
    const life = makeKillSwitch();
    app = await start(life);
    for (const step of scenario.before) app = await carryOut(step, github, app, start);
    github.clearRequests();
    injure(github, life, run);
    for (const step of scenario.steps) app = await carryOut(step, github, app, start);
    const requests = keysOf(github.requests().filter(({ kind }) => kind !== 'page' && kind !== 'git'));
    app = await restart(github, app, start);
    await recoverFully(github, app, scenario, expected);
    const befell = life.isDead() || github.requests().some(({ fault }) => fault !== null);
    const violations = () => github.contractViolations().map(({ operation, message }) => `${operation}: ${message}`);
    return { state: compared(github, scenario), requests, befell, violations, log };
  } finally {
    app?.life.kill();
    await app?.server.stop();
    await github.stop();
  }
}

/** What people do, and what the app does then; started anew where people could not go on otherwise. */
async function carryOut(
  { act, until }: Step,
  github: LoopbackGitHub,
  app: App,
  start: () => Promise<App>,
): Promise<App> {
  act(github);
  await settle(github, app);
  if (until === undefined || until(github)) return app;
  const next = await restart(github, app, start);
  for (let sweep = 0; !until(github) && sweep < SWEEPS; sweep++) await recover(github, next);
  return next;
}

function injure(github: LoopbackGitHub, life: KillSwitch, { at, injury }: ScenarioRun): void {
  const found = INJURIES[injury ?? ''];
  if (at === undefined || found === undefined) return;
  const { method, nth } = at;
  if (found.kind === 'kill') life.arm(at, found.when);
  else github.faults.add({ method, path: patternOf(at), nth, effect: found.effect(at, github.now()) });
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

/** The state as it is compared. */
export function compared(github: LoopbackGitHub, { compared: without = (state) => state }: Scenario): StateOnGitHub {
  return without(stateOf(github, NAME));
}

/** Looks for lost work until the state is the expected one, and then once more: there it must stay. */
async function recoverFully(
  github: LoopbackGitHub,
  app: App,
  scenario: Scenario,
  expected: StateOnGitHub | undefined,
): Promise<void> {
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    await recover(github, app);
    if (expected === undefined || isDeepStrictEqual(compared(github, scenario), expected)) break;
    scenario.followUp?.(github);
    await settle(github, app);
    await sleep(BETWEEN);
  }
  await recover(github, app);
}
