import type { DecidedFile, Rule } from '../core/rule.js';
import { matchesOf } from './area.js';
import { checkFirst, knownSources, nameOf, numberOf, sourcesOf, tokens } from './fact-wording.js';
import { type Draft, gather, gatherFile } from './gather.js';
import { exactSwapsOf, type Swap, swapsOf } from './model-after.js';
import { withoutNames } from './neighbour.js';

const VECTOR_WORD = /dim|embed|vector|index|faiss|size|shape|collection|qdrant|pgvector|milvus/i;
const STORED =
  /\bpersist_directory\b|\bload_local\b|\bread_index\b|\bload_index\b|\bPersistentClient\(|\bfrom_existing\w*|\.faiss\b|\bload_index_from_storage\b|\bconnection_string\s*=|\bCREATE\s+INDEX\b/;
const BUILT =
  /\b(?:Chroma|FAISS|Qdrant|PGVector|Milvus|Weaviate|Pinecone)\.from_\w+|\bfaiss\.Index\w+\(|\bVectorParams\(|\bcreate_collection\(|\bget_or_create_collection\(/;
const PGVECTOR = /\b(?:hnsw|ivfflat|pgvector)\b|\bvector\(/i;
const TUNED = /\b(?:score|similarity|distance)_threshold\b["']?\s*[=:]\s*[\d.]+/;
/** pgvector indexes vectors of at most this length (4,000 as halfvec). */
const PGVECTOR_MAX = 2000;

/** Vectors of another length: constants, stores and thresholds made for the old ones. */
export const embeddingDimensionChanged: Rule = {
  name: 'embedding-dimension-changed',
  severity: 'critical',
  doc: {
    finds:
      'Constants equal to the length of the old vectors, stored or newly built vector indexes, and tuned thresholds, in a file whose embedding model changes.',
    why: 'A store refuses vectors of another length; and a stored index that accepts them answers with noise, because the two spaces have nothing in common.',
    example: '`faiss.IndexFlatL2(768)`, `persist_directory="./db"`',
    advice: 'Take the length from the first vector or ask for a shorter one, and build every index again.',
  },
  check(file) {
    const swap = exactSwapsOf(file).find(changesLength) ?? swapsOf(file).find(changesLength);
    if (swap === undefined) return [];
    return [...gather(file, constants(file, swap)), ...gatherFile([...stores(file, swap), ...thresholds(file, swap)])];
  },
};

function changesLength({ before, after }: Swap): boolean {
  const old = numberOf(before, 'embeddingDimension');
  const now = numberOf(after, 'embeddingDimension');
  return old !== undefined && now !== undefined && old.value !== now.value;
}

function lengths({ before, after }: Swap) {
  const old = numberOf(before, 'embeddingDimension');
  const now = numberOf(after, 'embeddingDimension');
  const sources = sourcesOf(old?.fact, now?.fact);
  return { old: old?.value ?? 0, now: now?.value ?? 0, check: checkFirst(old?.fact, now?.fact), sources };
}

function texts(file: DecidedFile): readonly { readonly unit: number; readonly text: string }[] {
  return file.units.flatMap(({ index, shielded }) =>
    shielded === undefined ? [{ unit: index, text: withoutNames(file, index) }] : [],
  );
}

/** The old length as a number, on a line that speaks of vectors or right beside one that does. */
function constants(file: DecidedFile, swap: Swap): readonly Draft[] {
  const { old, now, check, sources } = lengths(swap);
  const least = numberOf(swap.after, 'embeddingDimensionMin')?.value;
  const number = new RegExp(`(?<![\\w.,])${old}(?!\\w|[.,]\\d)`);
  const named = new Set(swapLines(file, swap));
  return texts(file).flatMap(({ unit, text }) =>
    matchesOf(text, number).flatMap((match) => {
      const from = text.lastIndexOf('\n', match.index) + 1;
      const to = text.indexOf('\n', match.index);
      const line = text.slice(from, to < 0 ? text.length : to);
      const own = named.has(`${unit}:${from}`);
      // A row of a table is about the model that it names.
      if (!own && (!VECTOR_WORD.test(line) || /^\s*\|/.test(line))) return [];
      const pg = now > PGVECTOR_MAX && PGVECTOR.test(line);
      const code =
        /[=(,:]\s*$/.test(line.slice(0, match.index - from)) ||
        /\bvector\(\s*$/.test(line.slice(0, match.index - from));
      const breaks = code ? `; what is built for ${tokens(old)} refuses them` : `; the text says ${match[0]}`;
      return [
        {
          key: 'length',
          unit,
          span: { start: match.index, end: match.index + match[0].length },
          severity: code ? ('critical' as const) : ('warning' as const),
          message: `${check}vectors of ${nameOf(swap.after)} have ${tokens(now)} numbers, not ${tokens(old)}${breaks}.${pg ? ` pgvector cannot index more than ${tokens(PGVECTOR_MAX)}.` : ''}`,
          advice: `Read the length from the first vector${least === undefined ? '' : `, or ask for a shorter one (dimensions=, from ${least} up)`}.`,
          sources,
        },
      ];
    }),
  );
}

/** Lines on which the model is renamed: a number there is about its vectors. */
function swapLines(file: DecidedFile, { before }: Swap): readonly string[] {
  return swapsOf(file)
    .filter((one) => one.before === before)
    .map(({ reference }) => {
      const text = file.units[reference.unit]?.text ?? '';
      return `${reference.unit}:${text.lastIndexOf('\n', reference.span.start) + 1}`;
    });
}

function stores(file: DecidedFile, swap: Swap): readonly Draft[] {
  const { old, now, check, sources } = lengths(swap);
  return texts(file).flatMap(({ unit, text }) => {
    const stored = matchesOf(text, STORED).map((match) => ({ match, stored: true }));
    const built = matchesOf(text, BUILT).map((match) => ({ match, stored: false }));
    return (stored.length > 0 ? stored : built).map(({ match, stored: kept }) => ({
      key: kept ? 'stored' : 'built',
      unit,
      span: { start: match.index, end: match.index + match[0].length },
      severity: kept ? ('critical' as const) : ('warning' as const),
      message: `${check}${kept ? 'an index stored here was made' : 'a collection that was filled here before was made'} with ${nameOf(swap.before)} (${tokens(old)} numbers a vector); ${nameOf(swap.after)} makes ${tokens(now)}, in a space of its own.`,
      advice: 'Delete and build the index again, and put the model and the length into its name or metadata.',
      sources,
    }));
  });
}

function thresholds(file: DecidedFile, swap: Swap): readonly Draft[] {
  return texts(file).flatMap(({ unit, text }) =>
    matchesOf(text, TUNED).map((match) => ({
      key: 'threshold',
      unit,
      span: { start: match.index, end: match.index + match[0].length },
      severity: 'note' as const,
      message: `this threshold was tuned on scores of ${nameOf(swap.before)}; ${nameOf(swap.after)} scores on another scale.`,
      advice: 'Tune it again.',
      sources: knownSources(file.catalogue, 'general'),
    })),
  );
}
