/** What others say about the result: Python's own parser about code, the notebook format about notebooks. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { default as draft4 } from 'ajv-draft-04';
import type { FilePlan } from '../../src/core/file-plan.js';
import { readBundledMigration } from '../../src/local/bundled-migrations.js';
import { createTreeReader } from '../../src/local/tree-reader.js';
import { planRepository } from '../../src/run-phase.js';
import { notebook, planText } from '../core/planning.js';
import { STATEMENTS } from './contents.js';
import { notebookSchema } from './notebook-schema.js';

const DEMO = join(fileURLToPath(new URL('../../', import.meta.url)), 'demo/curriculum');

async function demoPlans(): Promise<readonly FilePlan[]> {
  const parsed = await readBundledMigration('2025-tier-1');
  if (!parsed.ok) throw new Error('the bundled migration has faults');
  const { migration } = parsed;
  const plan = await planRepository({ reader: createTreeReader({ folder: DEMO }), migration, phases: 'all' });
  return plan.phases.flatMap((phase) => phase.files);
}

const plans = [
  ...(await demoPlans()),
  ...STATEMENTS.map((text, index) => planText(`fixture-${index}.py`, text)),
  planText('fixture.py', STATEMENTS.join('')),
  planText(
    'fixture.ipynb',
    notebook(...STATEMENTS.map((source) => ({ type: 'code' as const, source: `!ollama pull alder2:7b\n${source}` }))),
  ),
];

interface Cell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
}

function cellsIn(text: string): readonly Cell[] {
  return JSON.parse(text.replace(/^\uFEFF/, '')).cells;
}

/** All Python in a file: a script whole, a notebook cell by cell. */
function pythonIn(path: string, text: string): readonly string[] {
  if (path.endsWith('.py')) return [text];
  if (!path.endsWith('.ipynb')) return [];
  return cellsIn(text)
    .filter((cell) => cell.cell_type === 'code')
    .map((cell) => [cell.source].flat().join(''));
}

/** Reads a list of pairs, before and after; says how many of the first parse, and which pairs parse only before. IPython's lines are masked. */
const PARSER = `
import ast, json, re, sys
def masked(text):
    text = text.lstrip('\\ufeff')
    if re.match(r'\\s*%%', text):
        return ''
    text = re.sub(r'(?m)^([ \\t]*)[!%?].*$', r'\\1pass', text)
    return re.sub(r'(?m)=[ \\t]*[!%](?!=).*$', '= 0', text)
def parses(text):
    try:
        ast.parse(masked(text))
        return True
    except SyntaxError:
        return False
pairs = json.load(sys.stdin)
good = [i for i, pair in enumerate(pairs) if parses(pair[0])]
print(json.dumps({'parsed': len(good), 'broken': [i for i in good if not parses(pairs[i][1])]}))
`;

const hasPython = spawnSync('python3', ['-c', 'import ast']).status === 0;

describe("Python's parser", () => {
  const pairs = plans
    .filter((plan) => plan.after !== plan.before)
    .flatMap((plan) => {
      const after = pythonIn(plan.path, plan.after);
      return pythonIn(plan.path, plan.before).map((text, index) => [text, after[index] ?? '('] as const);
    });

  (hasPython ? test : test.skip)('accepts every cell and script that it accepted before (needs python3)', () => {
    const { stdout, stderr } = spawnSync('python3', ['-c', PARSER], { input: JSON.stringify(pairs), encoding: 'utf8' });
    expect(stderr).toBe('');
    const { parsed, broken }: { parsed: number; broken: number[] } = JSON.parse(stdout);
    expect(broken.map((index) => pairs[index]?.[1])).toEqual([]);
    expect(parsed).toBeGreaterThan(20);
  });
});

describe('the notebook format', () => {
  const notebooks = plans.filter((plan) => plan.path.endsWith('.ipynb') && plan.after !== plan.before);

  test.each(notebooks.map((plan) => [plan.path, plan] as const))('accepts %s after the edits', (_path, plan) => {
    const value: { readonly nbformat_minor: number } = JSON.parse(plan.after.replace(/^\uFEFF/, ''));
    const validate = new draft4.default({ strict: false }).compile(notebookSchema(value.nbformat_minor));
    validate(value);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('refuses what is no notebook: the schema is not empty words', () => {
    const validate = new draft4.default({ strict: false }).compile(notebookSchema(5));
    const cell = { cell_type: 'code', id: 'a', metadata: {}, source: 'x', outputs: [], execution_count: null };
    const book = { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
    expect(validate(book)).toBe(true);
    for (const bad of [
      { ...book, cells: [{ ...cell, id: undefined }] },
      { ...book, cells: [{ ...cell, source: 1 }] },
      { ...book, cells: [{ ...cell, outputs: [{ output_type: 'stream' }] }] },
      { ...book, more: 1 },
    ])
      expect(validate(JSON.parse(JSON.stringify(bad)))).toBe(false);
  });
});
