/** The migration file: text in, a {@link Migration} or all of its faults out. Reads no files. */
import { z } from 'zod';
import { catalogueKeys, catalogueProblems, toCatalogue } from './catalogue-file.js';
import { CATALOGUE_SCHEMA } from './catalogue-schema.js';
import {
  type Candidate,
  type ChecklistItem,
  type Ensure,
  type Met,
  type Migration,
  type MigrationPattern,
  type Phase,
  type Replacement,
  ROLES,
  type Section,
} from './migration.js';
import { migrationProblems } from './migration-file-checks.js';
import { readShape } from './migration-file-faults.js';
import { parseYaml, type WrittenFile } from './migration-file-yaml.js';
import {
  MIGRATION_SCHEMA,
  type WrittenInsertion,
  type WrittenItem,
  type WrittenMigration,
  type WrittenPhase,
  type WrittenSection,
} from './migration-schema.js';
import type { Catalogue } from './model.js';
import { orderProblems, type Problem } from './problem.js';

/** A migration and the catalogue it stands on, as text with paths for messages. */
export interface MigrationFiles {
  readonly migration: WrittenFile;
  readonly catalogue: WrittenFile;
}

/** A usable migration, or everything that is wrong with its files, in the order of their lines. */
export type ParsedMigration =
  | { readonly ok: true; readonly migration: Migration }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The JSON schema of a migration file, for editors; `inline` repeats what stands in several places instead of referring to it. */
export function migrationJsonSchema(reused: 'ref' | 'inline' = 'ref'): unknown {
  return z.toJSONSchema(MIGRATION_SCHEMA, { reused });
}

/** Parses a migration and its catalogue: YAML, shape, and what the one says of the other. */
export function parseMigration(files: MigrationFiles): ParsedMigration {
  const migration = parseYaml(files.migration);
  const catalogue = parseYaml(files.catalogue);
  const written = migration.readable ? readShape(MIGRATION_SCHEMA, migration) : { problems: [] };
  const models = catalogue.readable ? readShape(CATALOGUE_SCHEMA, catalogue) : { problems: [] };
  const problems = [
    ...migration.problems,
    ...written.problems,
    ...(migration.readable && catalogue.readable ? migrationProblems(migration, catalogueKeys(catalogue.value)) : []),
    ...catalogue.problems,
    ...models.problems,
    ...(catalogue.readable ? catalogueProblems(catalogue) : []),
  ];
  if (problems.length > 0 || !('value' in written) || !('value' in models)) {
    return { ok: false, problems: inOrder(problems, files) };
  }
  return { ok: true, migration: toMigration(written.value, toCatalogue(models.value)) };
}

/** The migration's own problems first, then the catalogue's. */
function inOrder(problems: readonly Problem[], files: MigrationFiles): readonly Problem[] {
  const own = problems.filter((problem) => problem.file === files.migration.path);
  return orderProblems([...own, ...problems.filter((problem) => problem.file !== files.migration.path)]);
}

const NO_TABLE = { header: [], rows: [] };

function toMigration(written: WrittenMigration, catalogue: Catalogue): Migration {
  return {
    id: written.id,
    title: written.title,
    overview: written.overview,
    planFiles: written['plan-files'],
    replacements: written.matrix.map(toReplacement),
    capabilityReference: written['capability-reference'],
    phases: written.phases.map(toPhase),
    records: written.records,
    fixtures: written.fixtures,
    generated: written.generated,
    handsOff: written['hands-off'],
    patterns: (written.patterns ?? []).map(toPattern),
    criticalNotes: written['critical-notes'] ?? [],
    reasoningComparison: written['reasoning-comparison'] ?? NO_TABLE,
    impact: written.impact ?? NO_TABLE,
    covers: written.covers ?? [],
    approval: written.approval,
    execution: (written.execution ?? []).map(toExecution),
    planErrors: (written['plan-errors'] ?? []).map(({ instead, ...error }) =>
      instead === undefined ? error : { ...error, instead },
    ),
    catalogue,
  };
}

function toReplacement(row: WrittenMigration['matrix'][number]): Replacement {
  const to = row.to.map(({ model, roles, caution }): Candidate => {
    const offered = { model, roles: roles === 'any' ? ROLES : roles };
    return caution === undefined ? offered : { ...offered, caution };
  });
  return { id: row.id, category: row.category, from: row.from, to, plan: row.plan };
}

function toPhase(phase: WrittenPhase): Phase {
  return {
    id: `phase-${phase.number}`,
    number: phase.number,
    title: phase.title,
    ...(phase.priority === undefined ? {} : { priority: phase.priority }),
    ...(phase.lead === undefined ? {} : { lead: phase.lead }),
    sections: phase.sections.map(toSection),
    checklist: toItems(phase.checklist, String(phase.number)),
    repeatForNotebooks: phase['repeat-for-notebooks'] ?? false,
  };
}

function toSection(section: WrittenSection): Section {
  return {
    id: section.id,
    title: section.title,
    scope: { include: section.scope.include, exclude: section.scope.exclude ?? [] },
    ...(section.folder === undefined ? {} : { folder: section.folder }),
    ...(section.role === undefined ? {} : { role: section.role }),
    subjects: section.subjects?.models ?? [],
    ...(section.subjects === undefined ? {} : { subjectReason: section.subjects.reason }),
    checklist: toItems(section.checklist, section.id),
    ...(section.mark === undefined ? {} : { mark: section.mark }),
  };
}

function toItems(items: readonly WrittenItem[] | undefined, owner: string): readonly ChecklistItem[] {
  return (items ?? []).map((item, index) => ({
    id: item.id ?? `${owner}/${index + 1}`,
    text: item.text,
    met: toMet(item),
  }));
}

function toMet(item: WrittenItem): Met {
  switch (item['met-by']) {
    case 'rewrite':
      return { by: 'rewrite', files: item.files ?? [], models: item.models ?? [] };
    case 'insertion':
      return { by: 'ensure', files: item.files ?? [], ensure: toEnsure(item.insert) };
    case 'report':
      return { by: 'report', files: item.files ?? [], find: (item['look-for'] ?? []).join('|') };
    case 'person':
      return { by: 'human' };
    default: {
      const never: never = item;
      return never;
    }
  }
}

function toEnsure(insert: WrittenInsertion): Ensure {
  return insert.kind === 'pull-line'
    ? { kind: insert.kind, models: insert.models, primary: insert.primary ?? false }
    : insert;
}

function toPattern(pattern: NonNullable<WrittenMigration['patterns']>[number]): MigrationPattern {
  return {
    id: pattern.id,
    title: pattern.title,
    language: pattern.language,
    old: pattern.old,
    ...(pattern['old-label'] === undefined ? {} : { oldLabel: pattern['old-label'] }),
    new: pattern.new.map(({ label, code }) => ({ label: label ?? '', code })),
    notes: pattern.notes ?? [],
  };
}

function toExecution(
  group: NonNullable<WrittenMigration['execution']>[number],
  place: number,
): Migration['execution'][number] {
  const items = group.items.map((item, index) => ({
    id: `execution/${place + 1}/${index + 1}`,
    text: item.text,
    met: item['met-by'] === 'person' ? ('human' as const) : item['met-by'],
    ...(item.phase === undefined ? {} : { phase: `phase-${item.phase}` }),
  }));
  return { title: group.title, items };
}
