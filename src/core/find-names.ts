/**
 * Finds every place of a text that names a model of a {@link NameTable}. Each hit of a family's stem ends as exactly one name or one
 * look-alike, so that nothing a plain text search finds is lost.
 *
 *     pull  ollama.com/library/llama3.1:8b-instruct-q4_K_M
 *           '--------------- token ----------------------'     characters that may belong to a name, a path or an address
 *                              '----- segment ---------'       between slashes
 *                              '-stem-'
 */
import { type FamilyNames, type NamedForm, type NameTable, normalName, stemSource } from './name-table.js';
import type { LookAlike, ParsedName } from './reference.js';
import type { Span } from './source.js';

/** A name with its place in the text. */
export interface FoundName {
  readonly kind: 'name';
  readonly span: Span;
  readonly surface: string;
  readonly name: ParsedName;
}

/** A stem that names no model of the table. */
export interface FoundLookAlike {
  readonly kind: 'look-alike';
  readonly span: Span;
  readonly surface: string;
  readonly family: string;
  readonly why: LookAlike['why'];
}

export type Found = FoundName | FoundLookAlike;

/** How far a token reaches from its stem, in characters: bounds the work on texts without spaces. */
const REACH = 200;
const TOKEN = /[A-Za-z0-9_.:/~@+%-]/;
const WORD = /[A-Za-z0-9_]/;
const SIZE = /^[ -]?[([]?\d+(?:\.\d+)?[bB](?![A-Za-z0-9_])/;
/** Folders that models and their products are put in; `models/x` is a path where `unknown/x` is a repository. */
const FOLDERS = new Set(
  'adapter adapters artifacts assets cache checkpoint checkpoints ckpt ckpts data docs engine engines images labs logs lora loras model models notebooks out output outputs results runs src templates tmp weights workspace'.split(
    ' ',
  ),
);
/** What stands before the slash of a name that a program routes to Ollama, and is no namespace of its own. */
const OLLAMA_PREFIXES = new Set(['library', 'ollama', 'ollama_chat']);
const FILE_ENDING =
  /\.(?:bin|ckpt|csv|engine|gguf|gif|html|ipynb|jpe?g|js|json|jsonl|md|mlmodel|onnx|pdf|plan|png|pt|pth|py|safetensors|sh|svg|tar|tgz|toml|txt|webp|ya?ml|zip)$/i;

/** Finds the names and look-alikes of `text`, in order, none overlapping. */
export function findNames(text: string, table: NameTable): readonly Found[] {
  if (table.families.length === 0) return [];
  const stems = new RegExp(table.stems, 'gi');
  const found: Found[] = [];
  let reached = 0;
  for (let hit = stems.exec(text); hit !== null; hit = stems.exec(text)) {
    const index = hit.slice(1).findIndex((group) => group !== undefined);
    const names = table.families[index];
    if (names === undefined || hit.index < reached) continue;
    const one = readHit(text, { start: hit.index, end: hit.index + hit[0].length }, names, table, reached);
    found.push(one);
    reached = one.span.end;
    stems.lastIndex = Math.max(reached, hit.index + hit[0].length);
  }
  return found;
}

/** A stem with what stands around it. */
interface Hit {
  readonly text: string;
  readonly stem: Span;
  readonly token: Span;
  readonly segment: Span;
  readonly names: FamilyNames;
  readonly table: NameTable;
}

function readHit(text: string, stem: Span, names: FamilyNames, table: NameTable, floor: number): Found {
  const token = tokenAround(text, stem, floor);
  const segment = segmentAround(text, stem, token);
  const hit = afterOrganisation({ text, stem, token, segment, names, table });
  return (
    readNotName(hit) ??
    readCacheFolder(hit) ??
    readRepository(hit) ??
    readLibrary(hit) ??
    readPath(hit) ??
    readWord(hit) ??
    readProse(hit)
  );
}

/** Where the stem stands in the name of the organisation too (`finches/finch-embed`), the name after the slash is read. */
function afterOrganisation(hit: Hit): Hit {
  const { text, token, segment, names } = hit;
  if (
    segment.end >= token.end ||
    text[segment.end] !== '/' ||
    !names.organisations.has(slice(hit, segment).toLowerCase())
  )
    return hit;
  const start = segment.end + 1;
  const slash = text.indexOf('/', start);
  const end = slash >= 0 && slash < token.end ? slash : token.end;
  const stems = names.family.stems.map(stemSource).join('|');
  const again = new RegExp(stems, 'i').exec(text.slice(start, end));
  const at =
    again === null ? { start, end: start } : { start: start + again.index, end: start + again.index + again[0].length };
  return { ...hit, stem: at, segment: { start, end } };
}

/** A string of the family's own list that contains the stem and is no name of its models: a class, another product. */
function readNotName(hit: Hit): Found | undefined {
  for (const { text, offset } of hit.names.notNames) {
    const start = hit.stem.start - offset;
    const end = start + text.length;
    if (start < 0 || hit.text.slice(start, end).toLowerCase() !== text.toLowerCase()) continue;
    if (WORD.test(hit.text[start - 1] ?? '') || WORD.test(hit.text[end] ?? '')) continue;
    return lookAlike(
      hit,
      { start, end },
      /[a-z][A-Z]\w*$/.test(text) && !/[-\s]/.test(text) ? 'class-name' : 'third-party-derivative',
    );
  }
  return undefined;
}

function tokenAround(text: string, stem: Span, floor: number): Span {
  let start = stem.start;
  while (start > floor && stem.start - start < REACH && TOKEN.test(text[start - 1] ?? '')) start--;
  if (text[start - 1] === '\\' && start < stem.start && /[nrtf]/.test(text[start] ?? '')) start++;
  while (start < stem.start && /[-:@%+.]/.test(text[start] ?? '') && !/^\.{1,2}\//.test(text.slice(start, start + 3)))
    start++;
  let end = stem.end;
  while (end < text.length && end - stem.end < REACH && TOKEN.test(text[end] ?? '')) end++;
  while (end > stem.end && /[-.:/@%+]/.test(text[end - 1] ?? '')) end--;
  return { start, end };
}

function segmentAround(text: string, stem: Span, token: Span): Span {
  const before = text.lastIndexOf('/', stem.start - 1);
  const after = text.indexOf('/', stem.end);
  return {
    start: before >= token.start && before < stem.start ? before + 1 : token.start,
    end: after >= 0 && after < token.end ? after : token.end,
  };
}

function slice(hit: Hit, span: Span): string {
  return hit.text.slice(span.start, span.end);
}

function name(hit: Hit, span: Span, parsed: Omit<ParsedName, 'family'>): FoundName {
  return { kind: 'name', span, surface: slice(hit, span), name: { family: hit.names.family.id, ...parsed } };
}

function lookAlike(hit: Hit, span: Span, why: LookAlike['why']): FoundLookAlike {
  return { kind: 'look-alike', span, surface: slice(hit, span), family: hit.names.family.id, why };
}

/** The folder in which a hub client keeps a repository: `models--org--name`. */
function readCacheFolder(hit: Hit): Found | undefined {
  const segment = slice(hit, hit.segment);
  if (!segment.startsWith('models--')) return undefined;
  const id = segment.slice('models--'.length).replace('--', '/').toLowerCase();
  const model = hit.names.repositories.get(id)?.model;
  return name(hit, hit.segment, { models: model === undefined ? [] : [model], strength: 'derived', form: 'default' });
}

/** The segment before the one of the stem, when a slash joins them. */
function segmentBefore(hit: Hit): Span | undefined {
  if (hit.segment.start === hit.token.start) return undefined;
  const end = hit.segment.start - 1;
  const slash = hit.text.lastIndexOf('/', end - 1);
  return { start: slash >= hit.token.start ? slash + 1 : hit.token.start, end };
}

/** A repository id, `org/name`, alone, in a hub address, or as a registry's own lower-case id. */
function readRepository(hit: Hit): Found | undefined {
  const before = segmentBefore(hit);
  if (before === undefined) return undefined;
  const organisation = slice(hit, before).toLowerCase();
  const colon = hit.text.indexOf(':', hit.stem.end);
  const end = colon >= 0 && colon < hit.segment.end ? colon : hit.segment.end;
  const span = { start: before.start, end };
  const id = slice(hit, span).toLowerCase();
  const known = hit.names.repositories.get(id);
  if (known !== undefined) return repository(hit, span, known);
  const other = hit.names.others.get(id);
  if (other !== undefined)
    return name(hit, span, { models: [other.model], strength: 'exact', registry: other.registry, form: 'default' });
  const own = hit.names.organisations.has(organisation);
  const mirror = hit.table.mirrors.has(organisation);
  if (!own && !mirror && !isOrganisation(hit, before)) return undefined;
  const read = readModel(hit, end);
  if (read === undefined) {
    if (own && saysOtherSize(hit)) return lookAlike(hit, span, 'other-size');
    if (own && startsSegment(hit)) {
      const bare = hit.names.unsized.has(normalName(slice(hit, { start: hit.segment.start, end })));
      return name(
        hit,
        span,
        bare
          ? { models: [], strength: 'derived', registry: 'huggingface', form: 'default' }
          : { models: [], strength: 'exact', registry: 'huggingface', form: 'tag' },
      );
    }
    return lookAlike(hit, span, 'third-party-derivative');
  }
  if (own || mirror || startsSegment(hit)) return repository(hit, span, { model: read, form: 'tag' });
  return lookAlike(hit, span, 'third-party-derivative');
}

function repository(hit: Hit, span: Span, known: NamedForm): Found {
  return name(hit, span, { models: [known.model], strength: 'exact', registry: 'huggingface', form: known.form });
}

/** Whether the segment before may be the namespace of a repository, and not a folder or an alternative ("SDXL/Flux"). */
function isOrganisation(hit: Hit, before: Span): boolean {
  if (before.start !== hit.token.start) {
    const address = hit.text.slice(hit.token.start, before.start);
    return /(?:^|\/)(?:huggingface\.co|hf\.co)\/$/i.test(address);
  }
  const organisation = slice(hit, before);
  if (
    hit.segment.end !== hit.token.end ||
    organisation === '' ||
    organisation === '~' ||
    /^\.|[:@%+]/.test(organisation)
  )
    return false;
  if (FOLDERS.has(organisation.toLowerCase()) || OLLAMA_PREFIXES.has(organisation)) return false;
  return (
    !FILE_ENDING.test(slice(hit, hit.segment)) && slice(hit, hit.segment).includes('-') && !isAlternative(hit, before)
  );
}

/** "SDXL/Flux", "RAG/Llama 3.1": a capital at both sides of the slash and no hyphened name after it. */
function isAlternative(hit: Hit, before: Span): boolean {
  return (
    /^[A-Z][A-Za-z0-9.]*$/.test(slice(hit, before)) &&
    hit.stem.start === hit.segment.start &&
    /^[A-Z]/.test(hit.text[hit.stem.start] ?? '') &&
    !/-\d/.test(slice(hit, hit.segment))
  );
}

/** Whether the stem, with the vendor's name at most before it, begins the segment. */
function startsSegment(hit: Hit): boolean {
  const prefix = normalName(hit.text.slice(hit.segment.start, hit.stem.start));
  return prefix === '' || prefix === normalName(hit.names.family.vendor ?? '');
}

function saysOtherSize(hit: Hit): boolean {
  return SIZE.test(hit.text.slice(hit.stem.end, hit.stem.end + 16));
}

/** The model that the segment up to `end` names in full, known words of copies included. */
function readModel(hit: Hit, end: number): string | undefined {
  const written = hit.text.slice(hit.stem.start, end);
  const parts = written.split(/[-_ ]+/);
  for (let count = parts.length; count > 0; count--) {
    const model = hit.names.sized.get(normalName(parts.slice(0, count).join('-')));
    if (model !== undefined && parts.slice(count).every((part) => isVariant(hit, part))) return model;
  }
  return undefined;
}

function isVariant(hit: Hit, word: string): boolean {
  return (
    hit.names.variants.has(normalName(word)) || /^(?:[iI]?[qQ]\d\w*|[kK]|[sSmMlL]|\d+bit|v\d[\d.]*|\d{4})$/.test(word)
  );
}

/** An Ollama name: the library alone or with a tag, in lower case as the registry writes it. */
function readLibrary(hit: Hit): Found | undefined {
  const before = segmentBefore(hit);
  if (before !== undefined && !OLLAMA_PREFIXES.has(slice(hit, before)) && !isListOfNames(hit, before)) return undefined;
  const segment = slice(hit, { start: hit.stem.start, end: hit.segment.end });
  for (const library of hit.names.libraries.values()) {
    if (!segment.startsWith(library.name)) continue;
    const rest = segment.slice(library.name.length);
    const start = hit.stem.start;
    if (hit.segment.start < start && !/[\s:]$/.test(hit.text.slice(0, start).slice(-1))) return undefined;
    if (rest === '') {
      const model = library.defaultModel;
      const bareWord = !/[\d-]/.test(library.name);
      if (bareWord) return undefined;
      return name(
        hit,
        { start, end: start + segment.length },
        { models: model === undefined ? [] : [model], strength: 'exact', registry: 'ollama', form: 'default' },
      );
    }
    if (rest.startsWith(':')) return readTag(hit, start, library.name, rest.slice(1));
  }
  return undefined;
}

/** `phi/llama3.1`: two lower-case names with a slash between them, where the first is no namespace of a repository. */
function isListOfNames(hit: Hit, before: Span): boolean {
  return /:\w+$/.test(slice(hit, before));
}

function readTag(hit: Hit, start: number, libraryName: string, tag: string): Found {
  const library = hit.names.libraries.get(libraryName);
  const end = start + libraryName.length + 1 + tag.length;
  const key = tag.toLowerCase();
  const size = /^[\d.]+[bm](?![a-z0-9])/.exec(key)?.[0];
  const known =
    library?.tags.get(key) ??
    (key === 'latest' && library?.defaultModel !== undefined
      ? { model: library.defaultModel, form: 'default' as const }
      : undefined);
  const model =
    known?.model ?? library?.sizes.get(size ?? '') ?? (size === undefined ? library?.defaultModel : undefined);
  if (model === undefined) return lookAlike(hit, { start, end }, 'other-size');
  const more = /^((?:\/\d+(?:\.\d+)?b)+)(?![\w.:-])/.exec(hit.text.slice(end, end + 40))?.[1];
  if (more !== undefined) {
    const models = [
      model,
      ...more
        .split('/')
        .filter(Boolean)
        .flatMap((one) => library?.sizes.get(one) ?? []),
    ];
    return name(
      hit,
      { start, end: end + more.length },
      { models, strength: 'exact', registry: 'ollama', form: 'shorthand' },
    );
  }
  return name(
    hit,
    { start, end },
    { models: [model], strength: 'exact', registry: 'ollama', form: known?.form ?? 'tag' },
  );
}

/** A path or a file name with the family's name in it. */
function readPath(hit: Hit): Found | undefined {
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

/** The longest sized name that starts at the stem, whatever follows it. */
function readModelLoosely(hit: Hit): string | undefined {
  return longestName(hit)?.model;
}

interface LongName {
  readonly end: number;
  readonly model?: string;
}

/** The longest name of the family that starts at the stem and ends at a word's end. */
function longestName(hit: Hit): LongName | undefined {
  let best: LongName | undefined;
  const limit = Math.min(hit.text.length, hit.stem.start + hit.names.longest * 2 + 8);
  for (let end = hit.stem.end; end <= limit; end++) {
    const char = hit.text[end - 1] ?? '';
    if (char === '\n' || /[^\w .()[\]-]/.test(char)) break;
    if (WORD.test(char) && WORD.test(hit.text[end] ?? '') && !/_/.test(hit.text[end] ?? '')) continue;
    if (!/[\w)\]]/.test(char)) continue;
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

function wordAround(hit: Hit): string {
  let { start, end } = hit.stem;
  while (start > hit.token.start && WORD.test(hit.text[start - 1] ?? '')) start--;
  while (end < hit.text.length && end - hit.stem.end < REACH && WORD.test(hit.text[end] ?? '')) end++;
  return hit.text.slice(start, end);
}

/** A stem that is part of a longer word: a class, an identifier, another word altogether. */
function readWord(hit: Hit): Found | undefined {
  const word = wordAround(hit);
  const from = hit.text.lastIndexOf(word, hit.stem.start);
  const span = { start: from, end: from + word.length };
  const before = hit.stem.start > hit.token.start ? (hit.text[hit.stem.start - 1] ?? '') : '';
  const end = longestName(hit)?.end ?? hit.stem.end;
  const after = hit.text[end] ?? '';
  if (/[A-Za-z0-9]/.test(before) || /[A-Za-z]/.test(after)) {
    return lookAlike(hit, span, /[a-z][A-Z]/.test(word) ? 'class-name' : 'part-of-a-word');
  }
  if (/\d/.test(after)) return lookAlike(hit, span, 'other-generation');
  if (before === '_' || after === '_') {
    const model = readModelLoosely(hit);
    return name(hit, span, { models: model === undefined ? [] : [model], strength: 'derived', form: 'default' });
  }
  return undefined;
}

/** A name in prose, or an alias in its spelling. */
function readProse(hit: Hit): Found {
  const long = longestName(hit);
  const start = vendorStart(hit);
  const end = long?.end ?? hit.stem.end;
  const rest = hit.text.slice(end, end + 48);
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
