/** YAML that people wrote, with the place of every value: what the checks of a migration file and a catalogue stand on. */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import type { Problem } from './problem.js';

/** A path of keys and 0-based list indices into the file's value. */
export type ValuePath = readonly PropertyKey[];

/** A file as it was handed in: its path for messages and its text. */
export interface WrittenFile {
  readonly path: string;
  readonly text: string;
}

/** A parsed file. `value` is there unless the text is no YAML at all. */
export interface YamlFile {
  readonly value: unknown;
  /** Faults of the YAML itself. */
  readonly problems: readonly Problem[];
  /** Whether `value` is what the person wrote, apart from keys that stand twice. */
  readonly readable: boolean;
  /** A problem at the value of `path`, or at its key; where the path ends too early, at the nearest thing around it. */
  problemAt(path: ValuePath, message: string, suggestion?: string, at?: 'value' | 'key'): Problem;
}

/** Parses `file`. Never throws. Nothing in it is run, looked up or read; aliases stand for at most a hundred values. */
export function parseYaml(file: WrittenFile): YamlFile {
  const counter = new LineCounter();
  // Keys that stand twice are looked for below: the parser compares each key with all before it.
  const document = parseDocument(file.text, {
    lineCounter: counter,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'error',
  });
  const at = (offset: number, message: string, suggestion?: string): Problem => {
    const { line, col } = counter.linePos(offset);
    const place = { file: file.path, line: Math.max(1, line), col: Math.max(1, col), message };
    return suggestion === undefined ? place : { ...place, suggestion };
  };
  const faults = faultsOf(document);
  const problems = faults.map(({ offset, message }) => at(offset, message));
  const readable = faults.length === 0;
  // One by one: a call takes no list of a hundred thousand.
  if (readable) for (const offset of repeatedKeys(document)) problems.push(at(offset, REPEATED));
  const read = readable ? readValue(document) : { value: undefined };
  if ('fault' in read) problems.push(at(firstAlias(document), read.fault));
  const places = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  return {
    value: read.value,
    problems,
    readable: readable && !('fault' in read),
    problemAt: (path, message, suggestion, side = 'value') =>
      at(offsetOf(document, places, path, side), message, suggestion),
  };
}

interface Fault {
  readonly offset: number;
  readonly message: string;
}

/** What the parser found. A text that is nested too deeply for it is that and nothing else. */
function faultsOf(document: Document): readonly Fault[] {
  const faults = document.errors.map(({ pos, code, message }) => ({
    offset: pos[0],
    message: code === 'MULTIPLE_DOCS' ? 'a second document begins here, and one is all there may be' : message,
  }));
  const deep = faults.find(({ message }) => /call stack/i.test(message));
  if (deep !== undefined) return [{ offset: deep.offset, message: 'Not valid YAML: it is nested too deeply' }];
  return faults.map(({ offset, message }) => ({ offset, message: `Not valid YAML: ${message.replace(/\.$/, '')}` }));
}

const REPEATED = 'This key stands twice; the second would silently replace the first';

/** Offsets of keys that stand in their map already. */
function repeatedKeys(document: Document): readonly number[] {
  const found: number[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) found.push(key.range?.[0] ?? 0);
        seen.add(key.value);
      }
    },
  });
  return found;
}

/** Offset of the first alias; 0 without one. */
function firstAlias(document: Document): number {
  let offset = 0;
  visit(document, {
    Alias(_, alias) {
      offset = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

function readValue(
  document: Document,
): { readonly value: unknown; readonly fault?: string } | { value: undefined; fault: string } {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      value: undefined,
      fault: /alias count/i.test(reason)
        ? 'The aliases of this file, from here on, stand for more than is written out'
        : `The YAML cannot be resolved: ${reason}`,
    };
  }
}

/** Where `path` stands in the text: the offset of its value or of its key. */
function offsetOf(
  document: Document,
  places: WeakMap<YAMLMap, ReadonlyMap<string, Pair>>,
  path: ValuePath,
  side: 'value' | 'key',
): number {
  let node: Node | null | undefined = document.contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const [index, step] of path.entries()) {
    const last = index === path.length - 1;
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pairs: ReadonlyMap<string, Pair> = places.get(node) ?? pairsOf(node);
      places.set(node, pairs);
      const pair = pairs.get(String(step));
      if (pair === undefined) return offset;
      const value: Node | null = isNode(pair.value) ? pair.value : null;
      const keyOffset: number = isNode(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      offset = last && side === 'value' && isScalar(value) ? (value.range?.[0] ?? keyOffset) : keyOffset;
      node = value;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)] as Node | undefined;
      if (item === undefined) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}

/** The pairs of a map by key; of a key that stands twice, the first. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const pairs = new Map<string, Pair>();
  for (const pair of map.items) {
    const key = String(isScalar(pair.key) ? pair.key.value : pair.key);
    if (!pairs.has(key)) pairs.set(key, pair);
  }
  return pairs;
}
