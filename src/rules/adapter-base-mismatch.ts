import type { DecidedFile, Rule } from '../core/rule.js';
import type { Span } from '../core/source.js';
import { matchesOf, signsOf } from './area.js';
import { checkFirst, knownSources, nameOf, sourcesOf } from './fact-wording.js';
import { type Draft, gatherCells } from './gather.js';
import { exactSwapsOf, isSwap, type Swap } from './model-after.js';
import { marksBeside } from './neighbour.js';

const LOADS =
  /\bPeftModel\w*\.from_pretrained\(|\.load_adapter\(|\bload_lora_weights\(|--lora-modules\b|\bload_ip_adapter\(/;
const POINTS = /\badapter_(?:path|dir|name|id)\b|\bbase_model_name_or_path\b|\badapter_config\b/;
const IMAGE_PARTS =
  /\bControlNetModel\b|\bMultiControlNet\w*|(?<![\w-])[\w./-]{0,80}controlnet-[\w.-]{1,80}|\bIP-?Adapter\b|\bip_adapter\w*|\brefiner\b|\bAutoencoderKL\b/i;
const BUILDS =
  /\btrtllm-build\b|\bconvert_checkpoint\.py\b|--(?:checkpoint|engine)_dir\b|\bconvert_hf_to_gguf\.py\b|\bllama-quantize\b/;
const TRAINS = /\bget_peft_model\(|\bSFTTrainer\(|\bTrainer\(|\btrainer\.train\(/;

/** Something that was trained on, converted or built from the old base. */
export const adapterBaseMismatch: Rule = {
  name: 'adapter-base-mismatch',
  severity: 'critical',
  doc: {
    finds:
      'An adapter, LoRA, ControlNet, refiner, autoencoder, engine or converted file of the old base, beside a base that is renamed.',
    why: 'Its weights have the shapes of the old base: loading fails, or does nothing that can be seen. Build steps of the old architecture do not carry over.',
    example: '`PeftModel.from_pretrained(base, "./adapter")`',
    advice: 'Train or build it again on the new base, or keep both.',
  },
  check(file) {
    const trained = file.units.some(({ text }) => TRAINS.test(text));
    return gatherCells(file, [
      ...loaded(file, trained),
      ...pointed(file, trained),
      ...imageParts(file),
      ...built(file),
    ]);
  },
};

interface Spot {
  readonly unit: number;
  readonly span: Span;
  readonly said: string;
}

function made({ before, after }: Swap, { unit, span, said }: Spot, trained: boolean): Draft {
  return {
    key: `${before.id} ${after.id}`,
    unit,
    span,
    severity: trained ? 'warning' : 'critical',
    message: `\`${said}\` loads what was trained on ${nameOf(before)}; it does not fit ${nameOf(after)}.`,
    advice: trained
      ? 'Run the training of this file again before this step.'
      : 'Train it again on the new base, or keep both.',
    sources: sourcesOf(before.loaderClass, after.loaderClass),
  };
}

/** Loading an adapter concerns the file's base model wherever it stands. */
function loaded(file: DecidedFile, trained: boolean): readonly Draft[] {
  const swap = exactSwapsOf(file).find(
    ({ reference, before }) => reference.registry === 'huggingface' && isBase(before),
  );
  if (swap === undefined) return [];
  return file.units.flatMap(({ index, text, shielded, cell, language }) =>
    shielded !== undefined || cell?.type === 'markdown' || language === 'markdown'
      ? []
      : matchesOf(text, LOADS).map((match) =>
          made(
            swap,
            {
              unit: index,
              span: { start: match.index, end: match.index + match[0].length },
              said: match[0].replace(/\($/, ''),
            },
            trained,
          ),
        ),
  );
}

function isBase({ capabilities }: Swap['before']): boolean {
  return capabilities.embedding?.value !== 'yes';
}

function pointed(file: DecidedFile, trained: boolean): readonly Draft[] {
  return signsOf(file, POINTS, (one) => isSwap(one) && isBase(one.before)).flatMap(({ standing, unit, span, match }) =>
    isSwap(standing) ? [made(standing, { unit, span, said: match[0].replace(/\($/, '') }, trained)] : [],
  );
}

/** Parts of an image pipeline, in code and by name in prose. */
function imageParts(file: DecidedFile): readonly Draft[] {
  return exactSwapsOf(file)
    .filter(({ before }) => before.capabilities['image-generation']?.value === 'yes')
    .flatMap((swap) =>
      marksBeside(file, swap, IMAGE_PARTS, 12, 12).map(({ span, match }): Draft => {
        const fact = /control/i.test(match[0]) ? swap.after.capabilities.controlnet : swap.after.facts.components;
        return {
          key: `part ${swap.after.id}`,
          unit: swap.reference.unit,
          span,
          message: `${checkFirst(fact)}\`${match[0].trim()}\` was made for ${nameOf(swap.before)} and does not fit ${nameOf(swap.after)}${fact?.note === undefined ? '' : ` (${fact.note})`}.`,
          advice: 'Keep the old model where this part is needed, or rewrite the place without it.',
          sources: sourcesOf(fact),
        };
      }),
    );
}

function built(file: DecidedFile): readonly Draft[] {
  return signsOf(file, BUILDS, isSwap).flatMap(({ standing: { before, after }, unit, span, match }) => {
    if (before === undefined || after === undefined) return [];
    const gguf = /gguf|llama-quantize/.test(match[0]);
    const fact = gguf ? after.loaderClass : (after.facts.tensorrtLlm ?? after.loaderClass);
    const sources = sourcesOf(fact);
    return [
      {
        key: `build ${after.id}`,
        unit,
        span,
        severity: 'warning' as const,
        message: `Check: \`${match[0]}\` builds from ${nameOf(before)} here; ${nameOf(after)} ${gguf ? `(\`${fact?.value ?? 'another class'}\`) needs a llama.cpp that knows it, and the files have other sizes` : `runs otherwise${fact === undefined ? '' : `: ${fact.value}`}`}.`,
        advice: gguf
          ? 'Raise the version of llama.cpp and correct the sizes in the text.'
          : 'Keep the old model in this build, or rewrite the place for the way the new one is served.',
        sources: sources.length > 0 ? sources : knownSources(file.catalogue, 'trtllm'),
      },
    ];
  });
}
