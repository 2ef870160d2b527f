/** A reference with what a rule looks at: its line, its sentence, the layers by language, the neighbours. */

import type { Unit } from './format.js';
import type { Migration, Section } from './migration.js';
import type { LookAlike, Reference } from './reference.js';
import type { DataLayer, Layer, MarkdownLayer, PythonLayer, ShellLayer } from './site.js';
import type { SiteAt } from './site-at.js';
import type { SourceFile, Span } from './source.js';

/** What is known about the file of a place. */
export interface FileContext {
  readonly file: SourceFile;
  readonly units: readonly Unit[];
  readonly references: readonly Reference[];
  readonly lookAlikes: readonly LookAlike[];
  readonly migration: Migration;
  readonly section?: Section;
  /** Asks where any other span of the file stands. */
  readonly siteAt: SiteAt;
}

/** A reference in its file. */
export interface Place {
  readonly context: FileContext;
  readonly reference: Reference;
  readonly unit: Unit;
  /** The whole line of the unit's text, and the name's span in it. */
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
  const start = unit.text.lastIndexOf('\n', reference.span.start - 1) + 1;
  const next = unit.text.indexOf('\n', reference.span.end);
  const line = unit.text.slice(start, next < 0 ? unit.text.length : next).replace(/\r$/, '');
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
  const ends = [...before.matchAll(/[.!?](?=\s+[A-Z(`*])/g)];
  const from = (ends.at(-1)?.index ?? -1) + 1;
  const after = /[.!?](?=\s|$)/.exec(line.slice(span.end));
  const to = after === null ? line.length : span.end + after.index + 1;
  return line.slice(from, to).trim();
}

/** The line without the names of references and look-alikes in it: what is said besides them. */
export function lineWithoutNames(place: Place): string {
  const { unit, context, line, inLine, reference } = place;
  const from = reference.span.start - inLine.start;
  const others = [...context.references, ...context.lookAlikes]
    .filter((other) => other.unit === unit.index && other.span.start >= from && other.span.end <= from + line.length)
    .map((other) => ({ start: other.span.start - from, end: other.span.end - from }))
    .sort((a, b) => b.start - a.start);
  return others.reduce((text, span) => `${text.slice(0, span.start)} ${text.slice(span.end)}`, line);
}

/** Lines of the unit's text from `back` before the place to `ahead` after it, the place's own included. */
export function linesAround(place: Place, back: number, ahead: number): readonly string[] {
  const text = place.unit.text;
  let start = place.reference.span.start;
  for (let i = 0; i <= back && start >= 0; i++) start = text.lastIndexOf('\n', start - 1);
  let end = place.reference.span.end;
  for (let i = 0; i <= ahead && end >= 0; i++) end = text.indexOf('\n', end + (i === 0 ? 0 : 1));
  return text.slice(start < 0 ? 0 : start + 1, end < 0 ? text.length : end).split(/\r?\n/);
}

/** The code that the name belongs to: its fence in Markdown, its cell in a notebook, and no more than `reach` characters each way in a script. */
export function codeAround(place: Place, reach: number): string {
  const { reference, unit } = place;
  const fence = unit.language === 'markdown' ? reference.site.texts[1] : undefined;
  if (fence !== undefined) return fence.text;
  if (unit.cell !== undefined) return unit.text;
  return unit.text.slice(Math.max(0, reference.span.start - reach), reference.span.end + reach);
}
