/** The places of an identifier in all code and text of a file. */
import type { Unit } from '../format.js';
import type { FileContext } from '../place.js';
import type { Span } from '../source.js';

/** One place of an identifier. */
export interface CodeUse {
  readonly unit: Unit;
  readonly span: Span;
  /** `code`: read by the program. `said`: in a comment, a plain string, a docstring or prose. */
  readonly kind: 'code' | 'said';
  /** The unit's text before and after, as far as a statement reaches. */
  readonly before: string;
  readonly after: string;
}

const REACH = 600;

/** Every place of `name` as a whole word, attributes of other objects included, in the texts that may be edited. */
export function usesOf(name: string, context: FileContext): readonly CodeUse[] {
  const pattern = new RegExp(`(?<!\\w)${name}(?!\\w)`, 'g');
  return context.units.flatMap((unit) =>
    unit.shielded !== undefined
      ? []
      : [...unit.text.matchAll(pattern)].map((match): CodeUse => {
          const span = { start: match.index, end: match.index + match[0].length };
          const layer = context.siteAt(unit, span).layers.at(-1);
          const isCode =
            layer?.language === 'python' &&
            (layer.token === 'code' || layer.token === 'f-string' || layer.token === 'magic');
          return {
            unit,
            span,
            kind: isCode ? 'code' : 'said',
            before: unit.text.slice(Math.max(0, span.start - REACH), span.start),
            after: unit.text.slice(span.end, span.end + REACH),
          };
        }),
  );
}
