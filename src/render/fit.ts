/**
 * Fits a text into a budget. A text is a row of parts; each part knows how to say itself at several levels of detail, from all to
 * a sentence. Where all does not fit, the part that takes most room says less, again and again; nothing is cut inside a block.
 */
import type { RootContent } from 'mdast';
import { lengthOf, paragraph, printMarkdown, words } from './markdown.js';

/** A part of a text. */
export interface Part {
  /** What the part is, for the notice when it had to go: "the files". */
  readonly name: string;
  /** From the most detailed to the shortest; the first is used when there is room. An empty array of blocks is a part that says nothing. */
  readonly levels: readonly (() => readonly RootContent[])[];
  /** Markers and controls: never left out, whatever the budget. */
  readonly essential?: boolean;
  /** How many of the levels, from the first on, say all that there is to say; 1 where absent. */
  readonly whole?: number;
  /** All that the part has to say, for the comments that follow a text in which it was shortened. */
  readonly overflow?: Overflow;
  /** How gladly the part shrinks; 1 where absent, less for what a reader needs most. */
  readonly eagerness?: number;
}

/** What goes into comments when it does not fit into a text. */
export interface Overflow {
  /** Key of the comments: letters, digits and single dashes. */
  readonly topic: string;
  /** Their heading; the shortened text names it. */
  readonly title: string;
  /** In order; none is ever parted. */
  readonly pieces: () => readonly (readonly RootContent[])[];
}

/** A printed text, and the parts that do not say all in it. */
export interface Fitted {
  readonly text: string;
  /** What the text was printed from. */
  readonly blocks: readonly RootContent[];
  readonly shortened: readonly Part[];
}

interface Placed {
  readonly part: Part;
  level: number;
  blocks: readonly RootContent[];
  text: string;
  length: number;
}

/** Prints the parts within `budget` code points, as long as the essential parts alone fit. Says what was left out. */
export function fitMarkdown(parts: readonly Part[], budget: number): string {
  return fitParts(parts, budget).text;
}

/** The same, with the parts that say less than they could. */
export function fitParts(parts: readonly Part[], budget: number): Fitted {
  const placed = parts.map((part) => at(part, 0)).filter((one) => one.text !== '' || one.part.levels.length > 1);
  let total = totalOf(placed);
  while (total > budget) {
    const largest = largestOf(placed.filter(({ part, level }) => level + 1 < part.levels.length));
    if (largest === undefined) break;
    const next = at(largest.part, largest.level + 1);
    total += next.length - largest.length;
    Object.assign(largest, next);
  }
  const kept = total > budget ? leaveOut(placed, budget) : placed;
  const shortened = placed.filter((one) => !kept.includes(one) || one.level >= (one.part.whole ?? 1));
  return {
    text: join(kept),
    blocks: kept.flatMap(({ blocks }) => blocks),
    shortened: shortened.map(({ part }) => part),
  };
}

/** Leaves parts out, the largest first, and says so at the end. */
function leaveOut(placed: readonly Placed[], budget: number): readonly Placed[] {
  let kept = [...placed];
  const gone: string[] = [];
  for (;;) {
    const notice = gone.length === 0 ? [] : [at({ name: '', levels: [() => noticeOf(gone)] }, 0)];
    if (totalOf([...kept, ...notice]) <= budget) return [...kept, ...notice];
    const largest = largestOf(kept.filter(({ part }) => part.essential !== true));
    if (largest === undefined) return [...kept, ...notice];
    kept = kept.filter((one) => one !== largest);
    gone.push(largest.part.name);
  }
}

function noticeOf(gone: readonly string[]): RootContent[] {
  return [
    paragraph(
      words(`Left out, because this text would be longer than GitHub takes: ${gone.join('; ')}. See the ledger.`),
    ),
  ];
}

function largestOf(placed: readonly Placed[]): Placed | undefined {
  let largest: Placed | undefined;
  for (const one of placed) {
    if (largest === undefined || weightOf(one) > weightOf(largest)) largest = one;
  }
  return largest;
}

function weightOf({ part, length }: Placed): number {
  return length * (part.eagerness ?? 1);
}

function at(part: Part, level: number): Placed {
  const blocks = part.levels[level]?.() ?? [];
  const text = blocks.length === 0 ? '' : printMarkdown(blocks);
  return { part, level, blocks, text, length: lengthOf(text) };
}

function totalOf(placed: readonly Placed[]): number {
  return placed.reduce((sum, { length }) => sum + (length === 0 ? 0 : length + 2), 0);
}

function join(placed: readonly Placed[]): string {
  return `${placed
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join('\n\n')}\n`;
}

/** Most rows that a part begins with: more hardly ever fit. */
export const MOST_ROWS = 250;

/** Numbers of rows to try for `count` rows: all of them, then about a third less each time, at last `least`. */
export function rowLimits(count: number, least = 0): readonly number[] {
  const limits = [Math.min(count, MOST_ROWS)];
  for (;;) {
    const next = Math.floor((limits.at(-1) ?? 0) * 0.7);
    if (next <= Math.max(least, 2)) break;
    limits.push(next);
  }
  if ((limits.at(-1) ?? 0) > least) limits.push(least);
  return limits;
}

/** Makes the pieces of a part once each: a level with fewer of them shows the same ones. */
export function makeOnce<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}
