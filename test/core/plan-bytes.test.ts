/** Bytes that real repositories have and a careless tool loses: only the name changes, everything else stays. */
import { describe, expect, test } from '@jest/globals';
import { decided, planText } from './planning.js';

/** Plans `before` and expects just the named replacements in its text. */
function expectOnly(
  path: string,
  before: string,
  replacements: readonly (readonly [from: string, to: string])[],
): void {
  const plan = planText(path, before);
  const after = replacements.reduce((text, [from, to]) => text.replaceAll(from, to), before);
  expect(after).not.toBe(before);
  expect(plan.after).toBe(after);
  expect(plan.problems).toEqual([]);
  expect(planText(path, plan.after).changes.edits).toEqual([]);
}

const ID: readonly [string, string] = ['alder2:7b', 'birch:9b'];

function notebookText(source: unknown, indent: string | number, extra: Record<string, unknown> = {}): string {
  return JSON.stringify(
    {
      cells: [{ cell_type: 'code', execution_count: 1, id: 'a1', metadata: {}, outputs: [], source, ...extra }],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    indent,
  );
}

describe('Markdown', () => {
  test('CRLF stays CRLF', () =>
    expectOnly('a.md', '# T\r\n\r\nUse `alder2:7b`.\r\n\r\n```bash\r\nollama pull alder2:7b\r\n```\r\n', [ID]));
  test('a byte order mark stays, and the first line still counts from its first character', () => {
    expectOnly('a.md', '\uFEFFUse `alder2:7b`.\n', [ID]);
    expect(planText('a.md', '\uFEFFUse `alder2:7b`.\n').rows).toMatchObject([{ line: 1, col: 5 }]);
  });
  test('a missing final newline stays missing', () => expectOnly('a.md', 'Use `alder2:7b`', [ID]));
  test('a fence in a list in a quote', () =>
    expectOnly('a.md', '> - step\n>\n>   ```bash\n>   ollama pull alder2:7b\n>   ```\n', [ID]));
  test('surrogate pairs before the name', () => {
    expectOnly('a.md', '🚀🚀 run `alder2:7b` 🚀\n', [ID]);
    expect(planText('a.md', '🚀🚀 run `alder2:7b` 🚀\n').rows).toMatchObject([{ col: 10 }]);
  });
});

describe('notebooks', () => {
  test.each([
    ['one space', 1],
    ['two spaces', 2],
    ['tabs', '\t'],
    ['no line breaks at all', 0],
  ])('indented by %s', (_name, indent) =>
    expectOnly('a.ipynb', notebookText(['chat(model="alder2:7b")\n', 'x = 1'], indent), [ID]),
  );
  test('source as one string', () => expectOnly('a.ipynb', notebookText('chat(model="alder2:7b")\nx = 1', 1), [ID]));
  test('CRLF between the tokens', () =>
    expectOnly('a.ipynb', notebookText(['chat(model="alder2:7b")'], 1).replaceAll('\n', '\r\n'), [ID]));
  test('a byte order mark', () =>
    expectOnly('a.ipynb', `\uFEFF${notebookText(['chat(model="alder2:7b")'], 1)}\n`, [ID]));
  test('escapes around the name stay as they are written', () => {
    const text = notebookText(['s = "PLACE alder2:7b PLACE"'], 1).replaceAll('PLACE', '\\u00e9\\ud83d\\ude80\\/');
    expectOnly('a.ipynb', text, [ID]);
  });
  test('a name written in escapes is found and replaced whole', () => {
    const text = notebookText(['chat(model="NAME")'], 1).replace('NAME', 'alder2\\u003a7b');
    const plan = planText('a.ipynb', text);
    expect(decided(plan)).toEqual(['rewrite exact-id alder2:7b -> birch:9b']);
    expect(plan.after).toBe(text.replace('alder2\\u003a7b', 'birch:9b'));
  });
  test('a name across two elements of the list', () => {
    const text = notebookText(['chat(model="alder', '2:7b")\n'], 1);
    const plan = planText('a.ipynb', text);
    expect(JSON.parse(plan.after).cells[0].source).toEqual(['chat(model="birch:9b', '")\n']);
  });
  test('floats and megabytes of base64 in saved outputs stay byte for byte', () => {
    const outputs = [
      {
        data: { 'image/png': 'iVBORw0K'.repeat(300_000), 'text/plain': ['0.10000000000000001', '1e+400'] },
        metadata: {},
        output_type: 'display_data',
      },
    ];
    const text = notebookText(['chat(model="alder2:7b")'], 1, { outputs }).replace(
      '"execution_count": 1',
      '"execution_count": 1.0',
    );
    expectOnly('a.ipynb', text, [ID]);
  });
  test('of two keys of the same name readers see the last; only that one is edited', () => {
    const text =
      '{"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "source": "a = \\"alder2:7b\\"", "source": "b = \\"alder2:60b\\""}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}';
    const plan = planText('a.ipynb', text);
    expect(plan.after).toBe(text.replace('alder2:60b', 'oak:30b'));
    expect(plan.rows).toHaveLength(2);
  });
  test('nbformat 3 is read through its worksheets', () => {
    const text = `${JSON.stringify({ metadata: {}, nbformat: 3, nbformat_minor: 0, worksheets: [{ cells: [{ cell_type: 'code', input: ['chat(model="alder2:7b")'], language: 'python', metadata: {}, outputs: [] }] }] }, null, 1)}\n`;
    expectOnly('a.ipynb', text, [ID]);
  });
});

describe('files that are only listed', () => {
  test('invalid JSON', () => {
    const plan = planText('a.ipynb', '{"cells": [{"source": "alder2:7b"');
    expect(decided(plan)).toEqual(['keep invalid-json alder2:7b']);
    expect(plan.problems).toMatchObject([{ unverified: true }]);
  });
  test('conflict markers', () =>
    expect(decided(planText('a.py', '<<<<<<< a\nx = "alder2:7b"\n=======\nx = 1\n>>>>>>> b\n'))).toEqual([
      'keep conflict-markers alder2:7b',
    ]));
});

describe('scripts and data', () => {
  test('CRLF and tabs in Python', () => expectOnly('a.py', 'def f():\r\n\tchat(model="alder2:7b")\r\n', [ID]));
  test('comments and quotes of YAML', () =>
    expectOnly('a.yaml', '# models\nllm:   \'alder2:7b\'   # pulled\nlist: [ "alder2:7b", x ]\n', [ID]));
  test('numbers and spacing of JSON', () => expectOnly('a.json', '{ "t": 1.0,\n\t"model" : "alder2:7b" }', [ID]));
  test('continued lines of a script', () => expectOnly('a.sh', '#!/bin/sh\nollama \\\n  run alder2:7b\n', [ID]));
});
