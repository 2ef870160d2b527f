/** One repository on GitHub as the app's work sees it: the adapters, the engine and the words put together. */
import type { Migration, Phase } from '../core/migration.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import type { AppIdentity, GithubClient, RepositoryName } from '../github/client.js';
import { postComment, reactToComment } from '../github/comments.js';
import { IssuesDisabled } from '../github/errors.js';
import { hiddenMarker } from '../github/marker.js';
import { mayCommand, readPermission } from '../github/permission.js';
import { createPullRequestWriter, type PublishedPhase } from '../github/publish-phase.js';
import { readBase, readRepository, requireWritable } from '../github/repository.js';
import {
  findTrackingIssue,
  openTrackingIssue,
  type TrackingIssue,
  updateTrackingIssue,
} from '../github/tracking-issue.js';
import { createGithubReader, type GithubReader } from '../github/tree-reader.js';
import { planRepository, runPhase } from '../run-phase.js';
import type { CarriedOut, Desk, PhaseStanding } from './desk.js';
import { once } from './once.js';
import { readStandings } from './read-standings.js';
import { rememberFiles } from './remember-files.js';
import type { RepositoryAccess, Tracking } from './repository-access.js';
import { makePhaseWords, trackingText } from './words.js';

export interface RepositoryParts {
  readonly client: GithubClient;
  readonly app: AppIdentity;
  readonly migration: Migration;
  readonly name: RepositoryName;
}

/** Opens a repository for one piece of work. Nothing is asked of GitHub before it is needed, and nothing twice. */
export function openRepository(parts: RepositoryParts): RepositoryAccess {
  const { client, app, migration, name } = parts;
  const source = openSource(parts);
  const marker = hiddenMarker('tracking-issue', migration.id);
  const issue = once(() => findTrackingIssue(client, name, marker, app));

  async function writeTracking(
    found: TrackingIssue,
    plan: RepositoryPlan,
    now: readonly PhaseStanding[],
  ): Promise<void> {
    const text = trackingText(plan, now, { ...(await source.about()), marker });
    await updateTrackingIssue(client, name, found, text);
  }

  function standings(): Promise<readonly PhaseStanding[]> {
    return readStandings(client, name, migration, app);
  }

  async function carryOut(phase: Phase, askedBy: string): Promise<CarriedOut> {
    const reader = await source.reader();
    const writer = createPullRequestWriter({
      client,
      repository: await source.state(),
      reader,
      app,
      migration: migration.id,
      words: makePhaseWords(migration, askedBy),
    });
    let published: PublishedPhase | undefined;
    const { plan, repository, written } = await runPhase({
      reader,
      writer: {
        async publish(verified) {
          published = await writer.publish(verified);
          return published;
        },
      },
      migration,
      phase: phase.id,
    });
    const found = await issue();
    if (found !== undefined) await writeTracking(found, repository, overlay(await standings(), phase, published));
    return { plan, written, notes: notesOn(published) };
  }

  return {
    mayWrite: async (login) => mayCommand(await readPermission(client, name, login)),
    acknowledge: (comment) => reactToComment(client, name, comment, 'eyes'),
    async answer(issueNumber, comment, body) {
      await postComment(client, name, { issue: issueNumber, topic: `answer-${comment}`, body }, app);
    },
    async ensureTrackingIssue(): Promise<Tracking> {
      const { hasIssues } = await source.state();
      if (!hasIssues) throw new IssuesDisabled(`${name.owner}/${name.repo}`);
      const found = await issue();
      if (found !== undefined) return { state: 'found', url: found.url, number: found.number };
      const plan = await source.plan();
      if (!concerns(plan)) return { state: 'not-concerned' };
      const text = trackingText(plan, await standings(), { ...(await source.about()), marker });
      const opened = await openTrackingIssue(client, name, text, app);
      return { state: opened.created ? 'created' : 'found', url: opened.issue.url, number: opened.issue.number };
    },
    async refreshTrackingIssue() {
      const found = await issue();
      if (found !== undefined) await writeTracking(found, await source.plan(), await standings());
    },
    desk: (askedBy): Desk => ({
      repository: `${name.owner}/${name.repo}`,
      migration,
      plan: source.plan,
      carryOut: (phase) => carryOut(phase, askedBy),
      standings,
    }),
  };
}

/** The repository's state, its default branch's commit, a reader of it and the plan; each asked for once. */
function openSource({ client, migration, name }: RepositoryParts) {
  const state = once(async () => {
    const read = await readRepository(client, name);
    requireWritable(read);
    return read;
  });
  const reader = once(async (): Promise<GithubReader> => {
    const { defaultBranch } = await state();
    return rememberFiles(
      createGithubReader({ client, repository: name, base: await readBase(client, name, defaultBranch) }),
    );
  });
  const plan = once(async () => planRepository({ reader: await reader(), migration, phases: 'all' }));
  const about = async () => ({ repository: await state(), base: (await reader()).base.sha, migration });
  return { state, reader, plan, about };
}

/** The standings with what was just published: a list may lag behind a write. */
function overlay(
  standings: readonly PhaseStanding[],
  phase: Phase,
  published: PublishedPhase | undefined,
): readonly PhaseStanding[] {
  const pull = published?.pullRequest;
  if (pull === undefined) return standings;
  return standings.map((one) =>
    one.phase.id === phase.id ? { phase, state: 'open', number: pull.number, url: pull.url } : one,
  );
}

/** Whether the migration finds anything to do or to ask in the repository. */
function concerns(plan: RepositoryPlan): boolean {
  return plan.phases.some(({ counts }) => counts.references.rewrite + counts.references.ask > 0);
}

/** What the person should know besides. */
function notesOn(published: PublishedPhase | undefined): readonly string[] {
  if (published?.commit?.verified === false) {
    return ['GitHub does not show the commit as verified; a rule that requires signed commits would refuse it.'];
  }
  return [];
}
