import { notifyInstallation } from '../notify.js';
import { showRepositoryName } from '../serialize/repository.js';
import {
  type Account,
  fullNameOf,
  type Installation,
  type Permissions,
  type Repository,
  type World,
} from '../world.js';

/** How the app is installed on one account. */
export interface InstallWish {
  /** Of one owner. */
  readonly repositories: readonly Repository[];
  readonly by: Account;
  /** What the owner grants; the app's own wishes when left out. */
  readonly permissions?: Permissions;
  readonly selection?: 'all' | 'selected';
}

/** Installs the app on an account's repositories, or adds to them when it is installed there, and tells the app. */
export function installApp(
  world: World,
  { repositories, by, permissions, selection = 'selected' }: InstallWish,
): Installation {
  const [account, ...others] = [...new Set(repositories.map(({ owner }) => owner))];
  if (account === undefined || others.length > 0)
    throw new Error(`an installation is on one owner's repositories: ${repositories.map(fullNameOf).join(', ')}`);
  const known = world.installations.find((installation) => installation.account.id === account.id);
  if (known !== undefined) return addRepositories(world, known, repositories, by);
  const installation: Installation = {
    id: world.nextId(),
    account,
    createdAt: world.now(),
    selection,
    repositories: [...repositories],
    permissions: permissions ?? world.app.permissions,
  };
  world.installations.push(installation);
  const shown = repositories.map(showRepositoryName);
  notifyInstallation(world, installation, by, 'installation', 'created', { repositories: shown, requester: null });
  return installation;
}

function addRepositories(
  world: World,
  installation: Installation,
  repositories: readonly Repository[],
  by: Account,
): Installation {
  const added = repositories.filter((repository) => !installation.repositories.includes(repository));
  installation.repositories.push(...added);
  notifyChange(world, installation, by, 'added', added, []);
  return installation;
}

/** Takes repositories out of an installation and tells the app. */
export function removeRepositories(
  world: World,
  installation: Installation,
  repositories: readonly Repository[],
  by: Account,
): void {
  for (const repository of repositories) {
    const at = installation.repositories.indexOf(repository);
    if (at >= 0) installation.repositories.splice(at, 1);
  }
  notifyChange(world, installation, by, 'removed', [], repositories);
}

function notifyChange(
  world: World,
  installation: Installation,
  by: Account,
  action: 'added' | 'removed',
  added: readonly Repository[],
  removed: readonly Repository[],
): void {
  notifyInstallation(world, installation, by, 'installation_repositories', action, {
    repository_selection: installation.selection,
    repositories_added: added.map(showRepositoryName),
    repositories_removed: removed.map(showRepositoryName),
    requester: null,
  });
}

/** Uninstalls the app: its tokens die, and it is told. */
export function uninstallApp(world: World, installation: Installation, by: Account): void {
  world.installations.splice(world.installations.indexOf(installation), 1);
  for (const [value, token] of world.tokens) if (token.installation === installation) world.tokens.delete(value);
  const repositories = installation.repositories.map(showRepositoryName);
  notifyInstallation(world, installation, by, 'installation', 'deleted', { repositories, requester: null });
}
