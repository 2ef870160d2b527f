import { architectureConstant } from '../core/classes/architecture-constant.js';
import { measurement } from '../core/classes/measurement.js';
import { nameTest as nameTestClass } from '../core/classes/name-test.js';
import type { DecidedFile, Rule } from '../core/rule.js';
import { matchesOf } from './area.js';
import { type Draft, gather } from './gather.js';
import { exactSwapsOf, type Swap, standingsOf } from './model-after.js';

/** Code that looks for a piece of text in a name. Group 1, 2 or 3 is the piece. */
const TEST =
  /["']([\w.:/-]{3,40})["']\s+(?:not\s+)?in\s+[A-Za-z_]|\.(?:startswith|endswith|startsWith|endsWith|includes|find|index|count|split|replace)\(\s*["']([\w.:/-]{3,40})["']|(?:==|!=|=~|case|in)\s*"?\*?([A-Za-z][\w.:-]{2,40})\*/;

/** The code asks what a model's name contains, and the new name does not contain it. */
export const nameTest: Rule = {
  name: 'name-test',
  severity: 'warning',
  doc: {
    finds:
      "A comparison with, or a search in, a model's name, for a piece that the old name has and the new one has not, or a table that is looked up by the old name, in a file whose ids are renamed.",
    why: 'The branch or the entry for the model is never reached again, often without an error.',
    example: '`if "llama" in model_name.lower():`',
    advice: 'Test a property instead of a name, or change the piece with the names.',
  },
  check(file) {
    return gather(file, [...asked(file), ...searched(file), ...lookedUp(file)]);
  },
};

function asked(file: DecidedFile): readonly Draft[] {
  const families = new Set(exactSwapsOf(file).map(({ reference }) => reference.family));
  return standingsOf(file).flatMap(({ reference, decision }) =>
    decision.rule === nameTestClass.name && decision.outcome !== 'rewrite' && families.has(reference.family)
      ? [toDraft(reference.unit, reference.span, reference.surface)]
      : [],
  );
}

/** An entry of a table that stays with the old name, while code of the file asks for the new one. */
function lookedUp(file: DecidedFile): readonly Draft[] {
  const swaps = exactSwapsOf(file).filter((swap) => swap.runs);
  return standingsOf(file).flatMap(({ reference, decision, before }) => {
    const layer = reference.site.layers.at(-1);
    const stays = decision.rule === architectureConstant.name || decision.rule === measurement.name;
    if (decision.outcome !== 'keep' || !stays || layer?.language !== 'python' || !layer.use.isKey) return [];
    const swap = swaps.find((one) => one.before === before && one.reference.registry === reference.registry);
    if (swap === undefined) return [];
    return [
      {
        key: `lookup ${swap.to}`,
        unit: reference.unit,
        span: reference.span,
        message: `this table has an entry for \`${reference.surface}\` and none for \`${swap.to}\`, which code of this file asks for now.`,
        advice: 'Add an entry for the new model, with its own figures.',
        sources: [],
      },
    ];
  });
}

function searched(file: DecidedFile): readonly Draft[] {
  const swaps = exactSwapsOf(file);
  if (swaps.length === 0) return [];
  return file.units.flatMap(({ index, text, shielded }) =>
    shielded !== undefined
      ? []
      : matchesOf(text, TEST).flatMap((match) => {
          const piece = match[1] ?? match[2] ?? match[3] ?? '';
          const at = match.index + match[0].indexOf(piece);
          if (swaps.some(({ reference: { unit, span } }) => unit === index && span.start === at)) return [];
          return swaps.some((swap) => isLost(file, swap, piece.toLowerCase()))
            ? [toDraft(index, { start: match.index, end: match.index + match[0].length }, piece)]
            : [];
        }),
  );
}

/** The piece begins like the family, is part of the old id and is not part of the new one. */
function isLost(file: DecidedFile, { reference, to }: Swap, piece: string): boolean {
  const family = file.catalogue.families.find((one) => one.id === reference.family);
  const words = family?.stems.map((stem) => stem.split(' ')[0] ?? '').filter((word) => word.length > 2) ?? [];
  return (
    words.some((word) => piece.startsWith(word) || piece.includes(`/${word}`)) &&
    squeeze(reference.surface).includes(squeeze(piece)) &&
    !squeeze(to).includes(squeeze(piece))
  );
}

function squeeze(text: string): string {
  return text.toLowerCase().replace(/[\s._-]/g, '');
}

function toDraft(unit: number, span: Draft['span'], piece: string): Draft {
  return {
    key: 'test',
    unit,
    span,
    message: `the code looks for \`${piece}\` in a model's name; ids in this file no longer hold it, so this branch is never taken.`,
    advice: 'Test a property of the model instead of its name, or change the piece with the names.',
    sources: [],
  };
}
