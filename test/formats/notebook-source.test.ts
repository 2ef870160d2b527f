import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { outerSpans, toOuter } from '../../src/core/embedded-text.js';
import type { Span } from '../../src/core/source.js';
import { mapSource } from '../../src/formats/notebook-source.js';

/** Strings as a notebook holds them, with characters that are escaped and the ends of lists. */
const sources = fc.array(
  fc.string({ unit: fc.constantFrom('a', 'é', '"', '\\', '\n', '\u2028', '😀'), maxLength: 6 }),
  {
    maxLength: 6,
  },
);

function written(strings: readonly string[]): { readonly text: string; readonly tokens: readonly Span[] } {
  let text = '{"source": [';
  const tokens = strings.map((string) => {
    // A line separator is written as an escape of six characters.
    const token = JSON.stringify(string).replaceAll('\u2028', '\\u2028');
    text += '\n  ';
    const start = text.length;
    text += `${token},`;
    return { start, end: start + token.length };
  });
  return { text: `${text}]}`, tokens };
}

describe('the map of a source', () => {
  test('says of a part what it says when it is made whole', () => {
    fc.assert(
      fc.property(sources, fc.nat(40), fc.nat(40), (strings, a, b) => {
        const { text, tokens } = written(strings);
        const length = strings.join('').length;
        const span = { start: Math.min(a, b, length), end: Math.min(Math.max(a, b), length) };
        const whole = { segments: mapSource(text, () => tokens).segments };
        const part = mapSource(
          text,
          () => tokens,
          strings.map((string) => string.length),
        );
        expect(outerSpans(part, span)).toEqual(outerSpans(whole, span));
        expect(toOuter(part, span.start)).toBe(toOuter(whole, span.start));
        expect(part.segments).toEqual(whole.segments);
      }),
      { seed: 20, numRuns: 2000 },
    );
  });

  test('makes only the strings around what is asked for', () => {
    const strings = ['a\n', 'b\n', 'c'];
    const { text, tokens } = written(strings);
    const map = mapSource(text, () => tokens, [2, 2, 1]);
    expect(map.around?.({ start: 2, end: 3 }).map(({ inner, innerLength }) => [inner, innerLength])).toEqual([
      [2, 1],
      [3, 1],
    ]);
  });

  test('an empty source has the place at which text would go', () => {
    const { text, tokens } = written(['', '']);
    expect(
      toOuter(
        mapSource(text, () => tokens, [0, 0]),
        0,
      ),
    ).toBe(text.indexOf('"",') + 1);
  });
});
