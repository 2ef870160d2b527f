import { collectionOf } from '../companions/siblings.js';
import type { KeepClass } from '../keep-class.js';
import { codeAround, type Place } from '../place.js';

const PARTNER =
  /(?<!\w)(?:draft[_-]?model|speculative[_-]?(?:model|config)|assistant_model|--speculative[\w-]*|medusa|eagle|load_lora_weights|load_adapter|adapter_(?:path|name|model)|--lora-modules|controlnet|ip[_-]?adapter|refiner|merge_method|sft_models?)\b/i;
/** Guesses that are taken from the prompt, which need no model of their own. */
export const DRAFTS_ITSELF = /\[?\bngram\b\]?|\bprompt_lookup\w*/;
/** An adapter that is put on a base, with what says where it comes from. */
const ADAPTED =
  /\b(?:Auto)?PeftModel\w*\.from_pretrained\(\s*(?:[\w.]+\s*,\s*)?(?:model_id\s*=\s*)?(["'][^"']*["']|[\w.]+)/;

/** An adapter from elsewhere. One that the reader trains here, in a folder of one's own, is made anew from whatever the base is. */
function adapterOf({ context }: Place, code: string): RegExpExecArray | undefined {
  const found = ADAPTED.exec(code);
  const source = found?.[1] ?? '';
  if (found === null || /^["'](?:[.~/]|[^/"']*["'])/.test(source)) return undefined;
  if (/^["']/.test(source)) return found;
  const name = source.replace(/^.*\./, '');
  const made = new RegExp(
    `(?:save_pretrained|save_model|output_dir\\s*=)\\W{0,3}(?:[\\w.]+\\.)?${name}\\b|\\b${name}\\s*=\\s*f?["'][.~/]`,
  );
  return context.units.some(({ text }) => made.test(text)) ? undefined : found;
}

const DRAFT = /^(?:draft(?:er)?(?:[_ -]?(?:model|id|path|name))?|assistant_model|speculative_model)$/i;
const DRAFTED_FOR =
  /^(?:(?:target|main|base|large|big|verifier)(?:[_ -]?(?:model|id|path|name))?|model(?:_id|_name)?)$/i;
/** A sentence that gives one model as the draft of another. */
const SAYS_DRAFT = /\bas (?:a|an|the|its) (?:small )?(?:draft|drafter|assistant)(?: model)? (?:of|for|to)\b/i;

/** Whether the name and another one are a pair, a draft and what it drafts for: keys of one record, columns of one table, one sentence. */
function isOfPair(place: Place): boolean {
  const { markdown, python, data, sentence, runs } = place;
  const table = markdown?.table;
  if (table !== undefined) return isPair(table.header[table.column], table.header);
  if (!runs) return SAYS_DRAFT.test(sentence);
  const key = python?.use.keys.at(-1) ?? python?.use.keyword ?? data?.path.at(-1);
  // `draft: false` beside a model says something else.
  const others = collectionOf(place)?.siblings.filter(({ value }) => /[/:]|\d+b\b/i.test(value));
  return isPair(key, key === undefined ? [] : (others?.map((one) => one.key) ?? []));
}

function isPair(own: string | undefined, all: readonly string[]): boolean {
  const said = own?.trim() ?? '';
  const other = DRAFT.test(said) ? DRAFTED_FOR : DRAFTED_FOR.test(said) ? DRAFT : undefined;
  return other !== undefined && all.some((one) => other.test(one.trim()));
}

/**
 * The code in which a partner counts. Of a script that is the command that the name is an argument of, for others serve other models; but
 * what is downloaded one after the other, or kept in a variable, may belong together. What a comment of it speaks of is not there.
 */
function codeOf(place: Place): string {
  const { shell, reference } = place;
  const around = codeAround(place, NEAR);
  if (shell === undefined) return around;
  const text = reference.site.texts[reference.site.layers.indexOf(shell)]?.text;
  if (text === undefined || shell.variable !== undefined || /\b(?:download|clone|pull)\b/.test(shell.words.join(' ')))
    return around.replace(/(?<=^|\s)#.*$/gm, '');
  return text.slice(shell.statement.start, shell.statement.end);
}

/** How far a partner may stand from the name in a script, in characters. */
const NEAR = 1200;

/** A draft model, adapter, ControlNet or head that was built for the old base stands in the same unit. */
export const coupled = {
  name: 'coupled',
  doc: {
    finds: 'a base model with a draft model, adapter, ControlNet, head or engine for it in the same code',
    why: 'the partner fits the old base only; both must change together, or neither',
  },
  check(place) {
    const { reference, unit, context, runs } = place;
    if (/^\s*FROM\s/.test(place.line) && /^[ \t]*ADAPTER[ \t]+\S/m.test(codeAround(place, NEAR)))
      return {
        outcome: 'ask',
        reason: 'the base of the `ADAPTER` below it, which was trained on the old model: change both or neither',
        group: `coupled:${unit.index}`,
      };
    if (isOfPair(place))
      return {
        outcome: 'ask',
        reason: 'a draft and the model that it drafts for: both must be of one family; change both or neither',
        group: `coupled:${unit.index}`,
      };
    if (!runs || reference.registry !== 'huggingface') return undefined;
    const key = place.data?.path.at(-1) ?? '';
    if (key === 'base_model_name_or_path' || (key === 'base_model' && place.markdown?.block === 'front-matter'))
      return {
        outcome: 'ask',
        reason: `\`${key}\` says what an adapter or a model of your own was made from: it changes when that is trained anew`,
        group: `coupled:${unit.index}`,
      };
    const code = codeOf(place);
    const partner = PARTNER.exec(code) ?? adapterOf(place, code);
    if (partner === null || partner === undefined || DRAFTS_ITSELF.test(code)) return undefined;
    const derivative = context.lookAlikes.find(
      (other) => other.unit === unit.index && other.why === 'third-party-derivative',
    );
    const named = derivative?.surface ?? /^[\w-]+/.exec(partner[0])?.[0] ?? partner[0];
    return {
      outcome: 'ask',
      reason: `coupled with \`${named}\`, which was built for the old base: change both or neither`,
      group: `coupled:${unit.index}`,
    };
  },
} satisfies KeepClass;
