/** From a text inside a unit to the unit: where a span of a layer's text stands. */
import type { Place } from '../place.js';
import type { Site } from '../site.js';
import type { Span } from '../source.js';

/** The span of a unit's text that a span of the layer at `depth` covers; undefined where the text is broken or escaped there. */
export function spanInUnit(site: Site, depth: number, span: Span): Span | undefined {
  const whole = site.texts[0];
  const layer = site.texts[depth];
  if (whole === undefined || layer === undefined) return undefined;
  const shift = whole.span.start - layer.span.start;
  const found = { start: span.start + shift, end: span.end + shift };
  return whole.text.slice(found.start, found.end) === layer.text.slice(span.start, span.end) ? found : undefined;
}

/** The line of a unit's text that holds an offset, without its line end. */
export function lineAt(text: string, offset: number): Span {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const next = text.indexOf('\n', offset);
  const end = next < 0 ? text.length : next;
  return { start, end: text[end - 1] === '\r' ? end - 1 : end };
}

/** How a reader finds an offset of a unit: "line 4", "line 2 of cell 7". */
export function whereIs({ unit }: Pick<Place, 'unit'>, offset: number): string {
  let line = 1;
  for (let at = unit.text.indexOf('\n'); at >= 0 && at < offset; at = unit.text.indexOf('\n', at + 1)) line++;
  return unit.cell === undefined ? `line ${line}` : `line ${line} of cell ${unit.cell.index}`;
}
