/** Several kinds of neighbours, one short function each. */
import type { Model } from '../core/model.js';
import type { DecidedFile, Rule } from '../core/rule.js';
import { areasOf, signsOf } from './area.js';
import { checkFirst, knownSources, nameOf, numberOf, sizeLabel, sourcesOf } from './fact-wording.js';
import { differ, footprintsOf, GIGABYTES, MACHINE } from './footprint.js';
import { type Draft, gather, gatherFile } from './gather.js';
import { exactSwapsOf, isSwap, type Swap, standingsOf, swapsOf } from './model-after.js';
import { isEdited, marksBeside } from './neighbour.js';

const SMALL =
  /\b(?:lightweight|tiny|small(?:er|est)?|compact|fits? (?:on|in) (?:a|any|most) (?:laptop|consumer)\w*)\b/i;
const LABEL = /\b(?:legacy|for comparison|deprecated|superseded|previous(?:ly)?|older)\b/i;
const OLD_DEFAULT =
  /\bdefaults?\b[^\n]{0,40}\b(?:2,?048|4,?096)\b|\b(?:2,?048|4,?096)\b(?: tokens?)?,? ?\(?(?:by |is the |the )?default\b/i;
/** Numbers of an architecture, and the words that say which one a number is. */
const FIGURES = [
  { key: 'vocabularyTokens', words: /vocab|tokenizer|token/i },
  { key: 'visionTokensPerImage', words: /token|image|patch|visual/i },
  { key: 'layers', words: /layer/i },
] as const;

/** A word or figure beside a renamed id that was true of the old model. */
export const staleNeighbour: Rule = {
  name: 'stale-neighbour',
  severity: 'warning',
  doc: {
    finds:
      'Beside a renamed id: the size of the old model ("70B"), a memory figure that is too large now, "small" and "legacy", its maker, its layers, vocabulary or image tokens, a default context that no longer holds, one download named twice; and prose that still names the family in a file whose ids change.',
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
          ...sizes(file, swap),
          ...memory(file, swap),
          ...words(file, swap),
          ...maker(file, swap),
        ]),
        ...figures(file),
        ...defaults(file),
        ...twice(file),
      ]),
      ...gatherFile(prose(file)),
    ];
  },
};

function draft(
  { after, reference }: Swap,
  kind: string,
  span: Draft['span'],
  message: string,
  more: Partial<Draft> = {},
): Draft {
  return {
    key: `${kind} ${after.id}`,
    unit: reference.unit,
    span,
    message,
    advice: 'Correct it, or rewrite the sentence.',
    sources: [],
    ...more,
  };
}

/** "70B" on the line of a name or right beside it, where the new model has another size. */
function sizes(file: DecidedFile, swap: Swap): readonly Draft[] {
  const own = sizeLabel(swap.before);
  const now = sizeLabel(swap.after);
  const fact = numberOf(swap.after, 'parametersBillion')?.fact;
  if (own === undefined || now === undefined) return [];
  const family = file.catalogue.models.filter((model) => model.family === swap.before.family);
  const labels = new Set(family.map(sizeLabel).filter((label) => label !== undefined && label !== now));
  const pattern = /(?<![\w.:/-])(\d+(?:\.\d+)?)(?:\s?[bB]|[- ]billion)(?![\w])/;
  return marksBeside(file, swap, pattern, 2, 2).flatMap(({ span, match, sameLine, line }) => {
    const label = `${match[1]}B`;
    if (!labels.has(label) || (!sameLine && label !== own)) return [];
    if (isOfAnotherName(line, match[0]) || isEdited(file, swap.reference.unit, span)) return [];
    return [
      draft(
        swap,
        'size',
        span,
        `${checkFirst(fact)}\`${match[0]}\` is a size of the old family; ${nameOf(swap.after)}, whose name stands beside it now, has ${now}.`,
        {
          sources: sourcesOf(fact),
        },
      ),
    ];
  });
}

/** "Mistral 7B", in the middle of a sentence, is the size of another model. */
function isOfAnotherName(line: string, mark: string): boolean {
  const at = line.indexOf(mark);
  const before = line.slice(Math.max(0, at - 80), at);
  return (
    /[\w)][ \t]+(?:v?\d[\d.]*[ -])?$/.test(before) && /[\w,;:(&/+][ ][A-Z][\w.-]*(?: v?\d[\d.]*)?[ -]$/.test(before)
  );
}

/** A memory figure of a model that was larger. */
function memory(file: DecidedFile, swap: Swap): readonly Draft[] {
  const found = footprintsOf(swap);
  if (found === undefined || !differ(found.old.gigabytes, found.now.gigabytes)) return [];
  const { old, now } = found;
  return marksBeside(file, swap, GIGABYTES, 2, 2).flatMap(({ span, match, sameLine, line }) => {
    const said = Number(match[1]);
    const short = now.gigabytes > old.gigabytes && said * 1.1 < now.gigabytes;
    const near = said >= old.gigabytes * 0.6 && said <= old.gigabytes * 4 && !MACHINE.test(line);
    if (short || !(sameLine || near) || isEdited(file, swap.reference.unit, span)) return [];
    const of = MACHINE.test(line) ? 'note' : 'warning';
    return [
      draft(
        swap,
        'memory',
        span,
        `${checkFirst(now.fact)}${match[0]} stands beside ${nameOf(swap.after)} now, which needs about ${now.gigabytes} GB (${now.of}); ${nameOf(swap.before)} needed ${old.gigabytes}.`,
        {
          severity: of,
          advice: 'Correct the figure and what the text concludes from it.',
          sources: sourcesOf(now.fact, old.fact),
        },
      ),
    ];
  });
}

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
      ? draft(
          swap,
          kind,
          span,
          `${checkFirst(now?.fact)}\`${match[0]}\` was said of ${nameOf(swap.before)}; ${nameOf(swap.after)} has ${now?.value} billion parameters.`,
          {
            sources: sourcesOf(now?.fact),
          },
        )
      : draft(swap, kind, span, `\`${match[0]}\` labels what is now ${nameOf(swap.after)}, the new model.`, {
          advice: 'Move the label, or keep the old model on this line.',
        }),
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
  const pattern = new RegExp(`(?<![\\w./:-])(?:${left.join('|')})(?:[ -]?\\d(?:\\.\\d)?)?(?![\\w/:.-])`, 'i');
  return marksBeside(file, swap, pattern, 0, 0)
    .filter(({ span, match }) => /[A-Z]/.test(match[0]) && !isEdited(file, swap.reference.unit, span))
    .map(({ span, match }) =>
      draft(swap, 'maker', span, `the line still says ${match[0].trim()}; it names ${nameOf(swap.after)} now.`, {
        severity: 'note',
      }),
    );
}

/** Layers, vocabulary, image tokens: numbers of the old model in the code or text around. */
function figures(file: DecidedFile): readonly Draft[] {
  return FIGURES.flatMap(({ key, words: about }) => {
    const values = new Map<number, Model>();
    for (const { before } of exactSwapsOf(file)) {
      const value = numberOf(before, key)?.value;
      if (value !== undefined) values.set(value, before);
    }
    return [...values].flatMap(([value, model]) => {
      const written = String(value).replace(/\B(?=(?:\d{3})+$)/g, '[,_]?');
      const pattern = new RegExp(`(?<![\\w.,])${written}(?![\\w,]|\\.\\d)`);
      return signsOf(file, pattern, (one) => isSwap(one) && one.before === model, 'any').flatMap(
        ({ standing, unit, span, area, match }) => {
          if (!isSwap(standing)) return [];
          const now = numberOf(standing.after, key);
          const from = area.text.lastIndexOf('\n', match.index) + 1;
          const to = area.text.indexOf('\n', match.index);
          if (!about.test(area.text.slice(from, to < 0 ? area.text.length : to)) || now?.value === value) return [];
          const fixed = now?.value ?? standing.after.facts.visionTokens?.value;
          const old = numberOf(model, key)?.fact;
          return [
            {
              ...draft(
                standing,
                key,
                span,
                `${checkFirst(old)}${match[0]} is a figure of ${nameOf(model)}${fixed === undefined ? '' : `; for ${nameOf(standing.after)}: ${fixed}`}.`,
                {
                  advice: 'Compute it again.',
                  sources: sourcesOf(old, now?.fact ?? standing.after.facts.visionTokens),
                },
              ),
              unit,
            },
          ];
        },
      );
    });
  });
}

/** Ollama's default window, which it chooses by the memory of the card now. */
function defaults(file: DecidedFile): readonly Draft[] {
  return signsOf(file, OLD_DEFAULT, (one) => isSwap(one) && one.reference.registry === 'ollama', 'any').flatMap(
    ({ standing, unit, span, match }) =>
      isSwap(standing)
        ? [
            {
              ...draft(
                standing,
                'default',
                span,
                `A default context is stated here (\`${match[0].trim()}\`); Ollama chooses its default context by the memory of the card now (4,096, 32,768 or 262,144 tokens), which also changes the memory it takes.`,
                {
                  advice: 'Set num_ctx where the text gives memory figures.',
                  sources: knownSources(file.catalogue, 'ollama-src'),
                },
              ),
              unit,
            },
          ]
        : [],
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
        draft(swap, 'twice', swap.reference.span, `\`ollama pull ${swap.to}\` stands twice here after the rewrite.`, {
          severity: 'note',
          advice: 'Drop one of the lines, or choose another model for it.',
        }),
      ];
    });
  });
}

/** Prose of a file that still names a family whose ids are renamed. */
function prose(file: DecidedFile): readonly Draft[] {
  const swaps = exactSwapsOf(file);
  return standingsOf(file).flatMap(({ reference, decision }) => {
    const own = swaps.filter((one) => one.reference.family === reference.family);
    const swap = own.find((one) => one.before.id === reference.models[0]) ?? own[0];
    if (
      swap === undefined ||
      decision.outcome !== 'ask' ||
      reference.registry !== undefined ||
      reference.strength === 'derived'
    )
      return [];
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
