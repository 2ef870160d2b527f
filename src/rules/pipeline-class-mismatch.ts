import type { Model } from '../core/model.js';
import type { DecidedFile, Rule } from '../core/rule.js';
import { type Area, matchesOf, type Sign, signsOf } from './area.js';
import { checkFirst, nameOf, sourcesOf } from './fact-wording.js';
import { type Draft, gather } from './gather.js';
import { comingTo, isSwap, type Standing, standingsOf } from './model-after.js';

const CLASS_NAME = /^[A-Z]\w*(?:Pipeline|Model|Processor|ForCausalLM|ForConditionalGeneration|LMHeadModel|Config)$/;
const AUTO = /\b(AutoModel(?:ForCausalLM)?)\.from_pretrained\(/;
const INPAINTS = /\bAutoPipelineForInpainting\b|\bmask_image\s*=/;

/** The class that loads the old model cannot load the new one. */
export const pipelineClassMismatch: Rule = {
  name: 'pipeline-class-mismatch',
  severity: 'critical',
  doc: {
    finds:
      'A class made for the old model beside an id that changes or would change; an Auto class that does not load the new one, or loads it only with remote code; a mask pipeline for a model without one.',
    why: 'from_pretrained fails, or loads a model without its head or with random weights.',
    example: '`FluxPipeline.from_pretrained("black-forest-labs/FLUX.1-dev")`',
    advice: 'Change class, import and processor together with the id, and check the arguments of every call.',
  },
  check(file) {
    const pairs = new Map(
      standingsOf(file)
        .filter(loads)
        .toSorted((a, b) => Number(isSwap(a)) - Number(isSwap(b)))
        .map((one) => [`${one.before?.id} ${comingTo(one)?.id}`, one]),
    );
    return gather(file, [
      ...[...pairs.values()].flatMap((one) => classes(file, one)),
      ...signsOf(file, AUTO, isSwap).flatMap(autoClass),
      ...signsOf(file, INPAINTS, (one) => comingTo(one)?.capabilities.inpaint?.value === 'no').flatMap(inpaints),
    ]);
  },
};

function loads(standing: Standing): boolean {
  const { reference, before } = standing;
  const now = comingTo(standing);
  return (
    reference.strength === 'exact' &&
    reference.registry === 'huggingface' &&
    before?.loaderClass !== undefined &&
    now?.loaderClass !== undefined &&
    before.loaderClass.value !== now.loaderClass.value
  );
}

/** Classes of the old family anywhere in the unit, the import included. */
function classes(file: DecidedFile, standing: Standing): readonly Draft[] {
  const { before } = standing;
  const now = comingTo(standing);
  if (before === undefined || now?.loaderClass === undefined) return [];
  const family = file.catalogue.families.find((one) => one.id === before.family);
  const fits = `${now.loaderClass.value} ${now.loaderClass.note ?? ''} ${now.facts.components?.value ?? ''}`;
  const names = [before.loaderClass?.value ?? '', ...(family?.notNames ?? [])].filter(
    (name) => CLASS_NAME.test(name) && !new RegExp(`\\b${name}\\b`).test(fits) && !isOfFamily(file, now, name),
  );
  if (names.length === 0) return [];
  const pattern = new RegExp(`\\b(?:${[...new Set(names)].join('|')})\\b`);
  const sure = checkFirst(now.loaderClass);
  const asked = standing.decision.outcome === 'ask';
  return file.units.flatMap(({ index, text, shielded }) =>
    shielded !== undefined
      ? []
      : matchesOf(text, pattern).map((match) => ({
          key: `class ${now.id}`,
          unit: index,
          span: { start: match.index, end: match.index + match[0].length },
          ...(asked ? { severity: 'warning' as const } : {}),
          message: `${sure}\`${match[0]}\` ${asked ? 'would not' : 'cannot'} load ${nameOf(now)}${asked ? ', which is proposed here' : ''}; that takes \`${now.loaderClass?.value}\`${now.loaderClass?.note === undefined ? '' : ` (${now.loaderClass.note})`}.`,
          advice: 'Change class, import and processor together with the id, and check every call.',
          sources: sourcesOf(now.loaderClass, now.facts.components),
        })),
  );
}

function isOfFamily(file: DecidedFile, model: Model, name: string): boolean {
  return file.catalogue.families.find((one) => one.id === model.family)?.notNames.includes(name) === true;
}

/** AutoModel has no head for chat; AutoModelForCausalLM does not know classes that also read images, or remote code. */
function autoClass({ standing: { after, reference }, unit, span, match, area }: Sign): readonly Draft[] {
  const loader = after?.loaderClass;
  if (after === undefined || loader === undefined || reference.registry !== 'huggingface') return [];
  const name = match[1] ?? '';
  if (loadsAnother(area, match, reference.span.start)) return [];
  const base = { key: `auto ${after.id}`, unit, span, sources: sourcesOf(loader) };
  const generates =
    after.capabilities.embedding?.value !== 'yes' && /ForCausalLM$|ForConditionalGeneration$/.test(loader.value);
  if (generates && (name === 'AutoModel' || loader.value.endsWith('ForConditionalGeneration'))) {
    const better = loader.value.endsWith('ForCausalLM') ? 'AutoModelForCausalLM' : 'AutoModelForImageTextToText';
    return [
      {
        ...base,
        message: `${checkFirst(loader)}\`${name}\` does not load ${nameOf(after)} (\`${loader.value}\`) so that it can generate.`,
        advice: `Use \`${better}\`${better === 'AutoModelForImageTextToText' ? ' and `AutoProcessor`' : ''}.`,
      },
    ];
  }
  if (/remote code/i.test(loader.note ?? '') && !/trust_remote_code\s*=\s*True/.test(area.text)) {
    return [
      {
        ...base,
        severity: 'warning',
        message: `${checkFirst(loader)}${nameOf(after)} (\`${loader.value}\`) needs ${loader.note}; this call does not allow it.`,
        advice: 'Use a transformers that knows the class, or pass trust_remote_code=True after reading the code.',
      },
    ];
  }
  return [];
}

/** Whether the call names a model itself, and not this one. */
function loadsAnother(area: Area, match: RegExpExecArray, name: number): boolean {
  const after = match.index + match[0].length;
  const quote = /^\s*["']/.exec(area.text.slice(after, after + 40));
  return quote !== null && area.start + after + quote[0].length !== name;
}

function inpaints({ standing, unit, span, match }: Sign): readonly Draft[] {
  const after = comingTo(standing);
  const fact = after?.capabilities.inpaint;
  if (after === undefined || fact === undefined) return [];
  return [
    {
      key: `inpaint ${after.id}`,
      unit,
      span,
      ...(isSwap(standing) ? {} : { severity: 'warning' as const }),
      message: `${checkFirst(fact)}${nameOf(after)}${isSwap(standing) ? '' : ', which is proposed here,'} has no pipeline that takes a mask (\`${match[0]}\`)${fact.note === undefined ? '' : `: ${fact.note}`}.`,
      advice: 'Keep the old model in this place, or rewrite it for editing by reference images.',
      sources: sourcesOf(fact),
    },
  ];
}
