import type { DecidedFile, Rule } from '../core/rule.js';
import { knownSources, nameOf } from './fact-wording.js';
import { type Draft, gatherCells } from './gather.js';
import { standingsOf, swapsOf } from './model-after.js';

/** A quantised or variant tag that the new model does not have. */
export const quantisedTagUnmapped: Rule = {
  name: 'quantised-tag-unmapped',
  severity: 'warning',
  doc: {
    finds:
      'A quantised or variant form of a name for which the new model has no counterpart, and a renamed id that the code joins a suffix to.',
    why: 'Registries do not hold every quantisation of every model; a name that is put together by joining strings may not exist.',
    example: '`llama3.1:8b-instruct-q5_0`',
    advice: 'Choose one of the tags that exist, or keep the old model where quantisations are compared.',
  },
  check(file) {
    return gatherCells(file, [...unmapped(file), ...joined(file)]);
  },
};

function unmapped(file: DecidedFile): readonly Draft[] {
  return standingsOf(file).flatMap(({ reference, decision, before, proposed }) => {
    if (
      decision.outcome !== 'ask' ||
      reference.form !== 'tag' ||
      reference.registry === undefined ||
      proposed === undefined
    )
      return [];
    const tags = reference.registry === 'ollama' ? proposed.ollama?.tags : proposed.huggingface?.others;
    const has = tags === undefined || tags.length === 0 ? 'no other form is known' : `it has ${tags.join(', ')}`;
    const tag = /:([\w.-]+)$/.exec(reference.surface)?.[1];
    const never = tag !== undefined && before?.ollama?.invalidTags.includes(tag) === true;
    return [
      {
        key: `${before?.id} ${proposed.id}`,
        unit: reference.unit,
        span: reference.span,
        message:
          decision.rule === 'tag-put-in-later'
            ? `the tag of \`${reference.surface}\` is put in later; of ${nameOf(proposed)} ${has}.`
            : `\`${reference.surface}\` is a form of its own${never ? ', which never existed in the registry' : ''}; of ${nameOf(proposed)} ${has}.`,
        advice: 'Choose one of these, or keep the old form where quantisations are compared.',
        sources: knownSources(file.catalogue, 'ollama-tags'),
      },
    ];
  });
}

/** `"model:8b-" + quant`: the rest of the name is chosen elsewhere. */
function joined(file: DecidedFile): readonly Draft[] {
  return swapsOf(file).flatMap(({ reference, to, after, runs }) => {
    const rest = file.units[reference.unit]?.text.slice(reference.span.end, reference.span.end + 8) ?? '';
    if (!runs || !/^-?\{[A-Za-z_]|^-?["']\s*\+|^-\$\{?[A-Za-z_]/.test(rest)) return [];
    return [
      {
        key: `joined ${after.id}`,
        unit: reference.unit,
        span: reference.span,
        severity: 'critical' as const,
        message: `a suffix is joined to this name; \`${to}\` with it may be no name of ${nameOf(after)}, whose tags are ${after.ollama?.tags.join(', ') ?? 'not known'}.`,
        advice: 'Write whole names instead of joining them.',
        sources: knownSources(file.catalogue, 'ollama-tags'),
      },
    ];
  });
}
