import type { Json } from './json.js';
import { nodeId, showAccount } from './serialize/account.js';
import { showInstallation } from './serialize/app.js';
import { showRepository } from './serialize/repository.js';
import type { Account, Installation, Repository, World } from './world.js';

type Payload = { readonly [key: string]: Json };

/** The installation that covers a repository. */
export function installationOf(world: World, repository: Repository): Installation | undefined {
  return world.installations.find(({ repositories }) => repositories.includes(repository));
}

/** Tells the app of an event in a repository, if the app is installed there and subscribed to it. */
export function notify(
  world: World,
  repository: Repository,
  sender: Account,
  event: string,
  action: string | null,
  payload: Payload,
): void {
  const installation = installationOf(world, repository);
  if (installation === undefined || !world.app.events.includes(event)) return;
  send(world, event, action, repository.id, installation, {
    ...(action === null ? {} : { action }),
    ...payload,
    repository: showRepositoryOfEvent(world, repository, event),
    sender: showAccount(world, sender),
    installation: { id: installation.id, node_id: nodeId('Installation', installation.id) },
  });
}

/** Tells the app of an event of its installation; GitHub sends these without a subscription. */
export function notifyInstallation(
  world: World,
  installation: Installation,
  sender: Account,
  event: string,
  action: string,
  payload: Payload,
): void {
  send(world, event, action, null, installation, {
    action,
    installation: showInstallation(world, installation),
    ...payload,
    sender: showAccount(world, sender),
  });
}

/** A push tells the times of its repository in seconds, unlike every other event. */
function showRepositoryOfEvent(world: World, repository: Repository, event: string) {
  const shown = showRepository(world, repository);
  if (event !== 'push') return shown;
  return {
    ...shown,
    created_at: Math.floor(repository.createdAt / 1000),
    pushed_at: Math.floor(repository.pushedAt / 1000),
  };
}

function send(
  world: World,
  event: string,
  action: string | null,
  repositoryId: number | null,
  installation: Installation,
  payload: Payload,
): void {
  const name = [event, action]
    .filter((part) => part !== null)
    .join('-')
    .replaceAll('_', '-');
  world.contract.checkWebhook(name, payload);
  world.webhooks.send({ event, action, installationId: installation.id, repositoryId, payload });
}
