/** Data that shows what a model answered or reached: an answer of a server, a record of results. */
import { collectionOf } from '../companions/siblings.js';
import { linesAround, type Place } from '../place.js';
import { FIGURE, isGiven, isMetric, SETTINGS } from './figure-names.js';

const RESULTS = /^(?:results?|benchmarks?|measured|measurements?|leaderboard|metrics|scores?|timings?)$/i;

/** What a server adds to an answer, and no request has. */
const ANSWER_KEY =
  /^(?:created_at|eval_count|eval_duration|total_duration|load_duration|prompt_eval_count|finish_reason|choices|usage|done)$/;
/** The value of such a key in code: a number, a list, a record, a date. */
const GIVEN_BACK = /^(?:[[{\d]|True\b|False\b|["']\d{4})/;
/** What it adds where it lists its models. */
const LISTED_KEY = /^(?:digest|modified_at|owned_by)$/;

/** An answer of a server that is shown: it echoes the model that gave it. */
export function isInAnswer(place: Place): boolean {
  const { data, markdown, python } = place;
  if (python?.use.keys.at(-1) === 'model' && !python.use.isKey)
    return (
      collectionOf(place)?.siblings.some(({ key, value }) => ANSWER_KEY.test(key) && GIVEN_BACK.test(value)) === true
    );
  if (data?.token !== 'value' || data.language === 'dockerfile') return false;
  const key = data.path.at(-1) ?? '';
  if (/^(?:name|id)$/.test(key) && collectionOf(place)?.siblings.some((one) => LISTED_KEY.test(one.key))) return true;
  if (key !== 'model') return false;
  if (markdown?.lead !== undefined && /\b(?:response|reply|answer|returns?|output)\b[^.]*:\s*$/i.test(markdown.lead))
    return true;
  return collectionOf(place)?.siblings.some(({ key }) => ANSWER_KEY.test(key)) === true;
}

/** A record that is added to results. */
const ADDED =
  /(?:^|[._])(?:results?|benchmarks?|measurements?|metrics|scores?|timings?)\.(?:append|add|insert|extend|push)$/i;

/** How much of what follows a key is read for its figures, in characters. */
const RECORD = 300;

/** Data that says what was measured: metrics beside the name, or under it as a key. */
export function isInRecord(place: Place): boolean {
  const { data, python, reference } = place;
  if (python?.token === 'string' && !python.use.isKey) {
    const isAdded = ADDED.test(python.use.callee ?? '');
    return (
      collectionOf(place)?.siblings.some(
        ({ key, value }) =>
          FIGURE.test(value) && (isMetric(key) || (isAdded && !isGiven([key]) && !SETTINGS.test(key))),
      ) === true
    );
  }
  if (data === undefined || data.language === 'dockerfile' || data.token === 'comment') return false;
  if (data.token === 'value')
    return (
      collectionOf(place)?.siblings.some(
        ({ key, value }) => (isMetric(key) && FIGURE.test(value)) || (RESULTS.test(key) && /:\s*-?\d/.test(value)),
      ) === true
    );
  const inner = reference.site.texts.at(-1);
  if (inner === undefined) return false;
  const after = inner.text.slice(inner.span.end, inner.span.end + RECORD);
  if (data.path.slice(0, -1).some((key) => RESULTS.test(key)) && /^["']?\s*:\s*["']?-?\d/.test(after)) return true;
  const body = /^["']?\s*:\s*\{/.test(after) ? after.slice(0, after.indexOf('}') + 1) : deeperLines(place);
  return [...body.matchAll(/["']?(\w+)["']?\s*:\s*["']?-?\d/g)].some(([, key]) => isMetric(key ?? ''));
}

/** The lines below a place that are indented deeper than its own. */
function deeperLines(place: Place): string {
  const [own = '', ...rest] = linesAround(place, 0, 12);
  const indent = /^[ \t-]*/.exec(own)?.[0].length ?? 0;
  const end = rest.findIndex((line) => line.trim() !== '' && (/^[ \t]*/.exec(line)?.[0].length ?? 0) <= indent);
  return rest.slice(0, end < 0 ? rest.length : end).join('\n');
}
