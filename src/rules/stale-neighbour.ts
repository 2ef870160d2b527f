import type { DecidedFile, Rule } from '../core/rule.js';
import { areasOf } from './area.js';
import { checkFirst, nameOf, numberOf, sourcesOf } from './fact-wording.js';
import { type Draft, gather, gatherFile } from './gather.js';
import { exactSwapsOf, isSwap, type Swap, standingsOf, swapsOf } from './model-after.js';
import { isEdited, marksBeside } from './neighbour.js';
import { besideDraft, staleDefaults, staleFigures, staleMemory, staleSizes } from './stale-figures.js';

const SMALL =
  /\b(?:lightweight|tiny|small(?:er|est)?|compact|fits? (?:on|in) (?:a|any|most) (?:laptop|consumer)\w*)\b/i;
const LABEL = /\b(?:legacy|for comparison|deprecated|superseded|previous(?:ly)?|older)\b/i;

const PRICE =
  /[$€£]\s?\d[\d.,]*(?:\s*(?:\/|per)\s*\w+(?: tokens)?)?|\b(?:price|pricing|cost)\w*["']?\s*[:=]\s*["']?\d[\d._]*/i;

/** An argument of a script or function of a shell: no price. */
const PARAMETER = /^\$\d$/;

/** A word or figure beside a renamed id that was true of the old model. */
export const staleNeighbour: Rule = {
  name: 'stale-neighbour',
  severity: 'warning',
  doc: {
    finds:
      'Beside a renamed id: the size of the old model ("70B"), a memory figure that is too large now, "small" and "legacy", its price, its maker, its layers, vocabulary or image tokens, a default context that no longer holds, one download named twice; and prose that still names the family in a file whose ids change.',
    why: 'The name is new and the sentence is not: what is said of the old model is now said of another.',
    example: '`ollama run llama3.1:70b  # needs the full 43 GB`',
    advice: 'Correct the word or figure, or rewrite the sentence.',
  },
  check(file) {
    const swaps = swapsOf(file);
    if (swaps.length === 0) return [];
    return [
      ...gather(file, [
        ...swaps.flatMap((swap) => [
          ...staleSizes(file, swap),
          ...staleMemory(file, swap),
          ...words(file, swap),
          ...maker(file, swap),
          ...price(file, swap),
        ]),
        ...staleFigures(file),
        ...staleDefaults(file),
        ...twice(file),
      ]),
      ...gatherFile(prose(file)),
    ];
  },
};

/** "Small" and "legacy" on the name's own line, or in the comment right above. */
function words(file: DecidedFile, swap: Swap): readonly Draft[] {
  const old = numberOf(swap.before, 'parametersBillion');
  const now = numberOf(swap.after, 'parametersBillion');
  const grew = old !== undefined && now !== undefined && now.value > 2 * old.value;
  const small = marksBeside(file, swap, SMALL, 0, 0).map(({ span, match }) => ({
    span,
    match,
    kind: 'small' as const,
  }));
  const label = marksBeside(file, swap, LABEL, 1, 0)
    .filter(({ sameLine, line }) => sameLine || /^\s*(?:#|\/\/|<!--)/.test(line))
    .map(({ span, match }) => ({ span, match, kind: 'label' as const }));
  return [...(grew ? small : []), ...label].map(({ span, match, kind }) =>
    kind === 'small'
      ? besideDraft(
          swap,
          kind,
          span,
          `${checkFirst(now?.fact)}\`${match[0]}\` was said of ${nameOf(swap.before)}; ${nameOf(swap.after)} has ${now?.value} billion parameters.`,
          {
            sources: sourcesOf(now?.fact),
          },
        )
      : besideDraft(swap, kind, span, `\`${match[0]}\` labels what is now ${nameOf(swap.after)}, the new model.`, {
          advice: 'Move the label, or keep the old model on this line.',
        }),
  );
}

/** A price on the name's own line. */
function price(file: DecidedFile, swap: Swap): readonly Draft[] {
  const isShell = swap.reference.site.layers.some(({ language }) => language === 'shell' || language === 'dockerfile');
  return marksBeside(file, swap, PRICE, 0, 0)
    .filter(({ span, match }) => !isEdited(file, swap.reference.unit, span) && !(isShell && PARAMETER.test(match[0])))
    .map(({ span, match }) =>
      besideDraft(
        swap,
        'price',
        span,
        `\`${match[0]}\` was said of ${nameOf(swap.before)}; it stands beside ${nameOf(swap.after)} now.`,
        { advice: 'Look the price up again.' },
      ),
    );
}

/** The maker's name, or the family's first word, left on the line. */
function maker(file: DecidedFile, swap: Swap): readonly Draft[] {
  const family = file.catalogue.families.find((one) => one.id === swap.before.family);
  const now = file.catalogue.families.find((one) => one.id === swap.after.family);
  const stem = /^[a-z]{4,}/.exec(family?.stems[0] ?? '')?.[0];
  const left = [
    family?.vendor === now?.vendor ? undefined : family?.vendor,
    now?.stems.some((one) => one.includes(stem ?? ' ')) ? undefined : stem,
  ].filter((word) => word !== undefined && word.length > 3);
  if (left.length === 0) return [];
  const words = left.map((word = '') => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\w./:-])(?:${words.join('|')})(?:[ -]?\\d(?:\\.\\d)?)?(?![\\w/:.-])`, 'i');
  return marksBeside(file, swap, pattern, 0, 0)
    .filter(({ span, match }) => /[A-Z]/.test(match[0]) && !isEdited(file, swap.reference.unit, span))
    .map(({ span, match }) =>
      besideDraft(swap, 'maker', span, `the line still says ${match[0].trim()}; it names ${nameOf(swap.after)} now.`, {
        severity: 'note',
      }),
    );
}

/** Two downloads of one fence or cell that are one after the rewrite. */
function twice(file: DecidedFile): readonly Draft[] {
  return areasOf(file).flatMap(({ standings, text }) => {
    const seen = new Map<string, string>();
    return standings.filter(isSwap).flatMap((swap) => {
      const layer = swap.reference.site.layers.at(-1);
      if (layer?.language !== 'shell' || layer.command !== 'ollama' || layer.words[1] !== 'pull') return [];
      const other = seen.get(swap.to);
      const there = new RegExp(`\\bollama pull ${swap.to.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w:.-])`).test(
        text,
      );
      seen.set(swap.to, swap.reference.surface);
      if (!there && (other === undefined || other === swap.reference.surface)) return [];
      return [
        besideDraft(
          swap,
          'twice',
          swap.reference.span,
          `\`ollama pull ${swap.to}\` stands twice here after the rewrite.`,
          {
            severity: 'note',
            advice: 'Drop one of the lines, or choose another model for it.',
          },
        ),
      ];
    });
  });
}

/** Prose of a file that still names a family whose ids are renamed. */
function prose(file: DecidedFile): readonly Draft[] {
  // The first swap of each family, and of each old model.
  const first = new Map<string, ReturnType<typeof exactSwapsOf>[number]>();
  for (const swap of exactSwapsOf(file).toReversed()) {
    first.set(swap.reference.family, swap);
    first.set(`${swap.reference.family} ${swap.before.id}`, swap);
  }
  return standingsOf(file).flatMap(({ reference, decision }) => {
    if (decision.outcome !== 'ask' || reference.registry !== undefined || reference.strength === 'derived') return [];
    const swap = first.get(`${reference.family} ${reference.models[0]}`) ?? first.get(reference.family);
    if (swap === undefined) return [];
    return [
      {
        key: `prose ${reference.family}`,
        unit: reference.unit,
        span: reference.span,
        severity: 'note' as const,
        message: `the text still says ${reference.surface}, while ids of the family become ${swap.to} in this file.`,
        advice: 'Decide for the text as a whole: about the old model, or about the one that runs.',
        sources: [],
      },
    ];
  });
}
