import type { Fact, Model } from '../core/model.js';
import type { Reference } from '../core/reference.js';
import type { DecidedFile, Rule } from '../core/rule.js';
import { matchesOf } from './area.js';
import { checkFirst, nameOf, sourcesOf } from './fact-wording.js';
import { type Draft, gather, gatherFile } from './gather.js';
import { comingTo, isSwap, standingsOf } from './model-after.js';

/** Packages with the facts that say which versions a model wants. */
const PACKAGES = [
  { name: 'transformers', least: 'transformersMin', only: 'transformersPin', image: undefined },
  { name: 'diffusers', least: 'diffusersMin', only: undefined, image: undefined },
  { name: 'vllm', least: 'vllmMin', only: undefined, image: 'vllm/vllm-openai' },
  { name: 'sentence-transformers', least: 'sentenceTransformersMin', only: undefined, image: undefined },
] as const;

/** A library that is pinned too old for the class that the new model needs. */
export const packageFloor: Rule = {
  name: 'package-floor',
  severity: 'warning',
  doc: {
    finds:
      'A version of transformers, diffusers, vLLM or sentence-transformers, pinned, allowed or named by its container image, that is older than the new model needs; and two models of one file that need versions which exclude each other.',
    why: 'An old library does not know the class of the new model and stops with an error that names neither.',
    example: '`pip install "transformers>=4.40"` for a model that needs 4.51',
    advice: 'Raise the floor with the swap.',
  },
  check(file) {
    const here = standingsOf(file).flatMap((standing): readonly Coming[] => {
      const model = comingTo(standing);
      const { strength, registry } = standing.reference;
      if (model === undefined || strength !== 'exact' || registry !== 'huggingface') return [];
      return [{ model, certain: isSwap(standing), reference: standing.reference }];
    });
    const arriving = file.catalogue.models.filter(({ id }) => file.arriving?.includes(id) === true);
    const coming: readonly Coming[] = [...here, ...arriving.map((model) => ({ model, certain: true }))];
    const byModel = new Map(
      coming.toSorted((a, b) => Number(a.certain) - Number(b.certain)).map((one) => [one.model.id, one]),
    );
    const models = [...byModel.values()];
    return [
      ...gather(
        file,
        models.flatMap((one) => versions(file, one)),
      ),
      ...gatherFile(conflicts(models)),
    ];
  },
};

/** A new model whose weights this file loads, for certain or when a person agrees. */
interface Coming {
  readonly model: Model;
  readonly certain: boolean;
  /** Where this file loads it; absent where only the files under a manifest's folder do. */
  readonly reference?: Reference;
}

function versions(file: DecidedFile, { model: after, certain }: Coming): readonly Draft[] {
  return PACKAGES.flatMap(({ name, least, only, image }) => {
    const floor = after.facts[least];
    const pin = only === undefined ? undefined : after.facts[only];
    if (floor === undefined && pin === undefined) return [];
    const pattern = new RegExp(
      `(?<![\\w/.-])${name}(?:\\[[\\w,-]*\\])?["']?\\s*(===?|~=|>=|<=|<|=\\s*["'][\\^~]?|:\\s*["'][\\^~]?)\\s*(\\d+(?:\\.\\d+)*)`,
    );
    const images = new RegExp(`(?<![\\w.-])${image}(:)v?(\\d+(?:\\.\\d+)+)`);
    return file.units.flatMap(({ index, text, shielded }) =>
      shielded !== undefined
        ? []
        : [...matchesOf(text, pattern), ...(image === undefined ? [] : matchesOf(text, images))].flatMap((match) => {
            const fault = faultOf(match[1] === ':' ? '==' : (match[1] ?? ''), match[2] ?? '', floor, pin);
            if (fault === undefined) return [];
            const wants = pin ?? floor;
            return [
              {
                key: `${name} ${after.id}`,
                unit: index,
                span: { start: match.index, end: match.index + match[0].length },
                severity: certain ? fault : ('note' as const),
                message: `${checkFirst(wants)}${nameOf(after)} needs ${name} ${pin === undefined ? `${wants?.value} or newer` : `${wants?.value}`}${wants?.note === undefined ? '' : ` (${wants.note})`}; here it is \`${match[0]}\`.`,
                advice:
                  pin === undefined
                    ? 'Raise the version with the swap.'
                    : 'Give this model an environment of its own, or serve it another way.',
                sources: sourcesOf(wants),
              },
            ];
          }),
    );
  });
}

function faultOf(
  operator: string,
  version: string,
  floor: Fact<string> | undefined,
  pin: Fact<string> | undefined,
): 'critical' | 'warning' | undefined {
  const fixed = /^===?$/.test(operator);
  if (pin !== undefined)
    return !fixed || compare(version, pin.value) === 0
      ? operator === '>=' && compare(version, pin.value) > 0
        ? 'critical'
        : undefined
      : 'critical';
  if (floor === undefined || compare(version, floor.value) >= (operator === '<' ? 1 : 0)) return undefined;
  return fixed || operator.startsWith('<') ? 'critical' : 'warning';
}

/** Compares versions by their numbers; those that one of them does not say count as equal. */
function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  for (let i = 0; i < Math.min(left?.length ?? 0, right?.length ?? 0); i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** One model that takes a single version and another that needs a newer one. */
function conflicts(models: readonly Coming[]): readonly Draft[] {
  return models.flatMap(({ model, reference }) => {
    const pin = model.facts.transformersPin;
    const other = pin === undefined ? undefined : models.find((one) => needsNewer(one.model, pin.value))?.model;
    if (pin === undefined || other === undefined || reference === undefined) return [];
    return [
      {
        key: `conflict ${model.id} ${other.id}`,
        unit: reference.unit,
        span: reference.span,
        message: `${checkFirst(pin, other.facts.transformersMin)}${nameOf(model)} runs with transformers ${pin.value} only, ${nameOf(other)} needs ${other.facts.transformersMin?.value}: one environment cannot hold both.`,
        advice: 'Serve one of them another way (Ollama, vLLM), or use two environments.',
        sources: sourcesOf(pin, other.facts.transformersMin),
      },
    ];
  });
}

function needsNewer({ facts }: Model, pin: string): boolean {
  return facts.transformersMin !== undefined && compare(facts.transformersMin.value, pin) > 0;
}
