import { describe, expect, test } from '@jest/globals';
import { createEngine } from '../../src/core/engine.js';
import { explainFile } from '../../src/core/explain-file.js';
import { FORMATS } from '../../src/formats/index.js';
import { LANGUAGES } from '../../src/languages/index.js';
import { renderExplanations } from '../../src/render/explanation.js';
import { planText } from './planning.js';
import { smallMigration } from './small-migration.js';

const engine = createEngine({ migration: smallMigration(), formats: FORMATS, languages: LANGUAGES, rules: [] });
const TEXT =
  'MODEL = "alder2:7b"\nagent = create_react_agent(MODEL, tools)\nif "alder2" in name:\n    pass\nif "alder2" in other:\n    pass\n';

describe('explaining a file', () => {
  test('each reference has its place, the classes that were asked and the evidence', () => {
    const [first, second, third] = explainFile(planText('a.py', TEXT), engine);
    expect(first).toMatchObject({ row: { line: 1, outcome: 'rewrite' }, stands: ['Python string, assigned to MODEL'] });
    expect(first?.looked.every(({ holds }) => !holds)).toBe(true);
    expect(first?.decision.evidence).toContainEqual({ text: '`MODEL` flows into `create_react_agent` in line 2' });
    expect(second?.looked.at(-1)).toEqual({ name: 'name-test', holds: true });
    expect([second?.row.line, third?.row.line]).toEqual([3, 5]);
  });

  test('one line alone', () => {
    expect(explainFile(planText('a.py', TEXT), engine, 5).map(({ row }) => row.line)).toEqual([5]);
    expect(explainFile(planText('a.py', TEXT), engine, 2)).toEqual([]);
  });

  test('a file that is kept whole asks no class', () => {
    expect(explainFile(planText('x/CHANGELOG.md', 'ollama pull alder2:7b\n'), engine)).toMatchObject([
      { looked: [], decision: { rule: 'record' } },
    ]);
  });

  test('is printed with the outcome, the rule and the reason', () => {
    const text = renderExplanations(explainFile(planText('a.py', TEXT), engine, 1), {});
    expect(text).toContain('a.py:1:10\n  alder2:7b -> oak:30b\n  outcome   rewrite, by exact-id');
    expect(text).toContain('  role      agent\n');
  });
});
