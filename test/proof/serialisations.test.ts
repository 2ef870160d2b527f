/** One meaning, many files: however a notebook, a text, a configuration or a script is written, the same is decided and nothing else changes. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BLOCKS, COMMANDS, STATEMENTS } from './contents.js';
import { logicOf, planSoundly, runs } from './logic.js';
import { type CellMeaning, type JsonStyle, printCells } from './notebook-style.js';

const newline = fc.constantFrom<'\n' | '\r\n'>('\n', '\r\n');

function pieces(all: readonly string[], most: number): fc.Arbitrary<readonly string[]> {
  return fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: most });
}

describe('a notebook', () => {
  const cell: fc.Arbitrary<CellMeaning> = fc.oneof(
    pieces(STATEMENTS, 3).map((all) => ({ type: 'code' as const, source: all.join('') })),
    pieces(BLOCKS, 3).map((all) => ({ type: 'markdown' as const, source: all.join('\n') })),
  );
  const style: fc.Arbitrary<JsonStyle> = fc.record({
    indent: fc.constantFrom('', ' ', '  ', '\t'),
    newline,
    bom: fc.boolean(),
    finalNewline: fc.boolean(),
    ascii: fc.boolean(),
    needless: fc.constantFrom(0, 0, 3, 60),
    seeds: fc.array(fc.nat(1000), { minLength: 7, maxLength: 31 }),
  });
  const PLAIN: JsonStyle = {
    ...{ indent: ' ', newline: '\n', bom: false, finalNewline: true, ascii: false, needless: 0 },
    seeds: [1],
  };

  test('indent, escapes, string or list, element boundaries, line ends, BOM and key order decide nothing', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 4 }), style, (cells, how) => {
        const plain = planSoundly('a.ipynb', printCells(cells, PLAIN));
        const other = planSoundly('a.ipynb', printCells(cells, how));
        expect(logicOf(other.rows)).toEqual(logicOf(plain.rows));
        expect(sourcesOf(other.after)).toEqual(sourcesOf(plain.after));
        expect(shapeOf(other.after)).toEqual(shapeOf(other.before));
      }),
      runs(),
    );
  });

  function cellsOf(text: string): readonly { readonly source: string | readonly string[] }[] {
    return JSON.parse(text.replace(/^\uFEFF/, '')).cells;
  }

  function sourcesOf(text: string): readonly string[] {
    return cellsOf(text).map(({ source }) => [source].flat().join(''));
  }

  /** Everything of a notebook but the words in its sources: kind of source and number of elements, order of keys, outputs. */
  function shapeOf(text: string): string {
    return JSON.stringify(
      cellsOf(text).map((one) => ({ ...one, source: Array.isArray(one.source) ? one.source.length : 'text' })),
    );
  }
});

describe('Markdown', () => {
  type Block = { readonly kind: 'text' | 'item' | 'bash' | 'python'; readonly text: string };
  const block: fc.Arbitrary<Block> = fc.oneof(
    fc.constantFrom(...BLOCKS).map((text) => ({ kind: 'text' as const, text })),
    fc.constantFrom(...BLOCKS.slice(1, 4)).map((text) => ({ kind: 'item' as const, text })),
    pieces(COMMANDS, 3).map((all) => ({ kind: 'bash' as const, text: `${all.join('\n')}\n` })),
    pieces(STATEMENTS, 3).map((all) => ({ kind: 'python' as const, text: all.join('') })),
  );
  const style = fc.record({
    newline,
    bom: fc.boolean(),
    fence: fc.constantFrom('```', '~~~', '`````'),
    bullet: fc.constantFrom('-', '*', '+'),
    finalNewline: fc.boolean(),
    trailing: fc.constantFrom('', ' '),
  });
  type Style = typeof style extends fc.Arbitrary<infer S> ? S : never;

  function print(
    blocks: readonly Block[],
    { newline: feed, bom, fence, bullet, finalNewline, trailing }: Style,
  ): string {
    const text = blocks
      .map(({ kind, text: said }) => {
        if (kind === 'text') return said;
        return kind === 'item' ? `${bullet} ${said}` : `${fence}${kind}\n${said}${fence}\n`;
      })
      .join('\n');
    const ended = finalNewline ? text : text.replace(/\n$/, '');
    return `${bom ? '\uFEFF' : ''}${ended.replaceAll(/(?<=[|.])\n/g, `${trailing}\n`).replaceAll('\n', feed)}`;
  }

  test('line ends, BOM, fences, bullets and blanks at the end of lines decide nothing', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 5 }), style, (blocks, how) => {
        const plain = planSoundly(
          'a.md',
          print(blocks, { newline: '\n', bom: false, fence: '```', bullet: '-', finalNewline: true, trailing: '' }),
        );
        expect(logicOf(planSoundly('a.md', print(blocks, how)).rows)).toEqual(logicOf(plain.rows));
      }),
      runs(),
    );
  });
});

describe('YAML', () => {
  const NAMES = ['alder2:7b', 'alder2:60b', 'grove/Alder-2-7B-Instruct', 'finch-embed', 'birch:9b', 'none'] as const;
  const KEYS = ['model', 'llm', 'fallback', 'image', 'embedding_model'] as const;
  const entries = fc.uniqueArray(fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(...NAMES)), {
    minLength: 1,
    maxLength: 4,
    selector: ([key]) => key,
  });
  const style = fc.record({
    newline,
    bom: fc.boolean(),
    indent: fc.constantFrom('  ', '    '),
    quotes: fc.array(fc.constantFrom('', '"', "'"), { minLength: 4, maxLength: 4 }),
    reversed: fc.boolean(),
    flow: fc.boolean(),
    start: fc.constantFrom('', '---\n', '# settings\n---\n'),
  });
  type Style = typeof style extends fc.Arbitrary<infer S> ? S : never;

  function print(pairs: readonly (readonly [string, string])[], how: Style): string {
    const lines = pairs.map(([key, value], index) => {
      const quote = how.quotes[index] ?? '';
      return `${key}: ${quote}${value}${quote}`;
    });
    const ordered = how.reversed ? lines.toReversed() : lines;
    const body = how.flow
      ? `service: { ${ordered.join(', ')} }\n`
      : `service:\n${ordered.map((line) => `${how.indent}${line}\n`).join('')}`;
    return `${how.bom ? '\uFEFF' : ''}${`${how.start}${body}`.replaceAll('\n', how.newline)}`;
  }

  const PLAIN: Style = {
    newline: '\n',
    bom: false,
    indent: '  ',
    quotes: [],
    reversed: false,
    flow: false,
    start: '',
  };

  test('quotes, indent, order of keys, block or flow, line ends and BOM decide nothing', () => {
    fc.assert(
      fc.property(entries, style, (pairs, how) => {
        const plain = planSoundly('a.yaml', print(pairs, PLAIN));
        expect(logicOf(planSoundly('a.yaml', print(pairs, how)).rows)).toEqual(logicOf(plain.rows));
      }),
      runs(),
    );
  });
});

describe('a script', () => {
  const style = fc.record({
    newline,
    bom: fc.boolean(),
    quote: fc.constantFrom('"', "'"),
    indent: fc.constantFrom('    ', '  ', '\t'),
    blank: fc.boolean(),
  });

  test('Python: quotes, indent, blank lines, line ends and BOM decide nothing', () => {
    fc.assert(
      fc.property(pieces(STATEMENTS, 5), style, (all, how) => {
        const written = all
          .join(how.blank ? '\n\n' : '')
          .replaceAll('"', how.quote)
          .replaceAll('    ', how.indent)
          .replaceAll('\n', how.newline);
        const plain = planSoundly('a.py', all.join(how.blank ? '\n\n' : ''));
        const other = planSoundly('a.py', `${how.bom ? '\uFEFF' : ''}${written}`);
        expect(logicOf(other.rows)).toEqual(logicOf(plain.rows));
      }),
      runs(),
    );
  });

  test('shell: quotes, continued lines, blanks and line ends decide nothing', () => {
    const how = fc.record({ newline, quote: fc.constantFrom('', '"', "'"), broken: fc.boolean(), tab: fc.boolean() });
    fc.assert(
      fc.property(pieces(COMMANDS, 4), how, (all, { newline: feed, quote, broken, tab }) => {
        const written = all
          .map((line) => line.replace(/(?<= )((?:grove\/)?alder[\w:./-]+)/i, `${quote}$1${quote}`))
          .map((line) => (broken && !line.includes('#') ? line.replace(' ', ` \\\n${tab ? '\t' : '  '}`) : line));
        const plain = planSoundly('a.sh', `${all.join('\n')}\n`);
        const other = planSoundly('a.sh', `${written.join('\n')}\n`.replaceAll('\n', feed));
        expect(logicOf(other.rows)).toEqual(logicOf(plain.rows));
      }),
      runs(),
    );
  });
});
