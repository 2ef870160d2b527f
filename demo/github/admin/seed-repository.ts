import { join } from 'node:path';
import { githubSignature, signatureOf } from '../acts/commits.js';
import { createGitRepository } from '../git/git-repository.js';
import { accountOf, findRepository, type Repository, type World } from '../world.js';
import { type SeedFiles, writeFiles, writeFolder } from './read-folder.js';

/** A repository to make. */
export interface RepositorySeed {
  /** `owner/name`; the owner is made as an organisation unless known. */
  readonly fullName: string;
  /** A folder or files for its first commit; neither makes an empty repository. */
  readonly folder?: string;
  readonly files?: SeedFiles;
  readonly private?: boolean;
  readonly archived?: boolean;
  readonly fork?: boolean;
  readonly hasIssues?: boolean;
  readonly defaultBranch?: string;
  readonly message?: string;
}

/** Makes a repository, with one commit if it has files. */
export function seedRepository(world: World, seed: RepositorySeed): Repository {
  const [ownerName = '', name = ''] = seed.fullName.split('/');
  if (ownerName === '' || name === '') throw new Error(`"${seed.fullName}" is no owner/name`);
  if (findRepository(world, ownerName, name) !== undefined)
    throw new Error(`there is a repository ${seed.fullName} already`);
  const owner = accountOf(world, ownerName, 'Organization');
  const git = createGitRepository(join(world.gitFolder, owner.login, `${name}.git`), seed.defaultBranch ?? 'main');
  const repository: Repository = {
    id: world.nextId(),
    owner,
    name,
    formerNames: new Set(),
    disabled: false,
    fork: seed.fork ?? false,
    git,
    createdAt: world.now(),
    pushedAt: world.now(),
    private: seed.private ?? false,
    archived: seed.archived ?? false,
    hasIssues: seed.hasIssues ?? true,
    issues: [],
    labels: [],
    roles: new Map(),
    checkRuns: [],
    statuses: [],
    signed: new Map(),
    activities: [],
    rules: [],
    teams: new Set(),
  };
  world.repositories.push(repository);
  const changes = seed.folder === undefined ? writeFiles(git, seed.files ?? {}) : writeFolder(git, seed.folder);
  if (changes.size === 0) return repository;
  const commit = { tree: git.writeTree(null, changes), parents: [], message: seed.message ?? 'Initial commit' };
  const sha = git.writeCommit({ ...commit, author: signatureOf(world, owner), committer: githubSignature(world) });
  git.setRef(`refs/heads/${git.defaultBranch}`, sha);
  return repository;
}
