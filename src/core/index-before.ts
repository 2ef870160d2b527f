/** Search in what is sorted by where it starts. */
import type { Span } from './source.js';

/** The index of the last element whose `start` is not after `offset`, or -1. Elements are sorted by start. */
export function indexBefore(sorted: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = sorted.length - 1;
  let found = -1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.start ?? 0) <= offset) {
      found = middle;
      low = middle + 1;
    } else high = middle - 1;
  }
  return found;
}

/** The element that holds `offset`, of spans that are sorted and do not overlap. */
export function spanAround<S extends Span>(spans: readonly S[], offset: number): S | undefined {
  const span = spans[indexBefore(spans, offset)];
  return span !== undefined && offset < span.end ? span : undefined;
}
