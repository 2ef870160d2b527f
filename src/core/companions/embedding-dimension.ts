import type { Companion } from '../decision.js';
import type { Place } from '../place.js';
import type { Span } from '../source.js';
import type { CompanionMaker, FileRewrites, Need, Rewrite } from './companion-maker.js';
import { spanInUnit } from './in-unit.js';
import { knownNumber } from './known-fact.js';
import { collectionOf } from './siblings.js';

/** Keys that say how long a model's vectors are. `dimensions` is not one: it asks for a length, which may stay. */
const KEY =
  /^(?:emb(?:ed(?:ding)?)?s?|vec(?:tor)?)?_?(?:dims?|dimension|dimensionality)$|^(?:emb(?:ed(?:ding)?)?|vec(?:tor)?)_?size$/i;
/** Keys that ask for a length, which both models may be able to give. */
const ASKED = /^(?:output_?)?dimensions$|^(?:truncate|output)_?dim(?:ension)?(?:ality)?$/i;
const HEADER =
  /^[\s*_`]*(?:(?:embedding|vector|output)\s+)?(?:dims?|dimensions?|dimensionality)[\s*_`.]*$|^[\s*_`]*vector\s+(?:size|length)[\s*_`]*$/i;
const MODEL_CONSTANT = /^(\w*(?:EMB|VEC)\w*?_)MODEL(?:_NAME|_ID)?$/i;

/** The length of an embedding model's vectors, where a constant or a cell is tied to the name. */
export const embeddingDimension = {
  name: 'embedding-dimension',
  doc: {
    changes:
      "the dimension in the same call, dictionary, mapping or data class as the name, in a constant of the name's prefix, in its table row, or in words right behind it",
    proof:
      "the value is the catalogue's for the old model, the new model's is known, and no other embedding model stands there; else it stays and a warning speaks",
  },
  make(file) {
    return file.rewrites.flatMap((rewrite): readonly Need[] => {
      const companion = dimensionOf(rewrite, file);
      return companion === undefined ? [] : [{ kind: 'edits', for: [rewrite.index], companions: [companion] }];
    });
  },
} satisfies CompanionMaker;

function dimensionOf({ index, place, old, target }: Rewrite, file: FileRewrites): Companion | undefined {
  const was = knownNumber(old, 'embeddingDimension');
  const now = knownNumber(target, 'embeddingDimension');
  if (place.reference.strength !== 'exact' || was === undefined || now === undefined || was === now) return undefined;
  const span =
    inTable(place, was) ??
    inCollection(place, index, was, file) ??
    inConstant(place, was) ??
    inSetting(place, was) ??
    inEntry(place, was) ??
    inSentence(place, was);
  if (span === undefined) return undefined;
  return {
    unit: place.unit.index,
    span,
    surface: place.unit.text.slice(span.start, span.end),
    to: String(now),
    rule: 'embedding-dimension',
    reason: `the length of a vector of ${old.display[0] ?? old.id}; one of ${target.display[0] ?? target.id} has ${now}`,
  };
}

/** The only cell of the row that stands under a header of dimensions, when it says the old one and nothing else. */
function inTable({ markdown, reference }: Place, was: number): Span | undefined {
  const table = markdown?.table;
  const depth = reference.site.layers.findLastIndex((layer) => layer.language === 'markdown');
  const text = reference.site.texts[depth]?.text;
  if (table === undefined || text === undefined || table.inHeader) return undefined;
  const columns = table.header.flatMap((header, column) => (HEADER.test(header) ? [column] : []));
  const [column] = columns;
  const cell = column === undefined || columns.length > 1 ? undefined : table.cellSpans[column];
  if (cell === undefined) return undefined;
  const content = text.slice(cell.start, cell.end);
  const match = /^([\s*_`]*)(\d+)[\s*_`]*$/.exec(content);
  if (match === null || Number(match[2]) !== was) return undefined;
  const start = cell.start + (match[1]?.length ?? 0);
  return spanInUnit(reference.site, depth, { start, end: start + (match[2]?.length ?? 0) });
}

function inCollection(place: Place, index: number, was: number, { context }: FileRewrites): Span | undefined {
  const collection = collectionOf(place);
  if (collection === undefined || collection.siblings.some(({ key }) => ASKED.test(key))) return undefined;
  const others = context.references.filter(
    (one) =>
      one.index !== index &&
      one.unit === place.unit.index &&
      one.span.start >= collection.span.start &&
      one.span.end <= collection.span.end &&
      one.models.some((id) => isEmbedding(id, context.migration.catalogue)),
  );
  const found = collection.siblings.filter(({ key }) => KEY.test(key));
  const [only] = found;
  return others.length > 0 || only === undefined || found.length > 1 || Number(only.value) !== was
    ? undefined
    : only.span;
}

function isEmbedding(
  id: string,
  { models }: { readonly models: Rewrite['old'][] | readonly Rewrite['old'][] },
): boolean {
  return models.some((one) => one.id === id && one.numbers.embeddingDimension !== undefined);
}

/** `EMBEDDING_MODEL = "…"` and `EMBEDDING_DIM = 768`: both set once in the same cell or script, at its outermost level. */
function inConstant({ python, unit, reference }: Place, was: number): Span | undefined {
  const prefix = MODEL_CONSTANT.exec(python?.use.assigned ?? '')?.[1];
  if (prefix === undefined || python === undefined || python.function !== undefined || python.class !== undefined)
    return undefined;
  if (
    reference.site.layers.length > 1 ||
    (python.use.callee !== undefined && !/(?:getenv|environ\.get)$/.test(python.use.callee))
  )
    return undefined;
  const pattern = new RegExp(
    `^(${prefix}(?:DIMS?|DIMENSION|SIZE)[ \\t]*(?::[ \\t]*int[ \\t]*)?=[ \\t]*)(\\d+)[ \\t]*(?:#.*)?$`,
    'gim',
  );
  const models = [...unit.text.matchAll(new RegExp(`^[ \\t]*${prefix}MODEL\\w*[ \\t]*=`, 'gim'))];
  const set = [...unit.text.matchAll(pattern)];
  const [match] = set;
  if (match === undefined || set.length > 1 || models.length > 1 || Number(match[2]) !== was) return undefined;
  const start = match.index + (match[1]?.length ?? 0);
  return { start, end: start + (match[2]?.length ?? 0) };
}

/** `EMBEDDING_MODEL=…` and `EMBEDDING_DIM=768` of one environment: a script, a file of settings, a Dockerfile, each set once. */
function inSetting({ shell, data, reference }: Place, was: number): Span | undefined {
  const variable = shell?.variable ?? (data?.language === 'dockerfile' ? data.path.at(-1) : undefined);
  const prefix = MODEL_CONSTANT.exec(variable ?? '')?.[1];
  const depth = reference.site.layers.findLastIndex(
    (layer) => layer.language === 'shell' || layer.language === 'dockerfile',
  );
  const text = reference.site.texts[depth]?.text;
  if (prefix === undefined || text === undefined) return undefined;
  const lead = '^[ \\t]*(?:(?:export|ENV|ARG)[ \\t]+)?';
  const models = [...text.matchAll(new RegExp(`${lead}${prefix}MODEL(?:_NAME|_ID)?=`, 'gim'))];
  const set = [
    ...text.matchAll(new RegExp(`(${lead}${prefix}(?:DIMS?|DIMENSION|SIZE)=)(\\d+)[ \\t]*(?:\\\\|#.*)?\\r?$`, 'gim')),
  ];
  const [match] = set;
  if (match === undefined || set.length > 1 || models.length > 1 || Number(match[2]) !== was) return undefined;
  const start = match.index + (match[1]?.length ?? 0);
  return spanInUnit(reference.site, depth, { start, end: start + (match[2]?.length ?? 0) });
}

/** "`name` (768 dims)": the length right behind the name, in prose, in a comment, in a text that is shown. */
function inSentence({ reference, unit }: Place, was: number): Span | undefined {
  const rest = unit.text.slice(reference.span.end, reference.span.end + 40);
  const match = /^([`"'*]*[ \t]*(?:[(,:–—-][ \t]*)?)(\d+)[- ]?(?:d|dims?|dimensions?|dimensional)\b/.exec(rest);
  if (match === null || Number(match[2]) !== was) return undefined;
  const start = reference.span.end + (match[1]?.length ?? 0);
  return { start, end: start + (match[2]?.length ?? 0) };
}

/** `"name": {"dims": 768}`: the entry that stands under the name. */
function inEntry({ python, data, reference, unit }: Place, was: number): Span | undefined {
  if (python?.use.isKey !== true && data?.token !== 'key') return undefined;
  const rest = unit.text.slice(reference.span.end, reference.span.end + 300);
  const entries = [
    ...(/^["']?\s*:\s*\{[^{}]*\}/.exec(rest)?.[0] ?? '').matchAll(/(["'](\w+)["']\s*:\s*)(\d+)(?=\s*[,}])/g),
  ];
  const [only, ...others] = entries.filter(([, , key]) => KEY.test(key ?? '') || key === 'dimensions');
  if (only === undefined || others.length > 0 || Number(only[3]) !== was) return undefined;
  const start = reference.span.end + only.index + (only[1]?.length ?? 0);
  return { start, end: start + (only[3]?.length ?? 0) };
}
