/** The conductor: reader, plan, verify, writer. The app and the command line both call it. */
import { createEngine, type Engine, type EngineParts } from './core/engine.js';
import { assignInsertions, insertionCandidates } from './core/ensure/assign-insertions.js';
import { withoutInsertions } from './core/ensure/own-insertion.js';
import type { EnsureItem } from './core/ensure/plan-insertions.js';
import { type Explanation, explainFile } from './core/explain-file.js';
import type { FilePlan, FileProblem } from './core/file-plan.js';
import { foldRepository } from './core/fold-phase.js';
import { NO_PRIOR, type Prior } from './core/history.js';
import { findIncumbents, type Incumbents, joinIncumbents, NO_INCUMBENTS } from './core/incumbents.js';
import { isManifest, manifestsLast, modelsArriving } from './core/manifest.js';
import type { Migration } from './core/migration.js';
import { countOtherModels } from './core/other-models.js';
import type { PhasePlan, RepositoryPlan } from './core/phase-plan.js';
import { type FileFacts, planFile } from './core/plan-file.js';
import type { ChangeWriter, HistoryReader, Progress, SourceReader, Written } from './core/ports.js';
import type { SourceFile } from './core/source.js';
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
    stemsOf(engine),
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
  const incumbents = findAllIncumbents(files, insertions, engine);
  const plans: FilePlan[] = [];
  for (const file of manifestsLast(files)) {
    const prior = request.prior ?? NO_PRIOR;
    plans.push(
      planFile(file, engine, {
        prior,
        insertions: insertions.get(file.path) ?? [],
        ...incumbents(file.path),
        ...(isManifest(file.path) ? { arriving: modelsArriving(file.path, plans) } : {}),
      }),
    );
    progress({ stage: 'plan', done: plans.length, total: files.length, path: file.path });
    await letOthersRun();
  }
  const phases = request.phases === 'all' ? migration.phases.map((phase) => phase.id) : request.phases;
  const plan = foldRepository(plans, paths, engine, phases, countOtherModels(plans));
  return withUnread(plan, unread, engine);
}

/** Planning is work without a pause: between files, waiting requests are served. */
function letOthersRun(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What the reader looks for: every family of the catalogue, old and new. */
function stemsOf(engine: Engine): string {
  return [engine.oldNames.stems, engine.newNames.stems].filter((stems) => stems !== '').join('|');
}

/** The incumbents of each file, and of each module: only files of modules that name an old model are looked at. */
function findAllIncumbents(
  read: readonly SourceFile[],
  insertions: ReadonlyMap<string, readonly EnsureItem[]>,
  engine: Engine,
): (path: string) => Pick<FileFacts, 'inFile' | 'inModule'> {
  const old = new RegExp(engine.oldNames.stems, 'i');
  const files = read.map((file) => {
    const text = withoutInsertions(file.text, insertions.get(file.path) ?? [], engine);
    return text === file.text ? file : { ...file, text };
  });
  const wanted = new Set(files.filter((file) => old.test(file.text)).map((file) => moduleOf(file.path)));
  const byPath = new Map<string, Incumbents>();
  const byModule = new Map<string, Incumbents[]>();
  for (const file of files) {
    const folder = moduleOf(file.path);
    if (!wanted.has(folder) || engine.scopes.keep(file.path) !== undefined) continue;
    const incumbents = findIncumbents(file, engine);
    byPath.set(file.path, incumbents);
    byModule.set(folder, [...(byModule.get(folder) ?? []), incumbents]);
  }
  const joined = new Map([...byModule].map(([folder, all]) => [folder, joinIncumbents(all)]));
  return (path) => ({
    inFile: byPath.get(path) ?? NO_INCUMBENTS,
    inModule: joined.get(moduleOf(path)) ?? NO_INCUMBENTS,
  });
}

/** The module of a path: its first two folders. */
function moduleOf(path: string): string {
  return path.split('/').slice(0, -1).slice(0, 2).join('/');
}

function withUnread(plan: RepositoryPlan, unread: readonly FileProblem[], engine: Engine): RepositoryPlan {
  if (unread.length === 0) return plan;
  return {
    ...plan,
    phases: plan.phases.map((phase) => ({
      ...phase,
      problems: [
        ...phase.problems,
        ...unread.filter((one) => engine.scopes.claim(one.path)?.phase.id === phase.phase.id),
      ],
    })),
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

/** Plans one phase and publishes it. */
export async function runPhase(
  request: RunRequest,
): Promise<{ readonly plan: PhasePlan; readonly repository: RepositoryPlan; readonly written: Written }> {
  const { reader, history, writer, migration, phase, progress } = request;
  const prior = (await history?.prior(migration, phase)) ?? NO_PRIOR;
  const repository = await planRepository({
    reader,
    migration,
    phases: 'all',
    prior,
    ...(progress === undefined ? {} : { progress }),
  });
  const plan = repository.phases.find((one) => one.phase.id === phase);
  if (plan === undefined) throw new Error(`the migration ${migration.id} has no ${phase}`);
  return { plan, repository, written: await writer.publish(plan) };
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
