/** Places that a companion edit changes: what was wrong there is mended by the rewrite itself. */
import type { Decision } from './decision.js';
import type { Span } from './source.js';

/** Whether a companion edit of one of the decisions changes the text at a place of a unit. */
export function isMended(decisions: readonly Decision[], unit: number, span: Span): boolean {
  return decisions.some(({ companions }) =>
    companions.some(
      (one) =>
        one.unit === unit && one.span.end > one.span.start && one.span.start < span.end && span.start < one.span.end,
    ),
  );
}
