import type { KeepClass } from '../keep-class.js';
import { linesAround, type Place } from '../place.js';
import { clauseOf, markedLine } from './said.js';

const TOKEN = /<\|[\w-]+\|>|\[\/?INST\]|<<\/?SYS>>|<\/?s>/;
const NAMED =
  /\b(?:chat|prompt|instruct(?:ion)?|conversation)[ _-]?(?:template|format)\b|\bformat(?:s|ted|ting)? (?:for|as|the prompt|conversation)\b|\bspecial tokens?\b/i;

/** The same beside an id in a sentence, which may speak of how an answer is formatted. */
const STRICT = /\b(?:chat|prompt|instruct(?:ion)?|conversation)[ _-]?(?:template|format)\b|\bspecial tokens?\b/i;

/** Tables of formats and of what ends an answer, by what they are called. */
const FORMATS =
  /(?:^|_)(?:(?:chat|prompt|conversation)_?(?:formats?|templates?)|stop(?:_?(?:tokens?|words?|sequences?))?s?)(?:_|$)/i;

function isKeyOfFormat({ python }: Place): boolean {
  return (
    python?.use.isKey === true && [python.use.assigned, ...python.use.keys].some((name) => FORMATS.test(name ?? ''))
  );
}

/** Chat-template names, special tokens, functions that build one model's format. */
export const promptFormat = {
  name: 'prompt-format',
  doc: {
    finds: "the name of a chat template or prompt format, or a name beside one model's special tokens",
    why: 'the format belongs to the old model; it must be changed together with the tokens, by a person',
  },
  check(place) {
    const { reference, python, line } = place;
    if (isKeyOfFormat(place))
      return { outcome: 'keep', reason: 'key of the prompt format, or of the stop words, of the old model' };
    if (reference.strength === 'exact' && reference.registry !== undefined && place.runs) return undefined;
    if (python?.use.compared !== undefined) return undefined;
    const named =
      (reference.strength === 'exact' && place.markdown !== undefined && place.markdown.block !== 'fence'
        ? STRICT.test(clauseOf(markedLine(place)))
        : NAMED.test(line)) ||
      /template|format/i.test(python?.use.keyword ?? '') ||
      /(?:format|template)/i.test(python?.function ?? '');
    // What stands near such tokens speaks of them where it is no id or path: those are named for other reasons.
    const speaks = reference.strength === 'prose' || reference.strength === 'family' || TOKEN.test(line);
    if (named || (speaks && linesAround(place, 2, 6).some((near) => TOKEN.test(near)))) {
      return {
        outcome: 'keep',
        reason: "names the prompt format of the old model; its special tokens are not the new model's",
      };
    }
    return undefined;
  },
} satisfies KeepClass;
