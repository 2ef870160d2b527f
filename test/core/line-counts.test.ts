import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { changeSet, type Edit } from '../../src/core/edit.js';
import { diffLineCounts } from '../../src/core/line-counts.js';
import { indexLines, positionAt } from '../../src/core/source.js';

function edit(text: string, start: number, end: number, insert: string): Edit {
  return { span: { start, end }, expected: text.slice(start, end), insert };
}

function counts(text: string, ...edits: readonly Edit[]): string {
  const { added, removed } = diffLineCounts(text, changeSet(text, edits));
  return `+${added} -${removed}`;
}

describe('the lines that a change set touches', () => {
  const text = 'one two\nthree\r\nfour\n';
  test.each<readonly [string, readonly Edit[], string]>([
    ['two edits of one line are one line', [edit(text, 0, 3, '1'), edit(text, 4, 7, '2')], '+1 -1'],
    ['edits of two lines are two', [edit(text, 0, 3, '1'), edit(text, 8, 13, '3')], '+2 -2'],
    ['a whole line that is inserted is added alone', [edit(text, 8, 8, 'new\n')], '+1 -0'],
    ['a line that is inserted in another is not', [edit(text, 3, 3, 'new\n')], '+2 -1'],
    ['an edit over a line end touches both lines', [edit(text, 4, 10, 'x')], '+1 -2'],
    ['nothing', [], '+0 -0'],
  ])('%s', (_situation, edits, expected) => {
    expect(counts(text, ...edits)).toBe(expected);
  });

  test('are those that hold a place of an edit, whatever the line ends', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r\n', '\r'), maxLength: 30 });
    fc.assert(
      fc.property(texts, fc.uniqueArray(fc.nat(30), { maxLength: 8 }), (before, cuts) => {
        // No edit cuts a line end in two.
        const offsets = cuts
          .filter((cut) => cut <= before.length && before.slice(cut - 1, cut + 1) !== '\r\n')
          .sort((a, b) => a - b);
        const edits = offsets.flatMap((start, i) => {
          const end = offsets[i + 1];
          return i % 2 === 0 && end !== undefined ? [edit(before, start, end, 'x')] : [];
        });
        const index = indexLines(before);
        const touched = new Set<number>();
        for (const { span } of edits) {
          const last = positionAt(index, span.end).line;
          for (let line = positionAt(index, span.start).line; line <= last; line++) touched.add(line);
        }
        expect(diffLineCounts(before, changeSet(before, edits)).removed).toBe(touched.size);
      }),
      { seed: 7, numRuns: 3000 },
    );
  });
});
