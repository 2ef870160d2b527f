/** What a run prints and which files it writes besides. */
import { createHash } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Migration } from '../core/migration.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import { systemReason } from '../local/errors.js';
import { filesOf, renderLedgerLines, renderWarningLines } from '../render/ledger-lines.js';
import type { Paint } from '../render/summary-text.js';
import type { RunOptions } from './options.js';
import { UsageError } from './usage-error.js';
import { mayColour, type World } from './world.js';

/** Absolute paths of the files that a run writes. */
export interface ReportFiles {
  readonly ledger?: string;
  readonly warnings?: string;
  readonly out?: string;
  readonly all: readonly string[];
}

/** Where the reports go. Throws `UsageError`, before any work, when one of them could not be written. */
export function reportFiles(options: RunOptions, folder: string): ReportFiles {
  const { ledger, warnings, out } = options;
  const place = (option: string, path: string | undefined) =>
    path === undefined ? undefined : writablePlace(option, resolve(folder, path));
  const paths = {
    ledger: place('--ledger', ledger),
    warnings: place('--warnings', warnings),
    out: place('--out', out),
  };
  const given = Object.entries(paths).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(given), all: given.map(([, path]) => path) };
}

function writablePlace(option: string, path: string): string {
  const step = 'Give the path of a file in a folder that exists.';
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new UsageError(`${option} ${path} is a folder.`, step);
  if (statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UsageError(`${option} ${path} cannot be written: there is no folder ${dirname(path)}.`, step);
  return path;
}

/** Writes ledger and warnings where they are asked for. */
export function writeLedgers(plan: RepositoryPlan, migration: Migration, files: ReportFiles): void {
  const all = filesOf(plan);
  if (files.ledger !== undefined) writeReport(files.ledger, renderLedgerLines(all));
  if (files.warnings !== undefined) writeReport(files.warnings, renderWarningLines(all, migration.catalogue.sources));
}

/** Prints the report, or writes it to the file of `--out`. */
export async function printReport(
  plan: RepositoryPlan,
  migration: Migration,
  { options, files, world, tree }: { options: RunOptions; files: ReportFiles; world: World; tree?: string | undefined },
): Promise<void> {
  const colour = files.out === undefined && mayColour(world.outIsTerminal, world.env);
  const state = {
    subject: tree === undefined ? basename(resolve(world.folder, options.target)) : options.target,
    fingerprint: tree ?? fingerprintOf(plan),
  };
  const text = await renderReport(plan, migration, options.format, colour, state);
  if (files.out === undefined) world.out(text);
  else {
    writeReport(files.out, text);
    world.err(`Written to ${files.out}.\n`);
  }
}

async function renderReport(
  plan: RepositoryPlan,
  migration: Migration,
  format: RunOptions['format'],
  colour: boolean,
  { subject, fingerprint }: { readonly subject: string; readonly fingerprint: string },
): Promise<string> {
  if (format === 'md')
    return (await import('../render/plan-markdown.js')).renderPlanMarkdown(plan, { migration, fingerprint });
  if (format === 'html')
    return (await import('../render/report-html.js')).renderReportHtml(plan, migration, { subject, fingerprint });
  const { renderPlanJson, renderPlanText } = await import('../render/summary-text.js');
  switch (format) {
    case 'text':
      return renderPlanText(plan, migration, colour ? COLOURS : undefined);
    case 'json':
      return renderPlanJson(plan, migration);
    default:
      return format satisfies never;
  }
}

/** Names the state of a folder: the files that the plan is about, with their blobs. */
function fingerprintOf(plan: RepositoryPlan): string {
  const hash = createHash('sha1');
  for (const { mode, blob, path } of filesOf(plan)) hash.update(`${mode} ${blob}\t${path}\n`);
  return hash.digest('hex');
}

function writeReport(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${systemReason(error)}.`, 'Give another path.', error);
  }
}

/** Escape sequences of ANSI X3.64: on and off. */
const COLOURS: Paint = {
  bold: (text) => `\u001b[1m${text}\u001b[22m`,
  dim: (text) => `\u001b[2m${text}\u001b[22m`,
  red: (text) => `\u001b[31m${text}\u001b[39m`,
  yellow: (text) => `\u001b[33m${text}\u001b[39m`,
  green: (text) => `\u001b[32m${text}\u001b[39m`,
};
