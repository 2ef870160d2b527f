/** Two processes with one Redis and many repositories; one process is killed in the middle. */

import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../demo/github/start-loopback-github.js';
import { startRedis } from '../jobs/redis-server.js';
import { type AppProcess, startProcess } from './start-process.js';

/** Milliseconds that a silent process keeps its work; half a minute in production. */
const LEASE = 5000;
const COMMAND = '/migrate phase-1';

/** What became of the repositories. */
export interface ReplicasOutcome {
  readonly repositories: number;
  /** With one tracking issue that shows one open pull request of one commit, one check run, one answer, one reaction. */
  readonly done: number;
  /** What the others have, by name. */
  readonly wrong: readonly string[];
  /** Phases that were done when the process was killed. */
  readonly doneAtKill: number;
  /** Pull requests that each of the processes opened, by their logs; a killed one may not have told of its last. */
  readonly violations: readonly string[];
}

/** Installs the app on so many repositories, commands a phase in each, kills a process when a third is done, and starts another. */
export async function runReplicas(count: number, withinMs: number): Promise<ReplicasOutcome> {
  const redis = await startRedis();
  const github = await startLoopbackGitHub({ limits: { requestsPerHour: 1_000_000 } });
  const processes: AppProcess[] = [];
  const proxy = await startProxy(() => processes.filter((each) => each.isAlive()));
  const deadline = performance.now() + withinMs;
  const until = async (what: string, holds: () => boolean) => {
    while (!holds()) {
      if (performance.now() > deadline)
        throw new Error(
          `it never came to pass that ${what}\n${processes.map((each) => each.log().slice(-3000)).join('\n')}`,
        );
      await sleep(50);
    }
  };
  const env = { REDIS_URL: redis.url, CUTOVER_RECOVERY_MINUTES: '1', TEST_LEASE: String(LEASE), LOG_LEVEL: 'warn' };
  try {
    processes.push(await startProcess(github, env), await startProcess(github, env));
    github.setWebhookUrl(proxy.url);
    const names = seed(github, count);
    github.install(names, 'maria');
    await until('every repository has its tracking issue', () =>
      names.every((name) => issuesOf(github, name).length > 0),
    );
    for (const name of names) github.asUser('maria', name).comment(1, COMMAND);
    const countDone = () => names.filter((name) => faultOf(github, name) === undefined).length;
    await until('a third is done', () => countDone() >= count / 3);
    const doneAtKill = countDone();
    await processes[0]?.kill();
    processes.push(await startProcess(github, env));
    await until('all are done', () => countDone() === count).catch(() => undefined);
    // What a process that is not dead after all would still do.
    await sleep(LEASE);
    await github.waitUntilIdle(500);
    const wrong = names.flatMap((name) => {
      const fault = faultOf(github, name);
      return fault === undefined ? [] : [`${name}: ${fault}`];
    });
    const violations = github.contractViolations().map(({ operation, message }) => `${operation}: ${message}`);
    return { repositories: count, done: count - wrong.length, wrong, doneAtKill, violations };
  } finally {
    for (const each of processes) await each.kill();
    proxy.server.close();
    proxy.server.closeAllConnections();
    await github.stop();
    await redis.stop();
  }
}

function seed(github: LoopbackGitHub, count: number): readonly string[] {
  const names = Array.from({ length: count }, (_, at) => `octo/course-${at + 1}`);
  for (const fullName of names) {
    github.seedRepository({ fullName, files: { 'docs/SETUP.md': 'Run `ollama pull llama3.1:8b`.\n' } });
    github.setRole(fullName, 'maria', 'write');
  }
  return names;
}

function issuesOf(github: LoopbackGitHub, fullName: string) {
  return github.repository(fullName).issues.filter(({ pull }) => pull === null);
}

/** What a repository lacks, or has too much of; nothing when its phase was done once. */
function faultOf(github: LoopbackGitHub, fullName: string): string | undefined {
  const { issues, checkRuns, git } = github.repository(fullName);
  const tracking = issues.filter(({ pull }) => pull === null);
  const pulls = issues.filter(({ pull }) => pull !== null);
  const { pull, number } = pulls[0] ?? {};
  const commits = pull ? git.commitsBetween(pull.baseSha, pull.headSha).length : 0;
  const comments = tracking[0]?.comments ?? [];
  const answers = comments.filter(({ user }) => user.type === 'Bot');
  const reactions = comments[0]?.reactions.length ?? 0;
  const branches = [...git.refs().keys()].filter((ref) => ref.startsWith('refs/heads/cutover/')).length;
  const counts = [tracking.length, pulls.length, commits, branches, checkRuns.length, answers.length, reactions];
  if (counts.some((each) => each !== 1))
    return `tracking issues, pull requests, commits, branches, check runs, answers, reactions: ${counts.join(', ')}`;
  if (!answers[0]?.body.includes(`/pull/${number}`)) return 'the answer does not link the pull request';
  return tracking[0]?.body?.includes(`/pull/${number}`) === true ? undefined : 'the tracking issue does not show it';
}

/** What stands in front of replicas: passes webhooks on to those that live, in turn. */
async function startProxy(
  alive: () => readonly AppProcess[],
): Promise<{ readonly url: string; readonly server: Server }> {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const targets = alive();
    const target = targets[turn++ % Math.max(targets.length, 1)];
    if (target === undefined) return void outgoing.writeHead(503).end();
    passOn(incoming, outgoing, target.webhookUrl);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`, server };
}

function passOn(incoming: IncomingMessage, outgoing: ServerResponse, url: string): void {
  const { host: _, ...headers } = incoming.headers;
  const sending = forward(url, { method: 'POST', headers, agent: false }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502);
    answer.pipe(outgoing);
  });
  sending.on('error', () => outgoing.writeHead(502).end());
  incoming.pipe(sending);
}
