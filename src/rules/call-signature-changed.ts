import type { Model } from '../core/model.js';
import type { Rule } from '../core/rule.js';
import { type Area, areasOf, matchesOf } from './area.js';
import { checkFirst, listOf, nameOf, numberOf, sourcesOf } from './fact-wording.js';
import { type Draft, gather } from './gather.js';
import { comingTo, type Standing } from './model-after.js';

const STEPS = /\bnum_inference_steps\b["']?\s*[=:]\s*(\d+)\b/;
const GUIDANCE = /\bguidance_scale\b["']?\s*[=:]\s*(\d+(?:\.\d+)?)/;
const PROMPT_TOKENS = /\bmax_sequence_length\b["']?\s*[=:]\s*(\d+)\b/;

/** The pipeline of the new model is called in another way. */
export const callSignatureChanged: Rule = {
  name: 'call-signature-changed',
  severity: 'critical',
  doc: {
    finds:
      'Arguments that the new pipeline does not take, a prompt in a position that means something else there, and step, guidance and length values of a model distilled for few steps.',
    why: 'An unknown argument is a TypeError; a prompt in the place of an image fails or does nonsense; four steps make noise.',
    example: '`pipe("a cat", negative_prompt="blurry", num_inference_steps=4)`',
    advice: 'Name the prompt, drop what the pipeline does not take, and use its own steps and guidance.',
  },
  check(file) {
    return gather(
      file,
      areasOf(file).flatMap((area) => {
        const standing = [...area.standings, ...area.guests].find(changesPipeline);
        return standing === undefined || area.kind !== 'code' ? [] : inArea(area, standing);
      }),
    );
  },
};

function changesPipeline(standing: Standing): boolean {
  const now = comingTo(standing);
  return (
    standing.reference.strength === 'exact' &&
    standing.before?.capabilities['image-generation']?.value === 'yes' &&
    now?.loaderClass !== undefined &&
    now.loaderClass.value !== standing.before.loaderClass?.value
  );
}

function inArea(area: Area, standing: Standing): readonly Draft[] {
  const { before } = standing;
  const now = comingTo(standing);
  if (before === undefined || now === undefined) return [];
  const drafts = [...absentArguments(area, now), ...positionalPrompt(area, now), ...figures(area, before, now)];
  return standing.decision.outcome === 'rewrite' ? drafts : drafts.map(whereAsked);
}

/** Nothing breaks before a person has put the new name there. */
function whereAsked(draft: Draft): Draft {
  return { ...draft, severity: 'warning', message: `${draft.message} Its name is still to be decided here.` };
}

function at(area: Area, match: RegExpExecArray) {
  const start = area.start + match.index;
  return { unit: area.unit, span: { start, end: start + match[0].length } };
}

function absentArguments(area: Area, now: Model): readonly Draft[] {
  const names = listOf(now.facts.absentArguments).filter((name) => /^\w+$/.test(name));
  if (names.length === 0) return [];
  const pattern = new RegExp(`\\b(?:${names.join('|')})(?=\\s*=(?!=))|["'](?:${names.join('|')})["'](?=\\s*:)`);
  return matchesOf(area.text, pattern).map((match) => ({
    key: `absent ${now.id}`,
    ...at(area, match),
    message: `${checkFirst(now.facts.absentArguments)}the pipeline of ${nameOf(now)} takes no \`${match[0].replace(/["']/g, '')}\`.`,
    advice: 'Remove the argument and put the wish into the prompt.',
    sources: sourcesOf(now.facts.absentArguments),
  }));
}

/** `pipe("…")` or `pipe(prompt, …)` on what was loaded in this area, or on a name that says pipeline. */
function positionalPrompt(area: Area, now: Model): readonly Draft[] {
  const fact = now.facts.callSignature;
  if (fact === undefined || !/\bfirst positional\b/i.test(fact.value)) return [];
  return matchesOf(area.text, /(?<![\w.])(?:self\.)?\w*pipe(?:line)?\(\s*(?:f?["']|prompts?\b(?!\s*=)(?!\w))/).map(
    (match) => ({
      key: `position ${now.id}`,
      ...at(area, match),
      message: `${checkFirst(fact)}in the pipeline of ${nameOf(now)} ${fact.value}.`,
      advice: 'Name the argument: prompt=….',
      sources: sourcesOf(fact),
    }),
  );
}

function figures(area: Area, before: Model, now: Model): readonly Draft[] {
  const checks = [
    { key: 'steps', pattern: STEPS, off: (said: number, own: number) => said < own / 2 },
    { key: 'guidanceScale', pattern: GUIDANCE, off: (said: number, own: number) => said === 0 && own > 0 },
    { key: 'promptTokens', pattern: PROMPT_TOKENS, off: (said: number, own: number) => said < own },
  ];
  return checks.flatMap(({ key, pattern, off }) => {
    const own = numberOf(now, key);
    const old = numberOf(before, key);
    if (own === undefined || own.value === old?.value) return [];
    return matchesOf(area.text, pattern).flatMap((match) => {
      const said = Number(match[1]);
      if (!off(said, own.value)) return [];
      return [
        {
          key: `figure ${now.id}`,
          ...at(area, match),
          severity: 'warning' as const,
          message: `${checkFirst(own.fact)}\`${match[0]}\` was right for ${nameOf(before)}; ${nameOf(now)} wants ${own.value}${own.fact.note === undefined ? '' : ` (${own.fact.note})`}.`,
          advice: 'Use the new value, and correct what the text says about seconds an image.',
          sources: sourcesOf(own.fact, old?.fact),
        },
      ];
    });
  });
}
