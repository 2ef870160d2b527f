/** JSON files, with comments where people write them, and files with one JSON value a line. */
import { visit } from 'jsonc-parser';
import type { FileFault, Format } from '../core/format.js';
import { indexLines, positionAt } from '../core/source.js';
import { findJsonFault } from './json-fault.js';
import { hasExtension, openWhole, spliceWhole } from './whole-file.js';

export const json: Format = {
  name: 'json',
  claims: (path) => hasExtension(path, ['.json', '.jsonc', '.json5', '.jsonl', '.ndjson', '.webmanifest']),
  open: (file) => openWhole(file, 'json', faultOf(file.path, file.text)),
  splice: (file, _unit, span, insert) => spliceWhole(file, span, insert),
  compare(before, after) {
    if (before.text === after) return [];
    const fault = faultOf(before.path, after);
    if (fault !== undefined) return [`after the change it is no valid JSON: ${fault.message}`];
    return shapeOf(before.text) === shapeOf(after)
      ? []
      : ['the JSON has another structure than before: keys, values or their order changed'];
  },
};

/** Why the text is not JSON. Comments and trailing commas are let pass: configuration files have them. */
function faultOf(path: string, text: string): FileFault | undefined {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (!hasExtension(path, ['.jsonl', '.ndjson'])) return firstError(text, text.slice(start), start);
  let at = start;
  for (const line of text.slice(start).split('\n')) {
    const fault = line.trim() === '' ? undefined : firstError(text, line, at);
    if (fault !== undefined) return fault;
    at += line.length + 1;
  }
  return undefined;
}

function firstError(text: string, part: string, shift: number): FileFault | undefined {
  const fault = findJsonFault(part, { allowTrailingComma: true });
  if (fault === undefined) return undefined;
  const { line, col } = positionAt(indexLines(text), fault.offset + shift);
  const message = `Line ${line}, column ${col + 1}: ${fault.words}. Make it valid JSON, then run the phase again.`;
  return { rule: 'invalid-json', message };
}

/** Brackets, keys and kinds of values in order; strings and keys without their text. */
function shapeOf(text: string): string {
  const shape: string[] = [];
  visit(text, {
    onObjectBegin: () => void shape.push('{'),
    onObjectEnd: () => void shape.push('}'),
    onArrayBegin: () => void shape.push('['),
    onArrayEnd: () => void shape.push(']'),
    onObjectProperty: () => void shape.push('k'),
    onLiteralValue: (value: unknown) => void shape.push(value === null ? 'null' : typeof value),
  });
  return shape.join('');
}
