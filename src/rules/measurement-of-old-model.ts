import { measurement } from '../core/classes/measurement.js';
import type { DecidedFile, Rule } from '../core/rule.js';
import { nameOf } from './fact-wording.js';
import { differ, footprintsOf } from './footprint.js';
import { type Draft, gather } from './gather.js';
import { isSwap, type Swap, standingsOf } from './model-after.js';
import { isEdited, marksBeside } from './neighbour.js';

const MEASURED =
  /~?(?<![\d,.])\d[\d,.]{0,12}\s?(?:[-–]\s?\d[\d,.]{0,12}\s?)?(?:tok(?:en)?s?\s*\/\s*s(?:ec)?|tok(?:en)?s?\s+per\s+second|t\/s|it\/s|images?\/s|ms\b|samples\/s|seconds?\b|%)|\b(?:accuracy|score|perplexity|ppl|bleu|rouge|f1|mmlu|gsm8k|humaneval|aime|mteb|latency|throughput|ttft|speedup)\b(?![\s,]*--)\D{0,24}\d+(?:\.\d+)?/i;
const NUMBER_CELL =
  /^[~<>≈±\s*`_]*\d[\d,]*(?:\.\d+)?\s*(?:[-–]\s*\d[\d,.]*)?\s*(?:%|x|×|k|ms|s|sec|tok\/s|t\/s|GB)?\+?[\s*`_]*$/i;
/** Columns of settings and of counts, whose figures are no model's. */
const SETTING_COLUMN =
  /^\W*$|^\W*(?:no|nr|lab|day|week|value)\W*$|\b(?:ports?|batch\w*|lr|learning rate|rank|alpha|epochs?|seed|workers?|replicas?|temp\w*|top[ _-]?[pk])\b/i;
/** Columns of figures that are given, not measured. */
const GIVEN_COLUMN =
  /\b(?:dim\w*|sizes?|params?|parameters|context|max\w*|layers|memory|v?ram|disk|download|released|year)\b|#/i;

/** Figures that were measured on the old model, kept or left beside the new name. */
export const measurementOfOldModel: Rule = {
  name: 'measurement-of-old-model',
  severity: 'warning',
  doc: {
    finds:
      'Figures measured on the old model: those whose name is kept for that reason, and those that stand in the row or comment of a renamed id.',
    why: 'A figure without its model, or with another one, is no measurement.',
    example: '`| llama3.1:8b | 45 tok/s |`',
    advice: 'Measure again on the new model; until then keep the old name beside the old figure.',
  },
  check(file) {
    return gather(file, [
      ...kept(file),
      ...standingsOf(file)
        .filter(isSwap)
        .flatMap((swap) => relabelled(file, swap)),
    ]);
  },
};

function kept(file: DecidedFile): readonly Draft[] {
  return standingsOf(file).flatMap(({ reference, decision }) =>
    decision.rule !== measurement.name || decision.outcome === 'rewrite'
      ? []
      : [
          {
            key: 'kept',
            unit: reference.unit,
            span: reference.span,
            severity: 'note' as const,
            message: `the figures here were measured on ${reference.surface}; its name stays with them.`,
            advice: 'Measure again on the new model and add its figures.',
            sources: [],
          },
        ],
  );
}

function relabelled(file: DecidedFile, swap: Swap): readonly Draft[] {
  const { reference, before, after } = swap;
  const marks = marksBeside(file, swap, MEASURED, 1, 1)
    .filter(
      ({ sameLine, line, span }) => (sameLine || /^\s*(?:#|\/\/)/.test(line)) && !isEdited(file, reference.unit, span),
    )
    .map(({ span, match }) => ({ span, said: match[0].trim() }));
  const { measured, given } = cells(swap);
  return [
    ...[...marks, ...measured].map(({ span, said }) => ({
      key: `relabelled ${after.id}`,
      unit: reference.unit,
      span,
      message: `\`${said}\` was measured on ${nameOf(before)}, or on what came before it, and stands beside ${nameOf(after)} now.`,
      advice: 'Measure again, or say that it was not measured.',
      sources: [],
    })),
    ...given.map(({ span, said }) => ({
      key: `given ${after.id}`,
      unit: reference.unit,
      span,
      severity: 'note' as const,
      message: `\`${said}\` was given for ${nameOf(before)}, whose row is that of ${nameOf(after)} now.`,
      advice: 'Correct the figures of the row.',
      sources: [],
    })),
  ];
}

interface Cell {
  readonly span: Draft['span'];
  readonly said: string;
}

/** The first measured and the first given number in the row of a renamed id. */
function cells(swap: Swap): { readonly measured: readonly Cell[]; readonly given: readonly Cell[] } {
  const { reference } = swap;
  const layer = reference.site.layers[0];
  const table = layer?.language === 'markdown' ? layer.table : undefined;
  if (table === undefined || table.inHeader) return { measured: [], given: [] };
  const numbers = table.row.flatMap((said, column) => {
    const span = table.cellSpans[column];
    const isSetting = SETTING_COLUMN.test(table.header[column] ?? '-');
    if (column === table.column || span === undefined || isSetting || !NUMBER_CELL.test(said)) return [];
    return [{ span, said, header: table.header[column] ?? '' }];
  });
  const isGiven = ({ said, header }: (typeof numbers)[number]) => GIVEN_COLUMN.test(header) || /GB/.test(said);
  return {
    measured: numbers.filter((one) => !isGiven(one)).slice(0, 1),
    given: numbers.filter((one) => isGiven(one) && !isSpokenOf(one, swap)).slice(0, 1),
  };
}

/** Whether another rule speaks of the figure: the length of vectors, memory that differs. */
function isSpokenOf({ said, header }: { readonly said: string; readonly header: string }, swap: Swap): boolean {
  if (/\bdim/i.test(header)) return true;
  const sizes = footprintsOf(swap);
  return /GB/.test(said) && sizes !== undefined && differ(sizes.old.gigabytes, sizes.now.gigabytes);
}
