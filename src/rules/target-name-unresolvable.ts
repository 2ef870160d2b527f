import type { DecidedFile, Rule } from '../core/rule.js';
import { checkFirst, nameOf, sourcesOf } from './fact-wording.js';
import { type Draft, gather, gatherFile } from './gather.js';
import { exactSwapsOf, standingsOf } from './model-after.js';

/** The new model has no name in the registry of the place, or one of which it is not known what it resolves to. */
export const targetNameUnresolvable: Rule = {
  name: 'target-name-unresolvable',
  severity: 'warning',
  doc: {
    finds:
      'A name whose registry holds no counterpart of the new model (no base checkpoint, no tag, no repository), and a download by a bare name of which it is not known what it stands for.',
    why: 'A name that was made up fails at the first download; a bare name may bring another size than the one meant.',
    example:
      '`AutoModelForCausalLM.from_pretrained("meta-llama/Llama-3.1-70B")`, where the target has no base checkpoint',
    advice: 'Choose a name that exists, or another candidate.',
  },
  check(file) {
    return [...gather(file, missing(file)), ...gatherFile(bare(file))];
  },
};

function missing(file: DecidedFile): readonly Draft[] {
  return standingsOf(file).flatMap(({ reference, decision, proposed, before }) => {
    const { registry, form } = reference;
    if (decision.outcome !== 'ask' || registry === undefined || proposed === undefined || form === 'tag') return [];
    const none =
      (registry === 'ollama' && proposed.ollama === undefined) ||
      (registry === 'huggingface' &&
        (form === 'base' ? proposed.huggingface?.base : proposed.huggingface?.instruct) === undefined) ||
      (registry !== 'ollama' && registry !== 'huggingface' && proposed.otherNames[registry] === undefined);
    if (!none) return [];
    const what = form === 'base' ? 'base checkpoint' : `name in this registry (${registry})`;
    return [
      {
        key: `${before?.id} ${proposed.id}`,
        unit: reference.unit,
        span: reference.span,
        message: `${nameOf(proposed)} has no ${what} that is known to resolve; \`${reference.surface}\` stays until a person chooses.`,
        advice:
          form === 'base'
            ? 'Use the instruct model, a candidate with a base checkpoint, or keep the old one.'
            : 'Choose another candidate, or another way to serve it.',
        sources: sourcesOf(proposed.loaderClass),
      },
    ];
  });
}

/** A download by the bare name of a library. */
function bare(file: DecidedFile): readonly Draft[] {
  return exactSwapsOf(file).flatMap(({ reference, to, after }) => {
    const fact = after.facts.bareName;
    const shell = reference.site.layers.at(-1);
    if (fact === undefined || to !== after.ollama?.library || shell?.language !== 'shell') return [];
    if (shell.command !== 'ollama' || !/^(?:pull|run)$/.test(shell.words[1] ?? '')) return [];
    const sized = after.ollama.tag === undefined ? undefined : `${after.ollama.library}:${after.ollama.tag}`;
    return [
      {
        key: after.id,
        unit: reference.unit,
        span: reference.span,
        severity: 'note' as const,
        message: `${checkFirst(fact)}${fact.value}.`,
        advice: sized === undefined ? 'Name the size.' : `Name the size: ${sized}.`,
        sources: sourcesOf(fact),
      },
    ];
  });
}
