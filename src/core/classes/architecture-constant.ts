import type { KeepClass } from '../keep-class.js';
import { linesAround, lineWithoutNames } from '../place.js';

const FIGURE =
  /\b(?:num_(?:hidden_)?layers|n_layers|num_layers|hidden_(?:size|dim)|model_hidden_size|num_(?:kv_|key_value_|attention_)?heads|kv_heads|head_dim|intermediate_size|vocab_size|n_heads|d_model|num_params|params_b|parameters)\b/i;
const STATED =
  /\b\d+\s+layers\b|\bKV[- ]?cache\b|\bGQA\b|\bhidden (?:size|dimension)\b|\bvocab(?:ulary)? (?:size|of)\b|\b\d+\s+(?:KV )?heads\b/i;

/** Layers, hidden size, KV-cache figures, parameter counts that are given for the old model. */
export const architectureConstant = {
  name: 'architecture-constant',
  doc: {
    finds: 'a name that architecture figures are given for: layers, hidden size, heads, KV-cache size, parameter count',
    why: 'the figures are those of the old model; under another name they would be false',
  },
  check(place) {
    const { python, reference } = place;
    if (reference.strength === 'exact') return undefined;
    const verdict = { outcome: 'keep', reason: 'architecture figures of the old model are given here' } as const;
    if (STATED.test(lineWithoutNames(place)) || FIGURE.test(lineWithoutNames(place))) return verdict;
    if (python === undefined) return undefined;
    const { use } = python;
    if (use.otherKeywords.some((keyword) => FIGURE.test(keyword)) || FIGURE.test(use.keyedValue ?? '')) return verdict;
    if (use.isKey && linesAround(place, 0, 6).some((line) => FIGURE.test(line))) return verdict;
    if (
      /(?:spec|config|arch(?:itecture)?)$/i.test(use.callee ?? '') &&
      use.callSpan !== undefined &&
      manyNumbers(place.line)
    )
      return verdict;
    if (use.items.length > 0 && manyNumbers(place.line)) return verdict;
    return undefined;
  },
} satisfies KeepClass;

function manyNumbers(line: string): boolean {
  return [...line.matchAll(/(?<![\w.])\d[\d_.]*(?![\w.])/g)].length >= 3;
}
