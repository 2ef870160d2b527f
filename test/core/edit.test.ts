import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyChanges, changeSet, type Edit, faultsOfEdits, invertChanges, mapSpan } from '../../src/core/edit.js';

const text = fc.string({ unit: 'binary', maxLength: 60 });

/** A text with sorted, disjoint edits at code point boundaries. */
const edited = fc
  .tuple(
    fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }), { maxLength: 20 }),
    fc.array(fc.tuple(fc.boolean(), text), { minLength: 20, maxLength: 20 }),
  )
  .map(([parts, choices]) => {
    const edits: Edit[] = [];
    let at = 0;
    parts.forEach((part, index) => {
      const [replace, insert] = choices[index] ?? [false, ''];
      if (replace)
        edits.push({
          span: { start: at, end: at + part.length },
          expected: part,
          insert,
        });
      at += part.length;
    });
    return { before: parts.join(''), edits, parts };
  });

describe('a change set', () => {
  test('gives what replacing piece by piece gives', () => {
    fc.assert(
      fc.property(edited, ({ before, edits, parts }) => {
        let at = 0;
        const naive = parts.map((part) => {
          const edit = edits.find(({ span }) => span.start === at);
          at += part.length;
          return edit?.insert ?? part;
        });
        expect(applyChanges(before, changeSet(before, edits))).toBe(naive.join(''));
      }),
    );
  });

  test('is undone by its inverse', () => {
    fc.assert(
      fc.property(edited, ({ before, edits }) => {
        const changes = changeSet(before, edits);
        expect(applyChanges(applyChanges(before, changes), invertChanges(changes))).toBe(before);
      }),
    );
  });

  test('says where untouched text stands afterwards', () => {
    fc.assert(
      fc.property(edited, ({ before, edits, parts }) => {
        const changes = changeSet(before, edits);
        const after = applyChanges(before, changes);
        let at = 0;
        for (const part of parts) {
          const span = { start: at, end: at + part.length };
          if (!edits.some((edit) => edit.span.start === at)) {
            const moved = mapSpan(changes, span);
            expect(after.slice(moved.start, moved.end)).toBe(part);
          }
          at = span.end;
        }
      }),
    );
  });

  test('moves a replaced span onto its replacement', () => {
    const changes = changeSet('one two three', [{ span: { start: 4, end: 7 }, expected: 'two', insert: 'twenty' }]);
    expect(mapSpan(changes, { start: 4, end: 7 })).toEqual({ start: 4, end: 10 });
    expect(mapSpan(changes, { start: 8, end: 13 })).toEqual({ start: 11, end: 16 });
  });

  test('is refused for another text', () => {
    const changes = changeSet('abc', []);
    expect(() => applyChanges('abcd', changes)).toThrow(/for a text of 3/);
  });
});

describe('edits that cannot be right', () => {
  test.each([
    [
      'what stands there is something else',
      [{ span: { start: 0, end: 3 }, expected: 'two', insert: 'x' }],
      /does not read as expected/,
    ],
    [
      'they overlap',
      [
        { span: { start: 0, end: 3 }, expected: 'one', insert: 'x' },
        { span: { start: 2, end: 4 }, expected: 'e ', insert: 'y' },
      ],
      /overlaps/,
    ],
    ['they reach past the end', [{ span: { start: 0, end: 99 }, expected: 'one', insert: 'x' }], /outside the text/],
  ])('%s', (_situation, edits, fault) => {
    expect(faultsOfEdits('one two', edits).join()).toMatch(fault);
    expect(() => changeSet('one two', edits)).toThrow();
  });

  test('an edit that cuts a character in two', () => {
    expect(faultsOfEdits('a😀b', [{ span: { start: 1, end: 2 }, expected: '\ud83d', insert: '' }]).join()).toMatch(
      /cuts a character/,
    );
  });
});
