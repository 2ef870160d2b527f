import type { DecidedFile, Rule } from '../core/rule.js';
import { type Area, type Sign, signsOf } from './area.js';
import { checkFirst, knownSources, nameOf, sourcesOf } from './fact-wording.js';
import { type Draft, gatherCells } from './gather.js';
import { isSwap, type Standing } from './model-after.js';
import { BUDGET, THINKING_OFF } from './place-signs.js';

/** An answer of at most so many tokens has hardly room for reasoning before it, and none below the second. */
const SMALL_BUDGET = 512;
const TINY_BUDGET = 256;
/** The endpoint that continues a raw prompt; no chat template, so no thinking begins. */
const RAW_COMPLETION = /(?<!chat)\/completions\b/;
const STRUCTURED =
  /\bformat\s*=\s*["']json["']|["']format["']\s*:\s*["']json["']|\bresponse_format\b|\bwith_structured_output\b|\bjson\.loads\(\s*[\w.]{0,40}(?:content|answer|completion|reply|generated|output|response\b(?!\.))/;
const SPELT_PROTOCOL = /["']Observation:?["']|\bThought:|\bAction:/;
const TEXT_PROTOCOL = new RegExp(`\\bcreate_react_agent\\b|${SPELT_PROTOCOL.source}`);
const GREEDY = /["']?\btemperature["']?\s*[=:]\s*0(?:\.0*)?(?![\d.])|\bdo_sample\s*=\s*False\b/;
const WRAPPER = /\bChatOllama\(/;
const MARK_PARSER = /<\/?think>|\[\/?THINK\]/;

/** The new model reasons before it answers, and the place does not expect that. */
export const thinkingOnByDefault: Rule = {
  name: 'thinking-on-by-default',
  severity: 'warning',
  doc: {
    finds:
      'A new model that thinks unless told not to, where the place has a small budget of tokens, parses the answer as JSON or as a text protocol, decodes greedily, or goes through a wrapper that leaves the default; and code that cuts `<think>` marks out of the answer.',
    why: 'Reasoning uses up the budget and the answer comes back cut or empty; parsers meet text they do not know; servers put the reasoning into a field of its own, so the marks may be missing.',
    example: '`ollama.generate(model=…, options={"num_predict": 100})`',
    advice:
      'Switch thinking off where a short answer is wanted (`think=False`), else raise the budget; read the reasoning from its own field.',
  },
  check(file) {
    const began = (one: Standing) => isSwap(one) && thinks(one) && one.before.capabilities.thinking?.value !== 'yes';
    return gatherCells(file, [
      ...signsOf(file, BUDGET, began, 'code', answers).flatMap((sign) => budget(sign)),
      ...signsOf(file, STRUCTURED, began).flatMap((sign) => expecting(sign, 'json', 'parses the answer as JSON')),
      ...signsOf(file, callsTools(file) ? SPELT_PROTOCOL : TEXT_PROTOCOL, began).flatMap((sign) =>
        expecting(
          sign,
          'protocol',
          'reads actions out of the text, which its makers advise against for a model that reasons',
        ),
      ),
      ...signsOf(file, WRAPPER, began).flatMap((sign) =>
        expecting(sign, 'wrapper', 'leaves thinking at its default, so the answer may hold the reasoning'),
      ),
      ...signsOf(file, GREEDY, (one) => isSwap(one) && thinks(one)).flatMap(greedy),
      ...parsers(file),
    ]);
  },
};

/** Whether the file's agents come from the library whose function of the same name calls tools and reads no text. */
function callsTools({ units }: DecidedFile): boolean {
  return units.some(({ text }) => /\blanggraph\b/.test(text));
}

/** Whether a model answers in words: an embedding model and one that makes images have no limit of tokens. */
function answers({ before }: Standing): boolean {
  const { embedding, 'image-generation': image } = before?.capabilities ?? {};
  return embedding?.value !== 'yes' && image?.value !== 'yes';
}

function thinks({ after }: Standing): boolean {
  const value = after?.capabilities.thinking?.value;
  return value === 'yes' || value === 'partial';
}

function switchedOff(area: Area, { after }: Standing): boolean {
  return after?.capabilities['thinking-switch']?.value !== 'no' && THINKING_OFF.test(area.text);
}

function off({ after }: Standing): string {
  const fact = after?.capabilities['thinking-switch'];
  if (fact?.value === 'no') return 'It cannot be switched off: raise the budget, or choose another candidate.';
  return `Switch it off${fact?.note === undefined ? ' (think=False)' : ` (${fact.note})`}, or make room for it.`;
}

function budget({ standing, unit, span, match, area }: Sign): readonly Draft[] {
  const { after } = standing;
  const room = Number((match[1] ?? '').replace(/_/g, ''));
  if (after === undefined || !(room > 1 && room <= SMALL_BUDGET) || switchedOff(area, standing)) return [];
  if (RAW_COMPLETION.test(area.text) && !/chat\/completions\b/.test(area.text)) return [];
  const fact = after.capabilities.thinking;
  return [
    {
      key: `budget ${after.id}`,
      unit,
      span,
      severity: room <= TINY_BUDGET ? 'critical' : 'warning',
      message: `${checkFirst(fact)}${nameOf(after)} thinks before it answers; ${room} tokens may all go into the reasoning, and the answer comes back empty or cut.`,
      advice: off(standing),
      sources: sourcesOf(fact, after.capabilities['thinking-switch']),
    },
  ];
}

function expecting({ standing, unit, span, area }: Sign, key: string, what: string): readonly Draft[] {
  const { after } = standing;
  if (after === undefined || switchedOff(area, standing)) return [];
  const fact = after.capabilities.thinking;
  return [
    {
      key: `${key} ${after.id}`,
      unit,
      span,
      severity: key === 'wrapper' ? 'note' : 'warning',
      message: `${checkFirst(fact)}${nameOf(after)} thinks before it answers; this place ${what}.`,
      advice: off(standing),
      sources: sourcesOf(fact, after.capabilities['thinking-switch']),
    },
  ];
}

function greedy({ standing: { after }, unit, span, match }: Sign): readonly Draft[] {
  const fact = after?.facts.sampling;
  if (after === undefined || fact === undefined || !/greedy/i.test(fact.value)) return [];
  return [
    {
      key: `greedy ${after.id}`,
      unit,
      span,
      message: `${checkFirst(fact)}\`${match[0]}\` is greedy decoding, in which ${nameOf(after)} may repeat itself without end.`,
      advice: `Use its makers' settings: ${fact.value}.`,
      sources: sourcesOf(fact),
    },
  ];
}

/** Code that cuts marks of reasoning: the old model may have thought too, but the marks and where they stand change. */
function parsers(file: DecidedFile): readonly Draft[] {
  return signsOf(file, MARK_PARSER, (one) => isSwap(one) && thinks(one)).flatMap(({ standing, unit, span, match }) => {
    const { after } = standing;
    const mark = after?.facts.thinkingMark;
    if (after === undefined) return [];
    const said =
      mark === undefined ? '' : ` Its own mark is ${mark.value}${mark.note === undefined ? '' : ` (${mark.note})`}.`;
    return [
      {
        key: `mark ${after.id}`,
        unit,
        span,
        severity: 'critical',
        message: `${checkFirst(mark)}\`${match[0]}\` is looked for here; Ollama moves the reasoning of ${nameOf(after)} into message.thinking, so the text may hold no marks.${said}`,
        advice: 'Read .thinking or reasoning_content first, and let the parser accept a missing opening mark.',
        sources: [...new Set([...sourcesOf(mark), ...knownSources(file.catalogue, 'ollama-src')])],
      },
    ];
  });
}
