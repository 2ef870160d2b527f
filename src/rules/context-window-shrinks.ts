import type { DecidedFile, Rule } from '../core/rule.js';
import { signsOf } from './area.js';
import { checkFirst, nameOf, numberOf, sourcesOf, tokens } from './fact-wording.js';
import { type Draft, gather } from './gather.js';
import { isSwap, type Standing, swapsOf } from './model-after.js';
import { marksBeside } from './neighbour.js';

const SETTING =
  /["']?\b(?:num_ctx|n_ctx|max_model_len|max-model-len|max_seq_len(?:gth)?|max_input_len|model_max_length|max_position_embeddings|OLLAMA_CONTEXT_LENGTH)\b["']?(?:["']?,\s*["']?|\s*[=:]\s*|[ ]+)(\d[\d_,]*)?/;
const STATED = /(?<![\w.])(\d{2,4})\s?[kK](?![\w])|(?<![\w.,])(\d{1,3}(?:,\d{3}){1,3}|\d{5,7})(?![\w.,])/;
const ABOUT_CONTEXT = /context|window|token|input|prompt|RoPE|ctx/i;

/** The new model reads less text at once than the place asks for or says. */
export const contextWindowShrinks: Rule = {
  name: 'context-window-shrinks',
  severity: 'warning',
  doc: {
    finds:
      'A context length that is set or stated beside a name, where it is longer than the new model reads as it comes; a length that is not a plain number where the window shrinks.',
    why: 'A longer setting is refused, or the answer degrades without a message.',
    example: '`options={"num_ctx": 131072}`',
    advice: 'Lower the length, switch the extension on (YaRN), or choose a candidate with a longer window.',
  },
  check(file) {
    if (!swapsOf(file).some(shrinks)) return [];
    return gather(file, [...settings(file), ...statements(file)]);
  },
};

function windows({ before, after }: Standing) {
  if (before === undefined || after === undefined) return undefined;
  const old = numberOf(before, 'contextTokens');
  const now = numberOf(after, 'contextTokens');
  return old === undefined || now === undefined ? undefined : { old, now, most: numberOf(after, 'contextMaxTokens') };
}

function shrinks(standing: Standing): boolean {
  const found = isSwap(standing) ? windows(standing) : undefined;
  return found !== undefined && found.now.value < found.old.value;
}

function draft(standing: Standing, at: Pick<Draft, 'unit' | 'span' | 'severity'>, what: string): readonly Draft[] {
  const found = windows(standing);
  if (found === undefined || standing.after === undefined) return [];
  const { now, most } = found;
  const name = nameOf(standing.after);
  const more =
    most === undefined
      ? ''
      : ` (up to ${tokens(most.value)}${most.fact.note === undefined ? '' : ` ${most.fact.note}`})`;
  return [
    {
      key: standing.after.id,
      ...at,
      message: `${checkFirst(now.fact)}${name} reads ${tokens(now.value)} tokens as it comes${more}; ${what}.`,
      advice: `Stay within ${tokens(now.value)} tokens, switch the extension on, or choose a model with a longer window.`,
      sources: sourcesOf(now.fact, most?.fact),
    },
  ];
}

function settings(file: DecidedFile): readonly Draft[] {
  return signsOf(file, SETTING, shrinks, 'any').flatMap(({ standing, unit, span, match }) => {
    const limit = windows(standing)?.now.value ?? 0;
    const asked = match[1] === undefined ? undefined : Number(match[1].replace(/[_,]/g, ''));
    if (asked !== undefined && asked <= limit) return [];
    return draft(
      standing,
      { unit, span, severity: asked === undefined ? 'note' : 'warning' },
      asked === undefined ? 'the length set here is computed elsewhere' : `this place asks for ${tokens(asked)}`,
    );
  });
}

/** "128K context" beside the name. */
function statements(file: DecidedFile): readonly Draft[] {
  return swapsOf(file).flatMap((swap) => {
    const found = windows(swap);
    if (found === undefined || !shrinks(swap)) return [];
    return marksBeside(file, swap, STATED, 2, 2).flatMap(({ span, match, line }) => {
      const said = match[1] === undefined ? Number((match[2] ?? '').replace(/,/g, '')) : Number(match[1]) * 1024;
      const likeOld = Math.abs(said - found.old.value) <= found.old.value * 0.05;
      if (!likeOld || !ABOUT_CONTEXT.test(line)) return [];
      return draft(swap, { unit: swap.reference.unit, span }, `the text says ${match[0]}`);
    });
  });
}
