/** Faults of a migration that its schema cannot see: names that do not exist, numbers with gaps, things said twice. Tolerant of a wrong shape. */
import type { CatalogueKeys } from './catalogue-file.js';
import { isRecord } from './migration-file-faults.js';
import type { ValuePath, YamlFile } from './migration-file-yaml.js';
import { suggestWord } from './nearest-word.js';
import type { Problem } from './problem.js';

type Loose = Readonly<Record<string, unknown>>;
type Report = (path: ValuePath, message: string, suggestion?: string, at?: 'value' | 'key') => void;

/** All such faults of a migration file. */
export function migrationProblems(yaml: YamlFile, keys: CatalogueKeys): readonly Problem[] {
  const problems: Problem[] = [];
  const report: Report = (path, message, suggestion, at) =>
    problems.push(yaml.problemAt(path, message, suggestion, at));
  const root = isRecord(yaml.value) ? yaml.value : {};
  checkGlobs(root, report);
  const replaced = checkMatrix(records(root.matrix), keys, report);
  const phases = records(root.phases);
  checkPhases(phases, report);
  checkSections(phases, keys, replaced, report);
  checkExecution(records(root.execution), phases, report);
  const errors = records(root['plan-errors']);
  for (const [index, error] of errors) checkSources(error.sources, ['plan-errors', index, 'sources'], keys, report);
  checkUnique(
    errors.map(([index, error]) => [error.id, ['plan-errors', index, 'id']]),
    'plan error',
    report,
  );
  checkUnique(
    records(root.patterns).map(([index, pattern]) => [pattern.id, ['patterns', index, 'id']]),
    'pattern',
    report,
  );
  return problems;
}

/** Globs of a migration; each may be held against every path of a repository. */
const MOST_GLOBS = 2000;

function checkGlobs(root: Loose, report: Report): void {
  let total = countTexts([root['plan-files'], root.records, root.fixtures, root.generated, root['hands-off']]);
  for (const [index, phase] of records(root.phases)) {
    const before = total;
    for (const [, item] of records(phase.checklist)) total += countTexts([item.files]);
    for (const [, section] of records(phase.sections)) {
      const scope = isRecord(section.scope) ? section.scope : {};
      total += countTexts([scope.include, scope.exclude]);
      for (const [, item] of records(section.checklist)) total += countTexts([item.files]);
    }
    if (before <= MOST_GLOBS && total > MOST_GLOBS)
      report(['phases', index], `A migration has at most ${MOST_GLOBS} globs; here they become more`);
  }
}

function countTexts(lists: readonly unknown[]): number {
  return lists.reduce<number>((sum, list) => sum + texts(list).length, 0);
}

/** Checks the rows; gives back the old models that have one. */
function checkMatrix(rows: readonly Item[], keys: CatalogueKeys, report: Report): ReadonlySet<string> {
  checkUnique(
    rows.map(([index, row]) => [row.id, ['matrix', index, 'id']]),
    'row',
    report,
  );
  const replaced = new Map<string, string>();
  for (const [index, row] of rows) {
    for (const [place, model] of texts(row.from)) {
      const path = ['matrix', index, 'from', place];
      checkModel(model, 'old', path, keys, report);
      const owner = replaced.get(model);
      if (owner !== undefined) report(path, `"${model}" is replaced by the row "${owner}" already`);
      replaced.set(model, owner ?? String(row.id));
    }
    const offered = new Set<unknown>();
    for (const [place, candidate] of records(row.to)) {
      const path = ['matrix', index, 'to', place];
      if (typeof candidate.model === 'string') checkModel(candidate.model, 'new', [...path, 'model'], keys, report);
      if (offered.has(candidate.model))
        report([...path, 'model'], `"${String(candidate.model)}" is a candidate of this row already`);
      offered.add(candidate.model);
      checkUnique(
        texts(candidate.roles).map(([at, role]) => [role, [...path, 'roles', at]]),
        'role',
        report,
      );
    }
  }
  return new Set(replaced.keys());
}

function checkPhases(phases: readonly Item[], report: Report): void {
  let expected = 1;
  for (const [index, phase] of phases) {
    if (typeof phase.number !== 'number') continue;
    if (phase.number !== expected) {
      report(
        ['phases', index, 'number'],
        `Phases are numbered 1, 2, 3 without gaps; here stands ${phase.number}`,
        `Write ${expected}.`,
      );
    }
    expected = phase.number + 1;
  }
}

function checkSections(
  phases: readonly Item[],
  keys: CatalogueKeys,
  replaced: ReadonlySet<string>,
  report: Report,
): void {
  const sections: (readonly [unknown, ValuePath])[] = [];
  const items: (readonly [unknown, ValuePath])[] = [];
  const notes: (readonly [unknown, ValuePath])[] = [];
  for (const [index, phase] of phases) {
    const lists: [ValuePath, readonly Item[]][] = [[['phases', index, 'checklist'], records(phase.checklist)]];
    for (const [place, section] of records(phase.sections)) {
      const path = ['phases', index, 'sections', place];
      sections.push([section.id, [...path, 'id']]);
      const subjects = isRecord(section.subjects) ? texts(section.subjects.models) : [];
      for (const [at, model] of subjects) checkModel(model, 'old', [...path, 'subjects', 'models', at], keys, report);
      lists.push([[...path, 'checklist'], records(section.checklist)]);
    }
    for (const [path, list] of lists) {
      for (const [at, item] of list) {
        items.push([item.id, [...path, at, 'id']]);
        checkItem(item, [...path, at], keys, replaced, report);
        if (isRecord(item.insert)) notes.push([item.insert.id, [...path, at, 'insert', 'id']]);
      }
    }
  }
  checkUnique(sections, 'section', report);
  checkUnique(items, 'bullet', report);
  checkUnique(notes, 'note', report);
}

function checkItem(
  item: Loose,
  path: ValuePath,
  keys: CatalogueKeys,
  replaced: ReadonlySet<string>,
  report: Report,
): void {
  for (const [index, model] of texts(item.models)) {
    const at = [...path, 'models', index];
    if (!checkModel(model, 'old', at, keys, report)) continue;
    if (!replaced.has(model)) report(at, `No row of the matrix replaces "${model}"`, suggestWord(model, replaced));
  }
  const insert = isRecord(item.insert) ? item.insert : {};
  for (const [index, model] of texts(insert.models))
    checkModel(model, undefined, [...path, 'insert', 'models', index], keys, report);
}

function checkExecution(groups: readonly Item[], phases: readonly Item[], report: Report): void {
  const numbers = phases.map(([, phase]) => phase.number);
  for (const [index, group] of groups) {
    for (const [place, item] of records(group.items)) {
      const path = ['execution', index, 'items', place];
      if (item['met-by'] === 'phase' && item.phase === undefined)
        report(path, '"phase" is missing; it holds the number of the phase');
      if (item['met-by'] !== 'phase' && item.phase !== undefined)
        report([...path, 'phase'], '"phase" belongs to "met-by: phase" only', undefined, 'key');
      if (typeof item.phase === 'number' && !numbers.includes(item.phase)) {
        report([...path, 'phase'], `There is no phase ${item.phase}`, `Phases are: ${numbers.join(', ')}.`);
      }
    }
  }
}

/** Whether a model is in the catalogue, on the wanted side. */
function checkModel(
  model: string,
  side: 'old' | 'new' | undefined,
  path: ValuePath,
  keys: CatalogueKeys,
  report: Report,
): boolean {
  const fitting = [...keys.sides].filter(([, own]) => side === undefined || own === side).map(([id]) => id);
  if (!keys.sides.has(model)) {
    report(path, `There is no model "${model}" in the catalogue`, suggestWord(model, fitting));
    return false;
  }
  const own = keys.sides.get(model);
  if (side === undefined || own === undefined || own === side) return true;
  const wanted = side === 'old' ? 'an old model, which is replaced' : 'a new model, which takes the place of another';
  report(path, `"${model}" is on the ${own} side of the catalogue; here stands ${wanted}`, suggestWord(model, fitting));
  return false;
}

function checkSources(value: unknown, path: ValuePath, keys: CatalogueKeys, report: Report): void {
  for (const [index, source] of texts(value)) {
    if (!keys.sources.has(source)) {
      report([...path, index], `There is no source "${source}" in the catalogue`, suggestWord(source, keys.sources));
    }
  }
}

function checkUnique(values: readonly (readonly [unknown, ValuePath])[], what: string, report: Report): void {
  const seen = new Set<unknown>();
  for (const [value, path] of values) {
    if (value === undefined) continue;
    if (seen.has(value)) report(path, `The ${what} "${String(value)}" stands here twice`);
    seen.add(value);
  }
}

/** An item of a list with its index. */
type Item = readonly [number, Loose];

function records(value: unknown): readonly Item[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) => (isRecord(item) ? [[index, item] as const] : []));
}

function texts(value: unknown): readonly (readonly [number, string])[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) => (typeof item === 'string' ? [[index, item] as const] : []));
}
