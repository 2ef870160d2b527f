import type { Rule } from '../core/rule.js';
import { nameOf } from './fact-wording.js';
import { swapsOf } from './model-after.js';

/** A notebook cell whose code changes keeps the output of the old model. */
export const savedOutputStale: Rule = {
  name: 'saved-output-stale',
  severity: 'warning',
  doc: {
    finds: 'A code cell in which a name changes and which has saved outputs.',
    why: 'Outputs are never edited, so they show what the old model said, how long it took and what it was called.',
    example: 'A cell that asks the model a question, with the answer below it.',
    advice: 'Run the notebook again, or clear the outputs of the cell.',
  },
  check(file) {
    const swaps = swapsOf(file).filter(({ reference }) => file.units[reference.unit]?.cell?.type === 'code');
    if (swaps.length === 0 || !/"outputs"\s*:\s*\[\s*\{/.test(file.file.text)) return [];
    const shown = cellsWithOutput(file.file.text);
    const first = new Map(swaps.toReversed().map((swap) => [file.units[swap.reference.unit]?.cell?.index ?? -1, swap]));
    return [...first]
      .filter(([cell]) => shown.has(cell))
      .sort(([a], [b]) => a - b)
      .map(([, { reference, before, after }]) => ({
        unit: reference.unit,
        span: reference.span,
        message: `The saved output of this cell came from ${nameOf(before)}; its code names ${nameOf(after)} now.`,
        advice: 'Run the cell again, or clear its outputs.',
        sources: [],
      }));
  },
};

/** Indexes of the cells that have outputs; none for a text that is no notebook. */
function cellsWithOutput(text: string): ReadonlySet<number> {
  const notebook = parse(text);
  const cells = isRecord(notebook) && Array.isArray(notebook.cells) ? notebook.cells : [];
  return new Set(
    cells.flatMap((cell: unknown, index) =>
      isRecord(cell) && Array.isArray(cell.outputs) && cell.outputs.length > 0 ? [index] : [],
    ),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
