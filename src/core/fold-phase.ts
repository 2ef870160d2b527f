/** Folds files' plans into the plan of a phase, and phases into the plan of a repository. */
import { judgeChecklist } from './checklist.js';
import { addCounts, countFile } from './count.js';
import type { Engine } from './engine.js';
import type { FilePlan } from './file-plan.js';
import type { ChecklistItem, Phase } from './migration.js';
import type { OtherModel, PhasePlan, RepositoryPlan, SectionFolder } from './phase-plan.js';
import { indexSectionFolders, isKeptWhole, type SectionFolders } from './section-folder.js';
import type { RepoPath } from './source.js';

/** Folds all files' plans. `phases` are the ids wanted; files of other phases are left out. */
export function foldRepository(
  files: readonly FilePlan[],
  paths: readonly RepoPath[],
  engine: Engine,
  phases: readonly string[],
  otherModels: readonly OtherModel[],
): RepositoryPlan {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const findFolder = indexSectionFolders(paths);
  const wanted = engine.migration.phases.filter((phase) => phases.includes(phase.id));
  return {
    phases: wanted.map((phase) =>
      foldPhase(
        phase,
        sorted.filter((file) => file.phase === phase.id),
        paths,
        findFolder,
        engine,
      ),
    ),
    outside: sorted.filter((file) => file.phase === undefined && file.references.length > 0),
    otherModels,
  };
}

/** Folds one phase. `files` are its files with a hit, in path order. */
export function foldPhase(
  phase: Phase,
  files: readonly FilePlan[],
  paths: readonly RepoPath[],
  findFolder: SectionFolders,
  engine: Engine,
): PhasePlan {
  const isKept = (path: RepoPath) => isKeptWhole(path, paths, (one) => engine.scopes.keep(one) !== undefined);
  const found = phase.sections.flatMap((section) => findFolder(section, isKept) ?? []);
  const checklist = judgeChecklist(phase, repeatedFor(phase, engine), {
    files,
    paths: paths.filter((path) => engine.scopes.claim(path)?.phase.id === phase.id),
    folders: new Map(found.map((folder): [string, SectionFolder] => [folder.section, folder])),
  });
  const shown = files.filter(
    (file) =>
      file.references.length > 0 ||
      file.problems.length > 0 ||
      file.changes.edits.length > 0 ||
      file.warnings.length > 0,
  );
  return {
    phase,
    files: shown,
    counts: addCounts(shown.map(countFile)),
    checklist,
    folders: found,
    problems: shown.flatMap((file) => file.problems),
  };
}

/** The bullets of another phase that are repeated here, for the notebooks that this phase claims. */
function repeatedFor(phase: Phase, engine: Engine): readonly ChecklistItem[] {
  return engine.migration.phases
    .filter((other) => other.repeatForNotebooks && other.id !== phase.id)
    .flatMap((other) => other.checklist);
}
