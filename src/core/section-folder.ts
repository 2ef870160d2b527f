/** Finds the folder that a section of the plan names, by name, or by number and title when it is not there. */
import type { Section } from './migration.js';
import type { SectionFolder } from './phase-plan.js';
import type { RepoPath } from './source.js';

const COMMON = new Set([
  'module',
  'lab',
  'labs',
  'ai',
  'and',
  'the',
  'of',
  'for',
  'to',
  'with',
  'models',
  'systems',
  'basics',
  'fundamentals',
]);

/** Every folder of a tree, from its files' paths. */
function foldersOf(paths: readonly RepoPath[]): readonly RepoPath[] {
  const folders = new Set<RepoPath>();
  for (const path of paths) {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = path.slice(0, slash);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return [...folders].sort();
}

/** Finds the folder of one section after another. */
export type SectionFolders = (section: Section, isKept?: (path: RepoPath) => boolean) => SectionFolder | undefined;

/**
 * Reads the names in a tree, so that sections can be found in it: how the folder of one was found; undefined for a section that names
 * none. `isKept` tells of a path that nothing is ever changed in, as sample data: it is no candidate for what the plan means.
 */
export function indexSectionFolders(paths: readonly RepoPath[]): SectionFolders {
  const folders = foldersOf(paths);
  const wordsOf = new Map<RepoPath, readonly string[]>();
  const says = (path: RepoPath, word: string): boolean => {
    let words = wordsOf.get(path);
    if (words === undefined) {
      words = titleWords(baseName(path));
      wordsOf.set(path, words);
    }
    return words.includes(word);
  };
  return (section, isKept = () => false) => {
    const named = section.folder;
    if (named === undefined) return undefined;
    const exact = folders.filter((folder) => baseName(folder) === named);
    if (exact.length > 0) return { section: section.id, named, match: 'exact', candidates: exact };
    const number = numberOf(named);
    const words = titleWords(named);
    const sameNumber = number === undefined ? [] : folders.filter((folder) => numberOf(baseName(folder)) === number);
    const agreeing = sameNumber.filter((folder) => words.some((word) => says(folder, word)));
    if (agreeing.length > 0) return { section: section.id, named, match: 'renamed', candidates: agreeing };
    const sameTitle = [...folders, ...paths].filter(
      (path) => words.length > 0 && words.every((word) => says(path, word)),
    );
    const candidates = [...new Set([...sameNumber, ...sameTitle])].filter((path) => !isKept(path));
    return { section: section.id, named, match: candidates.length > 0 ? 'disagree' : 'missing', candidates };
  };
}

/** Whether nothing is ever changed in a path of a tree: a file that is kept, or a folder in which every file is. */
export function isKeptWhole(path: RepoPath, paths: readonly RepoPath[], isKept: (path: RepoPath) => boolean): boolean {
  return paths.filter((one) => one === path || one.startsWith(`${path}/`)).every(isKept);
}

function baseName(path: RepoPath): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function numberOf(name: string): string | undefined {
  return /(?:^|[^\d.])(\d+(?:\.\d+)+)(?![\d.])/.exec(name)?.[1];
}

function titleWords(name: string): readonly string[] {
  const words = name
    .replace(/\.[a-z]+$/i, '')
    .toLowerCase()
    .split(/[^a-z]+/);
  return words.filter((word) => word.length > 2 && !COMMON.has(word));
}
