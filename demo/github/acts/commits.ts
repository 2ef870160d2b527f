import type { Signature } from '../git/commit-object.js';
import { emailOf } from '../serialize/account.js';
import type { Account, Repository, World } from '../world.js';

/** The signature that a commit of an account carries. */
export function signatureOf(world: World, account: Account): Signature {
  return { name: account.login, email: emailOf(account), at: world.now() };
}

/** The address under which GitHub itself commits. */
export const GITHUB_EMAIL = 'noreply@github.com';

/** Who commits what GitHub itself makes. */
export function githubSignature(world: World): Signature {
  return { name: 'GitHub', email: GITHUB_EMAIL, at: world.now() };
}

export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author?: Signature | undefined;
  readonly committer?: Signature | undefined;
}

/**
 * Writes a commit as GitHub does. What the app commits without naming author or committer is signed by GitHub.
 * Source: docs.github.com, "Signature verification for bots".
 */
export function makeCommit(world: World, repository: Repository, actor: Account, commit: NewCommit): string {
  const isSigned = actor.type === 'Bot' && commit.author === undefined && commit.committer === undefined;
  const author = commit.author ?? signatureOf(world, actor);
  const committer = commit.committer ?? (isSigned ? githubSignature(world) : author);
  const { tree, parents, message } = commit;
  const sha = repository.git.writeCommit({ tree, parents, message, author, committer });
  if (isSigned) repository.signed.set(sha, world.now());
  return sha;
}
