/** What the Python grammar need not read. */
import { describe, expect, test } from '@jest/globals';
import type { Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import fc from 'fast-check';
import { stretchesToRead } from '../../src/core/python-stretches.js';
import { pythonTree } from '../../src/core/syntax.js';

const LONG = 'Answer from the documents, and say where. '.repeat(3);

/** The text that the grammar reads. */
function read(text: string): string {
  return stretchesToRead(text, { start: 0, end: text.length })
    .map(({ start, end }) => text.slice(start, end))
    .join('');
}

/** All nodes with their places, but for the escapes in strings. */
function nodes(tree: Tree): readonly string[] {
  const found: string[] = [];
  tree.iterate({
    enter: ({ name, from, to }) => {
      if (name !== 'Escape') found.push(`${name} ${from} ${to}`);
    },
  });
  return found;
}

describe('of a Python text the grammar reads', () => {
  test('of a long string the quotes, and the first character between them', () => {
    expect(read(`ask("${LONG}", n=1)`)).toBe('ask("A", n=1)');
    expect(read(`ask('''${LONG}''')`)).toBe("ask('''A''')");
    expect(read(`"""\n${LONG}\n"""\nx = '${LONG}'\n`)).toBe(`"""\n"""\nx = 'A'\n`);
  });

  test('of one that begins with an escape the escape', () => {
    expect(read(`x = "\\"${LONG}"`)).toBe('x = "\\""');
    expect(read(`x = """\\\n${LONG}"""`)).toBe('x = """\\\n"""');
    expect(read(`x = """\\\r\n${LONG}"""`)).toBe('x = """\\\r\n"""');
  });

  test('the whole of what is short, not closed, or in a comment', () => {
    for (const text of ['x = "short"', `x = "${LONG}`, `x = """${LONG}"`, `x = "${LONG}\\"`, `# "${LONG}"`])
      expect(read(text)).toBe(text);
  });

  test('the whole of a string with fields, and of what may be the rest of one', () => {
    for (const text of [
      `x = f"{n}${LONG}"`,
      `x = f'{''}${LONG}'`,
      `x = rf'''{n}${LONG}'''`,
      `x = t"{n}${LONG}"`,
      `x = rf'''{''' ""\nx = '''}${LONG}'''`,
      `x = rf'{"}'"}${LONG}"`,
      `x = f'}{''}${LONG}'`,
      `x = f"{d["k"]} ${LONG} {d["k"]}"`,
    ])
      expect(read(text)).toBe(text);
    expect(read(`x = "${LONG}{n}".format(n=1)`)).toBe('x = "A".format(n=1)');
  });

  test('the whole of one whose quotes would run together', () => {
    expect(read(`x = """"${LONG}"""`)).toBe(`x = """"${LONG}"""`);
  });

  test('nothing outside the span it is asked for', () => {
    const text = `a = '${LONG}'\nb = '${LONG}'\n`;
    const start = text.indexOf('b');
    const [first, last] = stretchesToRead(text, { start, end: text.length });
    expect([first?.start, last?.end]).toEqual([start, text.length]);
  });
});

describe('what is left out changes no tree', () => {
  const strings = fc
    .tuple(
      fc.constantFrom('', 'r', 'b', 'f', 'rf', 'u'),
      fc.constantFrom('"', "'", '"""', "'''"),
      fc.array(fc.constantFrom('word ', '\\n', '\\\\', '\\"', '{', '}', '{{x}}', "'", '"', '# ', '😀', '(', 'é'), {
        maxLength: 30,
      }),
      fc.constantFrom('', LONG),
    )
    .map(([prefix, quote, inside, rest]) => `${prefix}${quote}${inside.join('')}${rest}${quote}`);
  const lines = fc.tuple(
    fc.constantFrom('x = ', 'ask(', 'd = {"k": ', '', 'if x == ', 'def f(a=', 'print(1, '),
    fc.array(strings, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', ')', '}', ':', '):\n    pass', ' + y', ')  # said'),
  );

  test('in scripts without a fault', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.array(lines, { minLength: 1, maxLength: 4 }), (script) => {
        const text = script.map(([before, held, behind]) => `${before}${held.join(' ')}${behind}\n`).join('');
        const whole = nodes(parser.parse(text));
        if (whole.some((node) => node.startsWith('⚠'))) return;
        compared++;
        expect(nodes(pythonTree(text))).toEqual(whole);
      }),
      { numRuns: 3000, seed: 7 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});
