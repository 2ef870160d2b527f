/**
 * A stem with what stands around it.
 *
 *     pull  ollama.com/library/llama3.1:8b-instruct-q4_K_M
 *           '--------------- token ----------------------'     characters that may belong to a name, a path or an address
 *                              '----- segment ---------'       between slashes
 *                              '-stem-'
 */
import { type FamilyNames, type NameTable, normalName, stemSource } from './name-table.js';
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

/** A stem with what stands around it. */
export interface Hit {
  readonly text: string;
  readonly stem: Span;
  readonly token: Span;
  readonly segment: Span;
  readonly names: FamilyNames;
  readonly table: NameTable;
}

/** How far a token reaches from its stem, in characters: bounds the work on texts without spaces. */
const REACH = 200;
const TOKEN = /[A-Za-z0-9_.:/~@+%-]/;
/** A size that follows a name: ` 70B`, `-8b`, ` (7B`. */
export const SIZE = /^[ \u00a0\u2011-]?[([]?\d+(?:\.\d+)?[bB](?![A-Za-z0-9_])/;
export const WORD = /[A-Za-z0-9_]/;
/** Folders that models and their products are put in; `models/x` is a path where `unknown/x` is a repository. */
export const FOLDERS = new Set(
  'adapter adapters artifacts assets cache checkpoint checkpoints ckpt ckpts data docs engine engines images labs logs lora loras model models notebooks out output outputs results runs src templates tmp weights workspace'.split(
    ' ',
  ),
);
export const FILE_ENDING =
  /\.(?:bin|ckpt|csv|engine|gguf|gif|html|ipynb|jpe?g|js|json|jsonl|md|mlmodel|onnx|pdf|plan|png|pt|pth|py|safetensors|sh|svg|tar|tgz|toml|txt|webp|ya?ml|zip)$/i;

export function tokenAround(text: string, stem: Span, floor: number): Span {
  let start = stem.start;
  while (
    start > floor &&
    stem.start - start < REACH &&
    TOKEN.test(text[start - 1] ?? '') &&
    text.slice(start - 2, start) !== ':-'
  )
    start--;
  if (text[start - 1] === '\\' && start < stem.start && /[nrtf]/.test(text[start] ?? '')) start++;
  while (start < stem.start && /[-:@%+.]/.test(text[start] ?? '') && !/^\.{1,2}\//.test(text.slice(start, start + 3)))
    start++;
  let end = stem.end;
  while (end < text.length && end - stem.end < REACH && TOKEN.test(text[end] ?? '')) end++;
  while (end > stem.end && /[-.:/@%+]/.test(text[end - 1] ?? '')) end--;
  return { start, end };
}

export function segmentAround(text: string, stem: Span, token: Span): Span {
  // Searched in the token alone: a text of many stems and no slash would be gone through for each of them.
  const before = text.slice(token.start, stem.start).lastIndexOf('/');
  const after = text.slice(stem.end, token.end).indexOf('/');
  return { start: token.start + before + 1, end: after < 0 ? token.end : stem.end + after };
}

/** The segment before the one of the stem, when a slash joins them. */
export function segmentBefore(hit: Hit): Span | undefined {
  if (hit.segment.start === hit.token.start) return undefined;
  const end = hit.segment.start - 1;
  const slash = hit.text.slice(hit.token.start, end).lastIndexOf('/');
  return { start: hit.token.start + slash + 1, end };
}

/** Where the stem stands in the name of the organisation too (`finches/finch-embed`), the name after the slash is read. */
export function afterOrganisation(hit: Hit): Hit {
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

export function slice(hit: Hit, span: Span): string {
  return hit.text.slice(span.start, span.end);
}

export function name(hit: Hit, span: Span, parsed: Omit<ParsedName, 'family'>): FoundName {
  return { kind: 'name', span, surface: slice(hit, span), name: { family: hit.names.family.id, ...parsed } };
}

export function lookAlike(hit: Hit, span: Span, why: LookAlike['why']): FoundLookAlike {
  return { kind: 'look-alike', span, surface: slice(hit, span), family: hit.names.family.id, why };
}

/** Whether the stem, with the vendor's name at most before it, begins the segment. */
export function startsSegment(hit: Hit): boolean {
  const prefix = normalName(hit.text.slice(hit.segment.start, hit.stem.start));
  return prefix === '' || prefix === normalName(hit.names.family.vendor ?? '');
}

/** "SDXL/Flux", "RAG/Llama 3.1": a capital at both sides of the slash and no hyphened name after it. */
export function isAlternative(hit: Hit, before: Span): boolean {
  return (
    /^[A-Z][A-Za-z0-9.]*$/.test(slice(hit, before)) &&
    hit.stem.start === hit.segment.start &&
    /^[A-Z]/.test(hit.text[hit.stem.start] ?? '') &&
    !/-\d/.test(slice(hit, hit.segment))
  );
}

export function wordAround(hit: Hit): string {
  let { start, end } = hit.stem;
  while (start > hit.token.start && WORD.test(hit.text[start - 1] ?? '')) start--;
  while (end < hit.text.length && end - hit.stem.end < REACH && WORD.test(hit.text[end] ?? '')) end++;
  return hit.text.slice(start, end);
}

export function isVariant(hit: Hit, word: string): boolean {
  return (
    hit.names.variants.has(normalName(word)) || /^(?:[iI]?[qQ]\d\w*|[kK]|[sSmMlL]|\d+bit|v\d[\d.]*|\d{4})$/.test(word)
  );
}
