/** Names as people write them: in prose, in paths and file names, as aliases, and the words that only contain a stem. */
import {
  FILE_ENDING,
  FOLDERS,
  type Found,
  type Hit,
  isAlternative,
  isVariant,
  lookAlike,
  name,
  SIZE,
  segmentBefore,
  slice,
  WORD,
  wordAround,
} from './name-hit.js';
import { normalName } from './name-table.js';
import type { Span } from './source.js';

interface LongName {
  readonly end: number;
  readonly model?: string;
}

/** A path or a file name with the family's name in it. */
export function readPath(hit: Hit): Found | undefined {
  const token = slice(hit, hit.token);
  const address = token.lastIndexOf('://');
  const before = segmentBefore(hit);
  const inPath =
    before !== undefined &&
    !isAlternative(hit, before) &&
    (!/^[A-Z)]/.test(hit.text[hit.stem.start] ?? '') ||
      /^[.~/]|^[a-z]+:\/\//.test(token) ||
      FOLDERS.has(slice(hit, before).toLowerCase()));
  if (!inPath && address < 0 && !FILE_ENDING.test(token)) return undefined;
  const span = address >= 0 ? { start: hit.segment.start, end: hit.segment.end } : hit.token;
  const model = readModelLoosely(hit);
  return name(hit, span, { models: model === undefined ? [] : [model], strength: 'derived', form: 'default' });
}

/** A name that the end of a line divides: which model it means is not read across lines. */
export function readBroken(hit: Hit): Found | undefined {
  if (!slice(hit, hit.stem).includes('\n')) return undefined;
  return name(hit, hit.stem, { models: [], strength: 'family', form: 'default' });
}

const longest = new WeakMap<Hit, { readonly name: LongName | undefined }>();

/** The longest name of the family that starts at the stem and ends at a word's end; read once. */
function longestName(hit: Hit): LongName | undefined {
  let known = longest.get(hit);
  if (known === undefined) {
    known = { name: readLongest(hit) };
    longest.set(hit, known);
  }
  return known.name;
}

function readLongest(hit: Hit): LongName | undefined {
  let best: LongName | undefined;
  const limit = Math.min(hit.text.length, hit.stem.start + hit.names.longest * 2 + 8);
  for (let end = hit.stem.end; end <= limit; end++) {
    const char = hit.text[end - 1] ?? '';
    if (char === '\n' || /[^\w .()[\]\u00a0\u2010\u2011-]/.test(char)) break;
    if (WORD.test(char) && WORD.test(hit.text[end] ?? '') && !/_/.test(hit.text[end] ?? '')) continue;
    if (!/[A-Za-z0-9)\]]/.test(char)) continue;
    const normal = normalName(hit.text.slice(hit.stem.start, end));
    if (normal.length > hit.names.longest) break;
    const model = hit.names.sized.get(normal);
    if (model !== undefined) best = { end, model };
    else if (hit.names.unsized.has(normal)) best = { end };
  }
  if (
    best !== undefined &&
    /[)\]]/.test(hit.text[best.end - 1] ?? '') &&
    !/[([]/.test(hit.text.slice(hit.stem.start, best.end))
  )
    best = { ...best, end: best.end - 1 };
  return best;
}

/** A stem that is part of a longer word: a class, an identifier, another word altogether. */
export function readWord(hit: Hit): Found | undefined {
  const word = wordAround(hit);
  const from = hit.text.lastIndexOf(word, hit.stem.start);
  const span = { start: from, end: from + word.length };
  const before = hit.stem.start > hit.token.start && !isEmphasis(hit) ? (hit.text[hit.stem.start - 1] ?? '') : '';
  const end = longestName(hit)?.end ?? hit.stem.end;
  const after = hit.text[end] ?? '';
  if (/[A-Za-z0-9]/.test(before) || /[A-Za-z]/.test(after)) {
    return lookAlike(hit, span, /[a-z][A-Z]/.test(word) ? 'class-name' : 'part-of-a-word');
  }
  if (/\d/.test(after)) return lookAlike(hit, span, 'other-generation');
  if (before === '_' || (after === '_' && !isEmphasis(hit))) {
    const model = readModelLoosely(hit);
    return name(hit, span, { models: model === undefined ? [] : [model], strength: 'derived', form: 'default' });
  }
  return undefined;
}

/** A name as people write it between underscores that make it stand out: `_Llama 3.1 8B_`. */
function isEmphasis(hit: Hit): boolean {
  const { text, stem } = hit;
  const mark = /(?<![A-Za-z0-9_])_{1,2}$/.exec(text.slice(Math.max(0, stem.start - 3), stem.start))?.[0];
  if (mark === undefined) return false;
  const line = /^[^\n]{0,80}/.exec(text.slice(stem.start))?.[0] ?? '';
  const close = line.indexOf(mark);
  return close > 0 && !/^[A-Za-z0-9_]/.test(line.slice(close + mark.length)) && !isAlias(line.slice(0, close));
}

/** A name in prose, or an alias in its spelling. */
export function readProse(hit: Hit): Found {
  const long = longestName(hit);
  const start = vendorStart(hit);
  const end = long?.end ?? hit.stem.end;
  const rest = hit.text.slice(end, end + 48);
  const sized = long === undefined || long.model !== undefined ? undefined : sizeBehind(hit, rest);
  if (sized !== undefined) return name(hit, { start, end: end + sized.length }, { ...sized.name, form: 'default' });
  if (long?.model === undefined && SIZE.test(rest)) {
    return lookAlike(hit, { start, end: end + (SIZE.exec(rest)?.[0].length ?? 0) }, 'other-size');
  }
  if (long === undefined) return lookAlike(hit, { start, end }, 'other-generation');
  if (/^\.\d/.test(rest)) return lookAlike(hit, { start, end: end + 2 }, 'other-generation');
  const prefix = hit.text.slice(hit.segment.start, start);
  if (/[A-Za-z0-9]-$/.test(prefix)) return readCompound(hit, end);
  const tail = /^(?:-[A-Za-z0-9_.]*[A-Za-z0-9_])+/.exec(rest)?.[0] ?? '';
  const variant = variantTail(hit, tail);
  const written = hit.text.slice(start, end);
  if (tail.length > variant.length && (isAlias(written) || /\d|_/.test(tail))) {
    return name(
      hit,
      { start, end: end + tail.length },
      { models: long?.model === undefined ? [] : [long.model], strength: 'derived', form: 'default' },
    );
  }
  return proseName(hit, { start, end: end + variant.length }, long?.model);
}

/** A size behind a name of the family that no listed name has, but one of its models: "Alder-Next 60B". */
function sizeBehind(
  hit: Hit,
  rest: string,
):
  | { readonly length: number; readonly name: { readonly models: readonly string[]; readonly strength: 'prose' } }
  | undefined {
  const written = SIZE.exec(rest)?.[0];
  const size = /\d+(?:\.\d+)?[bB]/.exec(written ?? '')?.[0].toLowerCase();
  const model = size === undefined ? undefined : hit.names.models.find(({ id }) => id.endsWith(`:${size}`));
  if (written === undefined || model === undefined || /[([]/.test(written)) return undefined;
  return { length: written.length, name: { models: [model.id], strength: 'prose' } };
}

function proseName(hit: Hit, span: Span, model: string | undefined): Found {
  const models = model === undefined ? [] : [model];
  if (isAlias(slice(hit, span))) return name(hit, span, { models, strength: 'derived', form: 'default' });
  const more =
    model === undefined
      ? undefined
      : /^((?:\/\d+(?:\.\d+)?[bB])+)(?!\w)/.exec(hit.text.slice(span.end, span.end + 40))?.[1];
  if (more === undefined)
    return name(hit, span, { models, strength: model === undefined ? 'family' : 'prose', form: 'default' });
  return name(
    hit,
    { start: span.start, end: span.end + more.length },
    { models, strength: 'prose', form: 'shorthand' },
  );
}

/** A name written in lower case: an alias, a key, a folder; not how people write it in a sentence. */
function isAlias(written: string): boolean {
  return /^[a-z0-9._-]+$/.test(written);
}

/** The part of `tail` (`-Instruct-AWQ`) that consists of known words of copies. */
function variantTail(hit: Hit, tail: string): string {
  let kept = '';
  for (const part of tail.split('-').slice(1)) {
    if (!isVariant(hit, part)) break;
    kept += `-${part}`;
  }
  return kept;
}

function vendorStart(hit: Hit): number {
  const vendor = hit.names.family.vendor;
  if (vendor === undefined) return hit.stem.start;
  const start = hit.stem.start - vendor.length - 1;
  const before = hit.text.slice(Math.max(0, start), hit.stem.start).toLowerCase();
  const free = start <= 0 || !WORD.test(hit.text[start - 1] ?? '');
  return free && (before === `${vendor.toLowerCase()}-` || before === `${vendor.toLowerCase()} `)
    ? start
    : hit.stem.start;
}

/** The stem at the end or in the middle of a hyphened word: a derivative's name, or a file's. */
function readCompound(hit: Hit, end: number): Found {
  const word = slice(hit, hit.segment);
  const span = { start: hit.segment.start, end: Math.max(end, hit.segment.end) };
  if (isAlias(word)) {
    const model = readModelLoosely(hit);
    return name(hit, span, { models: model === undefined ? [] : [model], strength: 'derived', form: 'default' });
  }
  return lookAlike(hit, span, 'third-party-derivative');
}

/** A string of the family's own list that contains the stem and is no name of its models: a class, another product. */
export function readNotName(hit: Hit): Found | undefined {
  const { stem, names } = hit;
  const from = Math.max(0, stem.start - names.longestNotName);
  // The one letter whose small form takes more room would move what follows it.
  const around = hit.text
    .slice(from, stem.start + names.longestNotName)
    .replaceAll('\u0130', '_')
    .toLowerCase();
  for (const { text, lower, offset } of names.notNames) {
    const start = stem.start - offset;
    const end = start + text.length;
    if (start < from || !around.startsWith(lower, start - from)) continue;
    if (WORD.test(hit.text[start - 1] ?? '') || WORD.test(hit.text[end] ?? '')) continue;
    return lookAlike(
      hit,
      { start, end },
      /[a-z][A-Z]\w*$/.test(text) && !/[-\s]/.test(text) ? 'class-name' : 'third-party-derivative',
    );
  }
  return undefined;
}

/** The longest sized name that starts at the stem, whatever follows it. */
function readModelLoosely(hit: Hit): string | undefined {
  return longestName(hit)?.model;
}
