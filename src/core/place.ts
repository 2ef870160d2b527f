/** A reference with what a rule looks at: its line, its sentence, the layers by language, the neighbours. */

import type { Unit } from './format.js';
import type { Migration, Section } from './migration.js';
import type { LookAlike, Reference } from './reference.js';
import type { DataLayer, Layer, MarkdownLayer, PythonLayer, ShellLayer } from './site.js';
import type { Sites } from './site-at.js';
import type { SourceFile, Span } from './source.js';

/** What is known about the file of a place. */
export interface FileContext extends Sites {
  readonly file: SourceFile;
  readonly units: readonly Unit[];
  readonly references: readonly Reference[];
  readonly lookAlikes: readonly LookAlike[];
  readonly migration: Migration;
  readonly section?: Section;
}

/** A reference in its file. */
export interface Place {
  readonly context: FileContext;
  readonly reference: Reference;
  readonly unit: Unit;
  /** The line of the unit's text, of a very long one what stands near the name; and the name's span in it. */
  readonly line: string;
  readonly inLine: Span;
  /** The sentence, cell, comment or literal that the name belongs to: never more than its block. */
  readonly sentence: string;
  readonly markdown?: MarkdownLayer;
  readonly python?: PythonLayer;
  readonly shell?: ShellLayer;
  readonly data?: DataLayer;
  readonly innermost: Layer;
  /** Whether the place is read by a program: code, a command, a value. Prose, headings and comments are not. */
  readonly runs: boolean;
}

/** Makes the place of a reference. */
export function placeOf(reference: Reference, context: FileContext): Place {
  const unit = context.units[reference.unit];
  if (unit === undefined) throw new Error(`reference without a unit in ${context.file.path}`);
  const { start, end } = lineAround(unit.text, reference.span);
  const line = unit.text.slice(start, end).replace(/\r$/, '');
  const inLine = { start: reference.span.start - start, end: reference.span.end - start };
  const layers = reference.site.layers;
  const innermost = layers.at(-1) ?? { language: 'plain' };
  const markdown = lastOf(layers, 'markdown');
  const python = lastOf(layers, 'python');
  const shell = lastOf(layers, 'shell');
  const data = layers.findLast(
    (layer) => layer.language === 'yaml' || layer.language === 'json' || layer.language === 'dockerfile',
  );
  return {
    context,
    reference,
    unit,
    line,
    inLine,
    sentence: sentenceOf(line, inLine, innermost),
    ...(markdown?.language === 'markdown' ? { markdown } : {}),
    ...(python?.language === 'python' ? { python } : {}),
    ...(shell?.language === 'shell' ? { shell } : {}),
    ...(data !== undefined &&
    data.language !== 'plain' &&
    data.language !== 'markdown' &&
    data.language !== 'python' &&
    data.language !== 'shell'
      ? { data }
      : {}),
    innermost,
    runs: runsAt(innermost),
  };
}

/** How much of a line is looked at on each side of a name, in characters: no expression may be asked about a megabyte without a line feed. */
const LONGEST = 1000;

function lineAround(text: string, span: Span): Span {
  const nearStart = Math.max(0, span.start - LONGEST);
  const nearEnd = Math.min(text.length, span.end + LONGEST);
  const feed = text.slice(nearStart, span.start).lastIndexOf('\n');
  const next = text.slice(span.end, nearEnd).indexOf('\n');
  return { start: nearStart + feed + 1, end: next < 0 ? nearEnd : span.end + next };
}

function lastOf<L extends Layer['language']>(
  layers: readonly Layer[],
  language: L,
): Extract<Layer, { language: L }> | undefined {
  return layers.findLast((layer): layer is Extract<Layer, { language: L }> => layer.language === language);
}

function runsAt(layer: Layer): boolean {
  switch (layer.language) {
    case 'python':
      return layer.token !== 'comment' && layer.token !== 'docstring';
    case 'shell':
      return layer.token !== 'comment' && layer.token !== 'text';
    case 'yaml':
    case 'json':
    case 'dockerfile':
      return layer.token !== 'comment';
    case 'markdown':
    case 'plain':
      return false;
    default: {
      const never: never = layer;
      return never;
    }
  }
}

/** The sentence around a span of a line; table cells and list marks end sentences too. */
function sentenceOf(line: string, span: Span, layer: Layer): string {
  if (layer.language === 'markdown' && layer.table !== undefined) return layer.table.row[layer.table.column] ?? line;
  const before = line.slice(0, span.start);
  const ends = [...before.matchAll(/(?<!\b(?:e\.g|i\.e|vs|cf|approx))[.!?](?=\s+[A-Z(`*])/g)];
  const from = (ends.at(-1)?.index ?? -1) + 1;
  const after = /(?<!\b(?:e\.g|i\.e|vs|cf|approx))[.!?](?=\s|$)/.exec(line.slice(span.end));
  const to = after === null ? line.length : span.end + after.index + 1;
  return line.slice(from, to).trim();
}

/** The line without the names of references and look-alikes in it: what is said besides them. */
export function lineWithoutNames(place: Place): string {
  return withoutNames(place, 0);
}

/** What the line says behind the name of the place, without other names. */
export function restWithoutNames(place: Place): string {
  return withoutNames(place, place.inLine.end);
}

function withoutNames({ unit, context, line, inLine, reference }: Place, start: number): string {
  const from = reference.span.start - inLine.start;
  let said = '';
  let at = start;
  for (const { span } of namesWithin(context, unit.index, from + start, from + line.length)) {
    said += `${line.slice(at, span.start - from)} `;
    at = span.end - from;
  }
  return said + line.slice(at);
}

/** The references and look-alikes on the line of a place, its own included, in order. */
export function namesOnLine({ context, unit, reference, inLine, line }: Place): readonly (Reference | LookAlike)[] {
  const from = reference.span.start - inLine.start;
  return namesWithin(context, unit.index, from, from + line.length);
}

const names = new WeakMap<FileContext, ReadonlyMap<number, readonly (Reference | LookAlike)[]>>();

/** The references and look-alikes that stand wholly in `[from, to)` of a unit, in order. */
export function namesWithin(
  context: FileContext,
  unit: number,
  from: number,
  to: number,
): readonly (Reference | LookAlike)[] {
  let byUnit = names.get(context);
  if (byUnit === undefined) {
    const made = new Map<number, (Reference | LookAlike)[]>();
    for (const one of [...context.references, ...context.lookAlikes].sort((a, b) => a.span.start - b.span.start)) {
      const others = made.get(one.unit);
      if (others === undefined) made.set(one.unit, [one]);
      else others.push(one);
    }
    byUnit = made;
    names.set(context, byUnit);
  }
  const all = byUnit.get(unit) ?? [];
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.span.start ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while ((all[end]?.span.end ?? Number.POSITIVE_INFINITY) <= to) end++;
  return all.slice(low, end);
}

/** Lines of the unit's text from `back` before the place to `ahead` after it, the place's own included. */
export function linesAround(place: Place, back: number, ahead: number): readonly string[] {
  const text = place.unit.text;
  let start = place.reference.span.start;
  for (let i = 0; i <= back && start >= 0; i++) start = text.lastIndexOf('\n', start - 1);
  let end = place.reference.span.end;
  for (let i = 0; i <= ahead && end >= 0; i++) end = text.indexOf('\n', end + (i === 0 ? 0 : 1));
  const { span } = place.reference;
  const from = Math.max(start < 0 ? 0 : start + 1, span.start - LONGEST * (back + 1));
  const to = Math.min(end < 0 ? text.length : end, span.end + LONGEST * (ahead + 1));
  return text.slice(from, to).split(/\r?\n/);
}

/** The code that the name belongs to: its fence in Markdown, its cell in a notebook, and no more than `reach` characters each way in a script. */
export function codeAround(place: Place, reach: number): string {
  const { reference, unit } = place;
  const fence = unit.language === 'markdown' ? reference.site.texts[1] : undefined;
  if (fence !== undefined) return fence.text;
  if (unit.cell !== undefined) return unit.text;
  return unit.text.slice(Math.max(0, reference.span.start - reach), reference.span.end + reach);
}
