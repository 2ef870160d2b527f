import type { KeepClass } from '../keep-class.js';

const FACT =
  /\b(?:released (?:by|in|on)|developed by|created by|trained by|published by|is (?:an? )?(?:\w+['’]s|open[- ]source|open[- ]weights?)|licen[cs]ed? (?:under|terms)|community licen[cs]e|knowledge cutoff|trained on|(?:is|was|were|been) (?:pre-?)?trained|(?:was|were|been) (?:tested|written|developed|validated|verified|recorded|generated|produced|created) (?:with|on|for|by|using)|(?:has|have) (?:only |about |around |some )?~?\d[\d.,]* ?(?:[KMB]\b|billion|million|layers|param\w*|tokens|dim\w*)|available in (?:\d|two|three|four|five|several|multiple|many|various|different))\b/i;
const GATED =
  /\b(?:gated|request(?:ing)? access|requires? (?:approval|access|licen[cs]e)|accept (?:the )?(?:licen[cs]e|terms)|approval from|access granted|model access)\b/i;

/** A statement about the old model: who made it, when, under what terms. */
export const factualStatement = {
  name: 'factual-statement',
  doc: {
    finds:
      "a sentence about the old model's maker, release, licence, sizes, or the access that must be requested for it",
    why: 'the sentence is true of the old model only; a person must rewrite it whole',
  },
  check({ sentence, line, reference, runs }) {
    if (runs && reference.strength === 'exact') return undefined;
    if (GATED.test(line))
      return { outcome: 'ask', reason: 'says how to get access to the old model; the new one has other terms' };
    if (FACT.test(sentence)) return { outcome: 'ask', reason: 'a statement of fact about the old model' };
    return undefined;
  },
} satisfies KeepClass;
