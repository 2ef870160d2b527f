/** The ledger and the warnings as JSON lines: one object a line, the order of its fields fixed. Positions are those before the edits. */
import type { FilePlan } from '../core/file-plan.js';
import type { LedgerRow } from '../core/ledger.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import type { Warning } from '../core/warning.js';

/** Every file of a plan, in path order: the phases' and those that no phase claims. */
export function filesOf(plan: RepositoryPlan): readonly FilePlan[] {
  const files = [...plan.phases.flatMap((phase) => phase.files), ...plan.outside];
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** The ledger of some files: JSON lines, each ended by a line feed. */
export function renderLedgerLines(files: readonly FilePlan[]): string {
  return lines(files.flatMap((file) => file.rows.map(renderLedgerRow)));
}

/** One row of the ledger on one line of JSON, without a line end. Fields that a row does not have are left out. */
export function renderLedgerRow(row: LedgerRow): string {
  const { path, line, cell, src_line, col, surface, model, strength, outcome } = row;
  const { to, candidates, rule, reason, evidence, group, phase, section } = row;
  return JSON.stringify({
    ...{ path, line, cell, src_line, col, surface, model, strength, outcome },
    ...{ to, candidates, rule, reason, evidence, group, phase, section },
  });
}

/** The warnings of some files: JSON lines, each ended by a line feed. `sources` says where each key of the catalogue's sources is. */
export function renderWarningLines(files: readonly FilePlan[], sources: Readonly<Record<string, string>> = {}): string {
  return lines(files.flatMap((file) => file.warnings.map((warning) => renderWarning(warning, sources))));
}

/** One warning on one line of JSON, without a line end. A source whose key is not known stands as its key. */
export function renderWarning(warning: Warning, sources: Readonly<Record<string, string>> = {}): string {
  const { path, line, cell, sourceLine, col, rule, severity, message, advice } = warning;
  const source = warning.sources.map((key) => sources[key] ?? key);
  return JSON.stringify({ path, line, cell, src_line: sourceLine, col, rule, severity, message, advice, source });
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
