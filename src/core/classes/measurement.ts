import type { KeepClass } from '../keep-class.js';
import { linesAround, lineWithoutNames, type Place, restWithoutNames } from '../place.js';
import type { MarkdownLayer, TableSite } from '../site.js';
import { FIGURE, isGiven, isMetric, SETTING_KEY, SETTINGS } from './figure-names.js';
import { isKeyOfFigure } from './keyed-figure.js';
import { isInAnswer, isInRecord } from './measured-data.js';
import { clauseOf, markedLine } from './said.js';

/** Units that only a measurement has. */
const MEASURED =
  /\d[\d,.]*\s*(?:tok(?:en)?s?\s*\/\s*s(?:ec)?|tok(?:en)?s?\s+p(?:er|or|ro|ar)\s+s[ei]\w+|t\/s|it\/s|images?\/s|req(?:uests)?\/s|ms\b|samples\/s)|\b0?\.\d+\s+(?:\w+\s+){0,3}(?:rate|accuracy|score|f1)\b|\b(?:success|error|refusal|pass|hit) rate\D{0,12}\d|\b\d+\s*\/\s*\d+\s+(?:models|runs|tests|tasks|questions|passed)\b|\b\d+\s+(?:out\s+)?of\s+(?:the\s+|our\s+)?\d+\s+(?:\w+\s+)?(?:answers|attempts|cases|comparisons|documents|examples|images|problems|prompts|queries|questions|replies|requests|runs|samples|tasks|tests|times)\b|\b(?:solve[sd]?|pass(?:es|ed)?|answer(?:s|ed)|gets?|got|scor(?:es|ed)|fail(?:s|ed)?|wins?|won)\s+(?:\w+\s+){0,2}\d+\s+(?:out\s+)?of\s+(?:\w+\s+)?\d+|\b(?:recall|precision|faithfulness|groundedness|toxicity|ndcg|mrr|wer|cer)\b(?:@\d+)?\D{0,12}(?:0?\.\d+|\d{1,3}(?:\.\d+)?\s?%)|(?:→|->|=>)\s*(?:0?\.\d+|\d{1,3}(?:\.\d+)?\s?%)(?!\w|\.\d)|\b(?:lands?|landed|reach(?:es|ed)?|achiev(?:es|ed))\s+(?:at |about |around |only ){0,2}\d+(?:\.\d+)?\s*(?:points?\b|%)|\bscor(?:es?|ed|ing)\s+(?:\w+\s+){0,2}\d+\.\d|\b\d+\s+(?:samples?|answers?|replies|requests?|images?|pictures?|captions?|pages?|documents?|prompts?|questions?|tickets?|chunks?)\s+(?:(?:in|within)\s+)?(?:about\s+)?(?:per|an?|each|every|\d+)\s+(?:s|secs?|seconds?|mins?|minutes?|hours?)\b|\b(?:tps|tok(?:en)?s?_?per_?s(?:ec(?:ond)?)?)\b["']?\s*[:=]\s*["']?\d|\b(?:accuracy|score|perplexity|ppl|bleu|rouge|f1|mmlu|gsm8k|humaneval|aime|mteb|latency|throughput|ttft|speedup|win rate)\b\D{0,24}\d[\d.,]*(?![\d.,]|\s+(?:of|answers?|questions?|runs?|times|prompts?)\b)/i;
/** How long the model takes for its answer, or took for something, told as a fact. */
const TAKES =
  /\b(?:inference|generation|response|answer(?:ing)?|processing|first[- ]token)\s+times?\b\D{0,24}\d|\b(?:answer|respond|repl(?:y|ie)|generat|infer)\w*\b[^.;:!?]{0,40}?\b(?:in|within|takes?|about|around)\s+(?:about |around |roughly |under )?~?\d[\d.,]*(?:\s?[-–]\s?\d+)?\s*(?:ms|milliseconds?|s|secs?|seconds?|minutes?)\b|\b(?:(?:took|finished|completed)\b[^.;:!?]{0,40}?|needed (?:about |around |only )?)\b\d[\d.,]*(?:\s?[-–]\s?\d+)?\s*(?:ms|milliseconds?|s|secs?|seconds?|mins?|minutes?)\b|\d[\d.,]*\s*(?:ms|s|secs?|seconds?|mins?|minutes?)\s+(?:per|for (?:a|each|one|the))\s+(?:answer|batch|call|chunk|document|epoch|image|page|prompt|query|question|reply|request|run|sample|step|token)\b/i;
/** What is supposed, not told: "if it does not answer within 30 seconds". */
const SUPPOSED = /\b(?:if|when|unless|until|in case)\b[^.;!?,]*/gi;
const METRIC_HEADER =
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
const NUMBER =
  /^[~<>≈±\s*`_]*\d[\d,]*(?:\.\d+)?\s*(?:[-–/]\s*\d[\d,.]*)?\s*(?:%|x|×|k|ms|s|secs?|mins?|minutes?|h|hours?|GB|tok\/s|t\/s|\/s)?\+?[\s*`_]*$/i;
/** A number that is given as a bound. */
const BOUND =
  /\b(?:limit|budget|time-?outs?|deadline|target|interval|delay|threshold|wait|poll|SLA|SLO|goal|at most|maximum)\b/i;
/** Collections of rows that say what models reached, or were expected to. */
const EXPECTED =
  /(?:^|_)(?:expected|results?|bench(?:mark)?(?:s|_results)?|baselines?|measured|measurements?|leaderboard|timings?|scores?|metrics|evals|evaluations?)(?:_|$)/i;
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
  if (
    markdown?.table !== undefined &&
    markdown.block === 'table' &&
    (isMeasuredRow(markdown.table, isOfResults(markdown)) || (isAllFigures(markdown.table) && !isOfSettings(markdown)))
  ) {
    return 'a row of measured figures: they were measured on the old model';
  }
  if (markdown?.block === 'fence' && place.innermost.language === 'plain' && isAsciiRow(place)) {
    return 'a row of figures in a text table: they were measured on the old model';
  }
  if (isCommentRow(place)) return 'a row of figures in a comment: they were measured on the old model';
  if (isShownBlock(place)) return 'shown output of the old model';
  if (PRINTED_LINE.test(place.line)) return 'shown output of the old model';
  if (isPrintedBelowPrompt(place)) return 'shown output of the old model';
  if (isInAnswer(place)) return 'shown output of the old model';
  if (isInRecord(place)) return 'a record of results that were measured on the old model';
  if (isCsvRow(place)) return 'a row of figures: they were measured on the old model';
  if (isKeyOfFigure(place)) return 'key of a figure that was measured on, or is given for, the old model';
  if (python !== undefined && isResultKey(place)) return 'key of results that were measured on the old model';
  if (place.runs && !isPrinted(place)) return undefined;
  const said = lineWithoutNames(place).replace(TOLD_BOUND, '$1').replace(CONDITION, '$1');
  if (MEASURED.test(BOUND.test(said) ? said.replace(/\d[\d,.]*\s*ms\b/gi, ' ') : said))
    return 'a measured figure stands beside the name';
  if (isShare(place)) return 'a share that was measured stands beside the name';
  if (TAKES.test(said.replace(SUPPOSED, ' '))) return 'the time that the old model takes stands beside the name';
  if (isAnnounced(place, said)) return 'announces results of the old model';
  return undefined;
}

/** What a sentence says that stands above what a program printed. */
const SEEN =
  /\b(?:should|will|would|you['’]ll)(?: now)? see\b|\boutput (?:(?:should|will|may) )?looks? (?:something |roughly )?like\b|\bprints?\b[^.]*:\s*$|\berwartete ausgabe\b|\bsalida esperada\b|\bsortie attendue\b|预期输出|输出示例/i;
const SEEN_HEADING =
  /^[^\p{L}]*(?:(?:expected|sample|example|typical|actual) )?(?:terminal |console |program )?outputs?[^\p{L}]*$|\bwhat you (?:should|will|would)(?: now)? see\b|erwartete ausgabe|salida esperada|sortie attendue|预期输出/iu;

/** Whether a block that is no code stands below words that announce what a program prints. */
function isShownBlock({ markdown, runs }: Place): boolean {
  if (runs || (markdown?.block !== 'fence' && markdown?.block !== 'indented-code')) return false;
  const { lead = '', headings } = markdown;
  return SHOWN.test(lead) || SEEN.test(lead.split('\n').at(-1) ?? '') || SEEN_HEADING.test(headings.at(-1) ?? '');
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

const SHARE = /(?<![\w.])(?!100(?:\.0+)?\s?%)\d{1,3}(?:\.\d+)?\s?%/;
/** What a share may be of without being a result of the model: of the machine, of what is asked for. */
const OF_MACHINE =
  /\b(?:utili[sz]ation|memory|disk|ram|gpu|cpu|usage|free|space|discount|cheaper|less|fewer|more|smaller|larger|faster|slower|confidence|threshold|top|local|offline|private|of (?:the|all|your|users|cases|tasks|requests|queries|traffic))\b/i;

/** Whether a comment or a text gives a share as what the model reached. */
function isShare(place: Place): boolean {
  if (place.runs && !isPrinted(place)) return false;
  if (place.markdown?.table !== undefined) return false;
  const after = restWithoutNames(place);
  const share = SHARE.exec(after);
  return share !== null && share.index < 60 && !OF_MACHINE.test(after.slice(0, share.index + 40));
}

/** In a sentence of a cell, a number that says from where on something is slow: "Slow (< 10 tok/s)". */
const TOLD_BOUND = /([A-Za-z]{3}[^<>≤≥]{0,40})(?<![-=])[<>≤≥]\s*~?\d[\d.,]*\s*[\w/]+/g;

/** A bound in a condition: "if it is slow (below 3 tokens per second)". */
const CONDITION =
  /(\b(?:if|when|unless|until)\b[^.;!?]{0,60}?)\b(?:below|under|less than|fewer than|slower than|above|over|more than)\s+~?\d[\d.,]*\s*\w*(?:\s+per\s+\w+|\/\w+)?/i;

/** A row of a table drawn with bars or spaces: the name and at least two bare numbers. */
function isAsciiRow(place: Place): boolean {
  const cells = place.line.split(/[|│]|\s{2,}/).filter((cell) => cell.trim() !== '');
  return (
    cells.filter((cell) => NUMBER.test(cell)).length >= 2 ||
    linesAround(place, 0, 0).some((line) => MEASURED.test(line))
  );
}

/** A row of a table in a comment: the name and at least two figures with wide gaps before them. */
function isCommentRow({ innermost, runs, line, inLine }: Place): boolean {
  if (runs || innermost.language === 'markdown') return false;
  const cells = line.slice(inLine.end).split(/\s{2,}|\t|\s*\|\s*/);
  return innermost.language !== 'plain' && cells.filter((cell) => cell !== '' && NUMBER.test(cell)).length >= 2;
}

/** Whether the line announces output: in the name's own clause, or right before a colon. */
function isAnnounced(place: Place, said: string): boolean {
  const shown = SHOWN.exec(said);
  if (shown === null || place.reference.strength !== 'exact') return shown !== null;
  return /^\s*:/.test(said.slice(shown.index + shown[0].length)) || SHOWN.test(clauseOf(markedLine(place)));
}

/** A line that a program printed: a line of a log, or one of a list of models with their digests and sizes. */
const PRINTED_LINE =
  /^\s*(?:\(?\w+ pid=\d+\)\s*)?(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|(?:INFO|DEBUG)\b[: ]+\S)|\b[0-9a-f]{12}\s+\d[\d.]*\s*[MG]B\b/;

/** A line of a terminal's session that is no command: what a command printed. */
function isPrintedBelowPrompt({ markdown, innermost, reference, line }: Place): boolean {
  if (markdown?.block !== 'fence' || innermost.language !== 'plain' || /^\s*[$#>%]/.test(line)) return false;
  const outer = reference.site.texts[0];
  const before = outer?.text.slice(markdown.blockSpan.start, outer.span.start) ?? '';
  return /^\s*\$ /m.test(before) && /\S\s{2,}\S/.test(line.trim());
}

/** A row of a file of comma- or tab-separated values with a figure under a header of metrics. */
function isCsvRow({ context, unit, line }: Place): boolean {
  const mark = /\.tsv$/i.test(context.file.path) ? '\t' : ',';
  if (!/\.[ct]sv$/i.test(context.file.path)) return false;
  const header = unit.text.slice(0, unit.text.search(/\r?\n|$/)).split(mark);
  return line
    .split(mark)
    .some(
      (cell, column) => FIGURE.test(cell.trim()) && METRIC_HEADER.test((header[column] ?? '').replaceAll('_', ' ')),
    );
}

function isResultKey(place: Place): boolean {
  const { python, reference } = place;
  const use = python?.use;
  if (use === undefined || python?.token !== 'string') return false;
  if (use.isKey && use.keyedValue !== undefined) {
    const value = use.keyedValue.trim();
    const names = [use.assigned, ...use.keys];
    const isOther = names.some((one) => SETTINGS.test(one ?? '')) || isGiven(names);
    return (
      (/^-?\d[\d_,.e+-]*$|^[[(]\s*-?\d[\d_.e+-]*\s*[,\])]/.test(value) && !isOther) ||
      (/[:=([,]\s*-?\d/.test(value) && names.some((one) => EXPECTED.test(one ?? ''))) ||
      [...value.matchAll(/['"]?([\w@]+)['"]?\s*[:=]\s*['"]?-?\d/g)].some(([, key]) => isMetric(key ?? ''))
    );
  }
  if (isInColumns(place)) return true;
  const target = /^for\s+([\w, ()]+?)\s+in\b/.exec(
    reference.site.texts.at(-1)?.text.slice(python.statement.start, python.statement.start + 200) ?? '',
  )?.[1];
  if (reference.strength === 'exact')
    return (
      [use.assigned, ...(target?.split(/\W+/) ?? [])].some((name) => EXPECTED.test(name ?? '')) &&
      /[([][^()[\]]*(?:,\s*(?:-?\d[\d_.]*|None)\s*){1,8}[)\]]/.test(place.line)
    );
  return use.items.length > 1 && /\b(?:results?|benchmarks?|measured)\b/i.test(use.assigned ?? '');
}

/** Whether a literal is the name and nothing else: a value, not a text. */
function isWhole(python: NonNullable<Place['python']>, surface: string): boolean {
  return (python.value ?? surface).trim() === surface || /^\W*ollama\s+(?:pull|run)\s+\S+\W*$/.test(python.value ?? '');
}

/** What takes names in one list and their figures in another. */
const COLUMNS = /(?:^|\.)(?:DataFrame|from_dict|Dataset|Table|bar|barh|plot|scatter|stem|pie)$/;

/** One of several names in a list that stands beside lists of numbers: columns of results, bars of a chart. */
function isInColumns({ python, reference }: Place): boolean {
  const text = reference.site.texts.at(-1)?.text;
  if (python === undefined || text === undefined || python.use.items.length < 2) return false;
  const statement = text.slice(python.statement.start, Math.min(python.statement.end, python.statement.start + 2000));
  const isTable = python.use.callees.some((callee) => COLUMNS.test(callee));
  const isDict = /(?:^|_)(?:models?|names?|llms?)$/i.test(python.use.keys.at(-1) ?? '');
  const numbers = [...statement.matchAll(/(?:["'](\w+)["']\s*:|\b(\w+)\s*=|\]\s*,)\s*\[\s*-?\d[\d.]*\s*,/g)];
  return (
    (isTable || isDict) &&
    numbers.some(([, quoted, word]) => {
      const key = quoted ?? word;
      return key === undefined || !(SETTINGS.test(key) || SETTING_KEY.test(key));
    })
  );
}

/** Text that a program shows to people: a printed string, a message. */
function isPrinted({ python, reference }: Place): boolean {
  if (python === undefined || (reference.strength === 'exact' && isWhole(python, reference.surface))) return false;
  return /(?:^|\.)(?:print|info|markdown|html|caption|write|display|title|text|metric)$/i.test(python.use.callee ?? '');
}
