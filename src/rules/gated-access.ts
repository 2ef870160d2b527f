import type { DecidedFile, Rule } from '../core/rule.js';
import { checkFirst, nameOf, sourcesOf } from './fact-wording.js';
import { type Draft, gather, gatherFile } from './gather.js';
import { programsFirst, type Swap, swapsOf } from './model-after.js';
import { marksBeside } from './neighbour.js';
import { ACCESS } from './place-signs.js';

/** A step of a reader: logging in, setting a token. Handing on a token that may be set costs nobody anything. */
const LOGIN =
  /\bhuggingface-cli login\b|\bhf auth login\b|\bnotebook_login\(|\bexport HF_TOKEN=|\b(?:need|set|requires?|create)\b[^\n]{0,30}\bHF_TOKEN\b/i;

/** Access must be asked for where it was free, or no longer where the text says so. */
export const gatedAccess: Rule = {
  name: 'gated-access',
  severity: 'warning',
  doc: {
    finds:
      'A download of a model behind a gate where the old one was free; and words about approval or a token beside a model that is renamed to one without a gate.',
    why: 'Without accepted terms and a token, the download answers 401 or 403; a step that is no longer needed sends readers to a page about another model.',
    example: '"Request access to the model on its page and set HF_TOKEN."',
    advice: 'Add the step (accept the terms, log in), or take it out.',
  },
  check(file) {
    const swaps = swapsOf(file);
    const closes = swaps.filter(({ before, after, reference }) => {
      return reference.registry === 'huggingface' && after.gated?.value === true && before.gated?.value !== true;
    });
    const opens = swaps.filter(({ before, after }) => before.gated?.value === true && after.gated?.value === false);
    return [
      ...gatherFile(closes.toSorted(programsFirst).map(gate)),
      ...gather(
        file,
        opens.flatMap((swap) => openedWords(file, swap)),
      ),
    ];
  },
};

function gate({ after, reference }: Swap): Draft {
  return {
    key: after.id,
    unit: reference.unit,
    span: reference.span,
    message: `${checkFirst(after.gated)}${nameOf(after)} is behind a gate: without accepted terms and a token the download answers 401 or 403.`,
    advice: "Add the step: accept the terms on the model's page and log in (`hf auth login`).",
    sources: sourcesOf(after.gated),
  };
}

function openedWords(file: DecidedFile, swap: Swap): readonly Draft[] {
  const { before, after, reference } = swap;
  const access = marksBeside(file, swap, ACCESS, 8, 8).map((mark) => ({ ...mark, severity: 'warning' as const }));
  const token = marksBeside(file, swap, LOGIN, 4, 4).map((mark) => ({ ...mark, severity: 'note' as const }));
  return [...access, ...token].map(({ span, match, severity }) => ({
    key: `${severity} ${after.id}`,
    unit: reference.unit,
    span,
    severity,
    message: `${checkFirst(before.gated, after.gated)}\`${match[0].trim()}\` was needed for ${nameOf(before)}; ${nameOf(after)} is free to download.`,
    advice: 'Take the step out, unless another model of the text needs it.',
    sources: sourcesOf(before.gated, after.gated),
  }));
}
