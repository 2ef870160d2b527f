/** Says of each reference of a planned file how it came to its outcome: where it stands, which classes looked at it, what decided. */
import { KEEP_CLASSES } from './classes/index.js';
import type { Decision } from './decision.js';
import { type Engine, formatOf } from './engine.js';
import type { FilePlan } from './file-plan.js';
import type { LedgerRow } from './ledger.js';
import { placeOf } from './place.js';
import { placeInFile } from './place-in-file.js';
import type { Reference } from './reference.js';
import { type ScannedFile, scanFile } from './scan-file.js';
import type { Layer } from './site.js';
import { siteDescriber } from './site-at.js';
import type { Warning } from './warning.js';

/** A class that looked at a reference. */
export interface Looked {
  readonly name: string;
  readonly holds: boolean;
}

/** One reference explained. */
export interface Explanation {
  readonly row: LedgerRow;
  /** The layers around the place, outermost first, in a few words each. */
  readonly stands: readonly string[];
  /** The classes in the order in which they were asked, up to the one that holds; empty where the whole file is kept. */
  readonly looked: readonly Looked[];
  readonly decision: Decision;
  /** Warnings on the same line. */
  readonly warnings: readonly Warning[];
}

/** Explains the references of a file, or those of one 1-based line of it. */
export function explainFile(plan: FilePlan, engine: Engine, line?: number): readonly Explanation[] {
  const { path, mode, blob, before, decisions, rows, warnings } = plan;
  const file = { path, mode, blob, size: before.length, text: before };
  const tables = { old: engine.oldNames, new: engine.newNames };
  const scanned = scanFile(file, formatOf(engine, path), tables, siteDescriber(engine.languageByName));
  const section = engine.scopes.claim(path)?.section;
  const context = { ...scanned, migration: engine.migration, ...(section === undefined ? {} : { section }) };
  return decisions.flatMap((decision) =>
    decision.references.flatMap((index) => {
      const reference = scanned.references[index];
      const row = reference === undefined ? undefined : rowOf(rows, scanned, reference);
      if (reference === undefined || row === undefined || (line !== undefined && row.line !== line)) return [];
      const asked = decision.role !== undefined || KEEP_CLASSES.some(({ name }) => name === decision.rule);
      const place = placeOf(reference, context);
      return [
        {
          row,
          stands: reference.site.layers.map(describeLayer),
          looked: asked ? lookedAt((check) => check(place)) : [],
          decision,
          warnings: warnings.filter((one) => one.line === row.line && one.sourceLine === row.src_line),
        },
      ];
    }),
  );
}

function rowOf(rows: readonly LedgerRow[], scanned: ScannedFile, reference: Reference): LedgerRow | undefined {
  const unit = scanned.units[reference.unit];
  if (unit === undefined) return undefined;
  const { line, col, cell, sourceLine } = placeInFile(scanned.file, unit, reference.span);
  return rows.find(
    (row) =>
      row.outcome !== 'companion' &&
      row.line === line &&
      row.col === col &&
      row.cell === cell &&
      row.src_line === sourceLine,
  );
}

/** Asks the classes in order until one holds. */
function lookedAt(holds: (check: (typeof KEEP_CLASSES)[number]['check']) => unknown): readonly Looked[] {
  const looked: Looked[] = [];
  for (const { name, check } of KEEP_CLASSES) {
    looked.push({ name, holds: holds(check) !== undefined });
    if (looked.at(-1)?.holds === true) break;
  }
  return looked;
}

/** A layer in a few words: `Markdown table`, `Python string, argument model of chat`. */
function describeLayer(layer: Layer): string {
  switch (layer.language) {
    case 'markdown':
      return ['Markdown', layer.block, layer.inline].filter((part) => part !== undefined).join(' ');
    case 'python': {
      const { callee, keyword, assigned } = layer.use;
      const call =
        callee === undefined ? '' : `, ${keyword === undefined ? 'argument' : `argument ${keyword}`} of ${callee}`;
      return `Python ${layer.token}${call}${assigned === undefined ? '' : `, assigned to ${assigned}`}`;
    }
    case 'shell':
      return `shell ${layer.token}${layer.command === undefined ? '' : ` of ${layer.command}`}`;
    case 'yaml':
    case 'json':
    case 'dockerfile':
      return `${layer.language} ${layer.token}${layer.path.length === 0 ? '' : ` ${layer.path.join('.')}`}`;
    case 'plain':
      return 'text';
    default: {
      const never: never = layer;
      return never;
    }
  }
}
