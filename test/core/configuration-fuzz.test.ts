/** Whatever stands in the file, reading it gives a configuration or problems with places in the file; it never throws. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { EXAMPLE } from '../../scripts/generate-configuration.js';
import { applyConfiguration } from '../../src/core/configuration-apply.js';
import { parseConfiguration } from '../../src/core/configuration-file.js';
import { configuredHeadline } from '../../src/core/configuration-message.js';
import { smallMigration } from './small-migration.js';

const migration = smallMigration();

/** Reads a text to the end, and checks what came of it. */
function check(text: string): void {
  const parsed = parseConfiguration({ path: 'c.yml', text, migrationIds: ['small'] });
  const result = parsed.ok ? applyConfiguration(parsed.configuration, migration) : parsed;
  if (result.ok) return;
  const lines = text.split(/\r\n|\r|\n/).length;
  const wrong = result.problems.filter(
    ({ file, line, col, message, suggestion = '' }) =>
      !(file === 'c.yml' && line >= 1 && line <= lines && col >= 1) ||
      /^$|[\r\n]|undefined|\[object/.test(message) ||
      message.length + suggestion.length > 1000,
  );
  expect(wrong).toEqual([]);
  expect(result.problems.length).toBeGreaterThan(0);
  expect(result.problems.length).toBeLessThanOrEqual(100);
}

const KEYS = [
  'migration',
  'choose',
  'keep',
  'ignore',
  'phases',
  'labels',
  'draft',
  'commit-message',
  'limits',
  'model',
];

describe('reading a configuration never fails', () => {
  test('for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), check), { numRuns: 300 });
  });

  test('for any characters that mean something in YAML', () => {
    const token = fc.constantFrom(
      ...'\n\t -?:,[]{}#&*!|>\'"%@`~<'.split(''),
      '  ',
      '&a ',
      '*a',
      '<<: *a',
      '---\n',
      '...\n',
      '!!map ',
      'a',
      '1',
      ...KEYS.map((key) => `${key}: `),
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 60 }), (tokens) => check(tokens.join(''))),
      { numRuns: 600 },
    );
  });

  test('for any value under our keys', () => {
    const value = fc.dictionary(fc.constantFrom(...KEYS), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 5 });
    fc.assert(
      fc.property(value, (written) => check(stringify(written))),
      { numRuns: 300 },
    );
  });

  test('for a good one with a piece cut out, doubled or put in', () => {
    const places = fc.tuple(
      fc.nat(EXAMPLE.length),
      fc.nat(40),
      fc.constantFrom('', ' ', '\n', '\t', '-', ':', '"', '*', 'x: ', '\u0000'),
    );
    fc.assert(
      fc.property(places, fc.boolean(), ([start, length, put], doubles) =>
        check(
          `${EXAMPLE.slice(0, start + (doubles ? length : 0))}${put}${EXAMPLE.slice(doubles ? start : start + length)}`,
        ),
      ),
      { numRuns: 300 },
    );
  });

  test('for something nested to every depth at which a stack may end', () => {
    for (let depth = 1; depth < 30_000; depth = Math.ceil(depth * 2.5)) {
      check(`labels: ${'['.repeat(depth)}${']'.repeat(depth)}`);
      check('{a: '.repeat(depth / 2));
    }
  });
});

describe('the first line of a commit message', () => {
  test('takes each placeholder once, in one line', () => {
    const values = { phase: 'phase-4', title: '{migration}\nTwo  lines', migration: 'small' };
    expect(configuredHeadline('{phase}: {title} ({migration}) {phase}', values)).toBe(
      'phase-4: {migration} Two lines (small) phase-4',
    );
    expect(configuredHeadline('{other} {}', values)).toBe('{other} {}');
  });
});
