import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { SyntaxNode } from '@lezer/common';
import fc from 'fast-check';
import { loneStatementAt, loneTree } from '../../src/core/lone-statements.js';
import { splitStatements, statementAround, statementTree } from '../../src/core/python-statements.js';
import { pythonTree } from '../../src/core/syntax.js';
import { python } from '../../src/languages/python.js';

function pieces(text: string): readonly string[] {
  return splitStatements(text).statements.map(({ start, end }) => text.slice(start, end));
}

/** Names and starts of the nodes from the place up; where the statement of the place was parsed alone, and in the whole text. */
function bothPaths(text: string, offset: number): readonly [readonly string[], readonly string[]] {
  const split = splitStatements(text);
  const path = (tree: ReturnType<typeof pythonTree>): string[] => {
    const found: string[] = [];
    for (let node: SyntaxNode | null = tree.resolveInner(offset, 1); node !== null; node = node.parent)
      if (node.name !== 'Script') found.push(`${node.name} ${node.from}`);
    return found;
  };
  return [path(statementTree(split, statementAround(split, offset))), path(pythonTree(text))];
}

interface Standing {
  readonly path: readonly string[];
  readonly function: string | undefined;
  readonly class: string | undefined;
}

/**
 * What holds a place: the nodes from it up to its statement, and the function and class around it. As the language tells it of the
 * statement parsed alone, and as the grammar has it in the whole text; undefined where the place is in no statement without a body.
 */
function bothStandings(text: string, offset: number): readonly [Standing, Standing] | undefined {
  const split = splitStatements(text);
  const around = statementAround(split, offset);
  const lone = loneStatementAt(split, around, offset);
  if (lone === undefined) return undefined;
  const names: { function?: string; class?: string } = {};
  const read = (tree: ReturnType<typeof pythonTree>): string[] => {
    const path: string[] = [];
    for (let node: SyntaxNode | null = tree.resolveInner(offset, 1); node !== null; node = node.parent) {
      const name = node.getChild('VariableName');
      if (node.name === 'FunctionDefinition') names.function ??= text.slice(name?.from, name?.to);
      if (node.name === 'ClassDefinition') names.class ??= text.slice(name?.from, name?.to);
      path.push(`${node.name} ${node.from}`);
    }
    const end = path.findIndex((one) => /^(?:Body|Script|MatchBody) /.test(one));
    return path.slice(0, end < 0 ? path.length : end).filter((one) => !one.startsWith('DecoratedStatement '));
  };
  const alone = read(loneTree(split, lone));
  const whole = read(pythonTree(text));
  const { layer } = python.open(text).at({ start: offset, end: offset + 1 });
  const told = layer.language === 'python' ? layer : undefined;
  return [
    { path: alone, function: told?.function, class: told?.class },
    { path: whole, function: names.function, class: names.class },
  ];
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
  return [
    tops(pythonTree(text)),
    split.statements.flatMap((span, i) => tops(statementTree(split, { ...span, heads: [], isFirst: i === 0 }))),
  ];
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
    const at = (offset: number) => statementAround(split, offset);
    expect([0, 1, 2, 4, 99].map((offset) => at(offset).start)).toEqual([0, 0, 2, 4, 4]);
    expect([0, 2].map((offset) => at(offset).isFirst)).toEqual([true, false]);
  });
});

describe('a statement in the bodies that hold it', () => {
  const long = `        note = "${'x'.repeat(400)}"\n`;
  const text = [
    'class Lab(Base):\n',
    '    """About."""\n',
    '    model = "old"\n',
    '    # The answer.\n',
    '    @cached\n',
    '    def ask(self, question="old"):\n',
    '        # first\n',
    '        """Asks."""\n',
    long,
    '        return run("here")\n',
    '        # last\n',
    '    def tell(self): return "there"\n',
  ].join('');

  function around(what: string): {
    readonly own: string;
    readonly heads: readonly string[];
    readonly isFirst: boolean;
  } {
    const { start, end, heads, isFirst } = statementAround(splitStatements(text), text.indexOf(what));
    return { own: text.slice(start, end), heads: heads.map((head) => text.slice(head.start, head.end)), isFirst };
  }

  test('is cut out with the heads above it, their decorators and comments', () => {
    expect(around('"here"')).toEqual({
      own: '        return run("here")\n        # last\n',
      heads: ['class Lab(Base):\n', '    # The answer.\n    @cached\n    def ask(self, question="old"):\n'],
      isFirst: false,
    });
    expect(around('"there"')).toMatchObject({
      own: '    def tell(self): return "there"\n',
      heads: ['class Lab(Base):\n'],
    });
  });

  test('knows whether it is the first of its body', () => {
    expect(around('Asks')).toMatchObject({ own: '        # first\n        """Asks."""\n', isFirst: true });
    expect(around('About').isFirst).toBe(true);
    expect(around('model')).toMatchObject({ own: '    model = "old"\n', isFirst: false });
  });

  test('in a head is that of the whole definition', () => {
    expect(around('question')).toMatchObject({ heads: ['class Lab(Base):\n'] });
    expect(around('question').own.startsWith('    # The answer.\n    @cached')).toBe(true);
  });

  test.each([
    ['a call in a function', 'def f():\n    a = 1\n    run("here")\n', 'run("here")\n'],
    ['a call over lines', 'def f():\n    run(\n"here",\n    )\n    b()\n', 'run(\n"here",\n    )\n'],
    ['a call in a branch', 'if a:\n    b()\nelse:\n    run("here")\n', 'run("here")\n'],
    ['a value behind a comment', 'if a:\n    # why\n    x = "here"\n', 'x = "here"\n'],
    ['a head', 'if run("here"):\n    b()\n', 'if run("here"):\n'],
    ['a head of a function in a class', 'class A:\n  @a\n  def f(\n b="here"):\n    b()\n', 'def f(\n b="here"):\n'],
    ['not: a head with its body', 'if run("here"): b()\n', undefined],
    ['not: a decorator', '@run("here")\ndef f():\n    b()\n', undefined],
    ['not: a clause', 'try:\n    b()\nexcept here:\n    c()\n', undefined],
    ['not: a comment', 'def f():\n    # here\n    b()\n', undefined],
    ['not: what may be a docstring', 'def f():\n    "here"\n', undefined],
    [
      'not: where a function is that was not cut out',
      'try:\n    def f():\n        run("here")\nfinally:\n    b()\n',
      undefined,
    ],
  ])('alone, from its first word: %s', (_situation, script, expected) => {
    const split = splitStatements(script);
    const offset = script.indexOf('here');
    const lone = loneStatementAt(split, statementAround(split, offset), offset);
    expect(lone && script.slice(lone.start, lone.end)).toBe(expected);
  });

  test('with several bodies stays whole', () => {
    const branches = `if a:\n    b("${'x'.repeat(400)}")\nelse:\n    c("here")\n`;
    expect(statementAround(splitStatements(branches), branches.indexOf('here'))).toMatchObject({ heads: [], start: 0 });
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
    let simple = 0;
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
        for (const { index } of text.matchAll(/[A-Za-z]\w*/g)) {
          const standings = bothStandings(text, index);
          if (standings === undefined || standings[1].path[0]?.startsWith('Comment') === true) continue;
          simple++;
          expect(standings[0]).toEqual(standings[1]);
        }
      }),
      { seed: 7, numRuns: 4000 },
    );
    expect(compared).toBeGreaterThan(100);
    expect(simple).toBeGreaterThan(500);
  });

  const folder = fileURLToPath(new URL('../../demo/curriculum', import.meta.url));
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.py'));

  test('in the scripts of the sample curriculum', () => {
    expect(scripts.length).toBeGreaterThan(3);
    for (const script of scripts) {
      const [whole, parts] = bothTops(readFileSync(`${folder}/${script}`, 'utf8'));
      expect(parts).toEqual(whole);
    }
  });

  test('and every word in them has the path to the top that it has in the whole', () => {
    let words = 0;
    for (const script of scripts) {
      const text = readFileSync(`${folder}/${script}`, 'utf8');
      for (const { index } of text.matchAll(/[A-Za-z]\w+/g)) {
        const [alone, whole] = bothPaths(text, index);
        if (whole[0]?.startsWith('Comment') === true) continue;
        words++;
        expect(alone).toEqual(whole);
      }
    }
    expect(words).toBeGreaterThan(200);
  });

  test('and every word of a lone statement stands in it as it does in the whole', () => {
    let words = 0;
    for (const script of scripts) {
      const text = readFileSync(`${folder}/${script}`, 'utf8');
      for (const { index } of text.matchAll(/[A-Za-z]\w+/g)) {
        const standings = bothStandings(text, index);
        if (standings === undefined || standings[1].path[0]?.startsWith('Comment') === true) continue;
        words++;
        expect(standings[0]).toEqual(standings[1]);
      }
    }
    expect(words).toBeGreaterThan(100);
  });
});
