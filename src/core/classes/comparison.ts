import type { KeepClass } from '../keep-class.js';
import { lineWithoutNames } from '../place.js';

const LEGACY =
  /\b(?:legacy|baseline|previous(?:ly)?|older|deprecated|superseded|for comparison|(?:in )?comparison (?:to|with)|compared? (?:to|with|against)|versus|vs\.?)(?!\w)/i;

/** The old model is named because it is the old one, or because it is compared with another. */
export const comparison = {
  name: 'comparison',
  doc: {
    finds: 'a name whose line, list header or comment says legacy, baseline, comparison or versus',
    why: 'the old model is the point of comparison; with a new name the comparison would be empty or false',
  },
  check(place) {
    const { markdown, python, shell, reference } = place;
    const said = lineWithoutNames(place);
    if (LEGACY.test(said))
      return { outcome: 'keep', reason: 'named as a baseline, a legacy model or a side of a comparison' };
    if (/\b(?:legacy|baseline)\b/i.test([markdown?.lead, ...(python?.commentsNear ?? [])].join('\n'))) {
      return { outcome: 'keep', reason: 'stands under a heading or comment that says legacy or baseline' };
    }
    const names = [
      python?.use.assigned,
      python?.use.keyword,
      python?.use.parameter?.name,
      shell?.variable,
      ...(python?.use.keys ?? []),
    ].join(' ');
    if (/(?:^|[^a-z])(?:legacy|baseline|reference)(?![a-z])/i.test(names) && reference.strength === 'exact') {
      return { outcome: 'keep', reason: 'a variable or key that is called baseline or legacy' };
    }
    return undefined;
  },
} satisfies KeepClass;
