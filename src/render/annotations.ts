/** Annotations of a check run: each warning and each question on its line. Plain text, not Markdown. */
import type { FilePlan } from '../core/file-plan.js';
import type { LedgerRow } from '../core/ledger.js';
import type { Migration } from '../core/migration.js';
import type { PhasePlan } from '../core/phase-plan.js';
import type { Warning } from '../core/warning.js';
import { clipMiddle, inertLine } from './inert-code.js';
import { type LinesAfter, linesAfter } from './lines-after.js';
import { chooseCommand, settlingChoice } from './settle.js';
import { suggestLines } from './suggestions.js';

/** GitHub's limits: code points of a title, bytes of a message and of raw details. https://docs.github.com/en/rest/checks/runs */
const TITLE_LIMIT = 255;
const MESSAGE_BYTES = 64_000;

/** An annotation on a line of the file as it is after the edits. */
export interface Annotation {
  readonly path: string;
  /** 1-based; a line that the file has. */
  readonly line: number;
  readonly level: 'notice' | 'warning' | 'failure';
  /** At most 255 characters. */
  readonly title: string;
  /** At most 64 KB. */
  readonly message: string;
  /** The facts behind it: rule, sources, candidates. At most 64 KB. */
  readonly rawDetails: string;
}

/** All warnings and questions of a phase: critical warnings, questions, warnings, notes; within each in path and line order. */
export function renderAnnotations(plan: PhasePlan, migration: Migration): readonly Annotation[] {
  const ranked = plan.files.flatMap((file) => {
    const lines = linesAfter(file);
    const ways = makeWays(plan, file, migration);
    return [...file.warnings.map((warning) => ofWarning(file, warning, lines)), ...asksOf(file, lines, ways)];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ annotation }) => annotation);
}

/** How a question is settled, in a sentence. */
type Ways = (row: LedgerRow, line: number) => string;

function makeWays({ phase }: PhasePlan, file: FilePlan, migration: Migration): Ways {
  const suggested = new Set(suggestLines(file).map(({ line }) => line));
  return (row, line) => {
    const choice = settlingChoice(file, row, migration);
    const command = choice === undefined ? undefined : chooseCommand(choice, phase.id);
    if (suggested.has(line))
      return `Take the suggestion on this line${command === undefined ? '.' : `, or comment: ${command}`}`;
    if (command !== undefined) return `Comment to settle it: ${command}`;
    return 'Edit the line on this branch, or keep the name with a comment "cutover: keep" on the default branch.';
  };
}

interface Ranked {
  readonly rank: number;
  readonly annotation: Annotation;
}

function ofWarning(file: FilePlan, warning: Warning, lines: LinesAfter): Ranked {
  const rank = { critical: 0, warning: 2, note: 3 }[warning.severity];
  const level = ({ critical: 'failure', warning: 'warning', note: 'notice' } as const)[warning.severity];
  const details = [`rule: ${warning.rule}`, ...warning.sources.map((source) => `source: ${source}`)];
  return {
    rank,
    annotation: annotation(
      file.path,
      lines({ line: warning.line, col: warning.col, offset: warning.span.start }),
      level,
      `${warning.severity}: ${warning.rule}`,
      [warning.message, warning.advice],
      [...cellOf(warning.cell, warning.sourceLine), ...details],
    ),
  };
}

/** One annotation for each question: rows of a file that ask the same on the same line are one. */
function asksOf(file: FilePlan, lines: LinesAfter, ways: Ways): readonly Ranked[] {
  const seen = new Set<string>();
  return file.rows.flatMap((row) => {
    if (row.outcome !== 'ask') return [];
    const key = `${row.line}\u0000${row.surface}\u0000${row.reason}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const choices = row.candidates.length === 0 ? '' : `Candidates: ${row.candidates.join(', ')}.`;
    const details = [`rule: ${row.rule}`, `group: ${row.group}`, ...row.evidence.map((text) => `evidence: ${text}`)];
    return {
      rank: 1,
      annotation: annotation(
        file.path,
        lines(row),
        'warning',
        `to decide: ${row.surface}`,
        [`${row.surface} was left as it is: ${row.reason}.`, choices, ways(row, lines(row))],
        [...cellOf(row.cell, row.src_line), ...details],
      ),
    };
  });
}

function cellOf(cell: number | undefined, line: number | undefined): readonly string[] {
  if (cell === undefined) return [];
  return [line === undefined ? `cell ${cell}` : `cell ${cell}, line ${line} of its source before the edits`];
}

function annotation(
  path: string,
  line: number,
  level: Annotation['level'],
  title: string,
  message: readonly string[],
  details: readonly string[],
): Annotation {
  return {
    path,
    line,
    level,
    title: clipUnits(inertLine(title, TITLE_LIMIT), TITLE_LIMIT),
    message: clipBytes(inertLines(message).replace(/\.\.$/gm, '.'), MESSAGE_BYTES),
    rawDetails: clipBytes(inertLines(details), MESSAGE_BYTES),
  };
}

/** One line each: annotations are no Markdown, and yet nothing in them looks like a mention or a reference. */
function inertLines(texts: readonly string[]): string {
  return texts
    .filter((text) => text !== '')
    .map((text) => inertLine(text, MESSAGE_BYTES))
    .join('\n');
}

/** At most `limit` UTF-16 units, which is never more than that many characters in any way of counting. */
function clipUnits(text: string, limit: number): string {
  return text.length <= limit ? text : clipMiddle(text, Math.floor(limit / 2));
}

/** At most `limit` bytes of UTF-8: a code point has at most four. */
function clipBytes(text: string, limit: number): string {
  return text.length * 3 <= limit ? text : clipMiddle(text, Math.floor(limit / 4));
}
