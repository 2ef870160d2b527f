/** A bare size after a name that stands for another model of its family: "llama3.1:8b or 70b", "(8B and 70B)". */
import type { ModelId } from './model.js';
import type { Place } from './place.js';
import type { Span } from './source.js';

/** The bare size and the model it means. The span counts offsets of the unit's text. */
export interface DanglingSize {
  readonly span: Span;
  readonly surface: string;
  readonly model: ModelId;
}

const MORE = /^[`"']?\)?[ \t]*(?:or|and|&|\/|,)[ \t]*\(?[`"']?(\d+(?:\.\d+)?[bB])(?![-\w:.]\w)/;

/** Finds the size that hangs on the name of a place, on the same line. */
export function findDanglingSize({ reference, unit, context }: Place): DanglingSize | undefined {
  const match = MORE.exec(unit.text.slice(reference.span.end, reference.span.end + 48));
  const size = match?.[1];
  if (match === null || size === undefined) return undefined;
  const model = context.migration.catalogue.models.find(
    (one) =>
      one.family === reference.family &&
      !reference.models.includes(one.id) &&
      saysSize(one.id, one.ollama?.tag, one.display, size),
  );
  if (model === undefined) return undefined;
  const end = reference.span.end + match[0].length;
  return { span: { start: end - size.length, end }, surface: size, model: model.id };
}

function saysSize(id: ModelId, tag: string | undefined, display: readonly string[], size: string): boolean {
  const wanted = size.toLowerCase();
  return (
    tag?.toLowerCase() === wanted ||
    id.toLowerCase().endsWith(`:${wanted}`) ||
    display.some((name) => name.toLowerCase().endsWith(` ${wanted}`))
  );
}
