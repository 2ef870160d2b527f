import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parser } from '@lezer/yaml';
import { yamlTree } from '../../src/core/yaml-tree.js';

test.each(['migrations/2025-tier-1.yml', 'migrations/models.yml', 'compose.yaml', 'app.yml'])(
  'an ordinary file has the tree of the grammar: %s',
  (path) => {
    const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    expect(yamlTree(text).toString()).toBe(parser.parse(text).toString());
  },
);

describe('a text that the grammar would take long over, or call itself to the end for', () => {
  test.each([
    ['keys on a line', 'a: '.repeat(20_000)],
    ['dashes on a line', '- '.repeat(20_000)],
    ['question marks on a line', '? '.repeat(20_000)],
    ['tags on a line', '!!x '.repeat(20_000)],
    ['anchors on a line', '&a *a '.repeat(10_000)],
    ['brackets on a line', '['.repeat(60_000)],
    ['brackets on lines', `${'['.repeat(90)}\n `.repeat(800)],
    ['maps on lines', '  {a: \n'.repeat(10_000)],
    ['commas', '[,'.repeat(5000)],
  ])(
    '%s',
    (_, text) => {
      expect(yamlTree(`${text}llama3.1:8b\n`).length).toBeGreaterThanOrEqual(0);
    },
    30_000,
  );
});
