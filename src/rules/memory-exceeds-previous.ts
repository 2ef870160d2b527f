import type { DecidedFile, Rule } from '../core/rule.js';
import { areasOf, signsOf } from './area.js';
import { checkFirst, nameOf, sourcesOf } from './fact-wording.js';
import { differ, footprintsOf, GIGABYTES, gigabytesIn, isOfSomethingSmaller, MACHINE } from './footprint.js';
import { type Draft, gather } from './gather.js';
import { isSwap, type Swap, swapsOf } from './model-after.js';
import { isEdited, marksBeside } from './neighbour.js';

const ON_CARD = /\.to\(\s*["']cuda["']\s*\)|\bdevice\s*=\s*["']cuda["']/;
const OFFLOADS = /\benable_(?:model|sequential)_cpu_offload\b|\bload_in_4bit\b|\bquantization_config\b/;
/** From this size on, a model does not fit a card beside anything else. */
const LARGE_GB = 80;
/** Several models in one place: from this growth on, their sum is worth a look. */
const GROWTH = 1.5;

/** The new model needs more memory than the place says or has room for. */
export const memoryExceedsPrevious: Rule = {
  name: 'memory-exceeds-previous',
  severity: 'warning',
  doc: {
    finds:
      'A memory or download figure beside a renamed id that is too small for the new model; several models loaded or downloaded in one place whose sum grows; a large image model that is put on one card whole.',
    why: 'The reader plans with the old figure and runs out of memory or disk.',
    example: '`ollama pull llama3.1:8b  # 4.9 GB`',
    advice: 'Correct the figure, or choose a smaller candidate.',
  },
  check(file) {
    return gather(file, [...figures(file), ...sums(file), ...onCard(file)]);
  },
};

function figures(file: DecidedFile): readonly Draft[] {
  return swapsOf(file).flatMap((swap) => {
    const sizes = footprintsOf(swap);
    if (sizes === undefined || sizes.now.gigabytes <= sizes.old.gigabytes) return [];
    const { old, now } = sizes;
    return marksBeside(file, swap, GIGABYTES, 2, 2).flatMap(({ span, match, sameLine, line }) => {
      const said = gigabytesIn(match);
      const enough = said * 1.1 >= now.gigabytes;
      const ofOld = said >= old.gigabytes * 0.5 && said <= old.gigabytes * 5;
      if (isOfSomethingSmaller(match, old.gigabytes)) return [];
      if (enough || !(sameLine || (ofOld && !MACHINE.test(line))) || isEdited(file, swap.reference.unit, span))
        return [];
      return [
        {
          key: swap.after.id,
          unit: swap.reference.unit,
          span,
          message: `${checkFirst(now.fact)}the text says ${match[0]}; ${nameOf(swap.after)} needs about ${now.gigabytes} GB (${now.of}) where ${nameOf(swap.before)} needed ${old.gigabytes}.`,
          advice: 'Correct the figure and any sum it is part of, or choose a smaller candidate.',
          sources: sourcesOf(now.fact, old.fact),
        },
      ];
    });
  });
}

/** Several different models in one fence or cell, by their downloads. */
function sums(file: DecidedFile): readonly Draft[] {
  return areasOf(file).flatMap(({ kind, standings }) => {
    const pulled = new Map(
      standings
        .filter(isSwap)
        .filter(isLoaded)
        .map((swap) => [swap.before.id, swap]),
    );
    const swaps = [...pulled.values()];
    const first = swaps[0];
    if (kind !== 'code' || first === undefined || swaps.length < 2) return [];
    const sizes = swaps.map(footprintsOf);
    const targets = new Map(swaps.map((swap, i) => [swap.after.id, sizes[i]?.now.gigabytes ?? 0]));
    const old = sizes.reduce((sum, size) => sum + (size?.old.gigabytes ?? 0), 0);
    const now = [...targets.values()].reduce((sum, size) => sum + size, 0);
    if (sizes.some((size) => size === undefined) || now < old * GROWTH || !differ(now, old)) return [];
    return [
      {
        key: 'sum',
        unit: first.reference.unit,
        span: first.reference.span,
        severity: 'note' as const,
        message: `Check: ${swaps.length} models are fetched here, about ${round(old)} GB before and ${round(now)} GB after.`,
        advice: 'Make sure that disk and memory hold them together, or unload one before the next.',
        sources: sourcesOf(...sizes.map((size) => size?.now.fact)),
      },
    ];
  });
}

function isLoaded({ reference }: Swap): boolean {
  const layer = reference.site.layers.at(-1);
  return layer?.language === 'shell' && layer.command === 'ollama' && /^(?:pull|run)$/.test(layer.words[1] ?? '');
}

function round(size: number): number {
  return Math.round(size * 10) / 10;
}

function onCard(file: DecidedFile): readonly Draft[] {
  return signsOf(file, ON_CARD, isSwap).flatMap(({ standing, unit, span, match, area }) => {
    const sizes = isSwap(standing) ? footprintsOf(standing) : undefined;
    if (sizes === undefined || standing.after === undefined || OFFLOADS.test(area.text)) return [];
    const { old, now } = sizes;
    if (now.gigabytes < LARGE_GB || now.gigabytes <= old.gigabytes * GROWTH) return [];
    return [
      {
        key: `card ${standing.after.id}`,
        unit,
        span,
        message: `${checkFirst(now.fact)}\`${match[0]}\` puts all of ${nameOf(standing.after)} on the card: about ${now.gigabytes} GB (${now.of}) where it was ${old.gigabytes}${now.fact.note === undefined ? '' : `; ${now.fact.note}`}.`,
        advice: 'Offload (enable_model_cpu_offload) or load it at 4 bit.',
        sources: sourcesOf(now.fact, old.fact),
      },
    ];
  });
}
