/** Whether everything that a program does with a loaded object works with an object of the new class. */
import type { Companion } from '../decision.js';
import type { Model } from '../model.js';
import type { FileContext } from '../place.js';
import { closingBracket, partsBetween } from './brackets.js';
import { type CodeUse, usesOf } from './code-uses.js';
import { whereIs } from './in-unit.js';
import { knownFact, knownNumber } from './known-fact.js';

/** What kind of object a class makes, by its name. */
export type ObjectKind = 'pipeline' | 'language-model' | 'vision-model' | 'processor';

/** Methods and attributes that all objects of a kind share. */
const SHARED: Readonly<Record<ObjectKind, ReadonlySet<string>>> = {
  pipeline: new Set([
    'to',
    'device',
    'dtype',
    'enable_model_cpu_offload',
    'enable_sequential_cpu_offload',
    'set_progress_bar_config',
  ]),
  'language-model': new Set(['to', 'cuda', 'cpu', 'eval', 'device', 'dtype', 'generate', 'get_memory_footprint']),
  'vision-model': new Set(['to', 'cuda', 'cpu', 'eval', 'device', 'dtype', 'generate', 'get_memory_footprint']),
  processor: new Set(['apply_chat_template', 'batch_decode', 'decode']),
};
/** Arguments that every text-to-image pipeline of diffusers takes with the same meaning. */
const PLAIN_ARGUMENTS = new Set([
  'prompt',
  'height',
  'width',
  'generator',
  'num_images_per_prompt',
  'output_type',
  'return_dict',
]);
/** Arguments whose value was tuned for a model: the catalogue's usual value, and by which factor a value may be off. */
const TUNED: Readonly<Record<string, { readonly usual: string; readonly factor: number }>> = {
  num_inference_steps: { usual: 'steps', factor: 2 },
  guidance_scale: { usual: 'guidanceScale', factor: 1.5 },
  max_sequence_length: { usual: 'promptTokens', factor: 2 },
};
const FORWARD_ARGUMENTS = new Set(['input_ids', 'attention_mask', 'labels']);

/** Edits that the calls need, or why they cannot be proved. */
export type Proof =
  | { readonly ok: true; readonly companions: readonly Companion[] }
  | { readonly ok: false; readonly doubt: string };

/** The kind of object that a class makes; undefined for classes that nothing is known about. */
export function kindOf(loader: string): ObjectKind | undefined {
  if (loader.endsWith('Pipeline')) return 'pipeline';
  if (loader.endsWith('ForCausalLM')) return 'language-model';
  if (loader.endsWith('ForConditionalGeneration')) return 'vision-model';
  return loader.endsWith('Processor') ? 'processor' : undefined;
}

/** Looks at every use of the variable `name`, made at the places `made`. */
export function proveObject(
  name: string,
  made: readonly CodeUse['span'][],
  kind: ObjectKind,
  target: Model,
  context: FileContext,
): Proof {
  const companions: Companion[] = [];
  for (const use of usesOf(name, context)) {
    if (use.kind === 'said' || /\.\s*$/.test(use.before) || made.includes(use.span) || isMaking(use, made)) continue;
    const proof = proveUse(name, use, kind, target);
    if (!proof.ok) return { ok: false, doubt: `${proof.doubt} (${whereIs(use, use.span.start)})` };
    companions.push(...proof.companions);
  }
  return { ok: true, companions };
}

function isMaking({ span }: CodeUse, made: readonly CodeUse['span'][]): boolean {
  return made.some((one) => one.start === span.start && one.end === span.end);
}

const NOTHING: Proof = { ok: true, companions: [] };

function proveUse(name: string, use: CodeUse, kind: ObjectKind, target: Model): Proof {
  const { before, after } = use;
  const attribute = /^\s*\.\s*(\w+)/.exec(after)?.[1];
  if (attribute !== undefined)
    return SHARED[kind].has(attribute) ? NOTHING : { ok: false, doubt: `\`${name}.${attribute}\` may not exist there` };
  if (/^[ \t]*=(?!=)/.test(after)) {
    return new RegExp(`^[ \\t]*=[ \\t]*${name}\\.(?:to|cuda|eval)\\(`).test(after)
      ? NOTHING
      : { ok: false, doubt: `\`${name}\` becomes something else` };
  }
  if (/^\(/.test(after)) return proveCall(name, use, kind, target);
  return /(?:^|\n)[ \t]*del[ \t]+$/.test(before) ? NOTHING : { ok: false, doubt: `\`${name}\` is handed on` };
}

function proveCall(name: string, { unit, span }: CodeUse, kind: ObjectKind, target: Model): Proof {
  const close = closingBracket(unit.text, span.end);
  if (close === undefined) return { ok: false, doubt: `the call of \`${name}\` is not closed` };
  const parts = partsBetween(unit.text, span.end, close).map((part) => ({
    part,
    source: unit.text.slice(part.start, part.end),
  }));
  if (kind === 'language-model')
    return proveForward(
      name,
      parts.map(({ source }) => source),
    );
  if (kind !== 'pipeline') return { ok: false, doubt: `what \`${name}(…)\` is given belongs to the old class` };
  const companions: Companion[] = [];
  for (const [position, { part, source }] of parts.entries()) {
    const keyword = /^(\w+)\s*=(?!=)\s*/.exec(source);
    if (keyword !== null) {
      const doubt = doubtOfArgument(keyword[1] ?? '', source.slice(keyword[0].length), target);
      if (doubt !== undefined) return { ok: false, doubt };
      continue;
    }
    if (position > 0 || source.startsWith('*'))
      return { ok: false, doubt: `\`${name}(…)\` has arguments without names` };
    if (!/\bfirst positional\b/i.test(knownFact(target, 'callSignature') ?? '')) continue;
    const line = source.split('\n')[0]?.trimEnd() ?? '';
    companions.push({
      unit: unit.index,
      span: { start: part.start, end: part.start + line.length },
      surface: line,
      to: `prompt=${line}`,
      rule: 'prompt-argument',
      reason: `the first argument of a pipeline of ${target.display[0] ?? target.id} is not the prompt`,
    });
  }
  return { ok: true, companions };
}

function proveForward(name: string, sources: readonly string[]): Proof {
  const fits = sources.every((source, position) => {
    const keyword = /^(\w+)\s*=(?!=)/.exec(source)?.[1];
    return keyword === undefined ? source.startsWith('**') || position === 0 : FORWARD_ARGUMENTS.has(keyword);
  });
  return fits ? NOTHING : { ok: false, doubt: `\`${name}(…)\` has arguments that nothing is known about` };
}

function doubtOfArgument(argument: string, value: string, target: Model): string | undefined {
  const absent = knownFact(target, 'absentArguments');
  if (absent?.split(/\s*,\s*/).includes(argument) === true) return `\`${argument}\` is not taken there`;
  if (PLAIN_ARGUMENTS.has(argument)) return undefined;
  const figure = TUNED[argument];
  if (figure === undefined || absent === undefined) return `nothing is known about \`${argument}\` there`;
  const usual = knownNumber(target, figure.usual);
  const given = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : undefined;
  if (usual === undefined || given === undefined) return `the value of \`${argument}\` was chosen for the old model`;
  return given >= usual / figure.factor && given <= usual * figure.factor
    ? undefined
    : `\`${argument}=${value}\` was chosen for the old model; ${usual} is usual there`;
}
