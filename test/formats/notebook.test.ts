import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyChanges, changeSet } from '../../src/core/edit.js';
import { notebook } from '../../src/formats/notebook.js';
import { type Indent, type NotebookStyle, printNotebook } from './print-notebook.js';
import { replaceInFile, sourceFile, unitTexts } from './source-file.js';

function cell(source: string, extra = ''): string {
  return `{"cell_type": "code", "metadata": {}, "execution_count": null, "outputs": [], ${extra}"source": ${source}}`;
}

function book(...cells: readonly string[]): string {
  return `{"cells": [${cells.join(', ')}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}`;
}

function open(text: string) {
  return notebook.open(sourceFile('a.ipynb', text));
}

describe('cells', () => {
  test('a list and a string source read the same', () => {
    expect(unitTexts(open(book(cell('["a\\n", "b"]'), cell('"a\\nb"'))))).toEqual(['a\nb', 'a\nb']);
  });

  test('code, Markdown and raw cells, with their index in the notebook', () => {
    const text = book(
      cell('[]'),
      '{"cell_type": "markdown", "source": "# T"}',
      '{"cell_type": "raw", "source": "r"}',
      cell('"x"'),
    );
    expect(open(text).units.map(({ language, cell: at }) => [language, at?.index, at?.type])).toEqual([
      ['markdown', 1, 'markdown'],
      ['plain', 2, 'raw'],
      ['python', 3, 'code'],
    ]);
  });

  test.each([
    ['{"kernelspec": {"language": "bash", "name": "x"}}', 'shell'],
    ['{"kernelspec": {"name": "python3"}}', 'python'],
    ['{"language_info": {"name": "R"}}', 'plain'],
    ['{"language_info": {"name": "python", "codemirror_mode": {"name": "ipython"}}}', 'python'],
    ['{}', 'python'],
  ])('code cells have the language of the kernel: %s', (metadata, language) => {
    const text = `{"cells": [${cell('"x"')}], "metadata": ${metadata}, "nbformat": 4}`;
    expect(open(text).units[0]?.language).toBe(language);
  });

  test('nbformat 3: worksheets, input, headings', () => {
    const text =
      '{"metadata": {}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": [{"cell_type": "heading", "level": 1, "source": ["T"]},' +
      '{"cell_type": "code", "input": ["old()"], "language": "python", "outputs": [{"text": ["old"]}]}]}, {"cells": [{"cell_type": "markdown", "source": "m"}]}]}';
    const opened = open(text);
    expect(opened.fault).toBeUndefined();
    expect(opened.units.map(({ language, text: source }) => [language, source])).toEqual([
      ['markdown', 'T'],
      ['python', 'old()'],
      ['markdown', 'm'],
    ]);
    expect(replaceInFile(notebook, sourceFile('a.ipynb', text), 'old', 'new')).toBe(
      text.replace('["old()"]', '["new()"]'),
    );
  });

  test('keys that stand twice: the last counts, as for every reader, and the first is listed', () => {
    const twice = book(cell('"last old"', '"source": "first old", '));
    expect(unitTexts(open(twice))).toEqual(['last old']);
    const lists = `{"cells": [${cell('"first old"')}], "cells": [${cell('"last old"')}], "metadata": {}, "nbformat": 4}`;
    const opened = open(lists);
    expect(unitTexts(opened)).toEqual(['last old']);
    expect(opened.shielded.some(({ span }) => lists.slice(span.start, span.end).includes('first old'))).toBe(true);
    expect(unitTexts(open(book(cell('{"a": "old"}', '"source": "first old", '))))).toEqual([]);
  });
});

describe('what cannot be edited', () => {
  test.each([
    ['{"cells": [', 'invalid-json', 'Line 1'],
    ['{"cells": [],\n "nbformat": 4,}', 'invalid-json', 'Line 2'],
    ['{"cells": [], /* c */ "nbformat": 4}', 'invalid-json', 'comment'],
    ['{"cells": [{"source": "a\tb"}], "nbformat": 4}', 'invalid-json', 'invalid character'],
    ['{"cells": [], "nbformat": 5}', 'unsupported-notebook', 'its format is 5'],
    ['{"cells": []}', 'unsupported-notebook', 'does not say its format'],
    ['{"nbformat": 4}', 'unsupported-notebook', 'no cells'],
    ['[]', 'unsupported-notebook', 'no cells'],
    ['', 'invalid-json', 'Line 1'],
  ])('%j', (text, rule, words) => {
    const opened = open(text);
    expect(opened.fault?.rule).toBe(rule);
    expect(opened.fault?.message).toContain(words);
    expect(unitTexts(opened)).toEqual([text]);
  });

  test('outputs, attachments and metadata are listed with their cell; nothing is in no list', () => {
    const text =
      '{"cells": [{"cell_type": "markdown", "attachments": {"old.png": {}}, "source": "s", "metadata": {"m": "old"}},' +
      '{"cell_type": "code", "id": "old", "source": ["x"], "outputs": [{"text": "old"}]}], "metadata": {"old": 1}, "nbformat": 4}';
    const { shielded, units } = open(text);
    const named = shielded.filter(({ span }) => /old/.test(text.slice(span.start, span.end)));
    expect(named.map(({ rule, cell: at }) => [rule, at])).toEqual([
      ['notebook-attachment', 0],
      ['notebook-metadata', 0],
      ['notebook-metadata', 1],
      ['notebook-output', 1],
      ['notebook-metadata', undefined],
    ]);
    const covered = new Array<number>(text.length).fill(0);
    for (const { span } of shielded) for (let i = span.start; i < span.end; i++) covered[i] = (covered[i] ?? 0) + 1;
    for (const { map } of units) {
      for (const { outer, outerLength } of map.segments)
        for (let i = outer; i < outer + outerLength; i++) covered[i] = (covered[i] ?? 0) + 1;
    }
    const missed = [...text].filter((_c, i) => covered[i] === 0).join('');
    expect(missed).toMatch(/^[[\]",\s]*$/);
    expect(Math.max(...covered)).toBe(1);
  });
});

describe('editing', () => {
  function edit(text: string, find: string, insert: string): string {
    return replaceInFile(notebook, sourceFile('a.ipynb', text), find, insert);
  }

  test('a name that crosses two elements goes into the first; the list keeps its elements', () => {
    const text = book(cell('["x = \'ol", "d:", "8b\'\\n"]'));
    expect(edit(text, 'old:8b', 'new:30b')).toBe(book(cell('["x = \'new:30b", "", "\'\\n"]')));
    expect(notebook.compare(sourceFile('a.ipynb', text), edit(text, 'old:8b', 'new:30b'))).toEqual([]);
  });

  test('a name that is written with escapes', () => {
    expect(edit(book(cell('["a \\u006fld\\/x b"]')), 'old/x', 'new/y')).toBe(book(cell('["a new/y b"]')));
  });

  test('what stands beside escapes and surrogate pairs is left as it is', () => {
    const text = book(cell('["\\ud83d\\ude80 old \\"\\u00e9\\"\\t\\\\old"]'));
    expect(edit(text, 'old', 'new')).toBe(text.replace('80 old', '80 new'));
    const raw = book(cell('["🚀 old é"]'));
    expect(edit(raw, '🚀 old', '🛰 new')).toBe(raw.replace('🚀 old', '🛰 new'));
  });

  test('inserted text is escaped, in ASCII where the file is', () => {
    expect(edit(book(cell('["é old"]')), 'old', 'a"\\\n→')).toBe(book(cell('["é a\\"\\\\\\n→"]')));
    expect(edit(book(cell('["\\u00e9 old"]')), 'old', '→🚀')).toBe(book(cell('["\\u00e9 \\u2192\\ud83d\\ude80"]')));
  });

  test('inserting at the start, at a seam, at the end and into an empty source', () => {
    const file = sourceFile('a.ipynb', book(cell('["a\\n", "b"]'), cell('""')));
    const [first, empty] = notebook.open(file).units;
    const at = (unit: typeof first, offset: number): string => {
      if (unit === undefined) throw new Error('no unit');
      return applyChanges(
        file.text,
        changeSet(file.text, notebook.splice(file, unit, { start: offset, end: offset }, 'N')),
      );
    };
    expect(at(first, 0)).toContain('["Na\\n", "b"]');
    expect(at(first, 2)).toContain('["a\\n", "Nb"]');
    expect(at(first, 3)).toContain('["a\\n", "bN"]');
    expect(at(empty, 0)).toContain('"source": "N"');
  });

  test('saved outputs with floats and megabytes stay byte for byte, quickly enough to run here', () => {
    const image = 'iVBORw0KGgo'.repeat(300_000);
    const outputs = `[{"output_type": "display_data", "data": {"image/png": "${image}", "text/plain": ["old"]}, "metadata": {"x": 1.0, "y": 1e-05, "z": 0.10}}]`;
    const text = book(`{"cell_type": "code", "metadata": {"t": 1.50}, "outputs": ${outputs}, "source": ["old"]}`);
    const after = edit(text, 'old', 'new');
    expect(after).toBe(text.replace('"source": ["old"]', '"source": ["new"]'));
    expect(notebook.compare(sourceFile('a.ipynb', text), after)).toEqual([]);
  });
});

describe('what is not accepted', () => {
  const before = book(cell('["x = 1\\n", "y"]'), '{"cell_type": "markdown", "source": "# T\\n\\ntext"}');
  test.each([
    ['a cell less', book(cell('["x = 1\\n", "y"]')), '1 cells, 2 before'],
    ['another shape of source', before.replace('["x = 1\\n", "y"]', '"x = 1\\ny"'), 'was a list and is a string'],
    ['another number of elements', before.replace('"y"]', '"y", ""]'), '3 elements, 2 before'],
    [
      'a changed output',
      before.replace('"outputs": []', '"outputs": [1]'),
      'besides the text of sources changed before element 0',
    ],
    [
      'changed metadata',
      before.replace('"metadata": {}, "nbformat"', '"metadata": {"a": 1}, "nbformat"'),
      'changed after the last source',
    ],
    [
      'another order of keys',
      before.replace('"metadata": {}, "execution_count": null', '"execution_count": null, "metadata": {}'),
      'besides the text',
    ],
    ['other white space', before.replace('"nbformat": 4', '"nbformat":4'), 'after the last source'],
    ['broken JSON', before.replace('"y"', '"y'), 'no valid JSON'],
    ['code that parses worse', before.replace('x = 1', 'x = (1'), 'cell 0: the python parses worse'],
    ['other blocks', before.replace('text', '- text'), 'cell 1: 1 lists, 0 before'],
  ])('%s', (_what, after, reason) => {
    expect(after).not.toBe(before);
    expect(notebook.compare(sourceFile('a.ipynb', before), after).join('; ')).toContain(reason);
  });
});

describe('however a notebook is written', () => {
  const style: fc.Arbitrary<NotebookStyle> = fc.record({
    indent: fc.constantFrom<Indent>('none', ' ', '  ', '\t'),
    newline: fc.constantFrom('\n', '\r\n'),
    bom: fc.boolean(),
    ascii: fc.boolean(),
    finalNewline: fc.boolean(),
    asString: fc.boolean(),
    cuts: fc.array(fc.nat(200), { maxLength: 6 }),
  });
  const piece = fc.constantFrom('old:8b', '\n', '"', '\\', 'é', '🚀', '\t', '/', ' x ', '\u2028', '# T');
  const source = fc.array(piece, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''));

  test('the units read the same, and a splice changes what was asked for and nothing else', () => {
    fc.assert(
      fc.property(style, fc.array(source, { minLength: 1, maxLength: 3 }), (how, sources) => {
        const file = sourceFile('a.ipynb', printNotebook(sources, how));
        const opened = notebook.open(file);
        expect(opened.fault).toBeUndefined();
        expect(unitTexts(opened)).toEqual(sources);
        for (const unit of opened.units) {
          const start = unit.text.indexOf('old:8b');
          if (start === -1) continue;
          const edits = notebook.splice(file, unit, { start, end: start + 6 }, 'new-é:30b');
          const after = applyChanges(file.text, changeSet(file.text, edits));
          const changed = [...sources];
          changed[unit.index] = unit.text.replace('old:8b', 'new-é:30b');
          expect(unitTexts(notebook.open(sourceFile('a.ipynb', after)))).toEqual(changed);
          const removed = edits.reduce((sum, { expected }) => sum + expected.length, 0);
          const added = edits.reduce((sum, { insert }) => sum + insert.length, 0);
          expect(after.length).toBe(file.text.length - removed + added);
          expect(JSON.parse(after.replace(/^\uFEFF/, ''))).toBeDefined();
        }
      }),
      { numRuns: 300 },
    );
  });

  test('what JSON.parse refuses is a fault, and what it takes is none', () => {
    const text = printNotebook(['x = "old:8b"\n'], {
      indent: ' ',
      newline: '\n',
      bom: false,
      ascii: false,
      finalNewline: true,
      asString: false,
      cuts: [4],
    });
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.constantFrom('', '"', ',', '}', '\\', 'x', '\n', '0', '\u0001', ' '),
        (at, insert) => {
          const broken = text.slice(0, at) + insert + text.slice(at + 1);
          let valid = true;
          try {
            JSON.parse(broken);
          } catch {
            valid = false;
          }
          expect(open(broken).fault?.rule === 'invalid-json').toBe(!valid);
        },
      ),
      { numRuns: 400 },
    );
  });
});
