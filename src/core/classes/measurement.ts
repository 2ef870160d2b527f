import type { KeepClass } from '../keep-class.js';
import { linesAround, lineWithoutNames, type Place } from '../place.js';
import type { TableSite } from '../site.js';

/** Units that only a measurement has. */
const MEASURED =
  /\d[\d,.]*\s*(?:tok(?:en)?s?\s*\/\s*s(?:ec)?|tok(?:en)?s?\s+per\s+second|t\/s|it\/s|images?\/s|req(?:uests)?\/s|ms\b|samples\/s)|\b(?:accuracy|score|perplexity|ppl|bleu|rouge|f1|mmlu|gsm8k|humaneval|aime|mteb|latency|throughput|ttft|speedup|win rate)\b\D{0,24}\d/i;
const METRIC_HEADER =
  /\b(?:tok(?:en)?s?(?:\s*\/\s*s)?|t\/s|prefill|decode|throughput|latency|ttft|speed(?:up)?|time|seconds?|ms|accuracy|acc|score|perplexity|ppl|bleu|rouge|f1|mmlu|gsm8k|humaneval|aime|bfcl|mteb|win rate|quality loss|results?)\b/i;
const NUMBER =
  /^[~<>≈±\s*`_]*\d[\d,]*(?:\.\d+)?\s*(?:[-–]\s*\d[\d,.]*)?\s*(?:%|x|×|k|ms|s|sec|GB|tok\/s|t\/s|\/s)?\+?[\s*`_]*$/i;
const METRIC_KEY =
  /^(?:tok(?:ens)?_?(?:per|s)|tps|throughput|latency|ttft|prefill|decode|speed|time|elapsed|duration|accuracy|score|perplexity|ppl|bleu|f1|mmlu|win_rate|results?)/i;
const SHOWN =
  /\b(?:expected|sample|example|typical|actual|measured)\s+(?:\S+\s+){0,4}?(?:output|results?|performance|numbers?|speeds?|throughput|latency|timings?)\b|^\s*output\s*:?\s*$/i;

/** A number that was measured on the old model is bound to the name. */
export const measurement = {
  name: 'measurement',
  doc: {
    finds:
      'a name in a row of measured figures, as a key of measured results, in shown output, or in a sentence with a measured figure',
    why: "renaming it would give one model's measurement to another; measure again instead",
  },
  check(place) {
    const reason = measuredIn(place);
    return reason === undefined ? undefined : { outcome: 'keep', reason };
  },
} satisfies KeepClass;

function measuredIn(place: Place): string | undefined {
  const { markdown, python } = place;
  if (markdown?.table !== undefined && markdown.block === 'table' && isMeasuredRow(markdown.table)) {
    return 'a row of measured figures: they were measured on the old model';
  }
  if (markdown?.block === 'fence' && place.innermost.language === 'plain' && isAsciiRow(place)) {
    return 'a row of figures in a text table: they were measured on the old model';
  }
  if (markdown?.lead !== undefined && markdown.block === 'fence' && !place.runs && SHOWN.test(markdown.lead)) {
    return 'shown output of the old model';
  }
  if (python !== undefined && isResultKey(place)) return 'key of results that were measured on the old model';
  if (place.runs && !isPrinted(place)) return undefined;
  const said = lineWithoutNames(place);
  if (MEASURED.test(said)) return 'a measured figure stands beside the name';
  if (SHOWN.test(said)) return 'announces results of the old model';
  return undefined;
}

function isMeasuredRow(table: TableSite): boolean {
  if (table.inHeader) return false;
  const numbers = table.row.filter(
    (cell, column) => column !== table.column && NUMBER.test(cell) && METRIC_HEADER.test(table.header[column] ?? ''),
  );
  return numbers.length > 0 || table.row.some((cell, column) => column !== table.column && MEASURED.test(cell));
}

/** A row of a table drawn with bars or spaces: the name and at least two bare numbers. */
function isAsciiRow(place: Place): boolean {
  const cells = place.line.split(/[|│]|\s{2,}/).filter((cell) => cell.trim() !== '');
  return (
    cells.filter((cell) => NUMBER.test(cell)).length >= 2 ||
    linesAround(place, 0, 0).some((line) => MEASURED.test(line))
  );
}

function isResultKey({ python, reference }: Place): boolean {
  const use = python?.use;
  if (use === undefined || python?.token !== 'string') return false;
  if (use.isKey && use.keyedValue !== undefined) {
    const value = use.keyedValue.trim();
    return (
      /^-?\d[\d_,.e+-]*$/.test(value) ||
      [...value.matchAll(/['"](\w+)['"]\s*:/g)].some(([, key]) => METRIC_KEY.test(key ?? ''))
    );
  }
  return (
    reference.strength !== 'exact' &&
    use.items.length > 1 &&
    /\b(?:results?|benchmarks?|measured)\b/i.test(use.assigned ?? '')
  );
}

/** Text that a program shows to people: a printed string, a message. */
function isPrinted({ python, reference }: Place): boolean {
  if (python === undefined || reference.strength === 'exact') return false;
  return /(?:^|\.)(?:print|info|markdown|write|display|title|text|metric)$/.test(python.use.callee ?? '');
}
