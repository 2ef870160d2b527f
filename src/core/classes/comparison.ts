import type { KeepClass } from '../keep-class.js';
import { lineWithoutNames, type Place } from '../place.js';
import { clauseOf, markedLine, OTHER, SELF, withoutOtherTexts } from './said.js';

/** Words that make any model on their line the old one, or a side of a comparison. */
const LEGACY =
  /(?<![-\w])(?:legacy|baseline|superseded|for comparison|(?:in )?comparison (?:to|with)|compared (?:to|with|against))(?![-\w])/i;
/** Words that do so in the clause of the name only: elsewhere they speak of sections, flags, machines. */
const OLD_KIND =
  /\b(?:older|previous|former|earlier|deprecated)\s+(?:\w+\s+){0,2}(?:models?|generations?|versions?|defaults?|choices?|llms?|vlms?)\b|\b(?:previously|formerly)\s+(?:used|ran|recommended|pulled|called|the)\b/i;
const NEAR = `["'\`*_(]*[${SELF}${OTHER}]`;
const BESIDE = new RegExp(
  `\\b(?:older|previous|former|previously|formerly|deprecated:?)\\s+${NEAR}|[${SELF}][^${OTHER}]{0,24}\\b(?:deprecated|obsolete|outdated)\\b|\\b(?:switch|mov|migrat|chang|upgrad)(?:ed|es|ing)\\s+(?:away\\s+)?from\\s+["'\`*_(]*[${SELF}]|(?<!\\b(?:switch|move|change|upgrade|migrate)\\s+)\\bfrom\\s+["'\`*_(]*[${OTHER}]["'\`*_)]*\\s*(?:→|->|=>|to)\\s*["'\`*_(]*[${SELF}]|\\b(?:switch|mov|migrat|chang|upgrad)(?:ed|es)\\s+from\\s+["'\`*_(]*[\\w.:/-]{1,60}["'\`*_)]*\\s*(?:→|->|=>|to)\\s*["'\`*_(]*[${SELF}]|\\breplace[sd]\\s+["'\`*_(]*[${SELF}]|\\bcompare[sd]?\\s+(?:\\w+\\s+){0,4}?(?:to|with|against)\\s+(?:\\w+\\s+){0,2}["'\`*_(]*${SELF}`,
  'i',
);
/** Not the editor. */
const VERSUS = /(?<!\w)(?:versus|vs\.?)(?!\w|\s?code\b|\s20\d\d)/i;
/** In code, what stands beside "vs" must be a model: a name, or a size. */
const VERSUS_MODEL = new RegExp(
  `(?<!\\w)(?:versus|vs\\.?)\\s+(?:the\\s+|a\\s+)?(?:${NEAR}|\\d+(?:\\.\\d+)?[bB]\\b|new|old)|(?:[${SELF}${OTHER}]|\\d[bB])["'\`*_)]*\\s+(?:versus|vs\\.?)(?!\\w)`,
  'i',
);
/** A claim about two models: "faster than …". */
const CLAIM = new RegExp(
  `\\b(?:faster|slower|better|worse|smaller|larger|bigger|cheaper|weaker|stronger|heavier|lighter|quicker|newer|older|(?:more|less)\\s+\\w+|(?:more|less|fewer)\\s+\\w+\\s+\\w+)\\s+than\\s+(?:\\w+\\s+){0,3}?["'\`*_(]*(?:[${SELF}${OTHER}]|[a-z][\\w.-]*:\\d)`,
  'i',
);
/** One model in the place of another: "use … instead of …". */
const INSTEAD = new RegExp(
  `[${SELF}${OTHER}][^${SELF}${OTHER}.!?]{0,80}\\b(?:instead of|rather than)\\s+(?:\\w+\\s+){0,2}["'\`*_(]*[${SELF}${OTHER}]|\\b(?:instead of|rather than)\\s+["'\`*_(]*[${SELF}${OTHER}][^${SELF}${OTHER}.!?]{0,60}[${SELF}${OTHER}]|\\bunlike\\s+["'\`*_(]*[${SELF}${OTHER}][^.!?]*`,
  'i',
);
/** One model that was chosen, and the one that was not: "we chose … over …". */
const CHOSEN = new RegExp(
  `\\b(?:choose|chose|chosen|prefer(?:red)?|pick(?:ed)?|select(?:ed)?|favou?r(?:ed)?)\\b[^.!?]{0,30}[${SELF}${OTHER}][^.!?]{0,30}\\bover\\s+(?:\\w+\\s+){0,2}["'\`*_(]*[${SELF}${OTHER}]`,
  'i',
);
const OLD_NAME = /(?:^|[^a-z])(?:legacy|baselines?|reference)(?![a-z])/i;
/** What a call gives back may be a reference answer. */
const OLD_CALLED = /(?:^|[^a-z])(?:legacy|baselines?|reference(?=_?(?:model|llm|id)))(?![a-z])/i;
/** What is called legacy or baseline without being a model: `legacy_chain`, `baseline_prompt`. */
const NO_MODEL =
  /(?:chain|prompts?|templates?|paths?|dirs?|files?|urls?|dates?|docs?|documents?|answers?|texts?|images?|apis?|endpoints?|sections?|formats?|parsers?|stores?|index|retrievers?|history|messages?|responses?|outputs?)$/i;

/** The old model is named because it is the old one, or because it is compared with another. */
export const comparison = {
  name: 'comparison',
  doc: {
    finds: 'a name whose line, list header or comment says legacy, baseline, comparison or versus, or how it compares',
    why: 'the old model is the point of comparison; with a new name the comparison would be empty or false',
  },
  check(place) {
    const { markdown, python, shell, reference } = place;
    const own = withoutOtherTexts(place);
    if (LEGACY.test(lineWithoutNames(own)) || isSide(own))
      return { outcome: 'keep', reason: 'named as a baseline, a legacy model or a side of a comparison' };
    if (/\b(?:legacy|baseline)\b/i.test([markdown?.lead, ...(python?.commentsNear ?? [])].join('\n'))) {
      return { outcome: 'keep', reason: 'stands under a heading or comment that says legacy or baseline' };
    }
    if (isOfOldAndNew(place)) return { outcome: 'keep', reason: 'a side of a table of old and new' };
    if (OLD_KIND.test(markdown?.lead ?? '')) return { outcome: 'keep', reason: 'stands in a list of older models' };
    const names = [
      python?.use.assigned,
      python?.use.keyword,
      python?.use.parameter?.name,
      shell?.variable,
      ...(python?.use.keys ?? []),
    ]
      .filter((name) => !NO_MODEL.test(name ?? ''))
      .join(' ');
    const isOld = (python?.use.callee === undefined ? OLD_NAME : OLD_CALLED).test(names);
    if (isOld && reference.strength === 'exact') {
      return { outcome: 'keep', reason: 'a variable or key that is called baseline or legacy' };
    }
    if (!place.runs && isClaim(place))
      return {
        outcome: 'ask',
        reason: 'says how two models compare; whether that holds for the new ones is for a person to say',
      };
    return undefined;
  },
} satisfies KeepClass;

/** Headers of what was before, and of what comes after. */
const BEFORE = /^\W*(?:old|before|previous(?:ly)?|from|was|existing|deprecated|legacy|replaced?s?)\b/i;
const AFTER = /^\W*(?:new|after|to|now|target|replacement|replaced by|upgrade|successor)\b/i;

/** Whether the name is one side of a row of old and new: what was replaced, or what once took its place. */
function isOfOldAndNew({ markdown }: Place): boolean {
  const table = markdown?.table;
  if (table === undefined || table.inHeader) return false;
  const own = table.header[table.column] ?? '';
  const wanted = BEFORE.test(own) ? AFTER : AFTER.test(own) ? BEFORE : undefined;
  return wanted !== undefined && table.header.some((header, at) => at !== table.column && wanted.test(header));
}

/** Whether the clause of the name makes it the old one or a side. */
function isSide(place: Place): boolean {
  const marked = markedLine(place);
  if (place.runs) return VERSUS_MODEL.test(marked) || BESIDE.test(marked) || /(?:#|\/\/).*\bdeprecated\b/i.test(marked);
  const clause = clauseOf(marked);
  return VERSUS.test(clause) || OLD_KIND.test(clause) || BESIDE.test(clause);
}

/** Whether the sentence of the name says how it, or what stands after it, compares with a model. */
function isClaim(place: Place): boolean {
  const sentence = markedLine(place)
    .split(/[!?]|\.(?=\s|$)/)
    .find((part) => part.includes(SELF));
  const claim = sentence === undefined ? null : CLAIM.exec(sentence);
  if (sentence !== undefined && [INSTEAD, CHOSEN].some((said) => said.exec(sentence)?.[0].includes(SELF))) return true;
  if (claim === null || sentence === undefined) return false;
  const self = sentence.indexOf(SELF);
  return self < claim.index + claim[0].length;
}
