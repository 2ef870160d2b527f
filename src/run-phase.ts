/** The conductor: reader, plan, verify, writer. The app and the command line both call it. */
import { createEngine, type Engine, type EngineParts } from './core/engine.js';
import { assignInsertions, insertionCandidates } from './core/ensure/assign-insertions.js';
import { withoutInsertions } from './core/ensure/own-insertion.js';
import type { EnsureItem } from './core/ensure/plan-insertions.js';
import { type Explanation, explainFile } from './core/explain-file.js';
import type { FilePlan, FileProblem } from './core/file-plan.js';
import { foldRepository } from './core/fold-phase.js';
import { NO_PRIOR, type Prior, type TurnedBack } from './core/history.js';
import { findIncumbents, type Incumbents, joinIncumbents, NO_INCUMBENTS } from './core/incumbents.js';
import { isManifest, manifestsLast, modelsArriving } from './core/manifest.js';
import type { Migration } from './core/migration.js';
import { anyStem } from './core/name-table.js';
import { countOtherModels } from './core/other-models.js';
import type { PhasePlan, RepositoryPlan } from './core/phase-plan.js';
import { type FileFacts, planFile } from './core/plan-file.js';
import type {
  BranchPlans,
  ChangeWriter,
  HistoryReader,
  Progress,
  SourceReader,
  WorkedBranch,
  Written,
} from './core/ports.js';
import type { RepoPath, SourceFile } from './core/source.js';
import { FORMATS } from './formats/index.js';
import { LANGUAGES } from './languages/index.js';
import { RULES } from './rules/index.js';

/** What a plan is made from. */
export interface PlanRequest {
  readonly reader: SourceReader;
  readonly migration: Migration;
  /** Phase ids, or all. */
  readonly phases: 'all' | readonly string[];
  readonly prior?: Prior;
  readonly progress?: Progress;
  /** Other formats, languages or rules than the ones that ship. */
  readonly parts?: Partial<EngineParts>;
}

/** Reads a repository and plans it. Nothing is written. */
export async function planRepository(request: PlanRequest): Promise<RepositoryPlan> {
  return foldPlanned(await planFiles(request), request);
}

/** Every planned file of a repository, and what a fold needs besides. */
interface Planned {
  readonly engine: Engine;
  readonly paths: readonly RepoPath[];
  readonly plans: readonly FilePlan[];
  readonly unread: readonly FileProblem[];
  readonly incumbents: IncumbentsOf;
}

type IncumbentsOf = (path: RepoPath) => Pick<FileFacts, 'inFile' | 'inModule'>;

/** @param known the incumbents to plan by; those of the files that are read where absent */
async function planFiles(request: PlanRequest, known?: IncumbentsOf): Promise<Planned> {
  const { reader, migration, progress = () => {} } = request;
  const engine = createEngine({ migration, formats: FORMATS, languages: LANGUAGES, rules: RULES, ...request.parts });
  progress({ stage: 'list', done: 0, total: 0 });
  const entries = await reader.list();
  const paths = entries.map((entry) => entry.path);
  const candidates = insertionCandidates(paths, engine);
  const unread: FileProblem[] = [];
  const files: SourceFile[] = [];
  const onProblem = (path: string, message: string) => unread.push({ path, message, unverified: true });
  for await (const file of reader.read(
    // Every family of the catalogue, old and new.
    anyStem([engine.oldNames, engine.newNames]),
    onProblem,
    new Set(
      [
        ...candidates.values(),
        paths.filter((path) => isManifest(path) && engine.scopes.claim(path) !== undefined),
      ].flat(),
    ),
  )) {
    files.push(file);
    progress({ stage: 'read', done: files.length, total: files.length, path: file.path });
  }
  const insertions = assignInsertions(candidates, files, engine);
  const incumbents = known ?? findAllIncumbents(files, insertions, engine);
  const plans: FilePlan[] = [];
  const pause = startPausing();
  for (const file of manifestsLast(files)) {
    const prior = request.prior ?? NO_PRIOR;
    const facts = {
      prior,
      insertions: insertions.get(file.path) ?? [],
      ...incumbents(file.path),
      ...(isManifest(file.path) ? { arriving: modelsArriving(file.path, plans) } : {}),
    };
    const planned = unlessTooDeep(() => planFile(file, engine, facts));
    if (planned === undefined) onProblem(file.path, 'it is nested too deeply to be read, so it was left alone');
    else plans.push(planned);
    progress({ stage: 'plan', done: plans.length, total: files.length, path: file.path });
    await pause();
  }
  return { engine, paths, plans, unread, incumbents };
}

function foldPlanned({ engine, paths, plans, unread }: Planned, { migration, phases }: PlanRequest): RepositoryPlan {
  const wanted = phases === 'all' ? migration.phases.map((phase) => phase.id) : phases;
  return withUnread(foldRepository(plans, paths, engine, wanted, countOtherModels(plans)), unread, engine);
}

/** What `work` gives; nothing for a text in which the parsers call themselves until there is no room left. One such file ends nothing else. */
function unlessTooDeep<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError && /call stack/.test(error.message)) return undefined;
    throw error;
  }
}

/** Milliseconds of planning after which waiting requests are served. */
const LONGEST_WORK = 10;

/** Planning is work without a pause: makes what is awaited between files, so that waiting requests are served in time. */
function startPausing(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST_WORK) return;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  };
}

/**
 * The incumbents of each file, and of each module: only files of modules that name an old model are looked at, a module when its first
 * file is asked for, so that what was parsed for it is at hand when its files are planned.
 */
function findAllIncumbents(
  read: readonly SourceFile[],
  insertions: ReadonlyMap<string, readonly EnsureItem[]>,
  engine: Engine,
): IncumbentsOf {
  const modules = new Map<string, SourceFile[]>();
  for (const file of read) {
    const text = withoutInsertions(file.text, insertions.get(file.path) ?? [], engine);
    const folder = moduleOf(file.path);
    const files = modules.get(folder) ?? [];
    files.push(text === file.text ? file : { ...file, text });
    modules.set(folder, files);
  }
  const found = new Map<string, ModuleIncumbents>();
  const old = new RegExp(anyStem([engine.oldNames]), 'i');
  const fresh = new RegExp(anyStem([engine.newNames]), 'i');
  function incumbentsOf(files: readonly SourceFile[]): ModuleIncumbents {
    const byPath = new Map<string, Incumbents>();
    if (!files.some((file) => old.test(file.text))) return { byPath, joined: NO_INCUMBENTS };
    for (const file of files) {
      if (!fresh.test(file.text) || engine.scopes.keep(file.path) !== undefined) continue;
      byPath.set(file.path, unlessTooDeep(() => findIncumbents(file, engine)) ?? NO_INCUMBENTS);
    }
    return { byPath, joined: byPath.size === 0 ? NO_INCUMBENTS : joinIncumbents([...byPath.values()]) };
  }
  return (path) => {
    const folder = moduleOf(path);
    const known = found.get(folder) ?? incumbentsOf(modules.get(folder) ?? []);
    found.set(folder, known);
    return { inFile: known.byPath.get(path) ?? NO_INCUMBENTS, inModule: known.joined };
  };
}

interface ModuleIncumbents {
  readonly byPath: ReadonlyMap<string, Incumbents>;
  readonly joined: Incumbents;
}

/** The module of a path: its first two folders. */
function moduleOf(path: string): string {
  return path.split('/').slice(0, -1).slice(0, 2).join('/');
}

function withUnread(plan: RepositoryPlan, unread: readonly FileProblem[], engine: Engine): RepositoryPlan {
  if (unread.length === 0) return plan;
  const phaseOf = (path: string) => engine.scopes.claim(path)?.phase.id;
  const outside = unread.filter(({ path }) => phaseOf(path) === undefined);
  return {
    ...plan,
    phases: plan.phases.map((phase) => ({
      ...phase,
      problems: [...phase.problems, ...unread.filter(({ path }) => phaseOf(path) === phase.phase.id)],
    })),
    ...(outside.length === 0 ? {} : { unread: outside }),
  };
}

/** What a run of one phase is made from. */
export interface RunRequest {
  readonly reader: SourceReader;
  readonly history?: HistoryReader;
  readonly writer: ChangeWriter;
  readonly migration: Migration;
  readonly phase: string;
  readonly progress?: Progress;
}

/**
 * Plans one phase and publishes it. What people turned back before is asked for once there is a plan, and kept. A writer that finds
 * people's work on the phase's branch gets the phase planned over that branch.
 */
export async function runPhase(
  request: RunRequest,
): Promise<{ readonly plan: PhasePlan; readonly repository: RepositoryPlan; readonly written: Written }> {
  const { reader, history, writer, migration, phase, progress } = request;
  const prior = (await history?.prior(migration, phase)) ?? NO_PRIOR;
  const wanted = { reader, migration, phases: 'all', ...(progress === undefined ? {} : { progress }) } as const;
  const first = await planFiles({ ...wanted, prior });
  const back = (await history?.turnedBack?.(phaseOf(foldPlanned(first, wanted), request))) ?? [];
  const planned = back.length === 0 ? first : await planFiles({ ...wanted, prior: addTurnedBack(prior, back) });
  const repository = foldPlanned(planned, wanted);
  const plan = phaseOf(repository, request);
  const written = await writer.publish(plan, (branch) => planOverBranch(request, prior, planned, branch));
  return { plan, repository, written };
}

function phaseOf(repository: RepositoryPlan, { migration, phase }: RunRequest): PhasePlan {
  const plan = repository.phases.find((one) => one.phase.id === phase);
  if (plan === undefined) throw new Error(`the migration ${migration.id} has no ${phase}`);
  return plan;
}

function addTurnedBack(prior: Prior, back: readonly TurnedBack[]): Prior {
  return { ...prior, turnedBack: [...prior.turnedBack, ...back] };
}

/**
 * Plans the phase over a branch twice: as it is, for what is left to write; and with our own edits undone where they stand, which is the
 * base with people's work alone, for what the whole comes to. See docs/adr/0007.
 */
async function planOverBranch(
  request: RunRequest,
  prior: Prior,
  base: Planned,
  { reader, turnedBack, earlier }: WorkedBranch,
): Promise<BranchPlans> {
  const wanted = { reader, migration: request.migration, phases: [request.phase], prior };
  const first = await planFiles(wanted);
  const back = await turnedBack(phaseOf(foldPlanned(first, wanted), request));
  const left = back.length === 0 ? first : await planFiles({ ...wanted, prior: addTurnedBack(prior, back) });
  const { undoEdits } = await import('./core/undo-edits.js');
  const undone = undoEdits(base.plans, await earlier(), left.plans);
  const again = { ...wanted, reader: undone.overlay(reader), prior: addTurnedBack(prior, undone.move(back)) };
  const whole = await planFiles(again, base.incumbents);
  return {
    left: phaseOf(foldPlanned(left, wanted), request),
    whole: phaseOf(foldPlanned({ ...left, plans: undone.choose(whole.plans) }, wanted), request),
  };
}

/** Explains the references of one file of a plan, or of one 1-based line of it; undefined where the plan has no such file. */
export function explainPlan(
  plan: RepositoryPlan,
  migration: Migration,
  path: string,
  line?: number,
): readonly Explanation[] | undefined {
  const file = [...plan.phases.flatMap((phase) => phase.files), ...plan.outside].find((one) => one.path === path);
  if (file === undefined) return undefined;
  return explainFile(file, createEngine({ migration, formats: FORMATS, languages: LANGUAGES, rules: RULES }), line);
}
