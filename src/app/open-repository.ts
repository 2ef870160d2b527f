/** One repository on GitHub as the app's work sees it: the adapters, the engine and the words put together. */
import { CONFIGURATION_PATH } from '../core/configuration.js';
import type { Prior } from '../core/history.js';
import type { Phase } from '../core/migration.js';
import type { PhasePlan, RepositoryPlan } from '../core/phase-plan.js';
import type { Problem } from '../core/problem.js';
import { fullName, isApp } from '../github/client.js';
import { postComment, reactToComment, readThread } from '../github/comments.js';
import { GithubError, GithubUnavailable, PermissionMissing } from '../github/errors.js';
import { hiddenMarker } from '../github/marker.js';
import { mayCommand, readPermission } from '../github/permission.js';
import { turnedBackOnBase } from '../github/phase-history.js';
import { createPullRequestWriter, type PublishedPhase } from '../github/publish-phase.js';
import { type BaseCommit, type RepositoryState, readBase, requireWritable } from '../github/repository.js';
import { readOutlook } from '../github/start-over.js';
import { createGithubReader, type GithubReader } from '../github/tree-reader.js';
import type { Followed } from '../local/follow-configuration.js';
import { explainPlan, planRepository, runPhase } from '../run-phase.js';
import { checkAgain } from './check-again.js';
import { checkConfiguration } from './check-configuration.js';
import { ConfigurationBroken } from './configuration-broken.js';
import type { CarriedOut, Desk } from './desk.js';
import { emptyTrackingBox } from './empty-box.js';
import { holdLimits } from './hold-limits.js';
import { digestOfChoices, joinChoices } from './join-choices.js';
import { once } from './once.js';
import { peopleNotes } from './people-notes.js';
import { phaseNotes } from './phase-notes.js';
import { readSettings } from './read-settings.js';
import { rememberFiles } from './remember-files.js';
import { reportConfiguration } from './report-configuration.js';
import type { RepositoryAccess } from './repository-access.js';
import type { RepositoryParts } from './repository-parts.js';
import { openTracking, type TrackingDesk } from './track-phases.js';
import { gatherTrackingContext } from './tracking-context.js';
import { makePhaseWords, previewPhase, type WordsAbout } from './words.js';

/** What a repository is opened from; `name` is the one that it was last heard of under. */
export interface OpeningParts extends RepositoryParts {
  /** Finds it by its id, once. */
  find(): Promise<RepositoryState>;
}

/**
 * Opens a repository for one piece of work. Nothing is asked of GitHub before it is needed, and nothing twice; the configuration is read
 * once, so that all of the work follows the same.
 */
export function openRepository({ find, ...given }: OpeningParts): RepositoryAccess {
  const { client, app } = given;
  const state = async () => {
    const found = await find();
    requireWritable(found);
    return found;
  };
  const opened = once(async () => {
    const parts = { ...given, name: await find() };
    const followed = await readSettings(parts);
    return followed.ok ? openFollowed(parts, followed, state) : followed;
  });
  const report = async (problems: readonly Problem[]) => {
    const found = await state();
    return reportConfiguration({ ...given, name: found }, found, problems);
  };
  let ready: OpenedRepository | undefined;
  return {
    mayWrite: async (login) => mayCommand(await readPermission(client, await find(), login)),
    acknowledge: async (comment) => reactToComment(client, await find(), comment, 'eyes'),
    async answer(issue, comment, body) {
      await postComment(client, await find(), { issue, topic: `answer-${comment}`, body }, app);
    },
    async said(issue, topic) {
      const marker = hiddenMarker('topic', topic);
      const thread = await readThread(client, await find(), issue);
      return thread.find(({ author, body }) => isApp(author, app) && body.startsWith(marker))?.body;
    },
    async say(issue, topic, body) {
      await postComment(client, await find(), { issue, topic, body }, app);
    },
    emptyBox: async (issue, box) => emptyTrackingBox(client, await find(), issue, box),
    async ensureTrackingIssue() {
      const repository = await opened();
      return repository.ok ? repository.tracking.ensure() : report(repository.problems);
    },
    async refreshTrackingIssue() {
      const repository = await opened();
      if (repository.ok) await repository.tracking.refresh();
      else await report(repository.problems);
    },
    // Its commit is in no other repository: a former name does here.
    checkConfiguration: (proposed) => checkConfiguration(given, proposed),
    async checkAgain(phase) {
      const repository = await opened();
      if (!repository.ok) return 'configuration-broken';
      const open = (base: BaseCommit) => openReader(repository.parts, base);
      return checkAgain({ ...repository, state, openReader: open }, phase);
    },
    async prepare() {
      const repository = await opened();
      if (!repository.ok) {
        // The answer lists the problems too, so that a tracking issue which cannot be written takes nothing away.
        await report(repository.problems).catch((error: unknown) => {
          if (!(error instanceof GithubError)) throw error;
        });
        throw new ConfigurationBroken(repository.problems);
      }
      await repository.tracking.mend();
      ready = repository;
    },
    desk(askedBy) {
      if (ready === undefined) throw new Error('the repository was not prepared for commands');
      return openDesk(ready, askedBy);
    },
  };
}

/** A repository whose configuration is followed. */
interface OpenedRepository {
  readonly ok: true;
  /** With the migration as the repository wants it. */
  readonly parts: RepositoryParts;
  readonly followed: Followed;
  readonly prior: () => Promise<Prior>;
  readonly source: Source;
  readonly tracking: TrackingDesk;
}

function openFollowed(given: RepositoryParts, followed: Followed, state: Source['state']): OpenedRepository {
  const parts = { ...given, migration: followed.migration };
  const prior = async (): Promise<Prior> => ({
    choices: joinChoices(await tracking.choices(), followed.choices, parts.migration),
    turnedBack: [],
  });
  const source = openSource(parts, followed, prior, state);
  const tracking: TrackingDesk = openTracking({
    ...parts,
    state,
    plan: source.plan,
    async context(plan, now, published) {
      const paths = (await (await source.reader()).list()).map(({ path }) => path);
      return gatherTrackingContext(parts, { plan, state: now, choices: (await prior()).choices, paths }, published);
    },
  });
  return { ok: true, parts, followed, prior, source, tracking };
}

/** A reader that downloads a commit only once. */
function openReader({ client, name }: RepositoryParts, base: BaseCommit): GithubReader {
  return rememberFiles(createGithubReader({ client, repository: name, base }));
}

/**
 * Throws `GithubUnavailable` where the commit has a configuration that was not found when it was looked for: it was pushed meanwhile, or
 * GitHub's "not found" was none.
 */
async function requireSame(reader: GithubReader, { digest }: Followed): Promise<void> {
  const has = (await reader.list()).some(({ path }) => path === CONFIGURATION_PATH);
  if (has && digest === undefined)
    throw new GithubUnavailable(`read ${CONFIGURATION_PATH}`, fullName(reader.repository));
}

/** What is read of the repository, each once. */
interface Source {
  state(): Promise<RepositoryState>;
  reader(): Promise<GithubReader>;
  plan(): Promise<RepositoryPlan>;
}

function openSource(
  parts: RepositoryParts,
  followed: Followed,
  prior: () => Promise<Prior>,
  state: Source['state'],
): Source {
  const { client, migration, name } = parts;
  const reader = once(async (): Promise<GithubReader> => {
    const { defaultBranch } = await state();
    const base = await readBase(client, name, defaultBranch);
    const opened = openReader(parts, base);
    await requireSame(opened, followed);
    return opened;
  });
  const planned = new Map<string, () => Promise<RepositoryPlan>>();
  async function plan(): Promise<RepositoryPlan> {
    const known = await prior();
    // A choice that a command makes on the way is another plan.
    const key = JSON.stringify(known.choices);
    const make = once(async () => planRepository({ reader: await reader(), migration, phases: 'all', prior: known }));
    if (!planned.has(key)) planned.set(key, make);
    return (planned.get(key) ?? make)();
  }
  return { state, reader, plan };
}

function openDesk({ parts, followed, prior, source, tracking }: OpenedRepository, askedBy: string): Desk {
  const { client, app, migration, name } = parts;
  const { commitMessage: headline, draft, failOnCritical, ...wishes } = followed.configuration.pullRequest;

  async function about(): Promise<WordsAbout> {
    const trackingIssue = (await tracking.find())?.url;
    const { tree } = (await source.reader()).base;
    const made = digestOfChoices((await prior()).choices, followed.choices);
    return {
      migration,
      fingerprint: [tree, followed.digest, made].filter((part) => part !== undefined).join('-'),
      requestedBy: askedBy,
      ...(trackingIssue === undefined ? {} : { trackingIssue }),
      ...(headline === undefined ? {} : { headline }),
      failOnCritical,
    };
  }

  async function carryOut(phase: Phase, startOver = false): Promise<CarriedOut> {
    await requirePermissions(parts);
    const [reader, repository, words] = [await source.reader(), await source.state(), makePhaseWords(await about())];
    const writer = createPullRequestWriter({
      client,
      repository,
      reader,
      openReader: (base) => openReader(parts, base),
      app,
      formatterBots: followed.configuration.formatterBots,
      migration: migration.id,
      words,
      draft,
      wishes,
      startOver,
    });
    let published: PublishedPhase | undefined;
    const publish = async (...plan: Parameters<typeof writer.publish>) => {
      await holdLimits(parts, followed.configuration.limits, plan[0], Date.now());
      published = await writer.publish(...plan);
      return published;
    };
    const history = {
      prior,
      // Who begins anew wants everything proposed again.
      turnedBack: async (plan: PhasePlan) => (startOver ? [] : turnedBackOnBase(await writer.past(phase.id), plan)),
    };
    const run = await runPhase({ reader, history, writer: { publish }, migration, phase: phase.id });
    const pullRequest = published?.pullRequest;
    const plan = published?.plan ?? run.plan;
    const untracked = await tracking
      .update(withPhase(run.repository, plan), pullRequest && { phase: phase.id, pullRequest, requestedBy: askedBy })
      .then(() => undefined, githubErrorOf);
    return {
      plan,
      notes: [...phaseNotes(published, plan.counts), ...peopleNotes(published), ...(published?.wishNotes ?? [])],
      ...(untracked === undefined ? {} : { untracked }),
      ...(pullRequest === undefined ? {} : { pullRequest }),
    };
  }

  return {
    repository: fullName(name),
    migration,
    askedBy,
    plan: source.plan,
    preview: async (plan) => previewPhase(plan, await about()),
    carryOut,
    outlook: async (phase) => {
      const past = { client, reader: await source.reader(), migration: migration.id, phase: phase.id };
      return readOutlook({ ...past, owners: { app, formatterBots: followed.configuration.formatterBots } });
    },
    standings: tracking.state,
    refresh: tracking.refresh,
    takeBox: tracking.takeBox,
    explain: async (path, line) => explainPlan(await source.plan(), migration, path, line),
    hasFile: async (path) => (await (await source.reader()).list()).some((entry) => entry.path === path),
    choices: tracking.choices,
    async recordChoices(made) {
      const issue = await tracking.find();
      if (issue === undefined) return undefined;
      const before = await source.plan();
      tracking.record(made);
      const after = await source.plan();
      await tracking.update(after);
      return { before, after, trackingIssue: issue.url };
    },
  };
}

/** The plan of the repository with one phase as it was published. */
function withPhase(repository: RepositoryPlan, plan: PhasePlan): RepositoryPlan {
  return { ...repository, phases: repository.phases.map((one) => (one.phase.id === plan.phase.id ? plan : one)) };
}

/** The phase is published by now: a tracking issue that cannot be written takes nothing away from it. */
function githubErrorOf(error: unknown): GithubError {
  if (!(error instanceof GithubError)) throw error;
  return error;
}

/** Throws `PermissionMissing` before anything is begun that could not be finished. */
async function requirePermissions({ missing, name }: RepositoryParts): Promise<void> {
  const permissions = await missing();
  if (permissions.length > 0) {
    throw new PermissionMissing('carry out a phase', fullName(name), { permissions: permissions.join(', ') });
  }
}
