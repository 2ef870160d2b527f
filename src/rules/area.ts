/**
 * The text that belongs to a reference: the cell, fence or script around code, the lines around a name in prose; and the cells of a
 * notebook that use the variable or function the name flows into.
 */
import type { DecidedFile } from '../core/rule.js';
import type { Span } from '../core/source.js';
import { type Standing, standingsOf } from './model-after.js';

/** A stretch of a unit's text with the references in it. */
export interface Area {
  readonly unit: number;
  /** Offset of the text in the unit's. */
  readonly start: number;
  readonly text: string;
  readonly kind: 'code' | 'prose';
  /** References that stand in it. */
  readonly standings: readonly Standing[];
  /** References of other cells that flow into it. */
  readonly guests: readonly Standing[];
}

/** A hit of a pattern in an area, with the reference that it belongs to. */
export interface Sign {
  readonly standing: Standing;
  readonly unit: number;
  readonly span: Span;
  readonly match: RegExpExecArray;
  readonly area: Area;
}

/** Lines before and after a name in prose that are its own surroundings. */
const PROSE_LINES = 6;

const areas = new WeakMap<DecidedFile, readonly Area[]>();

/** The areas of a file, in the order of the text. */
export function areasOf(file: DecidedFile): readonly Area[] {
  const known = areas.get(file);
  if (known !== undefined) return known;
  const made = withGuests(file, mergeProse(file, standingsOf(file)));
  areas.set(file, made);
  return made;
}

/**
 * The hits of a pattern in the areas of the references that `wanted` picks. A hit belongs to one reference: to the one whose statement
 * holds it, else to the nearest of those that a program resolves; so a setting of one model is not charged to another.
 */
export function signsOf(
  file: DecidedFile,
  pattern: RegExp,
  wanted: (standing: Standing) => boolean,
  kind: 'code' | 'prose' | 'any' = 'code',
): readonly Sign[] {
  return areasOf(file).flatMap((area) => {
    if (kind !== 'any' && area.kind !== kind) return [];
    const owners = ownersIn(area);
    if (!owners.some(wanted)) return [];
    return matchesOf(area.text, pattern).flatMap((match) => {
      const span = { start: area.start + match.index, end: area.start + match.index + match[0].length };
      const standing = nearest(owners, area, span);
      return standing !== undefined && wanted(standing) ? [{ standing, unit: area.unit, span, match, area }] : [];
    });
  });
}

/** Whether the pattern holds in the area of a reference, in its own statement first. */
export function hasSign(file: DecidedFile, standing: Standing, pattern: RegExp): boolean {
  return signsOf(file, pattern, (one) => one === standing, 'any').length > 0;
}

/** All matches of a pattern, whatever its flags. */
export function matchesOf(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  const flags = pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`;
  return [...text.matchAll(new RegExp(pattern.source, flags))];
}

/** The span of the statement that holds a reference, in the unit's text; the name itself where there is none. */
export function statementOf({ reference }: Standing): Span {
  for (const [depth, layer] of reference.site.layers.entries()) {
    if (layer.language !== 'python' && layer.language !== 'shell') continue;
    const at = reference.site.texts[depth];
    if (at === undefined) break;
    const shift = reference.span.start - at.span.start;
    return { start: layer.statement.start + shift, end: layer.statement.end + shift };
  }
  return reference.span;
}

function ownersIn(area: Area): readonly Standing[] {
  if (area.kind === 'prose') return area.standings;
  const running = area.standings.filter((one) => one.runs && one.reference.strength === 'exact');
  return running.length > 0 ? running : area.guests;
}

function nearest(owners: readonly Standing[], area: Area, span: Span): Standing | undefined {
  const holds = owners.find((one) => {
    if (one.reference.unit !== area.unit) return false;
    const statement = statementOf(one);
    return statement.start <= span.start && span.end <= statement.end;
  });
  if (holds !== undefined) return holds;
  let best: Standing | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const one of owners) {
    const far = one.reference.unit === area.unit ? distance(one.reference.span, span) : 0;
    if (far < least) {
      least = far;
      best = one;
    }
  }
  return best;
}

/** Characters between two spans. What follows a name is nearer to it than what precedes it. */
function distance(name: Span, other: Span): number {
  return other.start >= name.end ? other.start - name.end : 2 * Math.max(0, name.start - other.end);
}

function mergeProse(file: DecidedFile, all: readonly Standing[]): readonly Area[] {
  const codes = new Map<string, { area: Omit<Area, 'standings' | 'guests'>; standings: Standing[] }>();
  const proses: { unit: number; start: number; end: number; standings: Standing[] }[] = [];
  for (const standing of all) {
    const unit = file.units[standing.reference.unit];
    if (unit === undefined || unit.shielded !== undefined) continue;
    const code = codeAround(standing);
    if (code !== undefined) {
      const key = `${unit.index}:${code.start}`;
      const area = codes.get(key) ?? { area: { ...code, unit: unit.index, kind: 'code' }, standings: [] };
      area.standings.push(standing);
      codes.set(key, area);
      continue;
    }
    const window = linesAround(unit.text, standing.reference.span, PROSE_LINES, PROSE_LINES);
    const last = proses.at(-1);
    if (last !== undefined && last.unit === unit.index && window.start <= last.end) {
      last.end = Math.max(last.end, window.end);
      last.standings.push(standing);
    } else proses.push({ unit: unit.index, ...window, standings: [standing] });
  }
  const prose = proses.map(({ unit, start, end, standings }) => ({
    unit,
    start,
    text: file.units[unit]?.text.slice(start, end) ?? '',
    kind: 'prose' as const,
    standings,
    guests: [],
  }));
  return [...[...codes.values()].map(({ area, standings }) => ({ ...area, standings, guests: [] })), ...prose].sort(
    (a, b) => a.unit - b.unit || a.start - b.start,
  );
}

/** The outermost code around a reference: the cell, the script, the fence; nothing for prose and code spans. */
function codeAround({ reference }: Standing): { readonly start: number; readonly text: string } | undefined {
  const { layers, texts } = reference.site;
  const depth = layers.findIndex((layer) => layer.language !== 'markdown');
  const outer = layers[0];
  const at = texts[depth];
  if (depth < 0 || at === undefined || (depth === 0 && outer?.language === 'plain')) return undefined;
  if (outer?.language === 'markdown' && outer.block !== 'fence' && outer.block !== 'indented-code') return undefined;
  return { start: reference.span.start - at.span.start, text: at.text };
}

/** The span of the lines from `back` before to `ahead` after a place. */
export function linesAround(text: string, span: Span, back: number, ahead: number): Span {
  let start = span.start;
  for (let i = 0; i <= back && start >= 0; i++) start = start === 0 ? -1 : text.lastIndexOf('\n', start - 1);
  let end = span.end - 1;
  for (let i = 0; i <= ahead && end < text.length; i++) {
    const next = text.indexOf('\n', end + 1);
    end = next < 0 ? text.length : next;
  }
  return { start: start + 1, end };
}

/** Adds the code cells that use what a name of another cell is assigned to. */
function withGuests(file: DecidedFile, own: readonly Area[]): readonly Area[] {
  const flows = own
    .flatMap(({ kind, standings }) => (kind === 'code' ? standings : []))
    .flatMap((standing) => {
      const word = flowsInto(standing);
      return word === undefined ? [] : [{ standing, word: new RegExp(`(?<![\\w.])${word}(?!\\w)`) }];
    });
  if (flows.length === 0) return own;
  const byUnit = new Map(own.filter((area) => area.kind === 'code').map((area) => [area.unit, area]));
  const added = file.units.flatMap((unit) => {
    if (unit.cell?.type !== 'code' || unit.shielded !== undefined || byUnit.has(unit.index)) return [];
    const guests = flows
      .filter(({ standing, word }) => standing.reference.unit < unit.index && word.test(unit.text))
      .map(({ standing }) => standing);
    return guests.length === 0
      ? []
      : [{ unit: unit.index, start: 0, text: unit.text, kind: 'code' as const, standings: [], guests }];
  });
  return added.length === 0 ? own : [...own, ...added].sort((a, b) => a.unit - b.unit || a.start - b.start);
}

/** The variable or function that carries a name on: what it is assigned to, or whose default it is. */
function flowsInto({ reference, runs }: Standing): string | undefined {
  if (!runs || reference.strength !== 'exact') return undefined;
  const python = reference.site.layers.find((layer) => layer.language === 'python');
  if (python?.language !== 'python') return undefined;
  const written = python.use.assigned ?? python.use.parameter?.function;
  const name = /([A-Za-z_]\w*)(?:\[.*)?$/.exec(written ?? '')?.[1];
  return name !== undefined && name.length > 2 ? name : undefined;
}
