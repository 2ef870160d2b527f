/** What happens to webhooks on their way: the app is installed, told twice, and a pull request merged; one kind of webhook is disturbed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { pino } from 'pino';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../demo/github/start-loopback-github.js';
import { startAppOn } from '../../demo/run-app.js';
import type { RunningServer } from '../../src/app/start-server.js';
import type { Migration } from '../../src/core/migration.js';
import { makePlainClient } from './clients.js';
import { type StateOnGitHub, stateOf } from './state-of.js';

const NAME = 'octo/course';
const FILES = { 'docs/SETUP.md': 'Run `ollama pull llama3.1:8b`.\n', 'docs/MORE.md': 'Ask `llama3.1:8b`.\n' };
const SWEEPS = 20;

export const EVENTS = ['installation', 'issue_comment', 'pull_request'] as const;
export type EventName = (typeof EVENTS)[number];
export const DISTURBANCES = ['five times at once', 'redelivered', 'delayed', 'out of order', 'lost'] as const;
export type Disturbance = (typeof DISTURBANCES)[number];

/** One run; without `event` nothing is disturbed. */
export interface WebhookRun {
  readonly migration: Migration;
  readonly event?: EventName;
  readonly disturbance?: Disturbance;
  readonly expected?: StateOnGitHub;
}

/** Carries out a run and tells what stands on GitHub afterwards. */
export async function runWebhookScenario(run: WebhookRun): Promise<StateOnGitHub> {
  const { migration, event, disturbance, expected } = run;
  const github = await startLoopbackGitHub();
  const log = pino({ level: 'silent' });
  const server = await startAppOn({ github, migration, log, drainSeconds: 0, Octokit: makePlainClient() });
  const step = async (name: EventName, act: () => void) => {
    if (name === event && disturbance !== undefined) await disturb(github, name, disturbance, act);
    else act();
    await settle(github, server);
  };
  try {
    github.seedRepository({ fullName: NAME, files: FILES });
    github.setRole(NAME, 'maria', 'write');
    const maria = github.asUser('maria', NAME);
    await step('installation', () => github.install([NAME], 'maria'));
    await recoverUntil(github, server, () => issues(github).length > 0);
    await step('issue_comment', () => {
      maria.comment(1, '/migrate phase-1');
      maria.comment(1, '/migrate status');
    });
    const pull = () => github.repository(NAME).issues.find((issue) => issue.pull !== null);
    await recoverUntil(github, server, () => pull() !== undefined && answers(github) === 2);
    await step('pull_request', () => maria.merge(pull()?.number ?? 0));
    await recoverUntil(github, server, () => expected === undefined || isDeepStrictEqual(read(github), expected));
    await server.recover();
    await settle(github, server);
    return read(github);
  } finally {
    await server.stop();
    await github.stop();
  }
}

/** What an answer to a question says depends on when it is asked, and answers stand in the order of their webhooks. */
function read(github: LoopbackGitHub): StateOnGitHub {
  const text = JSON.stringify(stateOf(github, NAME), (key, value: unknown) => {
    if (key === 'body' && typeof value === 'string' && /^<!-- cutover:topic [^>]*>\s*> `\/migrate status`/.test(value))
      return 'the status';
    if (key !== 'comments' || !Array.isArray(value)) return value;
    return [...value].sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
  });
  const plain: StateOnGitHub = JSON.parse(text);
  return plain;
}

const issues = (github: LoopbackGitHub) => github.repository(NAME).issues.filter(({ pull }) => pull === null);
const answers = (github: LoopbackGitHub) =>
  issues(github).flatMap(({ comments }) => comments.filter(({ user }) => user.type === 'Bot')).length;

async function disturb(github: LoopbackGitHub, event: EventName, how: Disturbance, act: () => void): Promise<void> {
  const sent = () => github.deliveries().filter((delivery) => delivery.event === event);
  switch (how) {
    case 'five times at once': {
      github.webhooks.hold();
      act();
      for (const first of sent()) for (let copy = 0; copy < 4; copy++) github.webhooks.redeliver(first);
      return github.webhooks.release();
    }
    case 'redelivered': {
      act();
      while (sent().some(({ status }) => status === 'pending')) await sleep(5);
      for (const first of sent()) github.webhooks.redeliver(first);
      return;
    }
    case 'delayed':
      github.webhooks.hold();
      act();
      await sleep(300);
      return github.webhooks.release();
    case 'out of order':
      github.webhooks.hold();
      act();
      return github.webhooks.release('reversed');
    case 'lost':
      for (const nth of [1, 2]) github.webhooks.disturb({ event, nth, effect: 'lose' });
      return act();
    default:
      return how satisfies never;
  }
}

async function settle(github: LoopbackGitHub, server: RunningServer): Promise<void> {
  let seen = -1;
  while (seen !== github.deliveries().length) {
    seen = github.deliveries().length;
    while (github.deliveries().some(({ status }) => status === 'pending')) await sleep(2);
    await server.idle();
  }
}

async function recoverUntil(github: LoopbackGitHub, server: RunningServer, holds: () => boolean): Promise<void> {
  for (let sweep = 0; !holds() && sweep < SWEEPS; sweep++) {
    await server.recover();
    await settle(github, server);
    if (!holds()) await sleep(50);
  }
}
