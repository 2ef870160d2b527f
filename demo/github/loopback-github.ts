import type { Person } from './admin/act-as-user.js';
import type { RepositorySeed } from './admin/seed-repository.js';
import type { Violation } from './contract.js';
import type { Delivery, Webhooks } from './deliver-webhooks.js';
import type { Faults } from './faults.js';
import type { LoggedRequest } from './request-log.js';
import type { BranchRule, Installation, Limits, Permissions, Repository, Role } from './world.js';

/** How a GitHub on loopback differs from the standard one. */
export interface LoopbackOptions {
  /** A free one when left out. */
  readonly port?: number;
  readonly appSlug?: string;
  readonly permissions?: Permissions;
  readonly events?: readonly string[];
  /** Where webhooks go; may be set later. */
  readonly webhookUrl?: string;
  readonly limits?: Partial<Limits>;
}

/** What the app must know to act as itself. */
export interface AppCredentials {
  readonly appId: number;
  readonly slug: string;
  readonly clientId: string;
  /** PEM, PKCS #1 as GitHub's downloads. */
  readonly privateKey: string;
  readonly webhookSecret: string;
}

/** A running GitHub: its addresses, the app's credentials, and what a test may do to it. Repositories go by `owner/name`. */
export interface LoopbackGitHub {
  /** Root of the pages, of clones, and of the API as api.github.com has it. */
  readonly url: string;
  /** Root of the API as GitHub Enterprise Server has it. */
  readonly apiUrl: string;
  readonly app: AppCredentials;
  readonly faults: Faults;
  readonly webhooks: Pick<Webhooks, 'disturb' | 'hold' | 'release' | 'redeliver'>;
  setWebhookUrl(url: string | null): void;
  seedRepository(seed: RepositorySeed): Repository;
  repository(fullName: string): Repository;
  setArchived(fullName: string, archived: boolean): void;
  setDisabled(fullName: string, disabled: boolean): void;
  /** Renames the repository, or its owner; requests under the former name are redirected, as GitHub does. */
  rename(fullName: string, newFullName: string): void;
  /**
   * Moves the repository to another account, with redirects. It leaves the installation of its former owner, which is told; whether the app
   * sees it again is up to the new one.
   */
  transfer(fullName: string, newOwner: string, by: string): void;
  /** Deletes all branches and tags, so that there is no commit any more. */
  empty(fullName: string): void;
  setRules(fullName: string, rules: readonly BranchRule[]): void;
  setRole(fullName: string, login: string, role: Role): void;
  /** Installs the app, or adds repositories to its installation on their owner. */
  install(fullNames: readonly string[], by: string, permissions?: Permissions): Installation;
  removeFromInstallation(fullNames: readonly string[], by: string): void;
  uninstall(owner: string, by: string): void;
  /** A person in a repository, made when unknown. */
  asUser(login: string, fullName: string): Person;
  /** A token of a person, for clients that are no app. */
  createUserToken(login: string): string;
  /** Milliseconds since the epoch. */
  now(): number;
  advanceClock(ms: number): void;
  requests(): readonly LoggedRequest[];
  clearRequests(): void;
  deliveries(): readonly Delivery[];
  contractViolations(): readonly Violation[];
  clearViolations(): void;
  /** Resolves once no request and no delivery was under way for a while (50 ms); rejects after a time (30 s). */
  waitUntilIdle(quietMs?: number, withinMs?: number): Promise<void>;
  stop(): Promise<void>;
}
