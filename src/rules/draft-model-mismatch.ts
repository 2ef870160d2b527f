import { DRAFTS_ITSELF } from '../core/classes/coupled.js';
import type { DecidedFile, Rule } from '../core/rule.js';
import { signsOf } from './area.js';
import { knownSources, nameOf } from './fact-wording.js';
import { type Draft, gather } from './gather.js';
import { exactSwapsOf, isSwap, type Swap } from './model-after.js';
import { marksBeside } from './neighbour.js';

const USES =
  /\bdraft[_-]?model\w*|\bspeculative_(?:model|config)\w*|--speculative[\w-]*|\bassistant_model\b|\bnum_(?:speculative|draft|assistant)_tokens\b|\bmedusa_(?:choices|heads?)\b/i;
/** Heads and drafts by their names: `EAGLE-…`, `…-medusa`. */
const NAMED =
  /(?<![\w-])EAGLE(?:\d|\d?-[\w.-]{1,60})|(?<![\w.-])[\w.-]{1,60}-(?:[mM]edusa|eagle\d?|draft|speculator)\b|\b[dD]raft model\b/;

/** A draft model or speculative head that was made for the old base. */
export const draftModelMismatch: Rule = {
  name: 'draft-model-mismatch',
  severity: 'critical',
  doc: {
    finds: 'A draft model, assistant model, EAGLE or Medusa head beside a base model that is renamed.',
    why: 'Drafts share the tokenizer of their base and heads its hidden size; with another base the server refuses them, or every guess is rejected.',
    example: '`LLM(model=…, speculative_config={"model": "…-EAGLE", "num_speculative_tokens": 5})`',
    advice: 'Change base and draft together, to a pair that was made for each other, or neither.',
  },
  check(file) {
    const used = signsOf(file, USES, (one) => isSwap(one) && one.reference.strength === 'exact').flatMap(
      ({ standing, unit, span, match, area }) =>
        isSwap(standing) && !DRAFTS_ITSELF.test(area.text) ? [toDraft(file, standing, unit, span, match[0])] : [],
    );
    const named = exactSwapsOf(file).flatMap((swap) =>
      marksBeside(file, swap, NAMED, 10, 10).map(({ span, match }) =>
        toDraft(file, swap, swap.reference.unit, span, match[0]),
      ),
    );
    return gather(file, [...used, ...named]);
  },
};

function toDraft(
  file: DecidedFile,
  { before, after, runs }: Swap,
  unit: number,
  span: Draft['span'],
  said: string,
): Draft {
  return {
    key: `${before.id} ${after.id}`,
    unit,
    span,
    severity: runs ? 'critical' : 'warning',
    message: `\`${said.trim()}\` goes with ${nameOf(before)}; ${nameOf(after)}, which is put beside it, has another tokenizer or other layers.`,
    advice: `Choose a draft or head made for ${nameOf(after)}, or keep both old ones together.`,
    sources: knownSources(file.catalogue, 'vllm-recipes', 'trtllm'),
  };
}
