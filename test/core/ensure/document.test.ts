import { describe, expect, test } from '@jest/globals';
import { parser as commonMark, GFM } from '@lezer/markdown';
import fc from 'fast-check';
import { keepsBlocks, parseDocument } from '../../../src/core/ensure/document.js';

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
    last: tree.topNode.lastChild?.to,
    headings: blocks.filter((one) => /^(?:ATX|Setext)Heading/.test(one)).map((one) => one.split(' ')[1]),
    tables: blocks.filter((one) => one.startsWith('Table ')).map((one) => one.split(' ')[1]),
    fences,
    comments: blocks.filter((one) => one.startsWith('CommentBlock ')).map((one) => one.split(' ')[1]),
  };
}

function byDocument(text: string) {
  const document = parseDocument(text);
  const { headings, comments } = document;
  const fences = document.fencesWhere(() => true);
  const tables = document.tablesWhere(() => true);
  const blocks = document.blocksWithin({ start: 0, end: text.length });
  const placesOf = (found: readonly { readonly start: number; readonly end: number }[]) =>
    found.map(({ start, end }) => `${start}-${end}`);
  return {
    blocks: blocks.map(({ kind, start, end }) => `${kind} ${start}-${end}`),
    last: document.lastBlock()?.end,
    headings: placesOf(headings),
    tables: placesOf(tables),
    fences: placesOf(fences),
    comments: placesOf(comments),
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

/** Front matter counts as nothing here, and is a rule or a heading to the grammar. */
const texts = fc
  .array(fc.constantFrom(...LINES), { maxLength: 24 })
  .filter((lines) => lines[0] !== '---')
  .map((lines) => `${lines.join('\n')}\n`);

describe('a document that insertions go into', () => {
  test('has the blocks, headings, tables and fences of the whole text, though only sections that can hold them are parsed', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(byDocument(text)).toEqual(byGrammar(text));
      }),
      { numRuns: 3000, seed: 7 },
    );
  });

  test('has the blocks that start in a span', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (text, one, other) => {
        const [start = 0, end = 0] = [one % (text.length + 1), other % (text.length + 1)].sort((a, b) => a - b);
        const all = parseDocument(text).blocksWithin({ start: 0, end: text.length });
        const within = all.filter((block) => block.start >= start && block.start < end);
        expect(parseDocument(text).blocksWithin({ start, end })).toEqual(within);
      }),
      { numRuns: 1000, seed: 7 },
    );
  });

  test('tells whether something that is inserted leaves the other blocks of the kinds they were', () => {
    const answers = { kept: 0, changed: 0 };
    fc.assert(
      fc.property(
        texts,
        fc.array(fc.constantFrom(...LINES), { minLength: 1, maxLength: 5 }),
        fc.nat(),
        (text, lines, at) => {
          const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
          const start = starts[at % starts.length] ?? 0;
          fc.pre(start > 0 || lines[0] !== '---');
          const insert = `${lines.join('\n')}\n`;
          const end = start + insert.length;
          const after = text.slice(0, start) + insert + text.slice(start);
          const kinds = (all: string[]) => all.map((one) => one.split(' ')[0]);
          const others = byGrammar(after).blocks.filter((one) => {
            const from = Number(/ (\d+)/.exec(one)?.[1]);
            return from < start || from >= end;
          });
          const isKept = kinds(others).join() === kinds(byGrammar(text).blocks).join();
          answers[isKept ? 'kept' : 'changed']++;
          expect(keepsBlocks(parseDocument(text), parseDocument(after), { start, end })).toBe(isKept);
        },
      ),
      { numRuns: 3000, seed: 7 },
    );
    expect(Math.min(answers.kept, answers.changed)).toBeGreaterThan(300);
  });

  test('finds nothing in front matter', () => {
    const document = parseDocument('---\ntitle: a\n# no heading\n---\n\n# One\n\n```sh\nls\n```\n');
    const { headings } = document;
    const fences = document.fencesWhere(() => true);
    expect(headings.map(({ title }) => title)).toEqual(['One']);
    expect(fences).toHaveLength(1);
  });
});
