import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actAsUser } from './admin/act-as-user.js';
import { installApp, removeRepositories, uninstallApp } from './admin/install-app.js';
import { seedRepository } from './admin/seed-repository.js';
import { createContract } from './contract.js';
import { createWebhooks } from './deliver-webhooks.js';
import { createFaults } from './faults.js';
import { API_ROOT, createHttpServer, type HttpServer } from './http-server.js';
import type { AppCredentials, LoopbackGitHub, LoopbackOptions } from './loopback-github.js';
import { createRateLimits } from './rate-limit.js';
import { createRequestLog } from './request-log.js';
import { waitUntilQuiet } from './wait-until-quiet.js';
import {
  type Account,
  type App,
  accountOf,
  findRepository,
  fullNameOf,
  type Installation,
  type Limits,
  type Permissions,
  type Repository,
  type World,
} from './world.js';

export type { AppCredentials, LoopbackGitHub, LoopbackOptions } from './loopback-github.js';

/** The permissions that a bot needs which opens pull requests and reports checks. */
const standardPermissions = {
  metadata: 'read',
  contents: 'write',
  issues: 'write',
  pull_requests: 'write',
  checks: 'write',
  statuses: 'read',
} as const satisfies Permissions;
const standardEvents = ['check_run', 'issue_comment', 'issues', 'pull_request', 'push'];
const standardLimits: Limits = { treeEntries: 100_000, requestsPerHour: 5000 };
const USER_TOKEN_LIFETIME_MS = 365 * 24 * 3_600_000;

/** Bits. GitHub's keys have twice as many, which take up to seconds to find; nothing here is worth a secret. */
const KEY_LENGTH = 1024;

/** Ids of one GitHub: clients keep tokens by the ids of installations, so two in one process share none. */
const IDS = 1_000_000;
let worlds = 1;

/** Starts a GitHub on 127.0.0.1; everything that it keeps is gone after `stop`. */
export async function startLoopbackGitHub(options: LoopbackOptions = {}): Promise<LoopbackGitHub> {
  let world: World | undefined;
  const http = createHttpServer(() => {
    if (world === undefined) throw new Error('a request came before the server was ready');
    return world;
  });
  http.server.listen(options.port ?? 0, '127.0.0.1');
  await once(http.server, 'listening');
  const address = http.server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const { app, privateKey, ...rest } = createParts(options);
  const url = `http://127.0.0.1:${address.port}`;
  world = { ...rest, app, url, apiUrl: url + API_ROOT, gitFolder: mkdtempSync(join(tmpdir(), 'loopback-github-')) };
  return control(world, http, rest.advance, {
    appId: app.id,
    slug: app.slug,
    clientId: app.clientId,
    privateKey,
    webhookSecret: app.webhookSecret,
  });
}

function createParts(options: LoopbackOptions) {
  let offset = 0;
  let lastId = worlds * IDS;
  worlds += 1;
  const now = (): number => Date.now() + offset;
  const nextId = (): number => ++lastId;
  const accounts = new Map<string, Account>();
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: KEY_LENGTH });
  const slug = options.appSlug ?? 'cutover';
  const app: App = {
    id: nextId(),
    slug,
    name: slug,
    clientId: `Iv23li${randomBytes(7).toString('hex')}`,
    owner: accountOf({ accounts, now, nextId }, 'app-owner', 'Organization'),
    bot: accountOf({ accounts, now, nextId }, `${slug}[bot]`, 'Bot'),
    publicKey,
    webhookSecret: randomBytes(20).toString('hex'),
    permissions: options.permissions ?? standardPermissions,
    events: options.events ?? standardEvents,
    createdAt: now(),
  };
  const webhooks = createWebhooks({ secret: app.webhookSecret, appId: app.id, now, nextId });
  webhooks.url = options.webhookUrl ?? null;
  const limits = { ...standardLimits, ...options.limits };
  return {
    app,
    privateKey: String(privateKey.export({ type: 'pkcs1', format: 'pem' })),
    accounts,
    repositories: [],
    installations: [],
    tokens: new Map(),
    suites: new Map(),
    downloads: new Map(),
    log: createRequestLog(),
    faults: createFaults(),
    contract: createContract(),
    webhooks,
    limits,
    rates: createRateLimits(now, limits.requestsPerHour),
    now,
    nextId,
    advance: (ms: number): void => {
      offset += ms;
    },
  };
}

function control(
  world: World,
  http: HttpServer,
  advanceClock: (ms: number) => void,
  app: AppCredentials,
): LoopbackGitHub {
  const { webhooks } = world;
  const repository = (fullName: string): Repository => repositoryNamed(world, fullName);
  const installationFor = (owner: string): Installation => {
    const found = world.installations.find(({ account }) => account.login.toLowerCase() === owner.toLowerCase());
    if (found === undefined) throw new Error(`the app is not installed on ${owner}`);
    return found;
  };
  return {
    url: world.url,
    apiUrl: world.apiUrl,
    app,
    faults: world.faults,
    webhooks,
    setWebhookUrl: (url) => {
      webhooks.url = url;
    },
    seedRepository: (seed) => seedRepository(world, seed),
    repository,
    setArchived: (fullName, archived) => {
      repository(fullName).archived = archived;
    },
    setDisabled: (fullName, disabled) => {
      repository(fullName).disabled = disabled;
    },
    rename: (fullName, newFullName) => move(world, repository(fullName), newFullName),
    transfer: (fullName, newOwner, by) => {
      const moved = repository(fullName);
      const left = world.installations.find(({ repositories }) => repositories.includes(moved));
      move(world, moved, `${newOwner}/${moved.name}`);
      if (left !== undefined) removeRepositories(world, left, [moved], accountOf(world, by));
    },
    empty: (fullName) => {
      const { git } = repository(fullName);
      for (const [ref] of git.refs()) git.deleteRef(ref);
    },
    setRules: (fullName, rules) => {
      repository(fullName).rules = rules;
    },
    setRole: (fullName, login, role) =>
      void repository(fullName).roles.set(accountOf(world, login).login.toLowerCase(), role),
    install: (fullNames, by, permissions) =>
      installApp(world, {
        repositories: fullNames.map(repository),
        by: accountOf(world, by),
        ...(permissions === undefined ? {} : { permissions }),
      }),
    removeFromInstallation: (fullNames, by) => {
      const repositories = fullNames.map(repository);
      removeRepositories(
        world,
        installationFor(repositories[0]?.owner.login ?? ''),
        repositories,
        accountOf(world, by),
      );
    },
    uninstall: (owner, by) => uninstallApp(world, installationFor(owner), accountOf(world, by)),
    asUser: (login, fullName) => actAsUser(world, repository(fullName), accountOf(world, login)),
    createUserToken: (login) => createUserToken(world, accountOf(world, login)),
    now: () => world.now(),
    advanceClock,
    requests: () => world.log.list(),
    clearRequests: () => world.log.clear(),
    deliveries: () => webhooks.deliveries(),
    contractViolations: () => world.contract.violations(),
    clearViolations: () => world.contract.clear(),
    waitUntilIdle: (quietMs = 50, withinMs = 30_000) =>
      waitUntilQuiet(
        {
          busy: () => http.inFlight() + webhooks.pending(),
          total: () => world.log.list().length + webhooks.deliveries().length,
        },
        quietMs,
        withinMs,
      ),
    stop: () => stop(world, http),
  };
}

function move(world: World, repository: Repository, newFullName: string): void {
  const [owner = '', name = ''] = newFullName.split('/');
  repository.formerNames.add(fullNameOf(repository).toLowerCase());
  repository.owner = accountOf(world, owner, 'Organization');
  repository.name = name;
}

function repositoryNamed(world: World, fullName: string): Repository {
  const [owner = '', name = ''] = fullName.split('/');
  const found = findRepository(world, owner, name);
  if (found === undefined) throw new Error(`there is no repository ${fullName}`);
  return found;
}

function createUserToken(world: World, account: Account): string {
  const value = `ghp_${randomBytes(27).toString('base64url')}`;
  const expiresAt = world.now() + USER_TOKEN_LIFETIME_MS;
  world.tokens.set(value, { value, installation: null, account, permissions: {}, repositories: null, expiresAt });
  return value;
}

async function stop(world: World, http: HttpServer): Promise<void> {
  world.webhooks.close();
  const closed = once(http.server, 'close');
  http.server.close();
  http.server.closeAllConnections();
  await closed;
  rmSync(world.gitFolder, { recursive: true, force: true });
}
