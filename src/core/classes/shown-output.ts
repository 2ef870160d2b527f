/** Output of a program that a document shows: it says which model was asked when it was written. */
import type { Place } from '../place.js';
import { clauseOf, markedLine } from './said.js';

const SHOWN =
  /\b(?:expected|sample|example|typical|actual|measured)\s+(?:\S+\s+){0,4}?(?:output|results?|performance|numbers?|speeds?|throughput|latency|timings?)\b|^\s*output\s*:?\s*$/i;

/** What a sentence says that stands above what a program printed. */
const SEEN =
  /\b(?:should|will|would|you['’]ll)(?: now)? see\b|\boutput (?:(?:should|will|may) )?looks? (?:something |roughly )?like\b|\bprints?\b[^.]*:\s*$|\berwartete ausgabe\b|\bsalida esperada\b|\bsortie attendue\b|预期输出|输出示例/i;
const SEEN_HEADING =
  /^[^\p{L}]*(?:(?:expected|sample|example|typical|actual) )?(?:terminal |console |program )?outputs?[^\p{L}]*$|\bwhat you (?:should|will|would)(?: now)? see\b|erwartete ausgabe|salida esperada|sortie attendue|预期输出/iu;

/** Whether a block that is no code stands below words that announce what a program prints. */
function isBelowAnnouncement({ markdown, runs }: Place): boolean {
  if (runs || (markdown?.block !== 'fence' && markdown?.block !== 'indented-code')) return false;
  const { lead = '', headings } = markdown;
  return SHOWN.test(lead) || SEEN.test(lead.split('\n').at(-1) ?? '') || SEEN_HEADING.test(headings.at(-1) ?? '');
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

/** Whether a place stands in output that is shown: in a block that is announced, in a line of a log, below a prompt. */
export function isInShownOutput(place: Place): boolean {
  return isBelowAnnouncement(place) || PRINTED_LINE.test(place.line) || isPrintedBelowPrompt(place);
}

/** Whether the line announces output: in the name's own clause, or right before a colon. */
export function isAnnounced(place: Place, said: string): boolean {
  const shown = SHOWN.exec(said);
  if (shown === null || place.reference.strength !== 'exact') return shown !== null;
  return /^\s*:/.test(said.slice(shown.index + shown[0].length)) || SHOWN.test(clauseOf(markedLine(place)));
}
