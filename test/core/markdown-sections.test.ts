import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { Tree } from '@lezer/common';
import { parser as commonMark, GFM, type MarkdownParser } from '@lezer/markdown';
import fc from 'fast-check';
import { cutSections } from '../../src/core/markdown-sections.js';
import { cutMarkdown, markdownBlocks, sectionBlocks } from '../../src/core/syntax.js';
import { type Heading, outlineOf } from '../../src/languages/markdown-outline.js';

const grammar: MarkdownParser = Object.create(commonMark.configure(GFM), { parseInline: { value: () => [] } });

function pieces(text: string): readonly string[] {
  return cutSections(text).map(({ start, end }) => text.slice(start, end));
}

/** All nodes of a tree, with their places and what holds them. */
function nodesOf(tree: Tree): string {
  const found: string[] = [];
  tree.iterate({
    enter: (node) => void found.push(`(${node.name} ${node.from}-${node.to}`),
    leave: () => void found.push(')'),
  });
  return found.join('');
}

/** The headings of a text, section by section, and by the grammar of the whole. */
function bothOutlines(text: string): readonly [readonly Heading[], readonly Heading[]] {
  const cut = cutMarkdown(text);
  const sectionAt = (offset: number) =>
    cut.sections.findLast(({ start }) => start <= offset) ?? { start: 0, end: text.length, isPlain: false };
  const whole = grammar.parse(text);
  return [
    outlineOf(text, cut.sections, (offset) => sectionBlocks(cut, sectionAt(offset))).headingsTo(text.length),
    outlineOf(text, [{ start: 0, end: text.length, isPlain: false }], () => whole).headingsTo(text.length),
  ];
}

describe('cutting Markdown into sections', () => {
  test('at headings in the first column that a blank line precedes', () => {
    expect(pieces('# A\n\ntext\n\n## B\ntext\n# C\n')).toEqual(['# A\n\ntext\n\n', '## B\ntext\n# C\n']);
    expect(pieces('text')).toEqual(['text']);
    expect(pieces('')).toEqual(['']);
  });

  test.each([
    ['in a fence', '# A\n\n```sh\n\n# b\n```\n\n# C\n', 2],
    ['in a longer fence that holds a shorter one', '# A\n\n````\n```\n\n# b\n````\n', 1],
    ['in a fence of another kind', '# A\n\n~~~\n```\n\n# b\n~~~\n', 1],
    ['behind an indented fence that is closed', '# A\n\n- a\n\n  ```\n  x\n  ```\n\n# B\n', 2],
    ['behind a fence in a list that the heading ends', '# A\n\n- a\n\n  ```\n  x\n\n# B\n', 1],
    ['behind a fence that another indent closes', '# A\n\n   ```\n    ```\n\n# b\n', 1],
    ['behind a fence on the mark of a list that is closed', '# A\n\n- ```\n  x\n  ```\n\n# B\n', 2],
    ['behind a fence that HTML holds', '# A\n\n<div>\n```\n\n# B\n', 1],
    ['behind HTML that a blank line ended', '# A\n\n<div>\n\n```\nx\n```\n\n# B\n', 2],
    ['in a comment over blank lines', '# A\n\n<!--\n\n# b\n-->\n', 1],
    ['behind a comment of one line', '# A\n\n<!-- a -->\n\n# B\n', 2],
    ['behind a mark of a fence that no blank follows but a sign that looks like one', '```py\n```\u00a0\n\n# Z\n', 1],
    ['in HTML over a line with a sign that looks like a blank', '<div>\n\u00a0\n# Z\n', 1],
    ['no heading: letters right behind the hashes', '# A\n\n#hashtag\n', 1],
    ['no heading: seven hashes', '# A\n\n####### b\n', 1],
  ])('%s', (_situation, text, sections) => {
    expect(pieces(text)).toHaveLength(sections);
    expect(nodesOf(markdownBlocks(text))).toBe(nodesOf(grammar.parse(text)));
  });

  test('a line of thousands of list marks is no list in a list in a list', () => {
    expect(nodesOf(markdownBlocks(`# A\n\n${'- '.repeat(5000)}x\n`))).not.toContain('ListItem');
    expect(nodesOf(markdownBlocks('# A\n\n- - - x\n')).match(/ListItem/g)).toHaveLength(3);
  });

  test('a section says whether it has another heading than its first line', () => {
    const plain = (text: string) => cutSections(text).map(({ isPlain }) => isPlain);
    expect(plain('# A\n\ntext\n\n```sh\n# no\n```\n\n---\n')).toEqual([true]);
    expect(plain('# A\n## B\n')).toEqual([false]);
    expect(plain('# A\n\nB\n---\n')).toEqual([false]);
    expect(plain('# A\n\n> # B\n')).toEqual([false]);
    expect(plain('# A\n\n  # B\n')).toEqual([false]);
    expect(plain('# A\n\n<!--\n\n# C\n')).toEqual([false]);
  });

  test('the sections of our own pages have the blocks that the whole texts have', () => {
    const folder = fileURLToPath(new URL('../../docs', import.meta.url));
    const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .map((path) => readFileSync(`${folder}/${path}`, 'utf8'));
    expect(texts.length).toBeGreaterThan(5);
    expect(texts.reduce((sum, text) => sum + cutSections(text).length, 0)).toBeGreaterThan(3 * texts.length);
    for (const text of texts) {
      expect(nodesOf(markdownBlocks(text))).toBe(nodesOf(grammar.parse(cutMarkdown(text).text)));
      const [bySection, whole] = bothOutlines(text);
      expect(bySection).toEqual(whole);
    }
  });
});

describe('whatever lines a text has', () => {
  const LINES = [
    ...['# A', '## B', '#c', '### D #', '#', '  # in', '  ## h2', '- # head', '> # h', '===', '---', '***'],
    ...['', '', '', ' ', 'text', 'more text', '    code', '\tcode', '| a | b |', '|---|---|', '| 1 | 2 |'],
    ...['```', '```py', '~~~', '~~~~', '````', '  ```', '   ```', '    ```', '  ```sh', '\t```', '```x```', '`x`'],
    ...[
      '- item',
      '  in item',
      '- ```',
      '  - nested',
      '    deep',
      '1. one',
      '   in one',
      '1. ```',
      '- [ ] task',
      '+ plus',
    ],
    ...[
      '> quote',
      '> ```',
      '>',
      '<div>',
      '</div>',
      '<!-- c -->',
      '<!-- open',
      '-->',
      '<pre>',
      '</pre>',
      '<br>',
      '<?php',
    ],
    ...[
      '* <!-- x',
      '  <!-- y',
      '  -->',
      '<details>',
      '<summary>x</summary>',
      '<https://a.b>',
      '<a href="x">',
      '  <div>',
    ],
    ...['[a]: b', '[a]: <b', '"title', '\u00a0', '\f', '```\u00a0', '#\u00a0a', '\ufeff'],
  ];
  const texts = fc.array(fc.constantFrom(...LINES), { minLength: 2, maxLength: 24 }).map((lines) => lines.join('\n'));

  test('its sections have the blocks and the headings that the whole has', () => {
    let cuts = 0;
    fc.assert(
      fc.property(texts, (text) => {
        cuts += cutSections(text).length - 1;
        expect(nodesOf(markdownBlocks(text))).toBe(nodesOf(grammar.parse(text)));
        const [bySection, whole] = bothOutlines(text);
        expect(bySection).toEqual(whole);
      }),
      { numRuns: 3000, seed: 7 },
    );
    expect(cuts).toBeGreaterThan(20);
  });
});
