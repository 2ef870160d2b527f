import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitStatements, statementAt, statementTree } from '../../src/core/python-statements.js';
import { pythonTree } from '../../src/core/syntax.js';

function pieces(text: string): readonly string[] {
  return splitStatements(text).statements.map(({ start, end }) => text.slice(start, end));
}

/** The nodes that the whole text has at its top, and those of its statements parsed alone: name and place. */
function bothTops(text: string): readonly [readonly string[], readonly string[]] {
  const split = splitStatements(text);
  const tops = (tree: ReturnType<typeof pythonTree>): string[] => {
    const found: string[] = [];
    tree.iterate({
      enter(node) {
        if (node.name !== 'Script' && node.name !== 'Comment') found.push(`${node.name} ${node.from}-${node.to}`);
      },
    });
    return found;
  };
  return [tops(pythonTree(text)), split.statements.flatMap((_, i) => tops(statementTree(split, i)))];
}

describe('cutting Python into its top-level statements', () => {
  test('one a line, comments with what follows them', () => {
    expect(pieces('import os\n\n# The model.\n# Small.\nM = "a"\nrun(M)\n# end\n')).toEqual([
      'import os\n\n',
      '# The model.\n# Small.\nM = "a"\n',
      'run(M)\n# end\n',
    ]);
  });

  test('what stands above the first statement belongs to it', () => {
    expect(pieces('\n# a\n\n"""Doc."""\nx = 1\n')).toEqual(['\n# a\n\n"""Doc."""\n', 'x = 1\n']);
    expect(pieces('#!/usr/bin/env python\nx = 1')).toEqual(['#!/usr/bin/env python\nx = 1']);
    expect(pieces('')).toEqual(['']);
  });

  test.each([
    ['brackets over lines', 'f(\na,\n)\ng()\n', ['f(\na,\n)\n', 'g()\n']],
    ['a bracket in a string', 's = "("\nt = 1\n', ['s = "("\n', 't = 1\n']],
    ['a bracket in a comment', 's = 1  # (\nt = 1\n', ['s = 1  # (\n', 't = 1\n']],
    ['a long string', 's = """\na = 1\n# no comment\n"""\nt = 1\n', ['s = """\na = 1\n# no comment\n"""\n', 't = 1\n']],
    ['an escaped quote', 's = "\\"("\nt = 1\n', ['s = "\\"("\n', 't = 1\n']],
    ['a string that is not closed', 's = "(\nt = 1\n', ['s = "(\n', 't = 1\n']],
    ['a line that goes on', 's = 1 + \\\n2\nt = 1\n', ['s = 1 + \\\n2\n', 't = 1\n']],
    ['clauses', 'if a:\n  b\nelse:\n  c\nd\n', ['if a:\n  b\nelse:\n  c\n', 'd\n']],
    ['decorators', '@a\n@b(1)\ndef f():\n  pass\nx = 1\n', ['@a\n@b(1)\ndef f():\n  pass\n', 'x = 1\n']],
    ['a comment in a body at the margin', 'def f():\n  a\n# why\n  b\nc\n', ['def f():\n  a\n# why\n  b\n', 'c\n']],
    ['a bracket that stays open', 'f(\na = 1\nb = 2\n', ['f(\na = 1\nb = 2\n']],
    ['a bracket too many', 'f)\na = 1\n', ['f)\n', 'a = 1\n']],
    ['line ends of Windows', 'a = 1\r\n# c\r\nb = 2\r\n', ['a = 1\r\n', '# c\r\nb = 2\r\n']],
  ])('%s', (_what, text, expected) => {
    expect(pieces(text)).toEqual(expected);
  });

  test('a comment is told from a sign in a string', () => {
    const text = 'a = "#1"  # two\n"""\n# three\n"""\n# four\n';
    expect(splitStatements(text).comments.map(({ start, end }) => text.slice(start, end))).toEqual(['# two', '# four']);
  });

  test('an offset is found in its statement', () => {
    const split = splitStatements('a\nb\nc\n');
    expect([0, 1, 2, 4, 99].map((offset) => statementAt(split, offset))).toEqual([0, 0, 1, 2, 2]);
  });
});

describe('a statement parsed alone has the tree that it has in the whole text', () => {
  const lines = fc.constantFrom(
    'import os',
    'M = os.getenv("M", "old:8b")',
    '# a comment',
    '',
    'call(',
    '    model="old",',
    ')',
    'data = {"a": [1, 2],',
    '        "b": "x"}',
    'def f(a, b="old"):',
    '    """Doc (of f."""',
    '    return a',
    '',
    '    # inner',
    'class C(Base):',
    '    field: str = "old"',
    '    def m(self):',
    '        self.x = f"{self.field!r}: {1}"',
    '@cached',
    'if a:',
    'elif b:',
    'else:',
    'try:',
    'except ValueError as e:',
    '    pass',
    'with open("f") as g:',
    '    g.read()',
    's = """one',
    'two # not',
    '"""',
    'x = 1 + \\',
    '    2',
    'for m in ["a", "b"]: print(m)',
    'match x:',
    '    case "old":',
    '        pass',
    'async def g(): await h()',
    'print(f"{d[\'k\']} ({n})")',
    '"a".join(x); y = 2',
  );

  test('in scripts without a fault, whatever their lines', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 25 }), (script) => {
        const text = `${script.join('\n')}\n`;
        let faulty = false;
        pythonTree(text).iterate({
          enter: ({ type }) => {
            faulty ||= type.isError;
          },
        });
        if (faulty) return;
        compared++;
        const [whole, parts] = bothTops(text);
        expect(parts).toEqual(whole);
      }),
      { seed: 7, numRuns: 4000 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  test('in the scripts of the sample curriculum', () => {
    const folder = fileURLToPath(new URL('../../demo/curriculum', import.meta.url));
    const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.py'));
    expect(scripts.length).toBeGreaterThan(3);
    for (const script of scripts) {
      const [whole, parts] = bothTops(readFileSync(`${folder}/${script}`, 'utf8'));
      expect(parts).toEqual(whole);
    }
  });
});
