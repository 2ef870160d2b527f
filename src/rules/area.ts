/**
 * The text that belongs to a reference: the cell, fence or script around code, the lines around a name in prose; and the cells of a
 * notebook that use the variable or function the name flows into.
 */
import type { DecidedFile } from '../core/rule.js';
import type { Span } from '../core/source.js';
import { type Standing, standingsOf } from './model-after.js';
import { namedOwner } from './named-owner.js';

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
/** Characters before and after a place that are looked at however long its lines are. */
const WIDEST = 3000;

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
 * holds it, else to the one whose variable its call names, else to the nearest of those that a program resolves; so a setting of one
 * model is not charged to another. `owns` says which references may own one at all: no embedding model owns a limit of an answer.
 */
export function signsOf(
  file: DecidedFile,
  pattern: RegExp,
  wanted: (standing: Standing) => boolean,
  kind: 'code' | 'prose' | 'any' = 'code',
  owns: (standing: Standing) => boolean = () => true,
): readonly Sign[] {
  return areasOf(file).flatMap((area) => {
    if (kind !== 'any' && area.kind !== kind) return [];
    const all = ownersIn(area);
    if (!all.some((one) => wanted(one) && owns(one))) return [];
    const owners = all.filter(owns);
    const flowsIn = area.standings.every((one) => !isRunning(one));
    return matchesOf(area.text, pattern).flatMap((match) => {
      const span = { start: area.start + match.index, end: area.start + match.index + match[0].length };
      const standing = flowsIn ? owners.find(wanted) : ownerOf(area, owners, span);
      const isOwn = standing !== undefined && wanted(standing) && !isUnderOtherKey(area, standing, span);
      return isOwn ? [{ standing, unit: area.unit, span, match, area }] : [];
    });
  });
}

/** A key of a dictionary that names a model with its tag, whoever made it. */
const MODEL_KEY = /["'][\w.-]+:[\w.-]+["']\s*:\s*[{[]/;

/** Whether a hit is a setting under the key of another model: a name that is a key owns what follows it, up to the next such key. */
function isUnderOtherKey(area: Area, { reference }: Standing, span: Span): boolean {
  const layer = reference.site.layers.at(-1);
  const isKey =
    (layer?.language === 'python' && layer.use.isKey) || (layer?.language === 'json' && layer.token === 'key');
  if (!isKey || reference.unit !== area.unit) return false;
  if (span.start < reference.span.start)
    return MODEL_KEY.test(area.text.slice(Math.max(0, span.start - WIDEST - area.start), span.start - area.start));
  return MODEL_KEY.test(area.text.slice(reference.span.end + 1 - area.start, span.start - area.start));
}

const globals = new WeakMap<RegExp, RegExp>();

/** All matches of a pattern, whatever its flags. */
export function matchesOf(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  let all = globals.get(pattern);
  if (all === undefined) {
    all = new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`);
    globals.set(pattern, all);
  }
  // A copy of the expression, as `matchAll` makes at each call, costs more than most of these searches.
  const matches: RegExpExecArray[] = [];
  all.lastIndex = 0;
  for (let match = all.exec(text); match !== null; match = all.exec(text)) {
    matches.push(match);
    if (match[0] === '') all.lastIndex++;
  }
  return matches;
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

const owned = new WeakMap<Area, readonly Standing[]>();

/** The references that a hit in an area may belong to; worked out once. */
function ownersIn(area: Area): readonly Standing[] {
  let owners = owned.get(area);
  if (owners === undefined) {
    owners = pickOwners(area);
    owned.set(area, owners);
  }
  return owners;
}

function pickOwners(area: Area): readonly Standing[] {
  if (area.kind === 'prose') return area.standings;
  const read = area.standings.filter(isRunning);
  // A name in a help text is no value; it owns something only where nothing else could.
  const values = read.filter(({ reference }) => !isInSentence(reference));
  const running = values.length > 0 ? values : read;
  return running.length > 0 ? running : area.guests;
}

function isInSentence({ site }: Standing['reference']): boolean {
  const layer = site.layers.at(-1);
  return layer?.language === 'python' && layer.token !== 'magic' && /\w\s+\w/.test(layer.value ?? '');
}

/** Languages of fences that are not parsed, and run all the same. */
const PROGRAMS =
  /^(?:js|javascript|jsx|ts|typescript|tsx|go|golang|rust|java|kotlin|csharp|cs|ruby|php|swift|toml|ini|http)\b/i;

function isRunning({ runs, reference }: Standing): boolean {
  if (reference.strength !== 'exact') return false;
  const [outer, ...inner] = reference.site.layers;
  return runs || (outer?.language === 'markdown' && inner.length > 0 && PROGRAMS.test(outer.info ?? ''));
}

/** Names around a hit that are compared; those farther away are never nearer. */
const NEIGHBOURS = 3;

/** The owner of a hit: whose statement holds it, whose variable its call names, or the nearest. Owners are in the order of the text. */
function ownerOf(area: Area, owners: readonly Standing[], span: Span): Standing | undefined {
  let low = 0;
  let high = owners.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((owners[middle]?.reference.span.start ?? 0) < span.start) low = middle + 1;
    else high = middle;
  }
  const close = owners.slice(Math.max(0, low - NEIGHBOURS), low + NEIGHBOURS);
  const holds = close.find((one) => {
    const statement = statementOf(one);
    return statement.start <= span.start && span.end <= statement.end;
  });
  if (holds !== undefined) return holds;
  if (area.kind === 'code') {
    const named = namedOwner(area.text, area.start, owners, span);
    if (named !== undefined) return named;
  }
  const besides =
    area.kind === 'prose' ? close.filter(({ reference }) => areOnOneLine(area, reference.span, span)) : [];
  return (besides.length > 0 ? besides : close).toSorted(
    (a, b) => distance(a.reference.span, span) - distance(b.reference.span, span),
  )[0];
}

function areOnOneLine(area: Area, a: Span, b: Span): boolean {
  const between = area.text.slice(Math.min(a.end, b.end) - area.start, Math.max(a.start, b.start) - area.start);
  return !between.includes('\n');
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

/** The span of the lines from `back` before to `ahead` after a place, cut where lines are very long. */
export function linesAround(text: string, span: Span, back: number, ahead: number): Span {
  const first = Math.max(0, span.start - WIDEST);
  const near = text.slice(first, span.end + WIDEST);
  let start = span.start - first;
  for (let i = 0; i <= back && start >= 0; i++) start = start === 0 ? -1 : near.lastIndexOf('\n', start - 1);
  let end = span.end - first - 1;
  for (let i = 0; i <= ahead && end < near.length; i++) {
    const next = near.indexOf('\n', end + 1);
    end = next < 0 ? near.length : next;
  }
  return { start: first + start + 1, end: first + end };
}

/** Adds the code cells that use what a name of another cell is assigned to. */
function withGuests(file: DecidedFile, own: readonly Area[]): readonly Area[] {
  const flows = new Map<string, { readonly pattern: RegExp; readonly standings: Standing[] }>();
  for (const { kind, standings } of own) {
    for (const standing of kind === 'code' ? standings : []) {
      const word = flowsInto(standing);
      if (word === undefined) continue;
      const flow = flows.get(word) ?? { pattern: new RegExp(`(?<![\\w.])${word}(?!\\w)`), standings: [] };
      flow.standings.push(standing);
      flows.set(word, flow);
    }
  }
  if (flows.size === 0) return own;
  const taken = new Set(
    own.filter((area) => area.kind === 'code' && area.standings.some(isRunning)).map((area) => area.unit),
  );
  const added = file.units.flatMap(({ index, text, cell, shielded }): readonly Area[] => {
    if (cell?.type !== 'code' || shielded !== undefined || taken.has(index)) return [];
    const guests = [...flows.values()]
      .filter(({ pattern }) => pattern.test(text))
      .flatMap(({ standings }) => standings.filter((one) => one.reference.unit < index));
    return guests.length === 0 ? [] : [{ unit: index, start: 0, text, kind: 'code', standings: [], guests }];
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
