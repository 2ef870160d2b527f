import type { KeyObject } from 'node:crypto';
import type { Contract } from './contract.js';
import type { Webhooks } from './deliver-webhooks.js';
import type { Faults } from './faults.js';
import type { GitRepository } from './git/git-repository.js';
import type { RateLimits } from './rate-limit.js';
import type { RequestLog } from './request-log.js';
import type { Download } from './serve-download.js';

/** A user, an organisation or a bot. Times everywhere are milliseconds since the epoch on the loopback's clock. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Organization' | 'Bot';
  readonly createdAt: number;
}

/** GitHub's built-in repository roles, weakest first. */
export const roles = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;
export type Role = (typeof roles)[number];

export const reactionContents = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'] as const;
export type ReactionContent = (typeof reactionContents)[number];

export interface Reaction {
  readonly id: number;
  readonly user: Account;
  readonly content: ReactionContent;
  readonly createdAt: number;
}

export interface Comment {
  readonly id: number;
  readonly user: Account;
  readonly createdAt: number;
  body: string;
  updatedAt: number;
  reactions: Reaction[];
}

/** A comment of a review on a line of the new side; `line` is that of the commit it was made on. */
export interface ReviewComment {
  readonly id: number;
  readonly path: string;
  readonly line: number;
  readonly startLine: number | null;
  readonly body: string;
  readonly hunk: string;
}

export interface Review {
  readonly id: number;
  readonly user: Account;
  readonly body: string;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'PENDING';
  readonly commitId: string;
  readonly submittedAt: number;
  readonly comments: readonly ReviewComment[];
}

export interface Pull {
  /** Branch names; heads and bases are always in the same repository. */
  readonly head: string;
  base: string;
  headSha: string;
  /** The tip of the base branch while open, frozen when closed. */
  baseSha: string;
  readonly draft: boolean;
  readonly maintainerCanModify: boolean;
  merged: { readonly at: number; readonly by: Account; readonly sha: string } | null;
  readonly reviews: Review[];
  readonly requestedReviewers: Account[];
  /** Slugs. */
  readonly requestedTeams: string[];
}

export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly user: Account;
  readonly createdAt: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'reopened' | 'not_planned' | 'duplicate' | null;
  updatedAt: number;
  closedAt: number | null;
  closedBy: Account | null;
  locked: boolean;
  labels: string[];
  assignees: Account[];
  readonly comments: Comment[];
  reactions: Reaction[];
  readonly pull: Pull | null;
}

export interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column: number | null;
  readonly end_column: number | null;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly title: string | null;
  readonly message: string;
  readonly raw_details: string | null;
}

export interface CheckRun {
  readonly id: number;
  readonly suiteId: number;
  readonly headSha: string;
  name: string;
  status: string;
  conclusion: string | null;
  startedAt: number;
  completedAt: number | null;
  externalId: string;
  detailsUrl: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
  readonly annotations: Annotation[];
  /** Its buttons. */
  actions: readonly CheckAction[];
}

export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

/** What somebody reported about a commit; the latest of a context counts. */
export interface CommitStatus {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly creator: Account;
  readonly createdAt: number;
}

/** A rule that is active on the branches that a glob names. */
export interface BranchRule {
  /** Whether the app stands on the bypass list of its ruleset. */
  readonly bypass?: boolean;
  readonly type: 'creation' | 'update' | 'deletion' | 'required_signatures' | 'non_fast_forward';
  readonly pattern: string;
}

/** One change of a branch, as GitHub remembers it. The id of nothing is forty zeros. */
export interface Activity {
  readonly id: number;
  /** Full name: `refs/heads/main`. */
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly type: 'push' | 'force_push' | 'branch_deletion' | 'branch_creation' | 'pr_merge';
  /** Whether force was asked for, needed or not. GitHub does not tell. */
  readonly forced: boolean;
  readonly at: number;
  readonly actor: Account;
}

export interface Repository {
  readonly id: number;
  owner: Account;
  name: string;
  /** Full names that it had before, in lower case: GitHub redirects from them. */
  readonly formerNames: Set<string>;
  /** Whether GitHub has disabled it. */
  disabled: boolean;
  fork: boolean;
  readonly git: GitRepository;
  readonly createdAt: number;
  pushedAt: number;
  private: boolean;
  archived: boolean;
  hasIssues: boolean;
  readonly issues: Issue[];
  readonly labels: Label[];
  readonly roles: Map<string, Role>;
  readonly checkRuns: CheckRun[];
  /** Of all commits, oldest first. */
  readonly statuses: CommitStatus[];
  /** Commits that GitHub itself signed for the app. */
  readonly signed: Map<string, number>;
  /** Changes of branches, oldest first. */
  readonly activities: Activity[];
  rules: readonly BranchRule[];
  /** Slugs of the teams of its organisation that may see it. */
  readonly teams: Set<string>;
}

export type PermissionLevel = 'read' | 'write';
export type Permissions = Readonly<Record<string, PermissionLevel>>;

export interface Installation {
  readonly id: number;
  readonly account: Account;
  readonly createdAt: number;
  readonly selection: 'all' | 'selected';
  readonly repositories: Repository[];
  readonly permissions: Permissions;
}

/** An installation token, or a person's when `installation` is null. */
export interface Token {
  readonly value: string;
  readonly installation: Installation | null;
  readonly account: Account;
  readonly permissions: Permissions;
  /** The repositories that the token was narrowed to; null means all of its owner's. */
  readonly repositories: readonly Repository[] | null;
  readonly expiresAt: number;
}

/** The one GitHub App of this GitHub. */
export interface App {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly clientId: string;
  readonly owner: Account;
  readonly bot: Account;
  readonly publicKey: KeyObject;
  readonly webhookSecret: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly createdAt: number;
}

/** All that this GitHub knows. */
export interface World {
  readonly app: App;
  readonly accounts: Map<string, Account>;
  readonly repositories: Repository[];
  readonly installations: Installation[];
  readonly tokens: Map<string, Token>;
  /** Suites by head commit. */
  readonly suites: Map<string, number>;
  readonly log: RequestLog;
  readonly faults: Faults;
  readonly contract: Contract;
  readonly webhooks: Webhooks;
  readonly rates: RateLimits;
  /** Archives by the key of their temporary address. */
  readonly downloads: Map<string, Download>;
  readonly limits: Limits;
  /** Root of the pages, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly apiUrl: string;
  readonly gitFolder: string;
  now(): number;
  nextId(): number;
}

/** GitHub's limits that a test may want to reach sooner. */
export interface Limits {
  /** Entries of a recursive tree before it is cut. GitHub's: 100,000. */
  readonly treeEntries: number;
  /** Requests an hour for one token's owner. GitHub's: 5,000. */
  readonly requestsPerHour: number;
}

/** The account with a login, made as a user when there is none. */
export function accountOf(
  world: Pick<World, 'accounts' | 'now' | 'nextId'>,
  login: string,
  type: Account['type'] = login.endsWith('[bot]') ? 'Bot' : 'User',
): Account {
  const known = world.accounts.get(login.toLowerCase());
  if (known !== undefined) return known;
  const account: Account = { id: world.nextId(), login, type, createdAt: world.now() };
  world.accounts.set(login.toLowerCase(), account);
  return account;
}

/** The repository with a full name, in any case. */
export function findRepository(world: World, owner: string, name: string): Repository | undefined {
  const wanted = `${owner}/${name}`.toLowerCase();
  return world.repositories.find((repository) => fullNameOf(repository).toLowerCase() === wanted);
}

export function fullNameOf(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

export function isEmpty(repository: Repository): boolean {
  return repository.git.refs().size === 0;
}

/** What an account may do in a repository. */
export function roleOf(repository: Repository, account: Account): Role {
  if (account.id === repository.owner.id) return 'admin';
  return repository.roles.get(account.login.toLowerCase()) ?? (repository.private ? 'none' : 'read');
}

export function hasRole(repository: Repository, account: Account, least: Role): boolean {
  return roles.indexOf(roleOf(repository, account)) >= roles.indexOf(least);
}
