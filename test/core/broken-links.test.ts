import { describe, expect, test } from '@jest/globals';
import { findBrokenLinks } from '../../src/core/broken-links.js';

const PATHS = ['README.md', 'docs/setup.md', 'docs/with space.md', 'docs/img/(1).png', 'labs/a.ipynb'];

function targets(text: string, path = 'docs/setup.md'): readonly string[] {
  return findBrokenLinks([{ path, text }], PATHS).map(({ target }) => target);
}

describe('a link that leads somewhere', () => {
  test.each([
    '[a](setup.md)',
    '[a](../README.md#part "title")',
    '[a](/labs/a.ipynb)',
    '[a](with%20space.md) ![b](<with space.md>)',
    '![b](img/(1).png)',
    '[a](../labs) and [b](../labs/)',
    '[a](.)',
    '[a]: setup.md "title"',
  ])('is none: %s', (text) => {
    expect(targets(text)).toEqual([]);
  });
});

describe('what is not looked at', () => {
  test.each([
    ['addresses', '[a](https://x.example/y) [b](mailto:a@b.example) [c](//x.example) [d](data:image/png;base64,AA)'],
    ['anchors', '[a](#part)'],
    ["GitHub's own pages above the root", '[a](../../issues)'],
    ['templates', '[a]({{ url }})'],
    ['code spans', 'write `[a](gone.md)` here'],
    ['fences', '```md\n[a](gone.md)\n```\n~~~\n[a](gone.md)\n~~~'],
    ['a bracket that does not close', '[a](gone.md'],
    ['bad escapes', '[a](%E0%A4%A.md)'],
  ])('%s', (_, text) => {
    expect(targets(text)).toEqual([]);
  });

  test('other files', () => {
    expect(targets('[a](gone.md)', 'docs/setup.txt')).toEqual([]);
  });
});

describe('a link that leads nowhere', () => {
  test('is told with its line, as it is written', () => {
    expect(findBrokenLinks([{ path: 'docs/setup.md', text: 'x\n\n[a](gone.md#p) ![b](../no.png)' }], PATHS)).toEqual([
      { path: 'docs/setup.md', line: 3, target: 'gone.md#p' },
      { path: 'docs/setup.md', line: 3, target: '../no.png' },
    ]);
  });

  test('is found after a fence that ended, and in a definition', () => {
    expect(targets('````\n```\n[a](gone.md)\n````\n[a](gone.md)\n[x]: <no.md>')).toEqual(['gone.md', 'no.md']);
  });

  test('is found in the Markdown of a notebook, by its cell', () => {
    const cells = [
      { cell_type: 'code', source: ['# [a](gone.md)'] },
      { cell_type: 'markdown', source: ['Hello\n', '[a](gone.md) [b](../README.md)'] },
      { cell_type: 'markdown', source: '[c](../gone.md)' },
    ];
    expect(findBrokenLinks([{ path: 'labs/a.ipynb', text: JSON.stringify({ cells }) }], PATHS)).toEqual([
      { path: 'labs/a.ipynb', line: 2, cell: 1, target: 'gone.md' },
      { path: 'labs/a.ipynb', line: 1, cell: 2, target: '../gone.md' },
    ]);
    expect(targets('{', 'labs/a.ipynb')).toEqual([]);
  });
});

test('long lines are read in linear time', () => {
  const long = `${'[a]('.repeat(20_000)}${'`'.repeat(20_000)}${'['.repeat(20_000)}`;
  expect(targets(long)).toEqual([]);
});
