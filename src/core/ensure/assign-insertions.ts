/** Which file each insertion goes into: one a bullet, known before any file is planned. */
import { bulletScope } from '../bullet-scope.js';
import { type Engine, formatOf } from '../engine.js';
import type { Phase, Section } from '../migration.js';
import { indexSectionFolders } from '../section-folder.js';
import type { RepoPath, SourceFile } from '../source.js';
import type { MarkdownDocument } from './document.js';
import { findHeading } from './find-section.js';
import { type EnsureItem, isEnsure, openDocument, planInsertion } from './plan-insertions.js';

/** The files that an insertion could go into, the likeliest first. */
export type InsertionCandidates = ReadonlyMap<EnsureItem, readonly RepoPath[]>;

/** Finds the candidates of every insertion of the migration. A section whose folder is in doubt gets none. */
export function insertionCandidates(paths: readonly RepoPath[], engine: Engine): InsertionCandidates {
  const declared = engine.migration.phases.flatMap((phase) => [
    ...phase.sections.flatMap((section) => section.checklist.map((item) => ({ phase, section, item }))),
    ...phase.checklist.map((item) => ({ phase, section: undefined, item })),
  ]);
  const wanted = declared.flatMap(({ item, ...owner }) => (isEnsure(item) ? [{ item, ...owner }] : []));
  if (wanted.length === 0) return new Map();
  const findFolder = indexSectionFolders(paths);
  return new Map(
    wanted.map(({ phase, section, item }) => {
      const found = section === undefined ? undefined : findFolder(section);
      const doubtful = found?.match === 'disagree' || found?.match === 'missing';
      return [item, doubtful ? [] : filesOf(item, phase, section, paths, engine)] as const;
    }),
  );
}

function filesOf(
  item: EnsureItem,
  phase: Phase,
  section: Section | undefined,
  paths: readonly RepoPath[],
  engine: Engine,
): readonly RepoPath[] {
  const inScope = bulletScope(item, section);
  const depth = (path: RepoPath) => path.split('/').length;
  return paths
    .filter((path) => takes(item, formatOf(engine, path).name) && inScope(path))
    .filter((path) => {
      const claim = engine.scopes.claim(path);
      const owns = section === undefined ? claim?.phase === phase : claim?.section === section;
      return owns && engine.scopes.keep(path) === undefined;
    })
    .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : a > b ? 1 : 0));
}

/** Blocks and rows go into Markdown; a line can join a script, too. */
function takes({ met: { ensure } }: EnsureItem, format: string): boolean {
  return format === 'markdown' || (format === 'shell' && ensure.kind === 'pull-line');
}

/** Chooses the file of each insertion: one that says it already, else the first with a place for it. */
export function assignInsertions(
  candidates: InsertionCandidates,
  files: readonly SourceFile[],
  engine: Engine,
): ReadonlyMap<RepoPath, readonly EnsureItem[]> {
  const wanted = new Set([...candidates.values()].flat());
  const byPath = new Map(files.filter(({ path }) => wanted.has(path)).map((file) => [file.path, file]));
  const documents = new Map<RepoPath, MarkdownDocument>();
  const assigned = new Map<RepoPath, EnsureItem[]>();
  const documentOf = ({ path, text }: SourceFile) => {
    const document = documents.get(path) ?? openDocument(text, formatOf(engine, path).name === 'shell');
    documents.set(path, document);
    return document;
  };
  for (const [item, paths] of candidates) {
    const readable = paths.flatMap((path) => byPath.get(path) ?? []).filter((file) => file.unreadable === undefined);
    const [only] = readable;
    const chosen = readable.length > 1 ? fittest(readable, item, documentOf, engine) : only;
    if (chosen !== undefined) assigned.set(chosen.path, [...(assigned.get(chosen.path) ?? []), item]);
  }
  return assigned;
}

function fittest(
  files: readonly SourceFile[],
  item: EnsureItem,
  documentOf: (file: SourceFile) => MarkdownDocument,
  engine: Engine,
): SourceFile | undefined {
  const judged = files.map((file) => {
    const document = documentOf(file);
    const states = planInsertion(document, item, engine).map(({ state }) => state);
    const { ensure } = item.met;
    const headed = !('heading' in ensure) || findHeading(document, ensure.heading) !== undefined;
    const there = states.every((state) => state === 'there');
    return { file, rank: there ? 0 : states.includes('unsafe') ? 3 : headed ? 1 : 2 };
  });
  return judged.reduce((best, one) => (one.rank < best.rank ? one : best), judged[0] ?? { file: undefined, rank: 4 })
    .file;
}
