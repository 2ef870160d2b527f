/** Whose work a commit is: told by the accounts that GitHub names, never by the text of names or e-mail addresses. */
import { type Account, type AppIdentity, isApp } from './client.js';

/** `formatter`: a bot that the configuration calls harmless. `person`: everybody else, other bots too. */
export type CommitOwner = 'app' | 'formatter' | 'person';

/** A commit as GitHub lists it, as far as it is used. */
export interface CommitData {
  readonly sha: string;
  readonly author: Account | null;
  readonly committer: Account | null;
  readonly commit: {
    readonly tree: { readonly sha: string };
    readonly verification?: { readonly verified: boolean };
  };
  readonly parents: readonly { readonly sha: string }[];
}

/** A commit of a branch. */
export interface OwnedCommit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly owner: CommitOwner;
  /** Whether the app wrote it first and somebody made it anew since: amended, rebased, picked. */
  readonly remade: boolean;
}

/** Who commits are told apart by. */
export interface Owners {
  readonly app: AppIdentity;
  /** Logins of bots that format commits, as the configuration has them. */
  readonly formatterBots: readonly string[];
}

/** GitHub's account for commits made on its site or signed by it; the author then tells whose they are. */
const GITHUB_COMMITTER = 'web-flow';

/**
 * Reads whose a commit is. It is the app's when GitHub knows the app's bot account as its author, and as its committer that account too
 * or, verified, GitHub itself, which signs for apps. An e-mail address alone makes GitHub name an account, but does not sign.
 */
export function readOwner(data: CommitData, { app, formatterBots }: Owners): OwnedCommit {
  const { author, committer } = data;
  const written = isApp(author, app);
  const signed = data.commit.verification?.verified === true;
  const byGithub = committer === null || committer.login === GITHUB_COMMITTER;
  const own = written && (byGithub ? signed : isApp(committer, app));
  const formats = isOneOf(author, formatterBots) && (byGithub || isOneOf(committer, formatterBots));
  return {
    sha: data.sha,
    tree: data.commit.tree.sha,
    parents: data.parents.map(({ sha }) => sha),
    owner: own ? 'app' : formats ? 'formatter' : 'person',
    remade: written && !own,
  };
}

function isOneOf(account: Account | null, logins: readonly string[]): boolean {
  const login = account?.type === 'Bot' ? account.login?.toLowerCase() : undefined;
  return login !== undefined && logins.some((one) => one.toLowerCase() === login);
}
