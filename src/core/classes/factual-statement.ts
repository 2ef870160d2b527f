import type { KeepClass } from '../keep-class.js';
import type { Place } from '../place.js';
import { isFactRow } from './fact-row.js';
import { markedLine, OTHER, SELF } from './said.js';

const FACT =
  /^\W*(?:tested|validated|verified|benchmarked|recorded)\s+(?:with|on|using|against)\b|\b(?:released (?:by|in|on)|(?:is|was) (?:one of )?the (?:very )?(?:first|only|largest|smallest|newest|latest|oldest)\b|(?:developed|created|trained|published|made|built) by|is (?:licensed )?(?:under )?(?:the )?(?:apache|mit\b|bsd|openrail|proprietary|non[- ]commercial)|knows (?:nothing|little) (?:after|since|beyond|of anything after)|(?:speaks|supports|covers|understands) (?:\w+ )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|many|several) languages|is (?:an? )?(?:\w+['’]s|open[- ]source|open[- ]weights?)|licen[cs]ed? (?:under|terms)|community licen[cs]e|knowledge cutoff|trained on|(?:is|was|were|been) (?:pre-?)?trained|(?:was|were|been) (?:tested|written|developed|validated|verified|recorded|generated|produced|created) (?:with|on|for|by|using)|(?:has|have) (?:only |about |around |some )?~?\d[\d.,]* ?(?:[KMB]\b|billion|million|layers|param\w*|tokens|dim\w*)|available in (?:\d|two|three|four|five|several|multiple|many|various|different))\b/i;
/** A model that was made from this one, or this one from another: "OTHER is fine-tuned from NAME", "OTHER is a NAME fine-tune". */
const DESCENT = new RegExp(
  `${OTHER}[^.;!?|]{0,40}\\b(?:fine-?tun\\w*|distill\\w*|deriv\\w*|based|built|merge\\w*)\\s+(?:version |variant )?(?:from|of|on)\\s+(?:the\\s+)?["'\`*_(]*${SELF}|${OTHER}[^.;!?|]{0,20}\\bis an?\\s+["'\`*_(]*${SELF}["'\`*_)]*\\s+(?:fine-?tune|derivative|distill\\w*)|${SELF}["'\`*_)]*\\s+(?:is|was)\\s+(?:an? )?(?:distill\\w*|fine-?tun\\w*|deriv\\w*|merge\\w*)\\s+(?:version |variant )?(?:from|of|on|into)\\b`,
  'i',
);
/** What it is said not to do by itself: "NAME does not think". */
const PLAIN = new RegExp(
  `${SELF}["'\`*_)]*\\s+(?:does(?: not|n['’]t)|never)\\s+(?:think|reason)\\b|${SELF}["'\`*_)]*\\s+answers\\b[^.;!?|]{0,30}\\bwithout (?:thinking|reasoning)`,
  'i',
);
const GATED =
  /\b(?:gated|request(?:ing)? access|requires? (?:approval|access|licen[cs]e)|accept (?:the )?(?:licen[cs]e|terms)|approval from|access granted|model access)\b/i;
/** What a model is said to be unable to do: "NAME has no tool calling", "NAME is not suitable for agents". */
const UNABLE = new RegExp(
  `${SELF}["'\`*_)]*(?:(?!\\b(?:if|when|where|unless|your|the)\\b)[^.;:!?|]){0,50}?\\b(?:(?:has|have|with) no(?=\\s)|no native|lacks?|(?:does|do)(?: not|n['’]t) (?:support|have|handle|understand|offer|do|know)|can(?:not|['’]t| not)|(?:is|are)(?: not|n['’]t) (?:able|suitable|suited|meant|made|designed|built|good|recommended))\\b[^.;:!?|]{0,40}?\\b(?:tools?|function[- ]call\\w*|vision|images?|pictures?|multi-?modal\\w*|think(?:ing)?|agents?|agentic|structured outputs?|json mode)\\b`,
  'i',
);
/** How long its vectors are said to be: "NAME produces 768-dimensional vectors". */
const DIMENSION = new RegExp(
  `${SELF}["'\`*_)]*\\s+(?:\\w+\\s+){0,2}?(?:has|makes|produces|returns|outputs|generates|creates|gives|uses)\\b[^.;:!?|]{0,30}?(?:\\d{3,4}[- ]?d(?:im\\w*)?\\b|\\d{3,4} (?:numbers|floats|values|entries)|\\b(?:length|size|dimension\\w*)\\W{1,5}(?:of\\W{1,4})?\\d{3,4})`,
  'i',
);

/** Collections of models that lack something, by what they are called: `MODELS_WITHOUT_TOOLS`, `unsupported`, `NON_REASONING`. */
const UNABLE_NAME =
  /(?:^|_)(?:(?:without|no|non|not|lacks?)_?(?:tools?|function\w*|vision|images?|think\w*|reason\w*|json|support\w*|agent\w*)|unsupported|incompatible|deny_?list|block_?list|black_?list|blocked|forbidden)(?:_|$)/i;

function isListedAsUnable({ python, data, shell }: Place): boolean {
  if (python !== undefined && python.use.items.length === 0 && !python.use.isKey) return false;
  const names = [python?.use.assigned, ...(python?.use.keys ?? []), ...(data?.path ?? []), shell?.variable];
  return names.some((name) => UNABLE_NAME.test(name ?? ''));
}

/** How much it is said to read: "NAME reads at most 2048 tokens". */
const READS = new RegExp(
  `${SELF}["'\`*_)]*\\s+(?:\\w+\\s+){0,2}?(?:reads?|handles?|accepts?|takes|supports?|allows|cuts|truncates|is limited|(?:has|with) (?:a|an|its) )\\b[^.;:!?|]{0,30}?(?:\\d{4,}|\\d{1,3},\\d{3}|\\d+\\s?K)(?:[- ]tokens?|[- ]context|\\s+context)`,
  'i',
);
/** A version of a program from which on, or before which, something holds: "before 0.3.0", "needs Ollama 0.4". */
const VERSION =
  /\b(?:before|since|until|prior to|as of|requires?|needs?|at least|older than|newer than)\s+(?:(?:the )?(?:ollama|transformers|diffusers|vllm|sglang|llama\.cpp|tensorrt-llm|tgi|server|library|version|release)\s+){0,2}v?\d+\.\d+(?:\.\d+)?(?![\d.]*\s?(?:[GMKT]i?B\b|[BMKxs]\b|%|tok|times|second|minute|billion|million))/i;

/** Whether the maker of the model stands in brackets behind its name, or before it: "NAME (Maker)", "NAME — Maker", "NAME by Maker", "Maker's NAME", "Maker released NAME". */
function saysMaker(place: Place): boolean {
  const { catalogue } = place.context.migration;
  const vendor = catalogue.families.find(({ id }) => id === place.reference.family)?.vendor;
  if (vendor === undefined) return false;
  const marked = markedLine(place);
  const at = marked.indexOf(SELF);
  const behind = marked.slice(at + 1, at + 1 + vendor.length + 16);
  const before = marked.slice(Math.max(0, at - vendor.length - 40), at);
  const made = before.indexOf(`${vendor} `);
  return (
    before.slice(-vendor.length - 8).includes(`${vendor}'s`) ||
    (made >= 0 &&
      /^(?:has )?(?:released|published|developed|trained|built|made|created|open-sourced)\b/.test(
        before.slice(made + vendor.length + 1),
      )) ||
    [`(${vendor}`, ` by ${vendor}`, ` from ${vendor}`, ` von ${vendor}`, ` de ${vendor}`].some((said) =>
      behind.includes(said),
    ) ||
    new RegExp(`^["'\`*_)]*\\s*[,—–-]+\\s*${vendor.replace(/[^\w ]/g, '.')}\\b`).test(behind)
  );
}

/** What a comment behind a name says that the model lacks: "no tool support". */
const NO_TOOLS =
  /\b(?:no|not|without|\w+n['’]t)(?: \w+){0,3}? (?:tools?|tool[- ]\w+|function[- ]calling|vision|images?)\b/i;

/** A statement about the old model: who made it, when, under what terms. */
export const factualStatement = {
  name: 'factual-statement',
  doc: {
    finds:
      "a sentence about the old model's maker, release, licence, sizes, what it cannot do, or the access that must be requested for it",
    why: 'the sentence is true of the old model only; a person must rewrite it whole',
  },
  check(place) {
    const { sentence, line, inLine, reference, runs } = place;
    if (isListedAsUnable(place)) return { outcome: 'ask', reason: 'listed among models that cannot do something' };
    const unable = { outcome: 'ask', reason: 'says what the old model cannot do' } as const;
    if (runs && reference.strength === 'exact') {
      const comment = /(?:\s#|\/\/)(.*)$/.exec(line.slice(inLine.end))?.[1] ?? '';
      return NO_TOOLS.test(comment) ? unable : undefined;
    }
    if (isFactRow(place))
      return { outcome: 'ask', reason: 'its row states facts of the old model: the whole row must be written anew' };
    if (GATED.test(line))
      return { outcome: 'ask', reason: 'says how to get access to the old model; the new one has other terms' };
    if (UNABLE.test(markedLine(place)) || PLAIN.test(markedLine(place))) return unable;
    if (DESCENT.test(markedLine(place))) return { outcome: 'ask', reason: 'says which model was made from which' };
    if (!runs && (READS.test(markedLine(place)) || VERSION.test(sentence)))
      return { outcome: 'ask', reason: 'says how much the old model reads, or which version of a program knows it' };
    if (DIMENSION.test(markedLine(place)))
      return { outcome: 'ask', reason: 'says how long the vectors of the old model are' };
    if (!runs && saysMaker(place)) return { outcome: 'ask', reason: 'says who made the old model' };
    if (FACT.test(sentence)) return { outcome: 'ask', reason: 'a statement of fact about the old model' };
    return undefined;
  },
} satisfies KeepClass;
