import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EmbeddedText } from '../../src/core/embedded-text.js';
import type { Language } from '../../src/core/site.js';
import { LANGUAGES } from '../../src/languages/index.js';

/** Bits that open things, close things or are awkward in some language. */
const BITS = [
  'old:8b',
  ' ',
  '\n',
  '\r\n',
  '\t',
  '    ',
  '"',
  "'",
  '"""',
  '`',
  '```',
  '```bash\n',
  '\\',
  '\\n',
  '\\u0041',
  '$(',
  ')',
  '(',
  '{',
  '}',
  '{{',
  '[',
  ']',
  '#',
  '# ',
  '- ',
  '> ',
  '|',
  '|---|\n',
  ':',
  ': ',
  ',',
  '=',
  ' = ',
  '!',
  '%',
  '%%bash\n',
  '?',
  '--model ',
  '$ ',
  '<',
  '<!-- ',
  ' -->',
  '<<EOF\n',
  'EOF\n',
  'ollama pull ',
  'def f(x=',
  'class A:\n',
  'x = f"',
  'import a\n',
  'FROM ',
  'RUN ',
  'run: |\n',
  '---\n',
  '🚀',
  '\uFEFF',
  '&&',
  ';',
  '>>> ',
  'model: ',
  '{"a": "',
  '"}',
] as const;

const text = fc.array(fc.constantFrom(...BITS), { maxLength: 40 }).map((bits) => bits.join(''));

/** Every segment of equal lengths that copies must lead to the same characters; none may leave the outer text. */
function expectSound(outer: string, { map, text: inner }: EmbeddedText): void {
  let at = 0;
  let from = 0;
  for (const segment of map.segments) {
    expect(segment.inner).toBe(at);
    expect(segment.outer).toBeGreaterThanOrEqual(from);
    at += segment.innerLength;
    from = segment.outer + segment.outerLength;
    if (segment.innerLength !== segment.outerLength) continue;
    const copied = inner.slice(segment.inner, segment.inner + segment.innerLength);
    if (copied !== outer.slice(segment.outer, from)) expect(segment.innerLength).toBeLessThanOrEqual(2);
  }
  expect(at).toBe(inner.length);
  expect(from).toBeLessThanOrEqual(outer.length);
}

function describeEverywhere(language: Language, source: string, depth: number): void {
  const opened = language.open(source);
  const seen = new Map<number, EmbeddedText>();
  for (let start = 0; start < source.length; start++) {
    const { layer, inner } = opened.at({ start, end: start + 1 });
    expect(layer.language).toBe(language.name);
    if (inner === undefined) continue;
    expect(LANGUAGES.map(({ name }) => name)).toContain(inner.language);
    expect(opened.at({ start, end: start + 1 }).inner).toBe(inner);
    const first = inner.map.segments[0]?.outer ?? -1;
    if (seen.get(first) === inner) continue;
    seen.set(first, inner);
    expectSound(source, inner);
    const next = LANGUAGES.find(({ name }) => name === inner.language);
    if (next !== undefined && depth < 4) describeEverywhere(next, inner.text, depth + 1);
  }
}

describe.each(LANGUAGES.map((language) => [language.name, language] as const))('%s', (_name, language) => {
  test('describes every place of any text, never throws, and its inner texts lead back', () => {
    fc.assert(
      fc.property(text, (source) => describeEverywhere(language, source, 0)),
      { numRuns: 150 },
    );
  });

  test('a place at the end of the text, and an empty text', () => {
    expect(language.open('').at({ start: 0, end: 0 }).layer.language).toBe(language.name);
    expect(language.open('x: y\n').at({ start: 5, end: 5 }).layer.language).toBe(language.name);
  });
});

test('names and aliases are given once', () => {
  const names = LANGUAGES.flatMap(({ name, aliases }) => [name, ...aliases]);
  expect(new Set(names).size).toBe(names.length);
});
