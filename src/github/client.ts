/** The client that this folder talks through, and the names of what it talks about. */
import type { Octokit } from '@octokit/rest';

/** The part of an Octokit that is used: Probot's `context.octokit` and an `Octokit` of @octokit/rest both fit. */
export type GithubClient = Pick<Octokit, 'rest' | 'request' | 'paginate'>;

/** A repository by name, as the API's routes want it. */
export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/** Who the app is on GitHub: what it wrote is recognised by this. */
export interface AppIdentity {
  /** Numeric id of the app (not of its installation). */
  readonly appId: number;
  readonly slug: string;
  /** Login of the app's bot account: `<slug>[bot]`. No person can have it. */
  readonly login: string;
  /** Numeric id of the bot account; commits are compared by it. */
  readonly userId: number;
}

/** The account that an answer of the API names as author, as far as it is needed. */
export interface Account {
  readonly id?: number;
  readonly login?: string;
  readonly type?: string;
}

/** `owner/name`, for messages. */
export function fullName({ owner, repo }: RepositoryName): string {
  return `${owner}/${repo}`;
}

/** Whether `account` is the app's own bot account. */
export function isApp(account: Account | null | undefined, app: AppIdentity): boolean {
  return account?.id === app.userId && account.type === 'Bot';
}
