import type { KeepClass } from '../keep-class.js';
import { linesAround, lineWithoutNames, type Place, restWithoutNames } from '../place.js';
import { FIGURE, isGiven, isMetric, SETTING_KEY, SETTINGS } from './figure-names.js';
import { isKeyOfFigure } from './keyed-figure.js';
import { isInAnswer, isInRecord } from './measured-data.js';
import { isInMeasuredRow, MEASURED, METRIC_HEADER, NUMBER, TOLD_BOUND } from './measured-row.js';
import { isAnnounced, isInShownOutput } from './shown-output.js';

/** How long the model takes for its answer, or took for something, told as a fact. */
const TAKES =
  /\b(?:inference|generation|response|answer(?:ing)?|processing|first[- ]token)\s+times?\b\D{0,24}\d|\b(?:answer|respond|repl(?:y|ie)|generat|infer)\w*\b[^.;:!?]{0,40}?\b(?:in|within|takes?|about|around)\s+(?:about |around |roughly |under )?~?\d[\d.,]*(?:\s?[-–]\s?\d+)?\s*(?:ms|milliseconds?|s|secs?|seconds?|minutes?)\b|\b(?:(?:took|finished|completed)\b[^.;:!?]{0,40}?|needed (?:about |around |only )?)\b\d[\d.,]*(?:\s?[-–]\s?\d+)?\s*(?:ms|milliseconds?|s|secs?|seconds?|mins?|minutes?)\b|\d[\d.,]*\s*(?:ms|s|secs?|seconds?|mins?|minutes?)\s+(?:per|for (?:a|each|one|the))\s+(?:answer|batch|call|chunk|document|epoch|image|page|prompt|query|question|reply|request|run|sample|step|token)\b/i;
/** What is supposed, not told: "if it does not answer within 30 seconds". */
const SUPPOSED = /\b(?:if|when|unless|until|in case)\b[^.;!?,]*/gi;
/** A number that is given as a bound. */
const BOUND =
  /\b(?:limit|budget|time-?outs?|deadline|target|interval|delay|threshold|wait|poll|SLA|SLO|goal|at most|maximum)\b/i;
/** Collections of rows that say what models reached, or were expected to. */
const EXPECTED =
  /(?:^|_)(?:expected|results?|bench(?:mark)?(?:s|_results)?|baselines?|measured|measurements?|leaderboard|timings?|scores?|metrics|evals|evaluations?)(?:_|$)/i;
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
  if (markdown !== undefined && isInMeasuredRow(markdown))
    return 'a row of measured figures: they were measured on the old model';
  if (markdown?.block === 'fence' && place.innermost.language === 'plain' && isAsciiRow(place)) {
    return 'a row of figures in a text table: they were measured on the old model';
  }
  if (isCommentRow(place)) return 'a row of figures in a comment: they were measured on the old model';
  if (isInShownOutput(place) || isInAnswer(place)) return 'shown output of the old model';
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
