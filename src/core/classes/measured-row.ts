/** Rows of tables that hold measured figures, told by their headers, and by figures that nobody gives or sets. */
import type { MarkdownLayer, TableSite } from '../site.js';

/** Headers of columns with figures that were measured. */
export const METRIC_HEADER =
  /\b(?:pass(?:ed|@\d+)?|rate|precision|recall|wer|cer|psnr|ssim|fid|lpips|elo|ndcg|mrr|exact match|tok(?:en)?s?(?:\s*\/\s*s)?|t\/s|prefill|decode|throughput|latency|ttft|speed(?:up)?|time|seconds?|ms|accuracy|acc|score|perplexity|ppl|bleu|rouge|f1|mmlu|gsm8k|humaneval|aime|bfcl|mteb|win rate|loss|peak|load(?:ing)?|results?)\b/i;
/** A share, or a fraction of one to two digits or more: nothing but a score is written so. */
const SCORE = /^[~<>≈±\s*`_]*(?:0?\.\d{2,}|\d{1,3}(?:\.\d+)?\s*%)\+?[\s*`_]*$/;
/** Headers with a word for a metric that are settings: "Max tokens". */
const SETTING_HEADER = /\b(?:max\w*|min\w*|limit|num|new)\W+(?:\w+\W+)?tok/i;
/** How long a reader works, not a model: minutes in a row that is about a lab. */
const MINUTES = /\d\s*(?:mins?|minutes?|h|hours?)\b/i;
/** Columns of figures that are given, not measured. */
const GIVEN_HEADER =
  /\b(?:dim\w*|sizes?|params?|parameters|trainable|context|max\w*|min\w*|layers|memory|v?ram|disk|download|released|year|version|temp\w*|top[ _]?p|util\w*|weights?|dropout|lr|learning|price|cost|discount)\b|#|\$/i;
/** A bare figure, with a unit at most. */
export const NUMBER =
  /^[~<>≈±\s*`_]*\d[\d,]*(?:\.\d+)?\s*(?:[-–/]\s*\d[\d,.]*)?\s*(?:%|x|×|k|ms|s|secs?|mins?|minutes?|h|hours?|GB|tok\/s|t\/s|\/s)?\+?[\s*`_]*$/i;
/** Units that only a measurement has. */
export const MEASURED =
  /\d[\d,.]*\s*(?:tok(?:en)?s?\s*\/\s*s(?:ec)?|tok(?:en)?s?\s+p(?:er|or|ro|ar)\s+s[ei]\w+|t\/s|it\/s|images?\/s|req(?:uests)?\/s|ms\b|samples\/s)|\b0?\.\d+\s+(?:\w+\s+){0,3}(?:rate|accuracy|score|f1)\b|\b(?:success|error|refusal|pass|hit) rate\D{0,12}\d|\b\d+\s*\/\s*\d+\s+(?:models|runs|tests|tasks|questions|passed)\b|\b\d+\s+(?:out\s+)?of\s+(?:the\s+|our\s+)?\d+\s+(?:\w+\s+)?(?:answers|attempts|cases|comparisons|documents|examples|images|problems|prompts|queries|questions|replies|requests|runs|samples|tasks|tests|times)\b|\b(?:solve[sd]?|pass(?:es|ed)?|answer(?:s|ed)|gets?|got|scor(?:es|ed)|fail(?:s|ed)?|wins?|won)\s+(?:\w+\s+){0,2}\d+\s+(?:out\s+)?of\s+(?:\w+\s+)?\d+|\b(?:recall|precision|faithfulness|groundedness|toxicity|ndcg|mrr|wer|cer)\b(?:@\d+)?\D{0,12}(?:0?\.\d+|\d{1,3}(?:\.\d+)?\s?%)|\b(?:results?|scores?)\b[^.;!?\d]{0,40}(?<![\d.])0?\.\d{2,}|(?:→|->|=>)\s*(?:0?\.\d+|\d{1,3}(?:\.\d+)?\s?%)(?!\w|\.\d)|\b(?:lands?|landed|reach(?:es|ed)?|achiev(?:es|ed))\s+(?:at |about |around |only ){0,2}\d+(?:\.\d+)?\s*(?:points?\b|%)|\bscor(?:es?|ed|ing)\s+(?:\w+\s+){0,2}\d+\.\d|\b\d+\s+(?:samples?|answers?|replies|requests?|images?|pictures?|captions?|pages?|documents?|prompts?|questions?|tickets?|chunks?)\s+(?:(?:in|within)\s+)?(?:about\s+)?(?:per|an?|each|every|\d+)\s+(?:s|secs?|seconds?|mins?|minutes?|hours?)\b|\b(?:tps|tok(?:en)?s?_?per_?s(?:ec(?:ond)?)?)\b["']?\s*[:=]\s*["']?\d|\b(?:accuracy|score|perplexity|ppl|bleu|rouge|f1|mmlu|gsm8k|humaneval|aime|mteb|latency|throughput|ttft|speedup|win rate)\b\D{0,24}\d[\d.,]*(?![\d.,]|\s+(?:of|answers?|questions?|runs?|times|prompts?)\b)/i;
/** In a sentence of a cell, a number that says from where on something is slow: "Slow (< 10 tok/s)". */
export const TOLD_BOUND = /([A-Za-z]{3}[^<>≤≥]{0,40})(?<![-=])[<>≤≥]\s*~?\d[\d.,]*\s*[\w/]+/g;

/** Whether a name stands in a row of measured figures, or at the head of a column of such. */
export function isInMeasuredRow(markdown: MarkdownLayer): boolean {
  const { table } = markdown;
  return (
    table !== undefined &&
    markdown.block === 'table' &&
    (isMeasuredRow(table, isOfResults(markdown)) || (isAllFigures(table) && !isOfSettings(markdown)))
  );
}

/** Whether the heading or the sentence above a table says that results follow. */
function isOfResults({ headings, lead = '' }: MarkdownLayer): boolean {
  const said = `${headings.at(-1) ?? ''}\n${lead.split('\n').at(-1) ?? ''}`;
  return /\b(?:results?|benchmarks?|scores?|accuracy|measured|measurements|speeds?|evaluation|leaderboard|we (?:saw|got|measured|found))\b/i.test(
    said,
  );
}

/** Whether the heading or the sentence above a table says that settings or needs follow. */
function isOfSettings({ headings, lead = '' }: MarkdownLayer): boolean {
  const said = `${headings.at(-1) ?? ''}\n${lead.split('\n').at(-1) ?? ''}`;
  return /\b(?:settings?|config\w*|hyper-?param\w*|param\w*|options?|requirements?|resources?|limits?|defaults?|schedule|budgets?|quotas?)\b/i.test(
    said,
  );
}

/** A row with a figure that was measured, or a column of such figures under the name; among results, one with two bare figures. */
function isMeasuredRow(table: TableSite, ofResults: boolean): boolean {
  const { inHeader, row, header, column, firstColumn, below = [] } = table;
  const figures = row.filter((cell, at) => at !== column && NUMBER.test(cell) && !GIVEN_HEADER.test(header[at] ?? ''));
  if (ofResults && !inHeader && figures.length >= 2) return true;
  if (inHeader) return column > 0 && below.some((cell, line) => isMeasuredCell(cell, firstColumn[line] ?? ''));
  return row.some(
    (cell, at) => at !== column && !(column > 0 && MINUTES.test(cell)) && isMeasuredCell(cell, header[at] ?? ''),
  );
}

/** Whether the name heads its row, and all else in it are bare figures none of which is given: whatever they are called, they are results. */
function isAllFigures({ inHeader, row, header, column }: TableSite): boolean {
  return (
    !inHeader &&
    column === 0 &&
    (row.filter((cell) => NUMBER.test(cell)).length >= 2 ||
      row.some((cell) => NUMBER.test(cell) && /\d\d\.\d/.test(cell))) &&
    row.every(
      (cell, at) =>
        at === 0 ||
        NO_FIGURE.test(cell) ||
        (NUMBER.test(cell) && !/[GM]B/i.test(cell) && !ASSIGNED_HEADER.test(header[at] ?? '')),
    )
  );
}

const NO_FIGURE = /^[\s–—-]*$|^\s*n\/?a\s*$/i;

/** Columns of figures that somebody sets, counts or plans, beside those that are given. */
const ASSIGNED_HEADER = new RegExp(
  `${GIVEN_HEADER.source}|${String.raw`\b(?:mem|gi?bs?|gpus?|cpus?|cores?|threads|workers|replicas?|users?|nodes?|batch\w*|epochs?|rank|alpha|bits?|ports?|quant\w*|limits?|window|heads|seeds?|top[ _]?k|labs?|modules?|lessons?|weeks?|days?|chapters?|points|levels?|order|stars?|id|no)\b`}`,
  'i',
);

/** So many of so many: nothing but a score is written so. */
const FRACTION = /^[\s*`_]*\d{1,4}\s*\/\s*\d{1,4}[\s*`_]*$/;

/** Whether a cell holds a figure that was measured; `head` says what its column, or its row, is about. */
function isMeasuredCell(cell: string, head: string): boolean {
  const about = head.replaceAll('_', ' ');
  if (NUMBER.test(cell) && METRIC_HEADER.test(about) && !SETTING_HEADER.test(about)) return true;
  return (
    ((SCORE.test(cell) || FRACTION.test(cell)) && !GIVEN_HEADER.test(about)) ||
    MEASURED.test(cell.replace(TOLD_BOUND, '$1'))
  );
}
