import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { markdownTree, pythonTree } from '../../src/core/syntax.js';
import { nameChanges } from '../../src/formats/inert-change.js';
import { blocksDiffer } from '../../src/formats/markdown-blocks.js';
import { worseThan } from '../../src/formats/parse-faults.js';

describe('where names alone gave way to names', () => {
  test('the stretch of each line is told', () => {
    expect(nameChanges('a\nuse old:8b now\n', 'a\nuse new-3 now\n')).toEqual([
      { line: 'use old:8b now', offset: 2, at: 4, old: 'old:8b', now: 'new-3' },
    ]);
  });

  test.each([
    ['a line more', 'a\nb', 'a\nb\nc'],
    ['a quote', 'x = "a"', 'x = "a"b"'],
    ['a bar', 'a b', 'a | b'],
    ['a bracket', 'a b', 'a (b'],
  ])('%s is something else', (_what, before, after) => {
    expect(nameChanges(before, after)).toBeUndefined();
  });
});

const NAMES = [
  'old:8b',
  'acme/Old-8B',
  'Old 8B',
  'old',
  'new-3-nano',
  'New 3',
  'new:30b',
  '3b',
  '- new',
  '1. new',
  'www.new',
];
const renames = fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES));

/** A text with a name in some of its places, before and after the name gave way. */
function renamed(lines: fc.Arbitrary<string>): fc.Arbitrary<readonly [string, string]> {
  return fc
    .tuple(fc.array(lines, { minLength: 1, maxLength: 12 }), renames)
    .map(([all, [old, now]]) => [all.join('\n').replaceAll('NAME', old), all.join('\n').replaceAll('NAME', now)]);
}

describe('a change that is let pass is none to the grammar', () => {
  const kinds =
    /^(?:FencedCode|CodeBlock|Table|BulletList|OrderedList|ListItem|Blockquote|HTMLBlock|Link|Image|.*Heading\d)$/;
  const counted = (text: string): string => {
    const found: string[] = [];
    markdownTree(text).iterate({
      enter: ({ name }) => void (kinds.test(name) && found.push(name.replace(/^(?:Bullet|Ordered)/, ''))),
    });
    return found.sort().join();
  };

  test('in Markdown', () => {
    const lines = fc.constantFrom(
      'NAME',
      'use NAME here',
      '- NAME',
      '  - use `NAME`',
      '1. NAME',
      '> NAME',
      '# NAME',
      '| NAME | b |',
      '|---|---|',
      '---',
      '===',
      '```NAME',
      '```',
      '    NAME',
      '<NAME>',
      '<b>NAME</b>',
      '[NAME](NAME)',
      '[a](',
      'NAME)',
      '[a]: NAME',
      '![NAME](x.png)',
      '- [ ] NAME',
      '\\NAME',
      '',
    );
    let passed = 0;
    fc.assert(
      fc.property(renamed(lines), ([before, after]) => {
        if (before === after || blocksDiffer(before, after).length > 0) return;
        passed++;
        expect(counted(after)).toBe(counted(before));
      }),
      { seed: 11, numRuns: 3000 },
    );
    expect(passed).toBeGreaterThan(300);
  });

  const faults = (text: string): number => {
    let count = 0;
    pythonTree(text).iterate({ enter: ({ type }) => void (type.isError && count++) });
    return count;
  };

  test('in Python that had no fault', () => {
    const lines = fc.constantFrom(
      'm = "NAME"',
      "run('NAME', 1)",
      '# NAME',
      'x = 1  # NAME and "more',
      'f"{a} NAME"',
      'f"{NAME}"',
      's = """NAME',
      '"""',
      'NAME = 1',
      'm = "NAME',
      'call(',
      ')',
      'r"\\NAME"',
      '!ollama pull NAME "x',
      'if a:',
      '    b("NAME")',
    );
    let passed = 0;
    fc.assert(
      fc.property(renamed(lines), ([before, after]) => {
        if (before === after || faults(before) > 0 || worseThan('python', before, after).length > 0) return;
        passed++;
        expect(faults(after)).toBe(0);
      }),
      { seed: 11, numRuns: 6000 },
    );
    expect(passed).toBeGreaterThan(100);
  });
});
