import { bracketsAround, partsBetween } from '../companions/brackets.js';
import { collectionOf } from '../companions/siblings.js';
import type { KeepClass } from '../keep-class.js';
import { linesAround, lineWithoutNames, type Place } from '../place.js';
import { GIVEN_NAME } from './figure-names.js';

const FIGURE =
  /\b(?:num_(?:hidden_)?layers|n_layers|num_layers|hidden_(?:size|dim)|model_hidden_size|num_(?:kv_|key_value_|attention_)?heads|kv_heads|head_dim|intermediate_size|vocab_size|n_heads|d_model|num_params|params_b|parameters)\b/i;
const STATED =
  /\b\d+\s+layers\b|\bKV[- ]?cache\b|\bGQA\b|\bhidden (?:size|dimension)\b|\bvocab(?:ulary)? (?:size|of)\b|\b\d+\s+(?:KV )?heads\b/i;

/** Layers, hidden size, KV-cache figures, parameter counts that are given for the old model. */
export const architectureConstant = {
  name: 'architecture-constant',
  doc: {
    finds:
      'a name that figures are given for: layers, hidden size, heads, KV-cache size, parameter count; or a key of a table of sizes, memory, prices, windows',
    why: 'the figures are those of the old model; under another name they would be false',
  },
  check(place) {
    const { python, reference } = place;
    if (isKeyOfFigures(place))
      return {
        outcome: 'keep',
        reason: 'key of figures that are given for the old model: add an entry for the new one, with its own',
      };
    if (standsWithItsSize(place))
      return { outcome: 'keep', reason: 'its number of parameters stands beside it, or is what a test expects of it' };
    if (isColumnOfFigures(place))
      return { outcome: 'keep', reason: 'the head of a column of architecture figures of the old model' };
    if (isSpecification(place))
      return { outcome: 'keep', reason: 'architecture figures of the old model are given here' };
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
      use.keyword === undefined &&
      manyNumbers(lineWithoutNames(place))
    )
      return verdict;
    if (use.items.length > 0 && manyNumbers(lineWithoutNames(place))) return verdict;
    return undefined;
  },
} satisfies KeepClass;

/** What a row of a table of architectures is about. */
const ARCHITECTURE_ROW =
  /\b(?:layers?|blocks|hidden|heads?|vocab\w*|intermediate|d_?model|experts?|ffn|embedding size)\b/i;

/** A name in the head of a table, over two or more figures of its architecture. */
function isColumnOfFigures({ markdown }: Place): boolean {
  const table = markdown?.block === 'table' ? markdown.table : undefined;
  if (table?.inHeader !== true || table.column === 0) return false;
  const figures = (table.below ?? []).filter(
    (cell, row) => /^\W*\d/.test(cell) && ARCHITECTURE_ROW.test(table.firstColumn[row] ?? ''),
  );
  return figures.length >= 2;
}

/** Figures of an architecture, as keys. */
const ARCHITECTURE_KEY =
  /^(?:(?:num_|n_)?(?:hidden_)?layers|hidden(?:_size|_dim)?|d_model|(?:num_|n_)?(?:kv_|key_value_|attention_)?heads|head_dim|intermediate_size|vocab(?:_size)?|(?:num_|n_)?param(?:eter)?s?(?:_b|_billions?)?)$/i;
/** Forms of weights, and what they take, as keys. */
const FOOTPRINT_KEY =
  /^(?:fp(?:32|16|8)|bf16|int[48]|q[2-8]\w*|nf4|nvfp4|4bit|8bit|(?:size|mem(?:ory)?|v?ram|disk|weights?)(?:_(?:gb|mb|bytes))?|gb)$/i;
const NUMBER = /^-?\d[\d_,.e+-]*$/;

/** Whether the figures of an architecture stand beside the name, in the same call, dictionary or record. */
function isSpecification(place: Place): boolean {
  const { python, data, runs } = place;
  if (!runs || (python === undefined && data === undefined)) return false;
  if (python?.use.isKey === true || data?.token === 'key') return false;
  const near =
    python === undefined ? data?.value !== undefined : python.use.otherKeywords.length + python.use.siblings.length > 1;
  if (!near) return false;
  const given = collectionOf(place)?.siblings.filter(
    ({ key, value }) => ARCHITECTURE_KEY.test(key) && NUMBER.test(value),
  );
  return (given?.length ?? 0) >= 2;
}

/** Whether a name is the key of numbers alone, which are called sizes, windows, prices; or of a dictionary of such numbers. */
function isKeyOfFigures({ python, data, reference }: Place): boolean {
  if (python?.use.isKey === true) {
    const { use } = python;
    const value = use.keyedValue?.trim() ?? '';
    const isGiven = [use.assigned, ...use.keys].some((name) => GIVEN_NAME.test(name ?? ''));
    return (isGiven && areNumbers(value)) || isFigures(value);
  }
  if (data?.token !== 'key' || data.language === 'dockerfile') return false;
  const inner = reference.site.texts.at(-1);
  const after = inner?.text.slice(inner.span.end, inner.span.end + 300) ?? '';
  const isGiven = data.path.slice(0, -1).some((name) => GIVEN_NAME.test(name));
  if (/^["']?\s*:\s*\{/.test(after)) {
    const value = after.slice(after.indexOf('{'), after.indexOf('}') + 1);
    return isFigures(value) || (isGiven && areNumbers(value));
  }
  return isGiven && /^["']?\s*:\s*-?\d[\d_.]*\s*(?:[,}#\n]|$)/.test(after);
}

/**
 * Whether the number of parameters of the old model stands beside its name, in one tuple or call or behind an equals sign: `("…:70b", 70)`.
 * What has a keyword is an entry of a register, whose figures follow the name.
 */
function standsWithItsSize({ python, reference }: Place): boolean {
  const inner = reference.site.texts.at(-1);
  const [model = '', ...others] = reference.models;
  const size = Number(/:(\d+(?:\.\d+)?)b$/.exec(model)?.[1]);
  if (inner === undefined || others.length > 0 || Number.isNaN(size)) return false;
  if (python?.token !== 'string' || python.value !== reference.surface) return false;
  if (python.use.isKey) return saysSize(python.use.keyedValue ?? '', size);
  const { text, span } = inner;
  const around = bracketsAround(text, span.start, python.statement.start);
  if (around === undefined) return false;
  const expected = /^\s*==\s*([\w.]+)/.exec(text.slice(around.end + 1, around.end + 40))?.[1] ?? '';
  return (
    saysSize(expected, size) ||
    partsBetween(text, around.start, around.end).some(({ start, end }) => saysSize(text.slice(start, end), size))
  );
}

/** Whether a literal is a number of billions of parameters; a small whole one may be anything, unless it is written out: `8.03e9`, `"8B"`. */
function saysSize(literal: string, size: number): boolean {
  const [, digits = '', unit] =
    /^["']?~?(\d[\d_]*(?:\.\d+)?(?:e\d+)?)\s*(b|billion)?["']?$/i.exec(literal.trim()) ?? [];
  const value = Number(digits.replaceAll('_', ''));
  if (digits === '' || (unit === undefined && size < 10 && value < 1e6)) return false;
  return [value, value / 1e9].some((one) => Math.abs(one - size) <= size * 0.03);
}

/** Whether a value is a number, one with its unit in quotes, or a pair, list or dictionary of numbers alone. */
function areNumbers(value: string): boolean {
  const parts = value.replace(/^[([{]\s*|[\s,]*[)\]}]$/g, '').split(',');
  return parts.every((part) =>
    /^\s*(?:["']\w+["']\s*:\s*)?(?:-?\d[\d_.e+-]*|["']~?\d[\d.,]*\s*(?:[KMGT]i?B|[KMB])["'])\s*$/.test(part),
  );
}

/** Whether a dictionary's text, or a call's, holds numbers alone, of an architecture or of what the weights take. */
function isFigures(text: string): boolean {
  const isCall = /^[\w.]+\([^()]*\)?$/.test(text);
  if (!isCall && !/^\{[^{}]*\}?$/.test(text)) return false;
  const entries = [...text.matchAll(isCall ? /(\w+)\s*=\s*([^,)]*)/g : /["'](\w+)["']\s*:\s*([^,}]*)/g)];
  const numbers = entries.filter(([, , value]) => NUMBER.test((value ?? '').trim()));
  return (
    numbers.length === entries.length &&
    numbers.some(([, key]) => ARCHITECTURE_KEY.test(key ?? '') || FOOTPRINT_KEY.test(key ?? ''))
  );
}

function manyNumbers(line: string): boolean {
  return [...line.matchAll(/(?<![\w.])\d[\d_.]*(?![\w.])/g)].length >= 3;
}
