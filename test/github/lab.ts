import { Octokit } from '@octokit/rest';
import type { SeedFiles } from '../../demo/github/admin/read-folder.js';
import {
  type LoopbackGitHub,
  type LoopbackOptions,
  startLoopbackGitHub,
} from '../../demo/github/start-loopback-github.js';
import { changeSet } from '../../src/core/edit.js';
import type { Counts, FilePlan } from '../../src/core/file-plan.js';
import type { PhasePlan } from '../../src/core/phase-plan.js';
import type { FileMode, SourceFile } from '../../src/core/source.js';
import type { AppIdentity, RepositoryName } from '../../src/github/client.js';
import type { PhaseWords } from '../../src/github/publish-phase.js';
import { createPullRequestWriter, type PullRequestWriter } from '../../src/github/publish-phase.js';
import { type BaseCommit, readAppIdentity, readBase, readRepository } from '../../src/github/repository.js';
import { createGithubReader, type GithubReader, type ReadLimits } from '../../src/github/tree-reader.js';
import { appClient, installationClient } from '../demo/github/lab.js';

export const here: RepositoryName = { owner: 'example-school', repo: 'course' };
export const REPOSITORY = `${here.owner}/${here.repo}`;

/** Content of a file by path, before and after a phase. */
export type Edits = Readonly<Record<string, readonly [before: string, after: string]>>;

export interface Lab {
  readonly github: LoopbackGitHub;
  readonly client: Octokit;
  readonly app: AppIdentity;
  reader(limits?: Partial<ReadLimits>): Promise<GithubReader>;
  writer(words?: Partial<PhaseWords>): Promise<PullRequestWriter>;
}

/** A GitHub on loopback with one repository on which the app is installed. */
export async function startLab(files: SeedFiles, options: LoopbackOptions = {}): Promise<Lab> {
  const github = await startLoopbackGitHub(options);
  github.seedRepository({ fullName: REPOSITORY, files });
  github.setRole(REPOSITORY, 'maria', 'write');
  github.install([REPOSITORY], 'maria');
  const client = await installationClient(github);
  const app = await readAppIdentity(appClient(github), client);
  async function reader(limits?: Partial<ReadLimits>): Promise<GithubReader> {
    const base = await readBase(client, here, 'main');
    return createGithubReader({ client, repository: here, base, ...(limits === undefined ? {} : { limits }) });
  }
  return {
    github,
    client,
    app,
    reader,
    async writer(words) {
      const repository = await readRepository(client, here);
      const options = { client, repository, app, migration: '2025-tier-1', words: { ...plainWords, ...words } };
      const openReader = (base: BaseCommit) => createGithubReader({ client, repository: here, base });
      return createPullRequestWriter({ ...options, openReader, formatterBots: [], reader: await reader() });
    },
  };
}

/** Everything that a reader yields, and the problems that it reports. */
export async function readAll(
  reader: GithubReader,
  stems: string,
): Promise<{ readonly files: readonly SourceFile[]; readonly problems: readonly string[] }> {
  const problems: string[] = [];
  const files: SourceFile[] = [];
  for await (const file of reader.read(stems, (path, message) => problems.push(`${path}: ${message}`)))
    files.push(file);
  return { files, problems };
}

export const plainWords: PhaseWords = {
  commitMessage: (plan) => `Move ${plan.phase.id}`,
  pullRequest: (plan, { head }) => ({ title: `Cutover: ${plan.phase.id}`, body: `The head is ${head}.` }),
  replaced: (_, { number }) => `See #${number}.`,
  checkRun: () => ({ title: 'No warnings', summary: 'Nothing to look at.', annotations: [], conclusion: 'success' }),
};

const noCounts: Counts = {
  files: 0,
  changedFiles: 0,
  notebooks: 0,
  changedNotebooks: 0,
  references: { rewrite: 0, keep: 0, ask: 0 },
  companions: 0,
  addedLines: 0,
  removedLines: 0,
  warnings: { critical: 0, warning: 0, note: 0 },
};

/** A plan of phase 4 that makes these edits. */
export function planOf(edits: Edits, counts: Partial<Counts> = {}, mode: FileMode = '100644'): PhasePlan {
  const files = Object.entries(edits).map(([path, [before, after]]) => fileOf(path, before, after, mode));
  return {
    phase: { id: 'phase-4', number: 4, title: 'Inference', sections: [], checklist: [], repeatForNotebooks: false },
    files,
    counts: { ...noCounts, changedFiles: files.length, ...counts },
    checklist: [],
    folders: [],
    problems: [],
  };
}

function fileOf(path: string, before: string, after: string, mode: FileMode): FilePlan {
  const edit = { span: { start: 0, end: before.length }, expected: before, insert: after };
  const nothing = { references: [], lookAlikes: [], decisions: [], rows: [], warnings: [], problems: [] };
  const changes = changeSet(before, before === after ? [] : [edit]);
  return { path, mode, blob: '', phase: 'phase-4', before, after, changes, ...nothing };
}

/** A client of a host that only nock answers for. */
export function fakeClient(token?: string): Octokit {
  const silent = (): void => undefined;
  return new Octokit({
    baseUrl: 'http://api.test',
    ...(token === undefined ? {} : { auth: token }),
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}
