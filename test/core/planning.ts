/** Plans a text with the small migration and the real formats and languages. */
import { createEngine } from '../../src/core/engine.js';
import type { FilePlan } from '../../src/core/file-plan.js';
import { NO_PRIOR, type Prior } from '../../src/core/history.js';
import { findIncumbents, NO_INCUMBENTS } from '../../src/core/incumbents.js';
import type { Migration } from '../../src/core/migration.js';
import { planFile } from '../../src/core/plan-file.js';
import type { SourceFile } from '../../src/core/source.js';
import { FORMATS } from '../../src/formats/index.js';
import { LANGUAGES } from '../../src/languages/index.js';
import { smallMigration } from './small-migration.js';

/** A source file with a text; mode and blob do not matter to planning. */
export function sourceFile(path: string, text: string, more: Partial<SourceFile> = {}): SourceFile {
  return { path, mode: '100644', blob: '0'.repeat(40), size: text.length, text, ...more };
}

/** The plan of one text. */
export function planText(
  path: string,
  text: string,
  migration: Migration = smallMigration(),
  prior: Prior = NO_PRIOR,
  more: Partial<SourceFile> = {},
): FilePlan {
  const engine = createEngine({ migration, formats: FORMATS, languages: LANGUAGES, rules: [] });
  const file = sourceFile(path, text, more);
  return planFile(file, engine, { prior, inFile: findIncumbents(file, engine), inModule: NO_INCUMBENTS });
}

/** Each reference as `outcome rule surface -> to`. */
export function decided(plan: FilePlan): readonly string[] {
  return plan.rows.map(
    (row) => `${row.outcome} ${row.rule} ${row.surface}${row.to === undefined ? '' : ` -> ${row.to}`}`,
  );
}

/** A notebook of nbformat 4.5 with the given cells, as Jupyter writes it. */
export function notebook(
  ...cells: readonly {
    readonly type: 'code' | 'markdown';
    readonly source: string;
    readonly outputs?: readonly unknown[];
  }[]
): string {
  const made = cells.map(({ type, source, outputs }, index) => ({
    cell_type: type,
    ...(type === 'code' ? { execution_count: null } : {}),
    id: `cell${index}`,
    metadata: {},
    ...(type === 'code' ? { outputs: outputs ?? [] } : {}),
    source: source.split(/(?<=\n)/),
  }));
  return `${JSON.stringify({ cells: made, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}
