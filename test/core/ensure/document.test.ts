import { describe, expect, test } from '@jest/globals';
import { parser as commonMark, GFM } from '@lezer/markdown';
import fc from 'fast-check';
import { parseDocument } from '../../../src/core/ensure/document.js';

const grammar = commonMark.configure(GFM);

/** What the grammar finds in the whole text: blocks that stand in no other, headings and tables among them, and closed fences anywhere. */
function byGrammar(text: string) {
  const tree = grammar.parse(text);
  const blocks: string[] = [];
  for (let node = tree.topNode.firstChild; node !== null; node = node.nextSibling)
    blocks.push(`${node.name} ${node.from}-${node.to}`);
  const fences: string[] = [];
  tree.iterate({
    enter({ name, from, to, node }) {
      if (name === 'FencedCode' && node.getChildren('CodeMark').length === 2) fences.push(`${from}-${to}`);
    },
  });
  return {
    blocks,
    headings: blocks.filter((one) => /^(?:ATX|Setext)Heading/.test(one)).map((one) => one.split(' ')[1]),
    tables: blocks.filter((one) => one.startsWith('Table ')).map((one) => one.split(' ')[1]),
    fences,
  };
}

function byDocument(text: string) {
  const { blocks, headings, tables, fences } = parseDocument(text);
  const placesOf = (found: readonly { readonly start: number; readonly end: number }[]) =>
    found.map(({ start, end }) => `${start}-${end}`);
  return {
    blocks: blocks.map(({ kind, start, end }) => `${kind} ${start}-${end}`),
    headings: placesOf(headings),
    tables: placesOf(tables),
    fences: placesOf(fences),
  };
}

const LINES = [
  [
    '',
    '',
    '',
    'text',
    '# A',
    '## B',
    '### C ###',
    '#D',
    '===',
    '---',
    '- item',
    '  more',
    '> quote',
    '> # in it',
    '1. one',
  ],
  [
    '```',
    '```sh',
    '~~~',
    '  ```',
    '- ```',
    '| a | b |',
    '|---|---|',
    'a | b',
    '-|-',
    '| 1 | 2 |',
    '<div>',
    '<!-- x -->',
    '<!--',
    '-->',
  ],
].flat();

describe('a document that insertions go into', () => {
  test('has the blocks, headings, tables and fences of the whole text, though only sections that can hold them are parsed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LINES), { maxLength: 24 }), (lines) => {
        // Front matter counts as nothing here, and is a rule or a heading to the grammar.
        fc.pre(lines[0] !== '---');
        const text = `${lines.join('\n')}\n`;
        expect(byDocument(text)).toEqual(byGrammar(text));
      }),
      { numRuns: 3000, seed: 7 },
    );
  });

  test('finds nothing in front matter', () => {
    const { headings, fences } = parseDocument('---\ntitle: a\n# no heading\n---\n\n# One\n\n```sh\nls\n```\n');
    expect(headings.map(({ title }) => title)).toEqual(['One']);
    expect(fences).toHaveLength(1);
  });
});
