/** Figures beside a renamed id that were true of the old model: sizes, memory, architecture, default context. */
import type { Model } from '../core/model.js';
import type { DecidedFile } from '../core/rule.js';
import { signsOf } from './area.js';
import { checkFirst, knownSources, nameOf, numberOf, sizeLabel, sourcesOf } from './fact-wording.js';
import { differ, footprintsOf, GIGABYTES, gigabytesIn, isOfSomethingSmaller, MACHINE } from './footprint.js';
import type { Draft } from './gather.js';
import { exactSwapsOf, isSwap, type Swap } from './model-after.js';
import { isEdited, marksBeside } from './neighbour.js';

const OLD_DEFAULT =
  /\bdefaults?\b[^\n]{0,40}\b(?:2,?048|4,?096)\b|\b(?:2,?048|4,?096)\b(?: tokens?)?,? ?\(?(?:by |is the |the )?default\b/i;
/** Numbers of an architecture, and the words that say which one a number is. */
const FIGURES = [
  { key: 'vocabularyTokens', words: /vocab|tokenizer|token/i },
  { key: 'visionTokensPerImage', words: /token|image|patch|visual/i },
  { key: 'layers', words: /layer/i },
] as const;

/** A finding beside a renamed id. */
export function besideDraft(
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
export function staleSizes(file: DecidedFile, swap: Swap): readonly Draft[] {
  const own = sizeLabel(swap.before);
  const now = sizeLabel(swap.after);
  const fact = numberOf(swap.after, 'parametersBillion')?.fact;
  if (own === undefined || now === undefined) return [];
  const family = file.catalogue.models.filter((model) => model.family === swap.before.family);
  const labels = new Set(family.map(sizeLabel).filter((label) => label !== undefined && label !== now));
  const pattern = /(?<![\w.:/-])(\d+(?:\.\d+)?)(?:\s?[bB]|[- ]billion)(?![\w])/;
  return marksBeside(file, swap, pattern, 2, 2).flatMap(({ span, match, sameLine, line }) => {
    const label = `${match[1]}B`;
    if (sameLine && isOfAnotherName(line, match[0])) return [besideAnother(swap, span, match[0])];
    if (!labels.has(label) || (!sameLine && label !== own)) return [];
    if (isOfAnotherName(line, match[0]) || isEdited(file, swap.reference.unit, span)) return [];
    return [
      besideDraft(
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

/** Another model on the line: what is said of both was said of the old one. */
function besideAnother(swap: Swap, span: Draft['span'], said: string): Draft {
  return besideDraft(
    swap,
    'other',
    span,
    `\`${said}\` is the size of another model on this line; what the line says of both was said with ${nameOf(swap.before)}.`,
    { severity: 'note', advice: 'Check that the comparison holds for the new model.' },
  );
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
export function staleMemory(file: DecidedFile, swap: Swap): readonly Draft[] {
  const found = footprintsOf(swap);
  if (found === undefined || !differ(found.old.gigabytes, found.now.gigabytes)) return [];
  const { old, now } = found;
  return marksBeside(file, swap, GIGABYTES, 2, 2).flatMap(({ span, match, sameLine, line }) => {
    const said = gigabytesIn(match);
    const short = now.gigabytes > old.gigabytes && said * 1.1 < now.gigabytes;
    const near = said >= old.gigabytes * 0.6 && said <= old.gigabytes * 4 && !MACHINE.test(line);
    if (isOfSomethingSmaller(match, old.gigabytes)) return [];
    if (short || !(sameLine || near) || isEdited(file, swap.reference.unit, span)) return [];
    const of = MACHINE.test(line) ? 'note' : 'warning';
    return [
      besideDraft(
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

/** Layers, vocabulary, image tokens: numbers of the old model in the code or text around. */
export function staleFigures(file: DecidedFile): readonly Draft[] {
  return FIGURES.flatMap(({ key, words: about }) => {
    const values = new Map<number, Model>();
    for (const { before } of exactSwapsOf(file)) {
      const value = numberOf(before, key)?.value;
      if (value !== undefined) values.set(value, before);
    }
    return [...values].flatMap(([value, model]) => {
      const written = String(value).replace(/\B(?=(?:\d{3})+$)/g, '[,_]?');
      const pattern = new RegExp(`(?<![\\w.,])${written}(?!\\w|[.,]\\d)`);
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
              ...besideDraft(
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
export function staleDefaults(file: DecidedFile): readonly Draft[] {
  return signsOf(file, OLD_DEFAULT, (one) => isSwap(one) && one.reference.registry === 'ollama', 'any').flatMap(
    ({ standing, unit, span, match }) =>
      isSwap(standing)
        ? [
            {
              ...besideDraft(
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
