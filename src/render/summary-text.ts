/** What the command line prints about a plan: a table for people, JSON for programs. Prints no Markdown, so that none is loaded for it. */
import { addCounts } from '../core/count.js';
import type { Counts } from '../core/file-plan.js';
import type { Migration, Phase } from '../core/migration.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import { amount, number, warningsCell } from './amounts.js';
import { ended } from './phase-view.js';

/** How the parts of a text are painted; each returns its argument with or without colour. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
}

const same = (text: string): string => text;
/** No colours. */
export const NO_PAINT: Paint = { bold: same, dim: same, red: same, yellow: same, green: same };

const HEADER = ['Phase', 'Files', 'Notebooks', 'Rewrite', 'Ask', 'Keep', 'Other', 'Lines', 'Warnings'] as const;
/** Letters of a title: a row should fit a terminal. */
const TITLE_LENGTH = 24;

/** The plan for people: a row a phase, the totals, what no phase claims, and problems. Ends with a line feed. */
export function renderPlanText(plan: RepositoryPlan, migration: Migration, paint: Paint = NO_PAINT): string {
  const total = addCounts(plan.phases.map(({ counts }) => counts));
  const rows = plan.phases.map(({ phase, counts }) => [nameOf(phase), ...cellsOf(counts)]);
  const outside = plan.outside.flatMap((file) => file.rows).length;
  const others = plan.otherModels.reduce((sum, { count }) => sum + count, 0);
  const lines = [
    paint.bold(visible(migration.title)),
    '',
    ...alignColumns([[...HEADER], ...rows, ['total', ...cellsOf(total)]], paint),
    '',
    paint.dim(
      'Files and notebooks: those that change, of those that name an old model. Other: edits that go with a rewrite.',
    ),
    ...(outside === 0
      ? []
      : [`Outside every phase: ${amount(outside, 'reference')} in ${amount(plan.outside.length, 'file')}, kept.`]),
    ...(others === 0
      ? []
      : [`Other models without a target: ${amount(plan.otherModels.length, 'name')} in ${amount(others, 'place')}.`]),
    ...warningLines(total, paint),
    ...problemLines(plan, paint),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function cellsOf(counts: Counts): readonly string[] {
  const { references } = counts;
  return [
    `${number(counts.changedFiles)}/${number(counts.files)}`,
    `${number(counts.changedNotebooks)}/${number(counts.notebooks)}`,
    number(references.rewrite),
    number(references.ask),
    number(references.keep),
    number(counts.companions),
    `+${number(counts.addedLines)} -${number(counts.removedLines)}`,
    warningsCell(counts.warnings).replace('–', '-'),
  ];
}

/** Columns of equal width, the first and the last to the left, numbers to the right; header bold, totals dim. */
function alignColumns(rows: readonly (readonly string[])[], paint: Paint): readonly string[] {
  const last = HEADER.length - 1;
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row, index) => {
    const line = row
      .map((cell, column) => {
        if (column === last) return cell;
        return column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
      })
      .join('  ');
    return index === 0 || index === rows.length - 1 ? paint.bold(line) : line;
  });
}

function warningLines({ warnings, references }: Counts, paint: Paint): readonly string[] {
  return [
    ...(warnings.critical === 0
      ? []
      : [
          paint.red(
            `${amount(warnings.critical, 'critical warning')}: something will break; --warnings FILE writes them out.`,
          ),
        ]),
    ...(references.ask === 0
      ? []
      : [paint.yellow(`${amount(references.ask, 'place')} to choose for; --ledger FILE writes them out.`)]),
    ...(warnings.critical + references.ask > 0 ? [] : [paint.green(quietWords(references))]),
  ];
}

function quietWords({ rewrite, keep }: Counts['references']): string {
  return rewrite + keep === 0
    ? 'No phase has a file that names an old model of this migration.'
    : 'No critical warning and no question.';
}

/** A phase by the number that `--phase` takes, and its title. */
function nameOf({ number: nth, title }: Phase): string {
  const points = [...visible(title)];
  const short = points.length <= TITLE_LENGTH ? points : [...points.slice(0, TITLE_LENGTH - 1), '…'];
  return `${nth} ${short.join('')}`;
}

function problemLines(plan: RepositoryPlan, paint: Paint): readonly string[] {
  const problems = [
    ...plan.phases.flatMap((phase) => phase.problems),
    ...plan.outside.flatMap((file) => file.problems),
  ];
  return problems.map(({ path, message, unverified }) => {
    const line = `${visible(path)}: ${visible(ended(message))}`;
    return unverified ? paint.red(`not verified: ${line}`) : paint.dim(line);
  });
}

/** Text of a repository on a terminal: no control character gets there. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The plan for programs: pretty-printed JSON whose fields keep their names and order; ends with a line feed. */
export function renderPlanJson(plan: RepositoryPlan, migration: Migration): string {
  const value = {
    migration: migration.id,
    phases: plan.phases.map(({ phase, counts, checklist, folders, problems }) => ({
      id: phase.id,
      title: phase.title,
      counts: orderedCounts(counts),
      checklist: checklist.map(({ item, section, state, proof, places }) => ({
        id: item.id,
        section,
        text: item.text,
        state,
        proof,
        places,
      })),
      folders,
      problems,
    })),
    total: orderedCounts(addCounts(plan.phases.map(({ counts }) => counts))),
    outside: plan.outside.map(({ path, rows }) => ({ path, references: rows.length })),
    otherModels: plan.otherModels,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function orderedCounts(counts: Counts) {
  const {
    files,
    changedFiles,
    notebooks,
    changedNotebooks,
    references,
    companions,
    addedLines,
    removedLines,
    warnings,
  } = counts;
  return {
    ...{ files, changedFiles, notebooks, changedNotebooks },
    references: { rewrite: references.rewrite, keep: references.keep, ask: references.ask },
    ...{ companions, addedLines, removedLines },
    warnings: { critical: warnings.critical, warning: warnings.warning, note: warnings.note },
  };
}
