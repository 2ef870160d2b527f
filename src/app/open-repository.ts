/** One repository on GitHub as the app's work sees it: the adapters, the engine and the words put together. */
import type { Phase } from '../core/migration.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import { fullName } from '../github/client.js';
import { postComment, reactToComment } from '../github/comments.js';
import { PermissionMissing } from '../github/errors.js';
import { mayCommand, readPermission } from '../github/permission.js';
import { createPullRequestWriter, type PublishedPhase } from '../github/publish-phase.js';
import { readBase, readRepository, requireWritable } from '../github/repository.js';
import { createGithubReader, type GithubReader } from '../github/tree-reader.js';
import { planRepository, runPhase } from '../run-phase.js';
import type { CarriedOut, Desk } from './desk.js';
import { once } from './once.js';
import { rememberFiles } from './remember-files.js';
import type { RepositoryAccess } from './repository-access.js';
import type { RepositoryParts } from './repository-parts.js';
import { openTracking, type TrackingDesk } from './track-phases.js';
import { makePhaseWords, previewPhase, type WordsAbout } from './words.js';

/** Opens a repository for one piece of work. Nothing is asked of GitHub before it is needed, and nothing twice. */
export function openRepository(parts: RepositoryParts): RepositoryAccess {
  const { client, app, name } = parts;
  const source = openSource(parts);
  const tracking = openTracking({ ...parts, state: source.state, plan: source.plan });
  return {
    mayWrite: async (login) => mayCommand(await readPermission(client, name, login)),
    acknowledge: (comment) => reactToComment(client, name, comment, 'eyes'),
    async answer(issue, comment, body) {
      await postComment(client, name, { issue, topic: `answer-${comment}`, body }, app);
    },
    ensureTrackingIssue: tracking.ensure,
    refreshTrackingIssue: tracking.refresh,
    desk: (askedBy) => openDesk(parts, source, tracking, askedBy),
  };
}

/** What is read of the repository, each once. */
interface Source {
  state(): ReturnType<typeof readRepository>;
  reader(): Promise<GithubReader>;
  plan(): Promise<RepositoryPlan>;
}

function openSource({ client, migration, name }: RepositoryParts): Source {
  const state = once(async () => {
    const read = await readRepository(client, name);
    requireWritable(read);
    return read;
  });
  const reader = once(async (): Promise<GithubReader> => {
    const { defaultBranch } = await state();
    const base = await readBase(client, name, defaultBranch);
    return rememberFiles(createGithubReader({ client, repository: name, base }));
  });
  const plan = once(async () => planRepository({ reader: await reader(), migration, phases: 'all' }));
  return { state, reader, plan };
}

function openDesk(parts: RepositoryParts, source: Source, tracking: TrackingDesk, askedBy: string): Desk {
  const { client, app, migration, name } = parts;

  async function about(): Promise<WordsAbout> {
    const trackingIssue = (await tracking.find())?.url;
    const fingerprint = (await source.reader()).base.tree;
    return { migration, fingerprint, requestedBy: askedBy, ...(trackingIssue === undefined ? {} : { trackingIssue }) };
  }

  async function carryOut(phase: Phase): Promise<CarriedOut> {
    await requirePermissions(parts);
    const [reader, repository, words] = [await source.reader(), await source.state(), makePhaseWords(await about())];
    const writer = createPullRequestWriter({ client, repository, reader, app, migration: migration.id, words });
    let published: PublishedPhase | undefined;
    const publish = async (...plan: Parameters<typeof writer.publish>) => {
      published = await writer.publish(...plan);
      return published;
    };
    const run = await runPhase({ reader, writer: { publish }, migration, phase: phase.id });
    const pullRequest = published?.pullRequest;
    await tracking.update(run.repository, pullRequest && { phase: phase.id, pullRequest, requestedBy: askedBy });
    return { plan: run.plan, notes: notesOn(published), ...(pullRequest === undefined ? {} : { pullRequest }) };
  }

  return {
    repository: fullName(name),
    migration,
    plan: source.plan,
    preview: async (plan) => previewPhase(plan, await about()),
    carryOut,
    standings: tracking.state,
  };
}

/** Throws `PermissionMissing` before anything is begun that could not be finished. */
async function requirePermissions({ missing, name }: RepositoryParts): Promise<void> {
  const permissions = await missing();
  if (permissions.length > 0) {
    throw new PermissionMissing('carry out a phase', fullName(name), { permissions: permissions.join(', ') });
  }
}

/** What the person should know besides. */
function notesOn(published: PublishedPhase | undefined): readonly string[] {
  if (published?.commit?.verified !== false) return [];
  return ['GitHub does not show the commit as verified: a branch rule that wants signed commits will refuse it'];
}
