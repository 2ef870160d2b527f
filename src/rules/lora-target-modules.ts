import type { Rule } from '../core/rule.js';
import { matchesOf } from './area.js';
import { checkFirst, listOf, nameOf, numberOf, sourcesOf } from './fact-wording.js';
import { type Draft, gather } from './gather.js';
import { exactSwapsOf } from './model-after.js';

const LIST = /\b(?:target_modules|TARGET_MODULES|lora_target\w*)["']?\s*[=:]\s*[[({]([^\])}]{0,600})[\])}]/;

/** Adapters are put on modules that the new model does not have, or on few of its layers. */
export const loraTargetModules: Rule = {
  name: 'lora-target-modules',
  severity: 'warning',
  doc: {
    finds: 'A list of target modules in a file whose base model changes to one with other modules.',
    why: 'Names that match nothing are passed over in silence or stop the run; in a hybrid model the usual ones reach few layers, and the training shows little.',
    example: '`LoraConfig(target_modules=["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj"])`',
    advice: "Use the new model's own list, or another candidate with the same module names.",
  },
  check(file) {
    const swap = exactSwapsOf(file).find(
      ({ before, after, reference }) =>
        reference.registry === 'huggingface' &&
        after.facts.fineTuneModules !== undefined &&
        after.facts.fineTuneModules.value !== before.facts.fineTuneModules?.value,
    );
    const fact = swap?.after.facts.fineTuneModules;
    if (swap === undefined || fact === undefined) return [];
    const own = listOf(fact);
    const layers = numberOf(swap.after, 'layers');
    const attention = numberOf(swap.after, 'attentionLayers');
    const few = layers !== undefined && attention !== undefined && attention.value < layers.value;
    const drafts = file.units.flatMap(({ index, text, shielded }): readonly Draft[] =>
      shielded !== undefined
        ? []
        : matchesOf(text, LIST).flatMap((match) => {
            const listed = [...(match[1] ?? '').matchAll(/["']([\w.]+)["']/g)].map(([, name]) => name ?? '');
            const missing = listed.filter((name) => !own.includes(name));
            const unused = own.filter((name) => !listed.includes(name));
            if (listed.length === 0 || (missing.length === 0 && !(few && unused.length > 0))) return [];
            return [
              {
                key: swap.after.id,
                unit: index,
                span: { start: match.index, end: match.index + match[0].length },
                message: `${checkFirst(fact)}${missing.length > 0 ? `${nameOf(swap.after)} has no ${missing.join(', ')}` : `these modules are not all that ${nameOf(swap.after)} has`}${few ? `; only ${attention.value} of its ${layers.value} layers are attention` : ''}.`,
                advice: `Use ${own.join(', ')}${fact.note === undefined ? '' : ` (${fact.note})`}, or a candidate with the modules of the old model.`,
                sources: sourcesOf(fact, few ? attention.fact : undefined),
              },
            ];
          }),
    );
    return gather(file, drafts);
  },
};
