import type { Unit } from '../format.js';
import type { Span } from '../source.js';
import type { CompanionMaker, FileRewrites, Need } from './companion-maker.js';
import { agrees, type Figure, figuresIn, sizeOf, writtenLike } from './figure.js';
import { lineAt } from './in-unit.js';

const TOTAL = /\b(?:total|sum|altogether|in all)\b/i;
/** Lines that one total may sum. */
const MOST_LINES = 30;

/** The sum of a list of sizes of which one changes. */
export const totalSize = {
  name: 'total-size',
  doc: {
    changes: 'the total under a list of sizes, when sizes of the list change',
    proof:
      'every line of the list has one size, they add up to the total as it is written, and every renamed line changes by a known size and names a model of its own; else it stays and a warning speaks',
  },
  make(file) {
    const units = [...new Set(file.rewrites.map(({ place }) => place.unit))];
    return units.flatMap((unit) => totalsOf(unit, file));
  },
} satisfies CompanionMaker;

interface Line {
  readonly span: Span;
  readonly text: string;
  readonly figures: readonly Figure[];
}

function totalsOf(unit: Unit, file: FileRewrites): readonly Need[] {
  const needs: Need[] = [];
  for (const match of unit.text.matchAll(/\b(?:total|sum|altogether|in all)\b/gi)) {
    const line = readLine(unit.text, match.index);
    const [total] = line.figures;
    if (total === undefined || line.figures.length > 1 || total.open) continue;
    const need = sumOf(unit, listAbove(unit.text, line.span.start), total, file);
    if (need !== undefined) needs.push(need);
  }
  return needs;
}

function readLine(text: string, offset: number): Line {
  const span = lineAt(text, offset);
  const content = text.slice(span.start, span.end);
  return { span, text: content, figures: figuresIn(content, span.start) };
}

/** The lines of the list that ends right above an offset: back to an empty line, a fence, a heading or another total. */
function listAbove(text: string, offset: number): readonly Line[] {
  const lines: Line[] = [];
  let blank = 0;
  for (let at = offset - 1; at > 0 && lines.length < MOST_LINES; ) {
    const line = readLine(text, at);
    if (/^\s*(?:#|\/\/)?\s*$/.test(line.text)) {
      if (lines.length > 0 || ++blank > 1) break;
    } else if (/^\s*(?:```|~~~|#{2,}\s|<)/.test(line.text) || TOTAL.test(line.text)) break;
    else if (line.figures.length === 0 && lines.length > 0 && !/[:`"']/.test(line.text)) break;
    else lines.push(line);
    at = line.span.start - 1;
  }
  return lines;
}

function sumOf(
  unit: Unit,
  lines: readonly Line[],
  total: Figure,
  { rewrites, drafts, context }: FileRewrites,
): Need | undefined {
  const terms = lines.filter((line) => line.figures.length > 0);
  const figures = terms.flatMap((line) => line.figures);
  if (terms.length < 2 || figures.length !== terms.length || figures.some((figure) => figure.open)) return undefined;
  const named = [...context.references].filter((one) => one.unit === unit.index);
  if (lines.some((line) => line.figures.length === 0 && named.some((one) => isIn(one.span, line.span))))
    return undefined;
  const sum = figures.reduce((all, figure) => all + figure.gigabytes, 0);
  const slack = figures.reduce((all, figure) => all + figure.halfPlace, total.halfPlace);
  if (Math.abs(sum - total.gigabytes) > Math.min(slack, 0.05 * sum) + 1e-9) return undefined;
  const changed: number[] = [];
  const coming = new Set<string>();
  let now = sum;
  for (const line of terms) {
    const onLine = rewrites.filter(({ place }) => place.unit === unit && isIn(place.reference.span, line.span));
    const figure = line.figures[0];
    if (onLine.length === 0 || figure === undefined) continue;
    const [rewrite] = onLine;
    const was = rewrite === undefined ? undefined : sizeOf(rewrite.old, rewrite.place.reference);
    const is = rewrite === undefined ? undefined : sizeOf(rewrite.target, rewrite.place.reference);
    if (onLine.length > 1 || rewrite === undefined || was === undefined || is === undefined || !agrees(figure, was))
      return undefined;
    const to = writtenLike(figure, is);
    const own = drafts.find(({ reference }) => reference.index === rewrite.index)?.companions ?? [];
    if (to !== figure.surface && !own.some((one) => one.span.start === figure.span.start && one.to === to))
      return undefined;
    if (coming.has(rewrite.to) || lines.some(({ text }) => text.includes(rewrite.to))) return undefined;
    coming.add(rewrite.to);
    now += is - figure.gigabytes;
    changed.push(rewrite.index);
  }
  const to = writtenLike(total, Number(now.toFixed(2)));
  if (changed.length === 0 || to === total.surface) return undefined;
  const companion = {
    unit: unit.index,
    span: total.span,
    surface: total.surface,
    to,
    rule: 'total-size',
    reason: `the sum of ${terms.length} sizes above it, of which ${changed.length} changed`,
  };
  return { kind: 'edits', for: changed, companions: [companion] };
}

function isIn(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
