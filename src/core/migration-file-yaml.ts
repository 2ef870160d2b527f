/** YAML that people wrote, with the place of every value: what the checks of a migration file and a catalogue stand on. */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
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

/** Parses `file`. Never throws. */
export function parseYaml(file: WrittenFile): YamlFile {
  const counter = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number, message: string, suggestion?: string): Problem => {
    const { line, col } = counter.linePos(offset);
    const place = { file: file.path, line: Math.max(1, line), col: Math.max(1, col), message };
    return suggestion === undefined ? place : { ...place, suggestion };
  };
  const problems = document.errors.map((error) => at(error.pos[0], plainMessage(error.code, error.message)));
  const readable = document.errors.every((error) => error.code === 'DUPLICATE_KEY');
  const read = readable ? readValue(document) : { value: undefined };
  if ('fault' in read) problems.push(at(0, read.fault));
  return {
    value: read.value,
    problems,
    readable: readable && !('fault' in read),
    problemAt: (path, message, suggestion, side = 'value') => at(offsetOf(document, path, side), message, suggestion),
  };
}

function readValue(
  document: Document,
): { readonly value: unknown; readonly fault?: string } | { value: undefined; fault: string } {
  try {
    return { value: document.toJS() };
  } catch (error) {
    return {
      value: undefined,
      fault: `The YAML cannot be resolved: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

function plainMessage(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'This key stands twice; the second would silently replace the first';
  return `Not valid YAML: ${message.replace(/\.$/, '')}`;
}

/** Where `path` stands in the text: the offset of its value or of its key. */
function offsetOf(document: Document, path: ValuePath, side: 'value' | 'key'): number {
  let node: Node | null | undefined = document.contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const [index, step] of path.entries()) {
    const last = index === path.length - 1;
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
      const key = pair?.key as Node | undefined;
      if (pair === undefined || key === undefined) return offset;
      const value = pair.value as Node | null;
      const keyOffset = key.range?.[0] ?? offset;
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
