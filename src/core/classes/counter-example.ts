import type { KeepClass } from '../keep-class.js';
import { isFactRow } from './fact-row.js';
import { markedLine, SELF, withoutOtherTexts } from './said.js';

const WRONG =
  /\b(?:wrong|incorrect|invalid|bad example|don'?t (?:use|do)|do not (?:use|do)|never (?:use|write)|broken|typo)\b|❌|✗|✘/i;
/** What is warned off: "don't use NAME", "avoid NAME", "NAME should not be used". */
const WARNED_OFF = new RegExp(
  `(?:\\b(?:don['’]?t|do not|never|shouldn['’]t|should not|must not)\\s+(?:use|choose|pick|take|rely on|build on)|\\bavoid(?:\\s+using)?)\\s+(?:the\\s+|a\\s+)?(?:model\\s+)?["'\`*_(]*${SELF}|${SELF}["'\`*_)]*\\s+(?:should|must|can)\\s?not\\s+be\\s+(?:used|chosen|picked)\\b`,
  'i',
);

/** An error that says there is no such name: "… does not exist for `ollama pull NAME`". */
const NO_SUCH = new RegExp(
  `\\b(?:does not exist|doesn['’]t exist|no such (?:tag|model|repo\\w*)|invalid model name)\\W{1,4}(?:for|with|when running|after)\\s+[^.;!?]{0,24}${SELF}`,
  'i',
);

/** A name that the text shows as wrong. */
export const counterExample = {
  name: 'counter-example',
  doc: {
    finds: 'a name that the line shows as a mistake, or warns off',
    why: 'the text needs the wrong name to make its point',
  },
  check(found) {
    const place = withoutOtherTexts(found);
    const { line, inLine, runs, markdown } = place;
    // A mark in a row of facts says what the model cannot do, not that its name is wrong.
    if (isFactRow(place)) return undefined;
    const rest = line.slice(inLine.end);
    const after = runs && markdown?.inline !== 'code-span' ? rest : (rest.split(/[;!?]|\.(?=\s|$)/)[0] ?? '');
    if (WRONG.test(after) || /❌|✗|✘/.test(line.slice(0, inLine.start))) {
      return { outcome: 'keep', reason: 'shown as a mistake' };
    }
    if (NO_SUCH.test(markedLine(place))) return { outcome: 'keep', reason: 'shown as a name that does not exist' };
    if (WARNED_OFF.test(markedLine(place))) return { outcome: 'keep', reason: 'the text warns against using it' };
    return undefined;
  },
} satisfies KeepClass;
