import type { Rule } from '../core/rule.js';
import { type Sign, signsOf, statementOf } from './area.js';
import { checkFirst, nameOf, sourcesOf } from './fact-wording.js';
import { type Draft, gather } from './gather.js';
import { isSwap, type Standing } from './model-after.js';

const MARKS = /<\|?fim_(?:prefix|suffix|middle)\|?>|<(?:PRE|SUF|MID)>/;
const SUFFIX = /["']?\bsuffix["']?\s*[=:]\s*(?!None)[\w"'[{(f]/;
const COMPLETES =
  /\btab[- _]?autocomplete\w*|\bautocomplet\w+|\bcode[- _]completion\b|\binline completions?\b|\bfill[- ]in[- ]the[- ]middle\b|\bFIM\b/i;

/** A place completes code between a prefix and a suffix, which the new model cannot. */
export const fillInTheMiddleLost: Rule = {
  name: 'fill-in-the-middle-lost',
  severity: 'critical',
  doc: {
    finds:
      'Fill-in-the-middle marks, a suffix or autocompletion where the old model filled in the middle and the new one does not.',
    why: 'Ollama answers 400, "does not support insert"; marks of the old model are plain text to the new one.',
    example: '`ollama.generate(model=…, prompt=before, suffix=after)`',
    advice: 'Keep a model that fills in the middle for completion, and use the new one for chat and edits.',
  },
  check(file) {
    const loses = (one: Standing) =>
      isSwap(one) &&
      one.before.capabilities['fill-in-the-middle']?.value === 'yes' &&
      (one.after.capabilities['fill-in-the-middle']?.value ?? 'unknown') !== 'yes';
    return gather(file, [
      ...signsOf(file, MARKS, loses).flatMap((sign) => toDraft(sign, 'critical')),
      ...signsOf(file, SUFFIX, loses)
        .filter(inStatement)
        .flatMap((sign) => toDraft(sign, 'critical')),
      ...signsOf(file, COMPLETES, loses, 'any').flatMap((sign) => toDraft(sign, 'warning')),
    ]);
  },
};

/** A suffix is the model's when it stands in its own call; files and strings have suffixes too. */
function inStatement({ standing, unit, span }: Sign): boolean {
  const statement = statementOf(standing);
  return standing.reference.unit === unit && statement.start <= span.start && span.end <= statement.end;
}

function toDraft(
  { standing: { before, after }, unit, span, match }: Sign,
  severity: 'critical' | 'warning',
): readonly Draft[] {
  if (before === undefined || after === undefined) return [];
  const fact = after.capabilities['fill-in-the-middle'];
  const can =
    fact === undefined || fact.value === 'unknown' ? 'may not fill in the middle' : 'does not fill in the middle';
  return [
    {
      key: `${severity} ${after.id}`,
      unit,
      span,
      severity,
      message: `${checkFirst(fact)}${nameOf(after)} ${can}, as ${nameOf(before)} did; this place needs it (\`${match[0].trim()}\`).`,
      advice: `Keep ${nameOf(before)} or another model that fills in the middle here.`,
      sources: sourcesOf(fact, before.capabilities['fill-in-the-middle']),
    },
  ];
}
