/** Scan, decide, warn, verify for one file. */
import { choicesFor } from './choose-target.js';
import type { DecideFacts } from './decide-facts.js';
import { decideFile } from './decide-file.js';
import type { Decision } from './decision.js';
import { type Engine, formatOf } from './engine.js';
import { applyInsertions } from './ensure/apply-insertions.js';
import type { EnsureItem } from './ensure/plan-insertions.js';
import type { FilePlan, FileProblem } from './file-plan.js';
import { type Prior, withoutLines } from './history.js';
import type { Incumbents } from './incumbents.js';
import { ledgerRows } from './ledger-rows.js';
import type { ModelId } from './model.js';
import { type ScannedFile, scanFile } from './scan-file.js';
import { siteDescriber } from './site-at.js';
import type { SourceFile } from './source.js';
import { locateWarnings, warningsOf } from './warn-file.js';

/** Facts that cross files, for one file. */
export interface FileFacts {
  readonly prior: Prior;
  /** New models that stand in the file, and in its module, before this run. */
  readonly inFile: Incumbents;
  readonly inModule: Incumbents;
  /** Bullets whose insertion goes into this file. */
  readonly insertions?: readonly EnsureItem[];
  /** For a dependency manifest: new models that files under its folder load after this run. */
  readonly arriving?: readonly ModelId[];
}

/** Plans a file: the only way from a source to a verified plan. */
export function planFile(file: SourceFile, engine: Engine, facts: FileFacts): FilePlan {
  const claim = engine.scopes.claim(file.path);
  const scanned = scan(file, engine);
  const { decisions, unusedSuppressions } = decideFile(scanned, decideFacts(file, engine, facts));
  const left = (after: string) => rewritesLeft({ ...file, text: after }, engine, facts);
  const { verified, inserted, insertions } = applyInsertions({
    scanned,
    decisions,
    items: scanned.fault === undefined && file.unreadable === undefined ? (facts.insertions ?? []) : [],
    engine,
    rewritesLeft: left,
    turnedBack: (line) => facts.prior.turnedBack.some((one) => one.path === file.path && one.surface === line),
  });
  const decided = {
    file,
    units: scanned.units,
    references: scanned.references,
    decisions: verified.decisions,
    migration: engine.migration,
    catalogue: engine.migration.catalogue,
    ...(claim === undefined ? {} : { section: claim.section }),
    ...(facts.arriving === undefined ? {} : { arriving: facts.arriving }),
  };
  const quiet = claim === undefined || engine.scopes.keep(file.path) !== undefined || file.unreadable !== undefined;
  const warnings = quiet
    ? []
    : [
        ...warningsOf(decided, engine.rules),
        ...locateWarnings(decided, 'unused-suppression', unusedSuppressions.map(unusedFinding)),
      ];
  return {
    path: file.path,
    mode: file.mode,
    blob: file.blob,
    ...(claim === undefined ? {} : { phase: claim.phase.id, section: claim.section.id }),
    before: file.text,
    after: verified.after,
    changes: verified.changes,
    references: scanned.references,
    lookAlikes: scanned.lookAlikes,
    decisions: verified.decisions,
    rows: ledgerRows(scanned, [...verified.decisions, ...inserted], claim),
    warnings,
    problems: [...verified.problems, ...faultProblem(scanned, claim !== undefined)],
    ...(insertions.length === 0 ? {} : { insertions }),
  };
}

function unusedFinding({ unit, span }: { unit: number; span: { start: number; end: number } }) {
  return {
    unit,
    span,
    severity: 'note' as const,
    message: 'This comment keeps nothing: no old model is named on the line it covers.',
    advice: 'Remove it, or move it to the line above the name.',
    sources: [],
  };
}

function faultProblem({ file, fault, references }: ScannedFile, claimed: boolean): readonly FileProblem[] {
  if (fault === undefined || references.length === 0 || !claimed) return [];
  return [{ path: file.path, message: `${fault.message}; the file was left as it is`, unverified: true }];
}

function scan(file: SourceFile, engine: Engine): ScannedFile {
  return scanFile(
    file,
    formatOf(engine, file.path),
    { old: engine.oldNames, new: engine.newNames },
    siteDescriber(engine.languageByName),
  );
}

function decideFacts(file: SourceFile, engine: Engine, { prior, inFile, inModule }: FileFacts): DecideFacts {
  const claim = engine.scopes.claim(file.path);
  const fileKeep = engine.scopes.keep(file.path);
  return {
    migration: engine.migration,
    targets: engine.targets,
    ...(claim === undefined ? {} : { section: claim.section, phase: claim.phase.id }),
    ...(fileKeep === undefined ? {} : { fileKeep }),
    inFile,
    inModule,
    choices: choicesFor(file.path, prior.choices),
    prior,
  };
}

/** The decisions that would rewrite something in a text that was planned already; there must be none. A name that nobody may insert is asked. */
function rewritesLeft(file: SourceFile, engine: Engine, facts: FileFacts): readonly Decision[] {
  const again = { ...facts, prior: withoutLines(facts.prior) };
  return decideFile(scan(file, engine), decideFacts(file, engine, again)).decisions.filter(
    ({ outcome, to = [] }) => outcome === 'rewrite' && to.every((name) => engine.insertable.has(name)),
  );
}
